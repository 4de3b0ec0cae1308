/** The page's few signs, drawn as lines in the colour of the text. They say nothing to screen readers: name the button they stand in. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A sign's name. */
export type IconName = keyof typeof PATHS;

const PATHS = {
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12 20 4l-4 16-4-7-8-1zM12 13l8-9',
  reply: 'M4 5h16v11h-9l-4 4v-4H4z',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M6 9l6 6 6-6',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  archive: 'M4 5h16v4H4zM5 9v10h14V9M10 13h4',
  warning: 'M12 4 2.5 20h19zM12 10v4M12 17h.01',
  heart: 'M12 20S4 14.5 4 9a4.2 4.2 0 0 1 8-1.8A4.2 4.2 0 0 1 20 9c0 5.500-8 11-8 11z',
  comment: 'M20 12a8 8 0 1 0-3.200 6.400L20 20l-1-3.500A7.900 7.900 0 0 0 20 12z',
  share: 'M4 12 20 4l-4 16-4-7-8-1z',
  page: 'M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7',
  like: 'M7 21V10l4-7c1.500 0 2.500 1 2.200 2.600L12.500 9H19a2 2 0 0 1 2 2.400l-1.300 7A2 2 0 0 1 17.700 20zM3 10h4v11H3z',
} as const;
