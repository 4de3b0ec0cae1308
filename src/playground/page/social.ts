import type { LedgerEntry, MetaPage, MetaStandIn } from '../meta/types.js';
import type { Playground } from '../playground.js';
import type { SocialAccount, SocialPost, SocialSlice } from './contract.js';
import { linkedInAccounts } from './linkedin-accounts.js';
import { xAccounts } from './x-accounts.js';

/** What the platforms show: each one's first person's accounts, and every other one that has a post. */
export function socialOf({ meta, linkedin, x }: Pick<Playground, 'meta' | 'linkedin' | 'x'>): SocialSlice {
  return { accounts: [...metaAccounts(meta), ...linkedInAccounts(linkedin), ...xAccounts(x)] };
}

function metaAccounts(meta: MetaStandIn): SocialAccount[] {
  const live = meta.ledger.filter(({ deletedAt }) => deletedAt === undefined);
  const [first] = meta.people;
  const own = first === undefined ? [] : meta.pages(first.id);
  const all = new Map(meta.people.flatMap(({ id }) => meta.pages(id)).map((page) => [page.id, page]));
  const shown = [...all.values()].filter(
    ({ id, instagram }) =>
      own.some((page) => page.id === id) || live.some(({ accountId }) => accountId === id || accountId === instagram?.id),
  );
  return [...shown.map((page) => facebook(page, live, meta)), ...shown.flatMap((page) => instagram(page, live, meta))];
}

function facebook({ id, name }: MetaPage, live: readonly LedgerEntry[], meta: MetaStandIn): SocialAccount {
  return { platform: 'facebook', id, name, username: name.toLowerCase().replaceAll(' ', ''), posts: postsOf(id, live, meta) };
}

function instagram({ name, instagram: account }: MetaPage, live: readonly LedgerEntry[], meta: MetaStandIn): SocialAccount[] {
  if (account === undefined) return [];
  return [{ platform: 'instagram', id: account.id, name, username: account.username, posts: postsOf(account.id, live, meta) }];
}

function postsOf(accountId: string, live: readonly LedgerEntry[], meta: MetaStandIn): SocialPost[] {
  return live
    .filter((entry) => entry.accountId === accountId)
    .sort((a, b) => b.seq - a.seq)
    .map(({ id, permalink, text, link, at, media, edits, comments = [] }) => ({
      id,
      permalink,
      text,
      at,
      metrics: meta.metrics(id),
      comments,
      ...(link === undefined ? {} : { link }),
      ...(edits === undefined ? {} : { edited: true }),
      media: media.map(({ sha256, width, height, altText }) => ({ url: `${meta.url}/bytes/${sha256}`, width, height, altText })),
    }));
}
