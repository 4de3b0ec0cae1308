import { type Answer, htmlAnswer } from './answer.js';
import { escapeHtml, htmlPage } from './html.js';
import type { LedgerEntry } from './types.js';
import { type Live, liveOn, type World } from './world.js';

/** The pages a browser shows: a Page, an Instagram profile, one post, and the pictures on them. Undefined when the path is none of these. */
export function answerBrowser(world: World, path: string): Answer | undefined {
  const [first = '', second = ''] = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent);
  if (first === 'facebook')
    return profile(
      world,
      world.pages.find((page) => page.id === second),
    );
  if (first === 'instagram') return profile(world, world.pages.find((page) => page.instagram?.username === second)?.instagram);
  if (first === 'p')
    return single(
      [...world.igMedia.values()].find(({ entry }) => entry.permalink.endsWith(`/p/${second}/`)),
      world,
    );
  if (/^\d+_\d+$/.test(first)) return single(world.posts.get(first), world);
  if (first === 'bytes') return bytes(world, second);
  if (first === 'picture') return portrait(second);
  return undefined;
}

function profile(world: World, account: { id: string; name?: string; username: string } | undefined): Answer {
  if (account === undefined) return gone();
  const posts = liveOn(world, account.id).map(({ entry }) => article(entry));
  return htmlAnswer(200, htmlPage(account.name ?? account.username, posts.join('') || '<p>Nothing is posted here yet.</p>'));
}

function single(live: Live | undefined, world: World): Answer {
  if (live === undefined || live.entry.deletedAt !== undefined) return gone();
  const page = world.pages.find((each) => each.id === live.entry.accountId || each.instagram?.id === live.entry.accountId);
  const name = live.entry.platform === 'facebook' ? page?.name : page?.instagram?.username;
  return htmlAnswer(200, htmlPage(name ?? live.entry.accountId, article(live.entry)));
}

function article(entry: LedgerEntry): string {
  const images = entry.media.map((media) => `<img src="/bytes/${media.sha256}" alt="${escapeHtml(media.altText)}" width="${media.width}">`);
  const link = entry.link === undefined ? '' : `<p><a href="${escapeHtml(entry.link)}">${escapeHtml(entry.link)}</a></p>`;
  const when = `<small><a href="${escapeHtml(new URL(entry.permalink).pathname)}">${new Date(entry.at).toISOString()}</a></small>`;
  return `<article><p>${escapeHtml(entry.text)}</p>${images.join('')}${link}${when}</article>`;
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
  return htmlAnswer(404, htmlPage('This page is not available', '<p>It was removed, or the link is wrong.</p>'));
}
