/** What a page says about itself, in its own words; each absent where it says nothing. `image` is a whole address. */
export interface OpenGraph {
  readonly title?: string;
  readonly description?: string;
  readonly image?: string;
}

/**
 * Reads the Open Graph data of a page (ogp:protocol, November 2026), else its Twitter card, else its title and description. Takes any HTML, cut short
 * too; white space is joined, and what is longer than a preview shows is cut.
 */
export function readOpenGraph(html: string, url: string): OpenGraph {
  const head = html.replaceAll(/<!--[\s\S]*?(?:-->|$)|<(script|style|noscript|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ');
  const meta = metaTags(head);
  const first = (...names: string[]) => names.map((name) => meta.get(name)).find((value) => value !== undefined && value !== '');
  const title = first('og:title', 'twitter:title') ?? titleElement(head);
  const description = first('og:description', 'twitter:description', 'description');
  const image = wholeAddress(first('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image'), url);
  return {
    ...(title === '' ? {} : { title: shortened(title, MOST_TITLE) }),
    ...(description === undefined ? {} : { description: shortened(description, MOST_DESCRIPTION) }),
    ...(image === undefined ? {} : { image }),
  };
}

/** The text of a page's bytes, by the `charset` of its content type, else the one it names itself, else UTF-8. */
export function decodeHtml(bytes: Uint8Array, type: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  const named = /charset="?([\w-]+)/i.exec(type)?.[1] ?? /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1];
  try {
    return new TextDecoder(named ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** The first content of every `meta`, by its `property` or `name` in lower case. Reads on from each tag's end, so that no page can make it slow. */
function metaTags(head: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { index } of head.matchAll(/<meta\b/gi)) {
    TAG_END.lastIndex = index + '<meta'.length;
    const inside = TAG_END.exec(head)?.[0];
    if (inside === undefined) break;
    const attributes = new Map(
      [...inside.matchAll(ATTRIBUTE)].map(([, name = '', ...values]) => [name.toLowerCase(), values.find(Boolean) ?? '']),
    );
    const key = (attributes.get('property') ?? attributes.get('name') ?? '').trim().toLowerCase();
    const content = attributes.get('content');
    if (key !== '' && content !== undefined && !found.has(key)) found.set(key, tidy(content));
  }
  return found;
}

function titleElement(head: string): string {
  const start = /<title\b[^>]{0,200}>/i.exec(head);
  if (start === null) return '';
  const rest = head.slice(start.index + start[0].length);
  const end = rest.search(/<\/title/i);
  return end < 0 ? '' : tidy(rest.slice(0, end));
}

function tidy(text: string): string {
  return decodeEntities(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? whole;
    const point = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : whole;
  });
}

function wholeAddress(address: string | undefined, base: string): string | undefined {
  if (address === undefined || !URL.canParse(address, base)) return undefined;
  return new URL(address, base).href;
}

function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

const TAG_END = /(?:[^>"']|"[^"]*"|'[^']*')*>/y;
const ATTRIBUTE = /([^\s"'<>/=]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g;
const MOST_TITLE = 200;
const MOST_DESCRIPTION = 300;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  euro: '€',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ',
};
