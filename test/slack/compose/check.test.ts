import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { sha256 } from '../../../src/lib/ids.js';
import type { Draft } from '../../../src/posts/index.js';
import { eventually, interaction, post } from '../harness.js';
import { openShop, publish, type Shop, screen, viewWhen } from './shop.js';

let shop: Shop;
let square: Uint8Array;
let wide: Uint8Array;
let animated: Uint8Array;

beforeAll(async () => {
  shop = await openShop('compose_check');
  square = await picture(600, 600, '#336699').jpeg().toBuffer();
  wide = await picture(3000, 1000, '#993366').png().toBuffer();
  const frame = (red: number) => Buffer.alloc(40 * 40 * 3, red);
  animated = await sharp(Buffer.concat([frame(10), frame(200)]), { raw: { width: 40, height: 80, channels: 3, pageHeight: 40 } })
    .gif({ delay: [100, 100], loop: 0 })
    .toBuffer();
});

afterAll(async () => {
  await shop.close();
});

beforeEach(async () => {
  await shop.mongo.db.collection('drafts').deleteMany({});
  await shop.settings({});
});

describe('a post with pictures', () => {
  test('is checked, mended with a border and alt texts, and sent as it was shown', async () => {
    await write('Two loaves', [
      ['wide.png', wide],
      ['square.jpg', square],
    ]);
    const check = await screen(shop.author, 'compose_check');
    const words = JSON.stringify(check.blocks);
    expect(words).toContain('Picture 1 is too wide for Instagram. Add a border');
    expect(words).toContain('Picture 1 is converted to JPEG.');
    expect(words).toContain('Picture 1 is made smaller.');
    const [first, second] = files();
    expect(check.blocks.filter(({ type }) => type === 'image').map(({ slack_file }) => slack_file)).toEqual([
      { id: first },
      { id: second },
    ]);

    shop.author.fill({ [`compose_alt_text:${first}`]: 'A long loaf', [`compose_alt_text:${second}`]: 'A round loaf' });
    await shop.author.click('view', 'compose_add_border');
    const mended = await viewWhen(shop.author, ({ blocks }) => JSON.stringify(blocks).includes('gets a white border'));
    expect(JSON.stringify(mended.blocks)).not.toContain('To fix');
    expect(Object.values(mended.state.values).flatMap((actions) => Object.values(actions).map(({ value }) => value))).toEqual([
      'A long loaf',
      'A round loaf',
    ]);
    shop.author.fill({ [`compose_alt_text:${second}`]: 'A very round loaf' });
    expect(JSON.stringify((await shop.author.submit()).answer)).toContain('Sent to');

    const revision = await shop.deps.posts.revision(shop.slack.team.id, (await draft()).post, 1);
    expect(revision?.accounts.map(({ platform }) => platform)).toEqual(['facebook', 'instagram']);
    for (const { content, platform } of revision?.accounts ?? []) {
      expect(content.media.map(({ altText }) => altText)).toEqual(['A long loaf', 'A very round loaf']);
      const [medium] = content.media;
      const bytes = await shop.deps.media.renditionBytes(shop.slack.team.id, medium?.rendition ?? '');
      expect(sha256(bytes ?? new Uint8Array())).toBe(medium?.sha256);
      expect(medium).toMatchObject(platform === 'facebook' ? { width: 2048, height: 683 } : { width: 1440 });
      if (platform === 'instagram') expect((medium?.width ?? 0) / (medium?.height ?? 1)).toBeLessThanOrEqual(1.91);
    }
  });

  test('cannot be sent while something is to be fixed, and alt texts typed on the way are kept', async () => {
    await write('One loaf', [['wide.png', wide]]);
    await screen(shop.author, 'compose_check');
    const [file] = files();
    shop.author.fill({ [`compose_alt_text:${file}`]: 'A loaf' });
    await shop.author.submit();
    const view = await screen(shop.author, 'compose_check', '*Picture 1 is too wide');
    expect(JSON.stringify(view.state.values)).toContain('A loaf');
    expect(await draft()).toMatchObject({ state: 'open', files: [{ altText: 'A loaf' }] });
  });

  test('says why a file is refused; without it the post goes on', async () => {
    await write('Moving', [
      ['moving.gif', animated],
      ['square.jpg', square],
    ]);
    await screen(shop.author, 'compose_check', 'Picture 1 cannot be used. Animated pictures cannot be published');
    await shop.author.submit();
    await screen(shop.author, 'compose_check', 'Animated pictures cannot be published');
    await shop.author.click('view', 'compose_remove_file', { value: files()[0] ?? '' });
    const mended = await viewWhen(shop.author, ({ blocks }) => !JSON.stringify(blocks).includes('Animated'));
    expect(JSON.stringify(mended.blocks)).toContain('*Picture 1* · square.jpg');
    expect((await draft()).files).toHaveLength(1);
  });

  test('refuses HEIC, other files and too many before anything is downloaded', async () => {
    const id = await shop.author.upload('photo.heic', square, { mimetype: 'image/heic' });
    await publish(shop.author, 'Photo');
    shop.author.fill({ compose_accounts: [shop.facebook], compose_files: [id] });
    await shop.author.submit();
    expect(shop.author.view()?.errors['files:0']).toBe('photo.heic is a HEIC picture. Save it as JPEG, then add it again.');
    expect(await shop.deps.drafts.openDrafts(shop.slack.team.id, shop.slack.people.author.id, 1)).toEqual([]);
  });

  test('takes more pictures on top of the check, and keeps what was typed below', async () => {
    await write('Growing', [['square.jpg', square]], [shop.facebook]);
    await screen(shop.author, 'compose_check', 'square.jpg');
    const [first] = files();
    shop.author.fill({ [`compose_alt_text:${first}`]: 'A loaf' });
    await shop.author.click('view', 'compose_add_files');
    await screen(shop.author, 'compose_add_files');
    const more = await shop.author.upload('wide.png', wide);
    shop.author.fill({ compose_files: [more] });
    await shop.author.submit();
    const view = await screen(shop.author, 'compose_check', 'wide.png');
    expect(JSON.stringify(view.state.values)).toContain('A loaf');
    expect((await draft()).files.map(({ name }) => name)).toEqual(['square.jpg', 'wide.png']);
  });

  test('goes back to the text with everything kept', async () => {
    await write('Old words', [['square.jpg', square]], [shop.facebook]);
    await screen(shop.author, 'compose_check');
    const [file] = files();
    shop.author.fill({ [`compose_alt_text:${file}`]: 'A loaf' });
    await shop.author.click('view', 'compose_back');
    const { state, blocks } = await screen(shop.author, 'compose_write', 'square.jpg');
    expect(JSON.stringify(state.values)).toContain('Old words');
    expect(JSON.stringify(blocks)).toContain('"max_files":9');
    shop.author.fill({ 'compose_text:0': 'New words' });
    await shop.author.submit();
    const check = await screen(shop.author, 'compose_check', 'New words');
    expect(JSON.stringify(check.state.values)).toContain('A loaf');
  });

  test('shows no previews of files that Slack cannot show, and still the rest', async () => {
    const undo = shop.slack.fault({ method: 'views.update', times: 1, before: 'error:invalid_arguments' });
    await write('Blind', [['square.jpg', square]], [shop.facebook]);
    const { blocks } = await screen(shop.author, 'compose_check');
    undo();
    expect(blocks.some(({ type }) => type === 'image')).toBe(false);
    expect(blocks.some(({ type }) => type === 'input')).toBe(true);
  });
});

describe('a form that is closed or gone', () => {
  test('while files are checked brings a DM with Resume', async () => {
    const before = directMessages().length;
    await write('Closed early', [['square.jpg', square]], [shop.facebook], async () => {
      await shop.author.closeView();
    });
    await eventually(() => directMessages().length === before + 1);
    const message = directMessages().at(-1);
    expect(JSON.stringify(message?.blocks)).toContain('Closed early');
    await shop.author.click({ message: { channel: message?.channel ?? '', ts: message?.ts ?? '' } }, 'compose_resume_draft');
    await screen(shop.author, 'compose_check', 'Closed early');
  });

  test('likewise when Slack does not take the view for too long', async () => {
    const before = directMessages().length;
    const undo = shop.slack.fault({ method: 'views.update', before: 'rate_limited:60' });
    await write('Limited', [['square.jpg', square]], [shop.facebook]);
    await eventually(() => directMessages().length === before + 1);
    undo();
  });

  test('keeps what was typed when it is closed', async () => {
    await publish(shop.author, 'From the command');
    shop.author.fill({ compose_note: 'For Monday', compose_accounts: [shop.facebook] });
    await shop.author.closeView();
    expect(await draft()).toMatchObject({ text: 'From the command', note: 'For Monday', accounts: [shop.facebook] });
  });

  test('keeps the text it began with when Slack sends no state', async () => {
    const { blocks, privateMetadata } = await publish(shop.author, 'Only in the blocks');
    const view = { id: 'V1', callback_id: 'compose_write', private_metadata: privateMetadata, blocks, state: { values: [] } };
    const person = { team: { id: shop.slack.team.id }, user: { id: shop.slack.people.author.id, team_id: shop.slack.team.id } };
    expect(await post(shop.served.origin, interaction({ type: 'view_closed', ...person, view, is_cleared: false }))).toMatchObject({
      status: 200,
    });
    expect(await draft()).toMatchObject({ text: 'Only in the blocks', state: 'open' });
  });

  test('keeps alt texts of a closed check', async () => {
    await write('Closing', [['square.jpg', square]], [shop.facebook]);
    await screen(shop.author, 'compose_check');
    const [file] = files();
    shop.author.fill({ [`compose_alt_text:${file}`]: 'A loaf' });
    await shop.author.closeView();
    expect((await draft()).files).toMatchObject([{ altText: 'A loaf' }]);
  });

  test('answers kindly when the draft was sent in another window', async () => {
    await write('Twice', [['square.jpg', square]], [shop.facebook]);
    await screen(shop.author, 'compose_check');
    await shop.mongo.db.collection('drafts').updateOne({}, { $set: { state: 'sent' }, $inc: { version: 1 } });
    await shop.author.click('view', 'compose_back');
    await screen(shop.author, 'notice', 'This draft was sent already');
  });

  test('draws the check anew when it changed in another window, and sends nothing', async () => {
    await write('Changed', [['square.jpg', square]], [shop.facebook]);
    await screen(shop.author, 'compose_check', 'Changed');
    await shop.mongo.db.collection('drafts').updateOne({}, { $set: { text: 'Other words' }, $inc: { version: 1 } });
    await shop.author.submit();
    await screen(shop.author, 'compose_check', 'Other words');
    expect((await draft()).state).toBe('open');
  });
});

describe('/publish drafts', () => {
  test('lists drafts to go on with or to discard', async () => {
    await publish(shop.author, 'Half a thought');
    await shop.author.closeView();
    await shop.author.command('/publish', 'drafts');
    const list = ephemerals().at(-1);
    expect(JSON.stringify(list?.blocks)).toContain('Half a thought');
    const at = { message: { channel: list?.channel ?? '', ts: list?.ts ?? '' } };
    await shop.author.click(at, 'compose_resume_draft');
    await screen(shop.author, 'compose_write', 'Half a thought');
    await shop.author.click(at, 'compose_discard_draft');
    await eventually(() => JSON.stringify(ephemerals()).includes('The draft is discarded.'));
    await shop.author.click(at, 'compose_resume_draft');
    await eventually(() => JSON.stringify(ephemerals()).includes('This draft is gone'));
  });
});

describe('Publish now', () => {
  test('goes past the review where authors may approve their own posts', async () => {
    await shop.settings({ authorsMayApprove: true });
    await write('Right now', [['square.jpg', square]], [shop.facebook]);
    await screen(shop.author, 'compose_check');
    await shop.author.click('view', 'compose_publish_now');
    await screen(shop.author, 'notice', 'Publishing now');
    const published = await shop.deps.posts.post(shop.slack.team.id, (await draft()).post);
    expect(published).toMatchObject({ state: 'approved', approved: { revision: 1, by: shop.slack.people.author.id } });
    await eventually(() => shop.drawn.includes(published?.id ?? ''));
  });

  test('is refused at the click when the setting was taken back meanwhile', async () => {
    await shop.settings({ authorsMayApprove: true });
    await write('Too late', [['square.jpg', square]], [shop.facebook]);
    await screen(shop.author, 'compose_check', 'compose_publish_now');
    await shop.settings({ authorsMayApprove: false });
    await shop.author.click('view', 'compose_publish_now');
    await screen(shop.author, 'compose_check', '*Posts of this brand need a review first.*');
    expect((await draft()).state).toBe('open');
  });
});

describe('Edit', () => {
  test('opens the form with the revision, and sends the next one', async () => {
    await write('First words', [['square.jpg', square]], [shop.facebook]);
    await screen(shop.author, 'compose_check', 'First words');
    await shop.author.submit();
    const { post: edited } = await draft();
    await openEditOf(edited);
    const { state } = await screen(shop.author, 'compose_write', 'square.jpg');
    expect(JSON.stringify(state.values)).toContain('First words');
    shop.author.fill({ 'compose_text:0': 'Better words' });
    await shop.author.submit();
    await screen(shop.author, 'compose_check', 'Better words');
    await shop.author.submit();
    expect(await shop.deps.posts.post(shop.slack.team.id, edited)).toMatchObject({ revision: 2, state: 'in_review' });
    const revision = await shop.deps.posts.revision(shop.slack.team.id, edited, 2);
    expect(revision?.accounts[0]?.content).toMatchObject({ text: 'Better words', media: [{ mimeType: 'image/jpeg' }] });
  });

  test('goes on with an edit that was begun, and refuses people who may not', async () => {
    await write('Mine', [['square.jpg', square]], [shop.facebook]);
    await screen(shop.author, 'compose_check', 'Mine');
    await shop.author.submit();
    const { post: edited } = await draft();
    await openEditOf(edited);
    await screen(shop.author, 'compose_write', 'Mine');
    shop.author.fill({ 'compose_text:0': 'Begun' });
    await shop.author.closeView();
    await openEditOf(edited);
    await screen(shop.author, 'compose_write', 'Begun');
    await openEditOf(edited, shop.slack.people.guest.id);
    await eventually(() => JSON.stringify(shop.slack.ephemerals(shop.slack.people.guest.id)).includes('Guests cannot use Copydesk'));
  });
});

function picture(width: number, height: number, background: string) {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** Fills and submits the first screen; `then` runs as soon as it was answered. */
async function write(
  text: string,
  pictures: [string, Uint8Array][],
  accounts = [shop.facebook, shop.instagram],
  then?: () => Promise<void>,
): Promise<void> {
  const ids = await Promise.all(pictures.map(([name, bytes]) => shop.author.upload(name, bytes)));
  await publish(shop.author, text);
  shop.author.fill({ compose_accounts: accounts, compose_files: ids });
  const { answer } = await shop.author.submit();
  expect(JSON.stringify(answer)).toContain('Checking your files');
  await then?.();
}

/** Slack file ids on the second screen, in order. */
function files(): string[] {
  return (shop.author.view()?.blocks ?? []).flatMap(({ block_id: id }) => /^picture:([^:]+):/.exec(String(id))?.[1] ?? []);
}

async function draft(): Promise<Draft> {
  const [newest] = await shop.mongo.db.collection<Draft>('drafts').find().sort({ updatedAt: -1 }).limit(1).toArray();
  if (newest === undefined) throw new Error('There is no draft.');
  return newest;
}

async function openEditOf(post: string, person = shop.slack.people.author.id): Promise<void> {
  const client = await shop.clients.of(shop.slack.team.id);
  const blocks = [
    { type: 'actions', elements: [{ type: 'button', action_id: 'test_edit', text: { type: 'plain_text', text: 'Edit' }, value: post }] },
  ];
  const { ts } = await client.chat.postMessage({ channel: shop.slack.channels.review, text: 'Card', blocks });
  await shop.slack.as(person).click({ message: { channel: shop.slack.channels.review, ts: ts ?? '' } }, 'test_edit');
}

function directMessages() {
  return shop.slack.directMessages(shop.slack.people.author.id);
}

function ephemerals() {
  return shop.slack.ephemerals(shop.slack.people.author.id);
}
