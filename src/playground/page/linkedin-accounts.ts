import type { LedgerEntry, LinkedInStandIn } from '../linkedin/types.js';
import type { SocialAccount, SocialPost } from './contract.js';

/** The first person's profile and pages on LinkedIn, and every other one that has a post. */
export function linkedInAccounts(linkedin: LinkedInStandIn): SocialAccount[] {
  const live = linkedin.ledger.filter(({ deletedAt }) => deletedAt === undefined);
  const [first] = linkedin.people;
  const own = new Set(first === undefined ? [] : [urnOf(first.sub), ...linkedin.pages(first.id).map(({ urn }) => urn)]);
  const pages = new Map(linkedin.people.flatMap(({ id }) => linkedin.pages(id)).map((page) => [page.urn, page]));
  const all = [
    ...linkedin.people.map(({ id, sub, name }) => ({ id: urnOf(sub), name, username: id, about: 'Member' })),
    ...[...pages.values()].map(({ urn, name, vanityName }) => ({ id: urn, name, username: vanityName, about: 'Company page' })),
  ];
  return all
    .filter(({ id }) => own.has(id) || live.some(({ accountId }) => accountId === id))
    .map((account) => ({ platform: 'linkedin', ...account, posts: postsOf(account.id, live, linkedin) }));
}

function urnOf(sub: string): string {
  return `urn:li:person:${sub}`;
}

function postsOf(accountId: string, live: readonly LedgerEntry[], linkedin: LinkedInStandIn): SocialPost[] {
  return live
    .filter((entry) => entry.accountId === accountId)
    .sort((a, b) => b.seq - a.seq)
    .map((entry) => ({ ...postOf(entry, linkedin.url), metrics: linkedin.metrics(entry.id) }));
}

function postOf(
  { id, permalink, text, link, at, media, article, hashtags, mentions, visibility, edits, comments = [] }: LedgerEntry,
  origin: string,
): Omit<SocialPost, 'metrics'> {
  const bytes = (sha256: string) => `${origin}/bytes/${sha256}`;
  const documents = media.filter(({ kind }) => kind === 'document');
  return {
    id,
    permalink,
    text,
    at,
    comments,
    audience: AUDIENCES[visibility] ?? visibility,
    marked: [...hashtags.map((word) => `#${word}`), ...mentions.map(({ name }) => name)],
    media: media
      .filter(({ kind }) => kind === 'image')
      .map(({ sha256, width, height, altText }) => ({ url: bytes(sha256), width, height, altText })),
    documents: documents.map(({ sha256, title = 'Document' }) => ({ url: bytes(sha256), title })),
    ...(link === undefined ? {} : { link }),
    ...(edits === undefined ? {} : { edited: true }),
    ...(article === undefined ? {} : { card: cardOf(article, bytes) }),
  };
}

function cardOf({ title, description, thumbnail }: NonNullable<LedgerEntry['article']>, bytes: (sha256: string) => string) {
  return {
    title,
    ...(description === undefined ? {} : { description }),
    ...(thumbnail === undefined ? {} : { pictureUrl: bytes(thumbnail) }),
  };
}

/** What LinkedIn's own pages call them. */
const AUDIENCES: Readonly<Record<string, string>> = { PUBLIC: 'Anyone', CONNECTIONS: 'Connections only', LOGGED_IN: 'LinkedIn members' };
