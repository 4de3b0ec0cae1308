import type { Content } from '../../src/platforms/platform.js';
import type { AccountContent } from '../../src/posts/index.js';
import type { Hands } from './hands.js';

/** One way to publish on one platform: its steps differ from every other's. */
export interface Kind {
  readonly name: string;
  readonly platform: 'facebook' | 'instagram' | 'linkedin' | 'x';
  /** Which of the platform's accounts it uses, so that all kinds can go out at once. */
  readonly nth: number;
  /** How many posts it makes, a first comment included. */
  readonly parts: number;
  /** Its last part is a first comment. */
  readonly commented?: true;
  content(hands: Hands, mark: string): Promise<Content>;
}

/** Every kind whose steps differ. */
export const KINDS: readonly Kind[] = [
  { name: 'Facebook text', platform: 'facebook', nth: 0, parts: 1, content: async (_hands, mark) => words(mark) },
  { name: 'Facebook picture', platform: 'facebook', nth: 1, parts: 1, content: (hands, mark) => pictures(hands, mark, 1) },
  { name: 'Facebook pictures', platform: 'facebook', nth: 2, parts: 1, content: (hands, mark) => pictures(hands, mark, 3) },
  { name: 'Instagram picture', platform: 'instagram', nth: 0, parts: 1, content: (hands, mark) => pictures(hands, mark, 1) },
  { name: 'Instagram carousel', platform: 'instagram', nth: 1, parts: 1, content: (hands, mark) => pictures(hands, mark, 3) },
  { name: 'Facebook picture with a first comment', platform: 'facebook', nth: 1, parts: 2, commented: true, content: commentedPicture },
  { name: 'Instagram picture with a first comment', platform: 'instagram', nth: 0, parts: 2, commented: true, content: commentedPicture },
  { name: 'LinkedIn picture with a first comment', platform: 'linkedin', nth: 1, parts: 2, commented: true, content: commentedPicture },
  { name: 'LinkedIn text', platform: 'linkedin', nth: 0, parts: 1, content: async (_hands, mark) => words(mark) },
  { name: 'LinkedIn images', platform: 'linkedin', nth: 1, parts: 1, content: (hands, mark) => pictures(hands, mark, 2) },
  {
    name: 'LinkedIn document',
    platform: 'linkedin',
    nth: 2,
    parts: 1,
    content: async (hands, mark) => ({ ...words(mark), media: [await hands.document()] }),
  },
  { name: 'X text', platform: 'x', nth: 0, parts: 1, content: async (_hands, mark) => words(mark) },
  { name: 'X picture', platform: 'x', nth: 1, parts: 1, content: (hands, mark) => pictures(hands, mark, 1) },
  {
    name: 'X thread',
    platform: 'x',
    nth: 2,
    parts: 3,
    content: async (_hands, mark) => ({ ...words(mark), text: ['One', 'Two', 'Three'].map((part) => sentence(part, mark)).join(' ') }),
  },
];

/** The mark of a text: a word that stands in nothing else. */
export function markOf(cut: string): string {
  return `mark${cut}z`;
}

/** What an account gets. */
export async function contentOf(hands: Hands, kind: Kind, mark: string): Promise<AccountContent> {
  const accounts = (await hands.accounts()).filter(({ platform }) => platform === kind.platform);
  const account = accounts[kind.nth];
  if (account === undefined) throw new Error(`There is no account for ${kind.name}.`);
  return { account: account.id, platform: kind.platform, content: await kind.content(hands, mark) };
}

function words(mark: string): Content {
  return { text: `Good morning ${mark}`, media: [], options: {} };
}

async function commentedPicture(hands: Hands, mark: string): Promise<Content> {
  return { ...(await pictures(hands, mark, 1)), comment: `More about ${mark} below` };
}

async function pictures(hands: Hands, mark: string, count: number): Promise<Content> {
  return { ...words(mark), media: await Promise.all(Array.from({ length: count }, () => hands.picture())) };
}

/** So long that no two fit into one post. */
function sentence(begin: string, mark: string): string {
  return `${begin} of ${mark} ${'says much about bread and rolls '.repeat(5).trim()}.`;
}
