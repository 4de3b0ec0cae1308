import { escapeHtml } from '../meta/html.js';
import { type Answer, htmlAnswer } from './answer.js';
import { htmlPage } from './html.js';
import type { LedgerEntry } from './types.js';
import { nameOf, urnOf, type World } from './world.js';

/** The pages a browser shows: the feed, a profile or page, one post, and the files on them. Undefined when the path is none of these. */
export function answerBrowser(world: World, path: string): Answer | undefined {
  const [first = '', second = '', third = ''] = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent);
  if (first === 'feed' && second === 'update') return single(world, third);
  if (first === 'feed') return wall(world, 'LinkedIn', live(world));
  if (first === 'company') return profile(world, world.pages.find((page) => page.id === second || page.vanityName === second)?.urn);
  if (first === 'in') return profile(world, world.people.filter((person) => person.sub === second || person.id === second).map(urnOf)[0]);
  if (first === 'bytes') return bytes(world, second);
  if (first === 'picture') return portrait(second);
  return undefined;
}

function live(world: World): LedgerEntry[] {
  return world.ledger.filter((entry) => entry.deletedAt === undefined).reverse();
}

function profile(world: World, urn: string | undefined): Answer {
  const name = urn === undefined ? undefined : nameOf(world, urn);
  if (name === undefined) return gone();
  return wall(
    world,
    name,
    live(world).filter((entry) => entry.accountId === urn),
  );
}

function wall(world: World, title: string, entries: LedgerEntry[]): Answer {
  const posts = entries.map((entry) => article(world, entry));
  return htmlAnswer(200, htmlPage(title, posts.join('') || '<p>Nothing is posted here yet.</p>'));
}

function single(world: World, urn: string): Answer {
  const entry = live(world).find((each) => each.id === urn);
  return entry === undefined ? gone() : htmlAnswer(200, htmlPage(nameOf(world, entry.accountId) ?? entry.accountId, article(world, entry)));
}

function article(world: World, entry: LedgerEntry): string {
  const files = entry.media.map((media) =>
    media.kind === 'image'
      ? `<img src="/bytes/${media.sha256}" alt="${escapeHtml(media.altText)}" width="${media.width}">`
      : `<p><a href="/bytes/${media.sha256}">${escapeHtml(media.title ?? 'Document')}</a></p>`,
  );
  const author = `<small>${escapeHtml(nameOf(world, entry.accountId) ?? entry.accountId)}</small>`;
  const when = `<small><a href="/feed/update/${escapeHtml(entry.id)}/">${new Date(entry.at).toISOString()}</a></small>`;
  return `<article>${author}<p>${escapeHtml(entry.text)}</p>${files.join('')}${card(entry)}${when}</article>`;
}

function card({ link, article: shown }: LedgerEntry): string {
  if (link === undefined || shown === undefined) return '';
  const image = shown.thumbnail === undefined ? '' : `<img src="/bytes/${shown.thumbnail}" alt="" width="320">`;
  return `<p>${image}<a href="${escapeHtml(link)}">${escapeHtml(shown.title)}</a>\n${escapeHtml(shown.description ?? '')}</p>`;
}

function bytes(world: World, sha256: string): Answer {
  const found = world.bytes.get(sha256);
  return found === undefined ? gone() : { status: 200, headers: { 'content-type': found.type }, body: found.data };
}

function portrait(name: string): Answer {
  const hue = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 0);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="hsl(${hue} 60% 45%)"/></svg>`;
  return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: svg };
}

function gone(): Answer {
  return htmlAnswer(404, htmlPage('This page does not exist', '<p>It was removed, or the link is wrong.</p>'));
}
