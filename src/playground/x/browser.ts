import { type Answer, htmlAnswer } from '../meta/answer.js';
import { escapeHtml } from '../meta/html.js';
import { htmlPage } from './html.js';
import type { LedgerEntry } from './types.js';
import { liveOn, type World } from './world.js';

/** The pages a browser shows: a profile, a post with its whole thread, and the pictures and videos on them. */
export function answerBrowser(world: World, path: string): Answer {
  const [first = '', second = '', third = ''] = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent);
  if (first === 'bytes') return bytes(world, second);
  if (first === 'picture') return portrait(second);
  if (second === 'status') return single(world, third);
  const person = world.people.find(({ username }) => username === first);
  if (person === undefined) return gone();
  const posts = liveOn(world, person.userId).map(({ entry }) => article(entry));
  return htmlAnswer(200, htmlPage(`${person.name} (@${person.username})`, posts.join('') || '<p>Nothing is posted here yet.</p>'));
}

function single(world: World, id: string): Answer {
  const post = world.posts.get(id);
  if (post === undefined || post.entry.deletedAt !== undefined) return gone();
  const person = world.people.find(({ userId }) => userId === post.entry.accountId);
  const thread = [...world.posts.values()].filter(
    ({ entry }) => entry.conversationId === post.entry.conversationId && entry.deletedAt === undefined,
  );
  return htmlAnswer(200, htmlPage(`${person?.name} (@${person?.username})`, thread.map(({ entry }) => article(entry)).join('')));
}

function article(entry: LedgerEntry): string {
  const images = entry.media.map(({ sha256, altText, width, durationMs }) =>
    durationMs === undefined
      ? `<img src="/bytes/${sha256}" alt="${escapeHtml(altText)}" width="${width}">`
      : `<video src="/bytes/${sha256}" width="${width}" controls></video>`,
  );
  const when = `<small><a href="${escapeHtml(new URL(entry.permalink).pathname)}">${new Date(entry.at).toISOString()}</a></small>`;
  const answers = entry.inReplyTo === undefined ? '' : '<small>Continues the post above</small>';
  return `<article id="post-${entry.id}">${answers}<p>${escapeHtml(entry.text)}</p>${images.join('')}${when}</article>`;
}

function bytes(world: World, sha256: string): Answer {
  const found = world.bytes.get(sha256);
  return found === undefined ? gone() : { status: 200, headers: { 'content-type': found.type }, body: found.data };
}

function portrait(name: string): Answer {
  const hue = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 0);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="hsl(${hue} 45% 40%)"/></svg>`;
  return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: svg };
}

function gone(): Answer {
  return htmlAnswer(404, htmlPage('This page does not exist', '<p>It was removed, or the link is wrong.</p>'));
}
