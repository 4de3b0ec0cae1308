import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../harness.js';
import { openShop, publish, type Shop, screen } from './shop.js';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop('compose_write');
});

afterAll(async () => {
  await shop.close();
});

beforeEach(async () => {
  await shop.mongo.db.collection('drafts').deleteMany({});
  await shop.settings({});
});

describe('/publish', () => {
  test('opens the form with the text that came along, and keeps nothing yet', async () => {
    const view = await publish(shop.author, 'We are open again');
    expect(view.state.values).toMatchObject({ 'text:0': { 'compose_text:0': { value: 'We are open again' } } });
    expect(await drafts()).toEqual([]);
  });

  test('goes from a text to a post that awaits review', async () => {
    await publish(shop.author, 'Fresh bread');
    shop.author.fill({ compose_accounts: [shop.facebook], compose_link: ' https://example.com/bread ', compose_note: 'Please by noon' });
    const checked = await shop.author.submit();
    expect(checked).toMatchObject({ status: 200, answer: { response_action: 'update' } });
    expect(checked.refused).toBeUndefined();
    const check = shop.author.view();
    expect(check?.callbackId).toBe('compose_check');
    expect(JSON.stringify(check?.blocks)).toContain('11 of 63,206 characters\\nThe link is shown with a preview.');
    const sent = await shop.author.submit();
    expect(JSON.stringify(sent.answer)).toContain(`Sent to <#${shop.slack.channels.review}> for review`);
    const [draft] = await drafts();
    expect(draft).toMatchObject({ state: 'sent', text: 'Fresh bread' });
    const post = await shop.deps.posts.post(shop.slack.team.id, draft?.post ?? '');
    expect(post).toMatchObject({ state: 'in_review', revision: 1, author: shop.slack.people.author.id });
    const revision = await shop.deps.posts.revision(shop.slack.team.id, draft?.post ?? '', 1);
    expect(revision?.accounts).toEqual([
      {
        account: shop.facebook,
        platform: 'facebook',
        content: { text: 'Fresh bread', link: 'https://example.com/bread', media: [], options: {} },
      },
    ]);
    expect(revision?.note).toBe('Please by noon');
    await eventually(() => shop.drawn.includes(draft?.post ?? ''));
  });

  test('answers what is wrong at its field and keeps everything typed', async () => {
    await publish(shop.author);
    shop.author.fill({
      compose_accounts: [shop.facebook, shop.instagram],
      'compose_text:0': 'x'.repeat(2300),
      compose_link: 'example.com',
    });
    await shop.author.submit();
    expect(shop.author.view()?.errors).toEqual({
      'text:0': expect.stringContaining('Instagram takes 2,200'),
      'link:0': expect.stringContaining('https://'),
      'files:0': expect.stringContaining('Instagram needs a picture'),
    });
    expect(shop.author.view()?.state.values['link:0']).toMatchObject({ compose_link: { value: 'example.com' } });
    expect(await drafts()).toEqual([]);
  });

  test('asks for something to post', async () => {
    await publish(shop.author);
    shop.author.fill({ compose_accounts: [shop.facebook] });
    await shop.author.submit();
    expect(shop.author.view()?.errors['text:0']).toContain('Write a text or add a picture');
  });

  test('makes one draft of a form that is sent twice', async () => {
    await publish(shop.author, 'Once');
    shop.author.fill({ compose_accounts: [shop.facebook] });
    const answers = await Promise.all([shop.author.submit(), shop.author.submit()]);
    for (const { answer } of answers) expect(answer).toMatchObject({ response_action: 'update' });
    expect(await drafts()).toMatchObject([{ text: 'Once', version: 1 }]);
  });

  test('does not write over what was saved in another window', async () => {
    await publish(shop.author, 'First');
    shop.author.fill({ compose_accounts: [shop.facebook] });
    await shop.author.submit();
    await shop.author.click('view', 'compose_back');
    await screen(shop.author, 'compose_write', 'First');
    await shop.mongo.db.collection('drafts').updateOne({}, { $set: { text: 'From the other window' }, $inc: { version: 1 } });
    shop.author.fill({ 'compose_text:0': 'Mine' });
    await shop.author.submit();
    expect(JSON.stringify(shop.author.view()?.errors)).toContain('changed in another window');
    expect(await drafts()).toMatchObject([{ text: 'From the other window' }]);
  });

  test('takes a sub-command only where it stands alone', async () => {
    const help = await shop.author.command('/publish', ' HELP ');
    expect(JSON.stringify(help.answer)).toContain('How to use Copydesk');
    await shop.author.command('/publish', 'help wanted');
    expect(JSON.stringify((await screen(shop.author, 'compose_write', 'help wanted')).blocks)).toContain('help wanted');
    await shop.author.command('/publish', 'settings');
    await eventually(() => ephemeral('settings'));
  });

  test('shows a loading view when the data is slow, so that the trigger does not die', async () => {
    const undo = shop.slack.fault({ method: 'users.info', times: 1, before: 'slow:650' });
    await shop.slack.as(shop.slack.people.second.id).command('/publish', 'Slow');
    const person = shop.slack.as(shop.slack.people.second.id);
    expect((await screen(person, 'notice')).blocks).toHaveLength(1);
    await screen(person, 'compose_write', 'Slow');
    undo();
  });

  test('refuses a guest in words, and keeps nothing for them', async () => {
    const { id } = shop.slack.people.guest;
    await shop.slack
      .as(id)
      .command('/publish', 'Hello', shop.slack.channels.review)
      .catch(() => undefined);
    await eventually(() => JSON.stringify(shop.slack.ephemerals(id)).includes('Guests cannot use Copydesk'));
    expect(await drafts()).toEqual([]);
  });

  test('opens by the global shortcut too', async () => {
    const person = shop.slack.as(shop.slack.people.approver.id);
    await person.shortcut('new_social_post');
    await screen(person, 'compose_write');
  });
});

describe('before it is set up', () => {
  test('says that there is no review channel, and keeps the text', async () => {
    await shop.mongo.db.collection('brands').updateOne({}, { $unset: { reviewChannel: 1 } });
    await shop.author.command('/publish', 'Do not lose me');
    await eventually(() => ephemeral('There is no review channel yet. Choose one with /publish settings'));
    await eventually(() => ephemeral('Your text is kept'));
    expect(await drafts()).toMatchObject([{ text: 'Do not lose me', state: 'open' }]);
    await shop.workspaces.claimSetUp(shop.slack.team.id, shop.slack.people.admin.id);
    await shop.author.command('/publish');
    await eventually(() => ephemeral('Ask a Slack admin to choose one'));
  });

  test('says that no account is connected', async () => {
    await shop.mongo.db.collection('accounts').updateMany({}, { $set: { disconnectedAt: new Date() } });
    await shop.author.command('/publish');
    await eventually(() => ephemeral('No account is connected yet'));
    await shop.mongo.db.collection('accounts').updateMany({}, { $unset: { disconnectedAt: 1 } });
  });
});

describe('a long text', () => {
  const long = 'The baker says good morning to everyone. '.repeat(200);

  test('becomes a draft that is edited in parts and joined to the letter', async () => {
    const answer = await shop.author.command('/publish', long);
    expect(JSON.stringify(answer.answer)).toContain('8,200 characters');
    expect(await drafts()).toMatchObject([{ text: long }]);
    await screen(shop.author, 'compose_write', 'part 1 of 4');
    shop.author.fill({ compose_accounts: [shop.facebook], 'compose_text:4': 'The end.' });
    await shop.author.submit();
    await screen(shop.author, 'compose_check');
    expect((await drafts())[0]?.text).toBe(`${long}\n\nThe end.`);
  });

  test('that no platform takes is refused in words', async () => {
    const answer = await shop.author.command('/publish', 'x'.repeat(100_001));
    expect(JSON.stringify(answer.answer)).toContain('more than any platform takes');
    expect(await drafts()).toEqual([]);
  });
});

describe('very many accounts', () => {
  test('are searched, not listed', async () => {
    const extra = [];
    for (let index = 0; index < 100; index += 1) extra.push(await shop.connect({ platform: 'facebook', name: `Shop ${index}` }));
    await shop.author.command('/publish', 'Everywhere');
    await screen(shop.author, 'compose_write', 'multi_external_select');
    const answer = await shop.author.suggest('compose_accounts', 'shop 77');
    expect(JSON.stringify(answer.answer)).toContain('Shop 77');
    shop.author.fill({ compose_accounts: [extra[77]?.id ?? ''] });
    await shop.author.submit();
    await screen(shop.author, 'compose_check', 'Shop 77');
    await shop.mongo.db.collection('accounts').deleteMany({ name: /^Shop / });
  });
});

async function drafts() {
  return shop.mongo.db.collection<{ _id: string; text: string; state: string; post: string }>('drafts').find().toArray();
}

function ephemeral(text: string): boolean {
  return JSON.stringify(shop.slack.ephemerals(shop.slack.people.author.id)).includes(text);
}
