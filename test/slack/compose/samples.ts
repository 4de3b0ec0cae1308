import type { AccountCheck, Draft, DraftFile } from '../../../src/posts/index.js';
import type { AccountChoice } from '../../../src/slack/compose/account-choices.js';

/** A draft with these fields. */
export function draftOf(fields: Partial<Draft> = {}): Draft {
  return {
    id: '0'.repeat(24),
    workspace: 'T1',
    brand: 'brand-with-a-long-identifier',
    person: 'U1',
    post: '1'.repeat(24),
    base: 0,
    version: 3,
    state: 'open',
    accounts: [],
    text: 'Hello',
    files: [],
    createdAt: new Date(0),
    updatedAt: new Date(1_700_000_000_000),
    ...fields,
  };
}

/** A file of a draft; taken unless `fields` say otherwise. */
export function fileOf(number: number, fields: Partial<DraftFile> = {}): DraftFile {
  return { slackFile: `F${number}`, name: `picture-${number}.png`, asset: `asset-${number}`, altText: '', border: false, ...fields };
}

/** A check without problems. */
export function checkOf(fields: Partial<AccountCheck> = {}): AccountCheck {
  return {
    account: 'a',
    name: 'Bakery',
    platform: 'facebook',
    platformName: 'Facebook',
    length: 5,
    maxLength: 63_206,
    parts: [],
    withoutComment: false,
    asksToComment: false,
    settings: [],
    hasOptions: false,
    leftOut: [],
    happens: [],
    problems: [],
    borders: [],
    ...fields,
  };
}

/** `count` accounts to choose from, alternating between two platforms. */
export function choicesOf(count: number, fields: Partial<AccountChoice> = {}): AccountChoice[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${index}`.padStart(24, 'a'),
    name: `Account ${index} ${'long name '.repeat(20)}`,
    username: 'u'.repeat(80),
    platformName: index % 2 === 0 ? 'Facebook' : 'Instagram',
    ...fields,
  }));
}

/** The longest text a platform takes, in paragraphs. */
export const LONGEST_TEXT = 'Fresh bread every morning, says the baker. '.repeat(1500).slice(0, 63_206);
