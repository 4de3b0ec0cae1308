/** A name in a text that LinkedIn shows as a link to its page or profile. */
export interface Mention {
  /** As it stands in the text, and exactly as it is called at LinkedIn. */
  readonly name: string;
  readonly urn: string;
  /** Where the name begins in the text, in UTF-16 units. */
  readonly index: number;
}

/**
 * A text as LinkedIn's "little text": everything reserved is escaped, so that nothing is cut; hashtags stay hashtags, mentions become links. A mention
 * whose name does not stand at its place is left as plain text, and an `@` right before it goes into the mention (li:marketing/community-management/shares/little-text-format, November 2026).
 */
export function toLittleText(text: string, mentions: readonly Mention[] = []): string {
  let little = '';
  let done = 0;
  for (const { name, urn, index } of placedMentions(text, mentions)) {
    const at = index > done && text[index - 1] === '@' ? index - 1 : index;
    little += withHashtags(text.slice(0, at), done);
    little += `@[${escaped(name)}](${urn})`;
    done = index + name.length;
  }
  return little + withHashtags(text, done);
}

/** What a reader sees of a little text: escapes, mentions and hashtag templates resolved. */
export function fromLittleText(little: string): string {
  return little.replace(ELEMENT, (whole, name: string | undefined, tag: string | undefined, character: string | undefined) => {
    if (name !== undefined) return unescaped(name);
    if (tag !== undefined) return `#${unescaped(tag)}`;
    return character ?? whole;
  });
}

/** The mentions that stand where they say, in order and not inside one another. */
export function placedMentions(text: string, mentions: readonly Mention[]): Mention[] {
  let end = 0;
  const placed: Mention[] = [];
  for (const mention of [...mentions].sort((a, b) => a.index - b.index)) {
    if (mention.index < end || mention.name === '' || !text.startsWith(mention.name, mention.index)) continue;
    placed.push(mention);
    end = mention.index + mention.name.length;
  }
  return placed;
}

/** The text from `from` on; what stands before decides whether a `#` begins a word. */
function withHashtags(text: string, from: number): string {
  let little = '';
  let done = from;
  HASHTAG.lastIndex = from;
  for (let found = HASHTAG.exec(text); found !== null; found = HASHTAG.exec(text)) {
    little += escaped(text.slice(done, found.index)) + hashtag(found[1] ?? '');
    done = HASHTAG.lastIndex;
  }
  return little + escaped(text.slice(done));
}

/** A plain hashtag is a single word of no reserved character; one with an underscore needs the template. */
function hashtag(word: string): string {
  return word.includes('_') ? `{hashtag|\\#|${escaped(word)}}` : `#${word}`;
}

function escaped(text: string): string {
  return text.replace(/[|{}@[\]()<>#\\*_~]/g, '\\$&');
}

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, '$1');
}

/** A hashtag begins a word and has a letter in it: neither `C#`, `#1` nor the end of an address is one. */
const HASHTAG = /(?<![\p{L}\p{M}\p{N}_#&/=?])#(?=[\p{N}_]*\p{L})([\p{L}\p{M}\p{N}_]+)/gu;

const ELEMENT = /@\[((?:\\[\s\S]|[^\]\\])*)\]\s?\([^)]*\)|\{hashtag\|\\?[#＃]\|((?:\\[\s\S]|[^}\\])*)\}|\\([\s\S])/g;
