/** A face for a name: its initials on a colour of its own. */
export function Avatar({ name, size = 36 }: { name: string; size?: number }) {
  const initials = name
    .split(' ')
    .slice(0, 2)
    .map((word) => word.slice(0, 1))
    .join('');
  return (
    <span className="avatar" aria-hidden="true" style={{ width: size, height: size, fontSize: size * 0.4, background: colourOf(name) }}>
      {initials}
    </span>
  );
}

/** Copydesk's own face. */
export function BotAvatar({ size = 36 }: { size?: number }) {
  return (
    <svg className="avatar" aria-hidden="true" width={size} height={size} viewBox="0 0 32 32">
      <rect width="32" height="32" fill="#1f2a44" />
      <path d="M8 10h16M8 16h16M8 22h8" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="23" cy="22" r="2.6" fill="#5ad19a" />
    </svg>
  );
}

/** A dark, calm colour that belongs to a name. */
export function colourOf(name: string): string {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 0);
  return `hsl(${hue} 42% 38%)`;
}
