import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '../../src/lib/ids.js';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import { pdf } from '../media/documents.js';
import { connectFamily } from '../support/connect-family.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';
import { COFFEE, paddedTo } from '../support/videos.js';

let journey: Journey;
let server: Server;
let page: string;

beforeAll(async () => {
  journey = await startJourney('everywhere', { pages: ['Bluebird Coffee'] });
  await connectFamily(journey, journey.work, 'linkedin');
  await connectFamily(journey, journey.work, 'x');
  server = createServer((_request, response) =>
    response
      .setHeader('content-type', 'text/html')
      .end('<meta property="og:title" content="Bread &amp; rolls"><meta property="og:description" content="Fresh">'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await journey.close();
});

describe('one /publish', () => {
  test('reaches four platforms with a picture, and a text of its own on one of them', async () => {
    const { work, people, linkedin, x } = journey;
    const author = people.author.id;
    await work.write(author, { text: 'Good morning', accounts: [], files: [await journey.picture(author)] });
    journey.slack.as(author).fill({ compose_accounts: await oneOfEach() });
    await work.submit(author);
    await work.until('The check', () => journey.slack.as(author).view()?.callbackId === 'compose_check');
    await work.customise(author, 'LinkedIn', 'Good morning, colleagues');
    const card = await work.sendForReview(author);
    await journey.shows(card, 'Good morning, colleagues');
    await journey.approve(card);
    await work.until('Four posts', () => journey.live('Good morning').length + linkedin.ledger.length + x.ledger.length === 4);
    expect(linkedin.ledger.map(({ text, visibility }) => [text, visibility])).toEqual([['Good morning, colleagues', 'PUBLIC']]);
    expect(x.ledger.map(({ text }) => text)).toEqual(['Good morning']);
  });

  test('freezes what the page of a link says, shows it for review, and publishes exactly that on LinkedIn', async () => {
    const { work, people, linkedin } = journey;
    await work.compose(people.author.id, { text: 'Look', accounts: ['Ada Marsh'], link: page });
    const card = await work.sendForReview(people.author.id);
    expect(textOf(card)).toContain('Bread & rolls');
    await journey.approve(card);
    const live = await work.until('The post', () => linkedin.ledger.find(({ text }) => text === 'Look'));
    expect(live).toMatchObject({ link: page, article: { title: 'Bread & rolls', description: 'Fresh' } });
  });

  test('shows a PDF page by page on LinkedIn', async () => {
    const { work, people, linkedin, slack } = journey;
    const file = await slack.as(people.author.id).upload('slides.pdf', pdf(3), { mimetype: 'application/pdf' });
    await work.compose(people.author.id, { text: 'Slides', accounts: ['Ada Marsh'], files: [file] });
    work.describe(people.author.id, ['How we bake']);
    await work.submit(people.author.id);
    const card = await work.until('The card', () => {
      const found = work.card();
      return found !== undefined && textOf(found).includes('Slides') ? found : undefined;
    });
    await journey.shows(card, '*Document* How we bake');
    await work.until('The file in the thread', () => threadOf(card).some(({ files }) => files.length === 1));
    await journey.approve(card);
    const live = await work.until('The post', () => linkedin.ledger.find(({ text }) => text === 'Slides'));
    expect(live.media).toMatchObject([{ kind: 'document', title: 'How we bake' }]);
  });
});

describe('a video', () => {
  test('is checked by its bytes, shown in the thread of the card, and posted once on X', async () => {
    const { work, people, x, slack } = journey;
    const author = people.author.id;
    x.processing({ polls: 1 });
    const file = await slack.as(author).upload('coffee.mp4', COFFEE, { mimetype: 'video/mp4' });
    await work.compose(author, { text: 'It pours', accounts: ['X: Bluebird Coffee'], files: [file] });
    const check = textOf(slack.as(author).view());
    expect(check).toContain('*Video 1* · coffee.mp4 · 0:12, 38 kB, 480 × 270');
    expect(check).toContain('X works on it before it shows it');
    const card = await work.sendForReview(author);
    await journey.shows(card, '*1 video*, 0:12, 38 kB, in the thread');
    const [shown] = threadOf(card).flatMap(({ files }) => files);
    expect(sha256(slack.file(shown ?? '')?.bytes ?? '')).toBe(sha256(COFFEE));
    await journey.approve(card);
    await journey.shows(card, 'Published', 'open it');
    const posts = x.ledger.filter(({ text }) => text === 'It pours');
    expect(posts.map(({ media }) => media)).toMatchObject([[{ sha256: sha256(COFFEE), durationMs: 12_000 }]]);
  });

  test('that X gives up on is not posted, and the card says how to export it', async () => {
    const { work, people, x, slack } = journey;
    const author = people.author.id;
    x.processing({ polls: 1, error: { code: 1, name: 'InvalidMedia', message: 'file is invalid' } });
    const file = await slack.as(author).upload('clip.mp4', paddedTo(50_000), { mimetype: 'video/mp4' });
    await work.compose(author, { text: 'Given up', accounts: ['X: Bluebird Coffee'], files: [file] });
    const card = await work.sendForReview(author);
    await journey.approve(card);
    await journey.shows(card, 'failed', 'X could not read the video of this post. Export it once more as MP4', 'result_retry');
    expect(x.ledger.filter(({ text }) => text === 'Given up')).toEqual([]);
    x.processing({ polls: 0 });
    await work.click(author, journey.now(card), 'result_retry');
    await journey.shows(card, 'Published', 'open it');
  });

  test('is refused where a platform takes none, with what to do', async () => {
    const { work, people, slack } = journey;
    const author = people.author.id;
    const file = await slack.as(author).upload('coffee.mp4', COFFEE, { mimetype: 'video/mp4' });
    await work.compose(author, { text: 'Pours', accounts: ['X: Bluebird Coffee', 'Facebook: Bluebird Coffee'], files: [file] });
    const check = textOf(slack.as(author).view());
    expect(check).toContain('*To fix:* see video 1 below.');
    expect(check).toContain(
      'Copydesk does not publish videos on Facebook yet. Leave this file out there with Customise, or leave out the Facebook accounts.',
    );
    await work.customise(author, 'Facebook', 'Pours', []);
    await work.until('It left out there', () => textOf(slack.as(author).view()).includes('Without video 1.'));
    expect(textOf(slack.as(author).view())).not.toContain('To fix');
    await slack.as(author).closeView();
  });
});

function threadOf({ channel, ts }: StoredMessage): StoredMessage[] {
  return journey.slack.messages(channel).filter(({ threadTs }) => threadTs === ts);
}

/** The ids of one account on each platform; on LinkedIn, the person's own profile. */
async function oneOfEach(): Promise<string[]> {
  const found = await journey.connection
    .collection('accounts')
    .find({ platformId: { $not: /organization/ } })
    .toArray();
  return [...new Map(found.map(({ platform, _id }) => [platform, String(_id)])).values()];
}
