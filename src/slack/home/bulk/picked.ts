import { z } from 'zod';

/** A post as a modal showed it: a decision counts for these words under these rules, and no others. */
export interface Picked {
  readonly post: string;
  readonly revision: number;
  /** See `reviewMark`. */
  readonly mark: string;
  readonly contentHash: string;
}

/** What is done with all posts that were picked. */
export type BulkKind = 'approved' | 'rejected';

/** Posts as `private_metadata` holds them: twenty of them take less than 2,500 of its 3,000 characters. */
export function packed(kind: BulkKind | undefined, picked: readonly Picked[]): string {
  const items = picked.map(({ post, revision, mark, contentHash }) => [post, revision, mark, contentHash].join(':'));
  return [kind ?? '', ...items].join(' ');
}

/** Reads what {@link packed} wrote; what does not fit is left out. */
export function unpacked(metadata: string): { readonly kind?: BulkKind; readonly picked: readonly Picked[] } {
  const [word = '', ...items] = metadata.split(' ');
  const kind = kinds.safeParse(word);
  const picked = items.flatMap((item): Picked[] => {
    const [post, revision, mark, contentHash] = item.split(':');
    if (post === undefined || mark === undefined || contentHash === undefined) return [];
    return [{ post, revision: Number.parseInt(revision ?? '', 10) || 0, mark, contentHash }];
  });
  return { ...(kind.success ? { kind: kind.data } : {}), picked };
}

/** A post that waits, as it is picked. */
export function pickedOf(waiting: {
  readonly post: { readonly id: string; readonly revision: number };
  readonly words: { readonly contentHash: string };
  readonly mark: string;
}): Picked {
  const { post, words, mark } = waiting;
  return { post: post.id, revision: post.revision, mark, contentHash: words.contentHash };
}

/** Whether both are the same words under the same rules. */
export function isSame(one: Picked, other: Picked): boolean {
  return one.post === other.post && one.revision === other.revision && one.mark === other.mark && one.contentHash === other.contentHash;
}

const kinds = z.enum(['approved', 'rejected']);
