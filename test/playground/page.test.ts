import { createServer, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Act, ActAnswer, SliceName, Slices } from '../../src/playground/page/contract.js';
import { type Page, startPage } from '../../src/playground/page/index.js';
import { type Playground, startPlayground } from '../../src/playground/playground.js';
import { createWork } from '../../src/playground/work.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

let database: TestDatabase;
let playground: Playground;
let page: Page;
const said: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase('page');
  playground = await startPlayground({ mongodbUri: database.uri });
  page = await startPage({ playground, port: 0, say: (line) => said.push(line) });
}, 60_000);

afterAll(async () => {
  await page.close();
  await playground.close();
  await database.drop();
});

describe('the live stream', () => {
  test('sends everything as this person sees it, and then what changes', async () => {
    const window = await listen('ana');
    const workspace = await window.next('workspace');
    expect(workspace.me).toBe(playground.slack.people.author.id);
    expect(workspace.commands.map(({ command }) => command)).toContain('/publish');
    await act('ana', { do: 'say', channel: playground.slack.channels.general, text: 'Hello <team> & all', files: [] });
    const messages = await window.next('messages', (all) => all[playground.slack.channels.general]?.length === 1);
    expect(messages[playground.slack.channels.general]?.[0]?.text).toBe('Hello &lt;team&gt; &amp; all');
    window.close();
  });

  test('shows what is for one person only to that person, and a channel only to who is in it', async () => {
    const [ana, kim] = [await listen('ana'), await listen('kim')];
    await act('ana', { do: 'command', channel: playground.slack.channels.review, command: '/publish', text: 'help' });
    const seen = await ana.next('messages', (all) => all[playground.slack.channels.review]?.some(({ onlyYou }) => onlyYou) === true);
    expect(seen[playground.slack.channels.review]?.find(({ onlyYou }) => onlyYou)?.blocks.length).toBeGreaterThan(0);
    const others = await kim.next('messages');
    expect(Object.keys(others).sort()).toEqual([playground.slack.channels.review, playground.slack.channels.client].sort());
    expect(
      Object.values(others)
        .flat()
        .filter(({ onlyYou }) => onlyYou),
    ).toEqual([]);
    ana.close();
    kim.close();
  });

  test('follows posts, publications and attempts in the database, and shows tokens sealed only', async () => {
    const work = createWork(playground);
    const { author, approver, admin } = playground.slack.people;
    await work.setUp(admin.id);
    await work.connect(admin.id, 'ada', ['Bluebird Coffee']);
    await work.compose(author.id, { text: 'Seen from inside', accounts: ['Bluebird Coffee'] });
    const card = await work.sendForReview(author.id);
    const window = await listen('ana');
    await window.next('inside', ({ posts }) => posts.some(({ state }) => state === 'in_review'));
    await work.click(approver.id, card, 'review_approve');
    const { posts, sealed } = await window.next('inside', (all) =>
      all.posts.some(({ publications }) => publications[0]?.state === 'published'),
    );
    expect(posts[0]).toMatchObject({
      text: 'Seen from inside',
      publications: [{ account: 'Bluebird Coffee', attempts: [{ outcome: 'published' }] }],
    });
    expect(sealed.length).toBeGreaterThan(0);
    expect(sealed.every(({ value }) => value.startsWith('1.k1.'))).toBe(true);
    const { accounts } = await window.next('social', (social) => social.accounts.some((account) => account.posts.length > 0));
    const [live] = accounts.find(({ posts: shown }) => shown.length > 0)?.posts ?? [];
    expect(live).toMatchObject({ text: 'Seen from inside', metrics: { likes: 0 } });
    await send('nudge', { platform: 'facebook', post: live?.id, metric: 'likes', by: 1 });
    await window.next('social', (social) => social.accounts.some((account) => account.posts[0]?.metrics.likes === 1));
    window.close();
  }, 60_000);
});

describe('what a person does', () => {
  test('a button that is gone by now says so', async () => {
    const [message] = playground.slack.messages(playground.slack.channels.review);
    const place = { in: 'message' as const, channel: playground.slack.channels.review, ts: message?.ts ?? '' };
    expect((await act('ben', { do: 'click', place, blockId: 'gone', actionId: 'gone' })).problem).toContain('out of date');
  });

  test('what the person may not do in Slack comes back as a sentence', async () => {
    const answer = await act('kim', { do: 'command', channel: playground.slack.channels.review, command: '/publish', text: '' });
    expect(answer.problem).toContain('another organisation');
  });

  test('a failing Slack shows in the log with its error', async () => {
    const undo = playground.slack.fault({ method: 'chat.postEphemeral', before: 'error:channel_not_found' });
    const window = await listen('ana');
    await act('ana', { do: 'command', channel: playground.slack.channels.review, command: '/connect', text: '' });
    const log = await window.next('log', (lines) => lines.some(({ what }) => what.includes('/connect')));
    const line = log.find(({ what }) => what.includes('/connect'));
    const whole = await (await fetch(`${page.url}/api/log/${line?.id}`)).json();
    expect(whole).toMatchObject({ kind: 'slash_command', payload: { command: '/connect' } });
    undo();
    window.close();
  });
});

test('a moment is played by people over the wire, and leads to where it shows', async () => {
  const before = playground.slack.messages(playground.slack.channels.review).length;
  const answer = await fetch(`${page.url}/api/moment`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"id":"waiting"}',
  });
  expect(await answer.json()).toEqual({ path: '/ben/slack/social-review' });
  const cards = playground.slack.messages(playground.slack.channels.review).slice(before);
  expect(JSON.stringify(cards)).toContain('review_approve');
  expect(playground.slack.as(playground.slack.people.author.id).view()).toBeUndefined();
}, 30_000);

describe('the page is for this machine only', () => {
  test('a request that names another host is refused', async () => {
    const answer = await ask({ headers: { host: 'evil.example' } });
    expect(answer.statusCode).toBe(403);
  });

  test('a form of another site cannot act', async () => {
    const answer = await fetch(`${page.url}/api/act?as=ana`, { method: 'POST', body: new URLSearchParams({ do: 'say' }) });
    expect(answer.status).toBe(415);
  });

  test('a port in use is told, and another one taken', async () => {
    const busy = createServer();
    const port = await new Promise<number>((resolve) =>
      busy.listen(0, '127.0.0.1', () => resolve(Number(new URL(`http://x:${(busy.address() as { port: number }).port}`).port))),
    );
    const other = await startPage({ playground, port, say: (line) => said.push(line) });
    expect(said.at(-1)).toContain(`Port ${port} is in use`);
    expect((await fetch(other.url)).status).toBe(200);
    await other.close();
    busy.close();
  });
});

function act(person: string, what: Act): Promise<ActAnswer> {
  return send(`act?as=${person}`, what);
}

async function send(path: string, body: unknown): Promise<ActAnswer> {
  const headers = { 'content-type': 'application/json' };
  return (await (await fetch(`${page.url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as ActAnswer;
}

function ask(options: { headers: Record<string, string> }): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => request(page.url, options, resolve).on('error', reject).end());
}

/** A window's stream; `next` waits for a slice that fits, the newest one included. */
async function listen(person: string) {
  const stop = new AbortController();
  const { body } = await fetch(`${page.url}/api/live?as=${person}`, { signal: stop.signal });
  const newest = new Map<string, unknown>();
  let told = () => {};
  void (async () => {
    let text = '';
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        if (name !== '') newest.set(name, JSON.parse(data));
        told();
      }
    }
  })().catch(() => {});
  const next = async <Name extends SliceName>(name: Name, fits: (slice: Slices[Name]) => boolean = () => true): Promise<Slices[Name]> => {
    for (;;) {
      const slice = newest.get(name) as Slices[Name] | undefined;
      if (slice !== undefined && fits(slice)) return slice;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`No ${name} came that fits. The newest: ${JSON.stringify(slice)?.slice(0, 2_000)}`)),
          15_000,
        );
        told = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  return { next, close: () => stop.abort() };
}
