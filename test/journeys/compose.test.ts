import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { hasAction } from '../../src/playground/work.js';
import { animated, animatedPng, ftyp } from '../media/pictures.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

const BOTH = ['Bluebird Coffee', 'bluebird.coffee'];
let journey: Journey;
let author: string;

beforeAll(async () => {
  journey = await startJourney('compose', { pages: ['Bluebird Coffee'] });
  author = journey.people.author.id;
}, 60_000);

afterAll(() => journey.close());

const view = () => journey.slack.as(author).view();
const errors = () => Object.values(view()?.errors ?? {}).join(' ');
const screen = () => textOf(view());

/** What the first screen says to this post; it stays open with everything typed. */
async function refusal(post: Parameters<Journey['work']['write']>[1]): Promise<string> {
  await journey.work.write(author, post);
  await journey.slack.as(author).submit();
  expect(view()?.callbackId).toBe('compose_write');
  expect(JSON.stringify(view()?.state.values)).toContain(post.text.slice(0, 100));
  return errors();
}

test('a text over the limit, Instagram without a picture and a post without an account are refused at their fields', async () => {
  expect(
    await refusal({ text: 'Too long for Instagram '.repeat(100), accounts: ['bluebird.coffee'], files: [await journey.picture(author)] }),
  ).toContain('The text has 2,300 characters; Instagram takes 2,200. Take out at least 100.');
  expect(await refusal({ text: 'No picture', accounts: BOTH })).toContain('Instagram needs a picture. Add 1 to 10.');
  expect(await refusal({ text: 'To nobody', accounts: [] })).not.toBe('');
  expect(await refusal({ text: 'A bad link', accounts: ['Bluebird Coffee'], link: 'bluebird coffee' })).toContain(
    'This is not a web address.',
  );
});

test('a HEIC picture is refused by its name, and by its bytes where its name lies', async () => {
  const heic = await journey.slack.as(author).upload('IMG_1.HEIC', ftyp('heic'), { mimetype: 'image/heic' });
  expect(await refusal({ text: 'From a phone', accounts: BOTH, files: [heic] })).toContain('HEIC picture. Save it as JPEG');

  const disguised = await journey.slack.as(author).upload('phone.jpg', ftyp('heic'), { mimetype: 'image/jpeg' });
  await journey.work.compose(author, { text: 'From a phone in disguise', accounts: BOTH, files: [disguised] });
  expect(screen()).toContain('0 of 100 posts used in the last 24 hours');
  expect(screen()).toContain('HEIC pictures cannot be published.');
  await journey.slack.as(author).submit();
  expect(view()?.callbackId).toBe('compose_check');
  expect(screen()).toContain('HEIC pictures cannot be published.');
});

test('an animated GIF, an animated PNG and a broken picture are refused on Check, and removing them lets the post go', async () => {
  const hands = journey.slack.as(author);
  const files = [
    await hands.upload('party.gif', await animated('gif')),
    await hands.upload('party.png', await animatedPng()),
    await hands.upload(
      'broken.jpg',
      (
        await sharp({ create: { width: 900, height: 900, channels: 3, background: '#123456' } })
          .jpeg()
          .toBuffer()
      ).subarray(0, 900),
    ),
    await journey.picture(author),
  ];
  await journey.work.compose(author, { text: 'A party', accounts: BOTH, files });
  expect(screen()).toContain('Animated pictures cannot be published.');
  expect(screen()).toContain('This picture is damaged or incomplete.');
  for (const bad of files.slice(0, 3)) {
    const before = view()?.hash;
    await hands.click('view', 'compose_remove_file', { value: bad });
    await journey.work.until('The screen', () => view()?.hash !== before);
  }
  expect(screen()).toContain('Nothing stands in the way.');
  const card = await journey.work.sendForReview(author, ['A table with a cake']);
  await journey.approve(card);
  await journey.shows(card, 'Published');
  expect(
    journey
      .live('A party')
      .map(({ platform, media }) => [platform, media.map(({ altText }) => altText)])
      .sort(),
  ).toEqual([
    ['facebook', ['A table with a cake']],
    ['instagram', ['A table with a cake']],
  ]);
});

test('more than ten pictures are refused', async () => {
  const files = await Promise.all(Array.from({ length: 10 }, () => journey.picture(author, { width: 400, height: 400 })));
  await journey.work.compose(author, { text: 'Ten are enough', accounts: BOTH, files });
  expect(hasAction(view()?.blocks ?? [], 'compose_add_files')).toBe(false);
  const one = await journey.picture(author);
  await journey.work.compose(author, { text: 'Eleven are not', accounts: BOTH, files: files.slice(0, 9) });
  const check = view()?.id;
  await journey.slack.as(author).click('view', 'compose_add_files');
  await journey.work.until('The form for more', () => view()?.callbackId === 'compose_add_files' && view()?.id !== check);
  journey.slack.as(author).fill({ compose_files: [one, await journey.picture(author)] });
  await journey.slack.as(author).submit();
  expect(errors()).toMatch(/at most 1/);
});

test('a picture outside the shape Instagram takes needs a border, and the bordered picture that was approved is the one that is published', async () => {
  const wide = await journey.picture(author, { width: 1600, height: 400 });
  await journey.work.compose(author, { text: 'A wide harbour', accounts: BOTH, files: [wide] });
  expect(screen()).toContain('Picture 1 is too wide for Instagram. Add a border or choose another picture.');
  await journey.slack.as(author).submit();
  expect(view()?.callbackId).toBe('compose_check');
  expect(screen()).toContain('too wide for Instagram');

  journey.work.describe(author, ['The harbour']);
  const before = view()?.hash;
  await journey.slack.as(author).click('view', 'compose_add_border', { value: wide });
  await journey.work.until('The border', () => view()?.hash !== before && screen().includes('Picture 1 gets a white border.'));
  expect(screen()).toContain('Nothing stands in the way.');
  await journey.work.submit(author);
  const card = await journey.work.until('The card', () => {
    const found = journey.work.card();
    return (
      found !== undefined &&
      textOf(found).includes('A wide harbour') &&
      found.blocks.filter(({ type }) => type === 'image').length === 2 &&
      found
    );
  });
  await journey.approve(card);
  await journey.shows(card, 'Published');

  const revision = await journey.connection.collection('revisions').findOne({ text: 'A wide harbour' });
  const approved = new Map<string, string>(
    revision?.accounts.map((each: { platform: string; content: { media: { sha256: string }[] } }) => [
      each.platform,
      each.content.media[0]?.sha256,
    ]),
  );
  for (const platform of ['facebook', 'instagram'] as const) {
    const [entry, ...more] = journey.live('A wide harbour', platform);
    expect(more).toEqual([]);
    expect(entry?.media).toEqual([expect.objectContaining({ sha256: approved.get(platform), altText: 'The harbour' })]);
  }
  const [instagram] = journey.live('A wide harbour', 'instagram')[0]?.media ?? [];
  expect((instagram?.width ?? 0) / (instagram?.height ?? 1)).toBeCloseTo(1.91, 1);
  const [facebook] = journey.live('A wide harbour', 'facebook')[0]?.media ?? [];
  expect((facebook?.width ?? 0) / (facebook?.height ?? 1)).toBeCloseTo(4, 1);
});

test('what was typed survives a closed form, and /publish drafts brings it back up to the published post', async () => {
  const hands = journey.slack.as(author);
  await journey.work.write(author, { text: 'Half a thought', accounts: ['Bluebird Coffee'], note: 'Not done' });
  await hands.closeView();
  const resumed = await resume('Half a thought');
  expect(resumed).toContain('Half a thought');
  expect(resumed).toContain('Not done');
  hands.fill({ 'compose_text:0': 'A whole thought' });
  await journey.work.submit(author);
  await journey.work.until('The check', () => view()?.callbackId === 'compose_check');
  await hands.closeView();

  const again = await resume('A whole thought');
  expect(again).toContain('A whole thought');
  await journey.work.submit(author);
  await journey.work.until('The check', () => view()?.callbackId === 'compose_check');
  const card = await journey.work.sendForReview(author);
  expect(await journey.connection.collection('drafts').countDocuments({ text: /thought/, state: 'open' })).toBe(0);
  await journey.approve(card);
  await journey.shows(card, 'Published');
  expect(journey.live('A whole thought')).toHaveLength(1);
});

test('alt texts typed on Check survive closing it', async () => {
  await journey.work.compose(author, { text: 'Described once', accounts: BOTH, files: [await journey.picture(author)] });
  journey.work.describe(author, ['A red boat']);
  await journey.slack.as(author).closeView();
  await resume('Described once');
  await journey.work.submit(author);
  await journey.work.until('The check', () => view()?.callbackId === 'compose_check');
  expect(JSON.stringify(view()?.state.values)).toContain('A red boat');
});

test('a text longer than a field is kept as a draft, edited in parts, and published to the letter', async () => {
  const text = Array.from({ length: 300 }, (_, line) => `Line ${line} of a long story.`).join('\n');
  const before = view()?.id;
  await journey.slack.as(author).command('/publish', text);
  await journey.work.until('The form', () => view()?.callbackId === 'compose_write' && view()?.id !== before);
  const [account] = (await journey.connection.collection('accounts').find({ platform: 'facebook' }).toArray()).map(({ _id }) =>
    String(_id),
  );
  journey.slack.as(author).fill({ compose_accounts: [account ?? ''] });
  await journey.work.submit(author);
  await journey.work.until('The check', () => view()?.callbackId === 'compose_check');
  const card = await journey.work.sendForReview(author);
  expect(textOf(card)).toMatch(/Read all [\d,]+ characters/);
  await journey.approve(card);
  await journey.shows(card, 'Published');
  expect(journey.live(text)).toHaveLength(1);
});

test('what looks like markup or a mention is shown and published to the letter', async () => {
  const text = 'Fish & chips <b>1 < 2</b> <!channel> <@U123> *bold* "quoted" \\n 👩🏽‍🍳\n\n  Second line';
  const card = await journey.review({ by: author, text, accounts: ['Bluebird Coffee'], note: 'See <!here> & <https://example.com|this>' });
  expect(card.text).not.toMatch(/<!channel>|<@U123>/);
  const shown = JSON.stringify(card.blocks.filter(({ type }) => type !== 'rich_text'));
  expect(shown).not.toMatch(/<!channel>|<!here>|<@U123>/);
  expect(textOf(card)).toContain(text);
  await journey.approve(card);
  await journey.shows(card, 'Published');
  expect(journey.live(text)).toHaveLength(1);
});

test('a link becomes a preview on Facebook, and Check says that Instagram and pictures leave it out', async () => {
  await journey.work.compose(author, { text: 'Read on', accounts: ['Bluebird Coffee'], link: 'https://example.com/menu?a=1&b=2' });
  expect(screen()).toContain('The link is shown with a preview.');
  const card = await journey.work.sendForReview(author);
  await journey.approve(card);
  await journey.shows(card, 'Published');
  expect(journey.live('Read on')).toEqual([expect.objectContaining({ link: 'https://example.com/menu?a=1&b=2' })]);

  await journey.work.compose(author, {
    text: 'Look here',
    accounts: BOTH,
    link: 'https://example.com/',
    files: [await journey.picture(author)],
  });
  expect(screen()).toContain('Facebook shows no link preview beside pictures');
  expect(screen()).toContain('Instagram shows links as plain text; it is not added to the caption.');
});

test('a file that was deleted in Slack before it was checked is named, and the post is kept', async () => {
  const gone = await journey.picture(author);
  await journey.work.write(author, { text: 'With a lost file', accounts: BOTH, files: [gone] });
  await journey.slack.deleteFile(gone);
  await journey.work.submit(author);
  await journey.work.until('The check', () => view()?.callbackId === 'compose_check');
  expect(screen()).toContain('Copydesk cannot see this file: it is deleted, or in a channel without Copydesk.');
});

/** Presses Resume on the draft with these words; resolves to what the form then holds. */
async function resume(words: string): Promise<string> {
  const hands = journey.slack.as(author);
  const since = journey.slack.ephemerals(author).length;
  await hands.command('/publish', 'drafts');
  const message = await journey.told(author, words, since);
  const draft = await journey.connection.collection('drafts').findOne({ text: words, state: 'open' });
  const before = view()?.id;
  await hands.click({ message }, 'compose_resume_draft', { value: `${String(draft?._id)}:write` });
  await journey.work.until('The draft', () => view()?.callbackId === 'compose_write' && view()?.id !== before);
  return JSON.stringify(view()?.state.values);
}

test('a message becomes a draft with its words and files, however long and large, and opens in the form', async () => {
  const hands = journey.slack.as(author);
  const { review } = journey.slack.channels;
  const long = `${'A sentence of the long story. '.repeat(150)}The end.`;
  const story = await hands.upload('story.txt', Buffer.from(long), { mimetype: 'text/plain' });
  const picture = await journey.picture(author);
  const said = `*Fresh* <@${journey.people.approver.id}> &amp; <https://example.com/menu|our menu>`;
  const { ts } = await hands.postMessage(review, said, [story, picture]);
  await journey.work.turnIntoPost(author, { channel: review, ts }, { accounts: ['Bluebird Coffee'] });
  expect(screen()).toContain('Text, part 1 of 2');
  expect(screen()).toContain('Files kept:');
  await journey.work.submit(author);
  await journey.work.until('The check', () => view()?.callbackId === 'compose_check');
  expect(screen()).toContain('Nothing stands in the way.');
  const draft = await journey.connection.collection('drafts').findOne({ text: { $regex: 'our menu' } });
  expect(draft?.text).toBe(`Fresh ${journey.people.approver.realName} & our menu (https://example.com/menu)\n\n${long}`);
  expect(draft?.files).toMatchObject([{ slackFile: picture, asset: expect.any(String) }]);
});

test('a file of a channel that Copydesk is not in is told on Check', async () => {
  const { unjoined } = journey.slack.channels;
  const { ts } = await journey.slack.as(author).postMessage(unjoined, 'Our figures', [await journey.picture(author)]);
  await journey.work.turnIntoPost(author, { channel: unjoined, ts }, { accounts: ['Bluebird Coffee'] });
  await journey.work.submit(author);
  await journey.work.until('The check', () => view()?.callbackId === 'compose_check');
  expect(screen()).toContain('in a channel without Copydesk. Add it here again.');
});

test('a message that says nothing makes no draft, and a guest cannot turn one into a post', async () => {
  const { guest } = journey.people;
  const { review } = journey.slack.channels;
  const { ts } = await journey.slack.as(author).postMessage(review, ' ');
  await journey.slack.as(author).messageShortcut('turn_into_social_post', review, ts);
  await journey.told(author, 'This message has no words and no files');
  const { ts: real } = await journey.slack.as(author).postMessage(review, 'Something real');
  await journey.slack.as(guest.id).messageShortcut('turn_into_social_post', review, real);
  await journey.work.until('The refusal', () => journey.slack.ephemerals(guest.id).length > 0);
  expect(await journey.connection.collection('drafts').countDocuments({ person: guest.id })).toBe(0);
});
