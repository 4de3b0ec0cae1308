/** A piece of formatted text within a line. */
export type Inline =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'bold' | 'italic' | 'strike'; readonly parts: readonly Inline[] }
  | { readonly is: 'code'; readonly text: string }
  | { readonly is: 'link'; readonly url: string; readonly label: string }
  | { readonly is: 'user' | 'channel' | 'broadcast' | 'emoji'; readonly id: string }
  | { readonly is: 'date'; readonly seconds: number; readonly format: string; readonly url?: string; readonly fallback: string };

/** A stretch of lines of one kind. */
export type Stretch =
  | { readonly is: 'lines' | 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly is: 'pre'; readonly text: string };

/** Reads Slack's mrkdwn (slack:messaging/formatting-message-text, November 2026). Text that is no valid formatting stays as it is. */
export function readMrkdwn(mrkdwn: string): Stretch[] {
  return mrkdwn
    .split(/```([\s\S]+?)```/)
    .flatMap((part, index): Stretch[] =>
      index % 2 === 1 ? [{ is: 'pre', text: unescaped(part.replace(/^\n|\n$/g, '')) }] : stretches(part),
    );
}

/** `&amp;`, `&lt;` and `&gt;` as the characters they stand for. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function stretches(text: string): Stretch[] {
  const found: { is: 'lines' | 'quote'; lines: Inline[][] }[] = [];
  if (text === '' || text === '\n') return [];
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const is = quoted === null ? 'lines' : 'quote';
    const last = found.at(-1);
    const read = readInline(quoted?.[1] ?? line);
    if (last?.is === is) last.lines.push(read);
    else found.push({ is, lines: [read] });
  }
  return found;
}

function readInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let rest = text;
  let before = '';
  while (rest !== '') {
    const found = RULES.map(({ pattern, read }) => ({ match: pattern.exec(rest), read })).filter(({ match }) => match !== null);
    const first = found.sort((a, b) => (a.match?.index ?? 0) - (b.match?.index ?? 0))[0];
    if (first === undefined || first.match === null) break;
    const { match, read } = first;
    const at = match.index;
    const previous = at === 0 ? before.at(-1) : rest[at - 1];
    const inline = read(match, previous, rest[at + match[0].length]);
    const taken = inline === undefined ? at + 1 : at;
    if (taken > 0) pushText(parts, rest.slice(0, taken));
    before = rest.slice(0, inline === undefined ? taken : at + match[0].length);
    if (inline !== undefined) parts.push(inline);
    rest = rest.slice(before.length);
  }
  if (rest !== '') pushText(parts, rest);
  return parts;
}

type Read = (match: RegExpExecArray, previous: string | undefined, next: string | undefined) => Inline | undefined;

/** Marks count at the edge of a word only, as in Slack. */
function styled(is: 'bold' | 'italic' | 'strike'): Read {
  return (match, previous, next) => {
    const inner = match[1] ?? '';
    const isEdge = !isWord(previous) && !isWord(next) && inner.trim() === inner;
    return isEdge ? { is, parts: readInline(inner) } : undefined;
  };
}

const RULES: readonly { readonly pattern: RegExp; readonly read: Read }[] = [
  { pattern: /`([^`\n]+)`/, read: (match) => ({ is: 'code', text: unescaped(match[1] ?? '') }) },
  { pattern: /<([^<>\n]+)>/, read: (match) => angled(match[1] ?? '') },
  { pattern: /\*([^*\n]+)\*/, read: styled('bold') },
  { pattern: /_([^_\n]+)_/, read: styled('italic') },
  { pattern: /~([^~\n]+)~/, read: styled('strike') },
  { pattern: /:([a-z0-9_+-]+):/, read: (match) => ({ is: 'emoji', id: match[1] ?? '' }) },
];

function angled(inside: string): Inline | undefined {
  const bar = inside.indexOf('|');
  const [target, label] = bar < 0 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)];
  if (target.startsWith('@')) return { is: 'user', id: target.slice(1) };
  if (target.startsWith('#')) return { is: 'channel', id: target.slice(1) };
  if (target.startsWith('!date^')) return dated(target, label);
  if (target.startsWith('!')) return { is: 'broadcast', id: label || target.slice(1) };
  if (!/^(https?:|mailto:)/.test(target)) return undefined;
  return { is: 'link', url: unescaped(target), label: unescaped(label || target.replace(/^mailto:/, '')) };
}

function dated(target: string, fallback: string): Inline | undefined {
  const [, seconds, format = '', url] = target.split('^');
  const at = Number(seconds);
  if (!Number.isFinite(at)) return undefined;
  return { is: 'date', seconds: at, format, fallback: unescaped(fallback), ...(url === undefined ? {} : { url: unescaped(url) }) };
}

function pushText(parts: Inline[], text: string): void {
  const last = parts.at(-1);
  if (last?.is === 'text') parts[parts.length - 1] = { is: 'text', text: last.text + unescaped(text) };
  else parts.push({ is: 'text', text: unescaped(text) });
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
}
