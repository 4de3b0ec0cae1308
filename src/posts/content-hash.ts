import { canonicalJson } from '../lib/canonical.js';
import { sha256 } from '../lib/ids.js';
import type { AccountContent } from './post.js';

/**
 * SHA-256 (64 hex characters) over what every account gets: texts, links, options, each rendition with its bytes' hash and alt text.
 * The order of the accounts does not count; the order of an account's pictures does.
 */
export function contentHash(accounts: readonly AccountContent[]): string {
  const sorted = [...accounts].sort((a, b) => (a.account < b.account ? -1 : 1));
  return sha256(canonicalJson(sorted));
}
