import { sha256 } from '../../lib/ids.js';
import { overrideOf } from '../draft-changes.js';
import type { Draft } from '../post.js';
import { withoutTags } from './tag-links.js';

/** What a draft says on each of these accounts, as one mark each: the same for the same words, whatever their case, spaces and links' tags. Without words there is none. */
export function saidBy(draft: Pick<Draft, 'text' | 'overrides'>, accounts: readonly string[]): ReadonlyMap<string, string> {
  const marks = accounts.flatMap((account) => {
    const words = sameFor(overrideOf(draft, account)?.text ?? draft.text);
    return words === '' ? [] : [[account, sha256(`${account}|${words}`)] as const];
  });
  return new Map(marks);
}

function sameFor(text: string): string {
  return withoutTags(text).normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
