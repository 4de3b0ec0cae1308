import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WebClient } from '@slack/web-api';
import type { SlackStandIn } from '../../src/playground/slack/index.js';
import { clientOf, picture, refusal, secrets, slackAndClient } from './slack-support/bolt.js';

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });

describe('the Web API of the Slack stand-in', () => {
  let slack: SlackStandIn;
  let client: WebClient;
  let now = 1_800_000_000_000;
  beforeAll(async () => {
    ({ slack, client } = await slackAndClient({ clock: () => now, fileProcessingMs: 1000 }));
  });
  afterAll(() => slack.close());
  beforeEach(() => slack.restoreBotToken());

  describe('tokens and scopes', () => {
    test('an unknown token, an app token and a revoked token are told apart', async () => {
      expect(await refusal(clientOf(slack, 'xoxb-other').auth.test())).toBe('invalid_auth');
      expect(await refusal(clientOf(slack, secrets.appToken).auth.test())).toBe('not_allowed_token_type');
      expect(await refusal(client.apps.connections.open())).toBe('not_allowed_token_type');
      slack.revokeBotToken();
      expect(await refusal(client.auth.test())).toBe('token_revoked');
      slack.revokeBotToken('account_inactive');
      expect(await refusal(client.auth.test())).toBe('account_inactive');
    });

    test('auth.revoke ends the token', async () => {
      expect(await client.auth.revoke()).toMatchObject({ revoked: true });
      expect(await refusal(client.auth.test())).toBe('token_revoked');
    });

    test('a method beyond the granted scopes says which one is needed', async () => {
      const error = await client.conversations.info({ channel: slack.channels.review }).catch((caught) => caught.data);
      expect(error).toMatchObject({ error: 'missing_scope', needed: 'channels:read', provided: expect.stringContaining('chat:write') });
      expect(await refusal(client.team.info())).toBe('missing_scope');
    });

    test('a method this Slack does not have is refused', async () => {
      expect(await refusal(client.apiCall('chat.shout'))).toBe('unknown_method');
    });

    test('auth.test names the team and the bot', async () => {
      expect(await client.auth.test()).toMatchObject({ team_id: slack.team.id, user_id: slack.bot.userId, bot_id: slack.bot.botId });
    });
  });

  describe('people', () => {
    test('users.info carries the flags that rights hang on', async () => {
      const { people, team } = slack;
      const info = async (user: string) => (await client.users.info({ user })).user;
      expect(await info(people.author.id)).toMatchObject({
        team_id: team.id,
        is_admin: false,
        is_restricted: false,
        is_bot: false,
        tz: 'Europe/Lisbon',
      });
      expect(await info(people.admin.id)).toMatchObject({ is_admin: true, is_owner: false });
      expect(await info(people.owner.id)).toMatchObject({ is_owner: true });
      expect(await info(people.guest.id)).toMatchObject({ is_restricted: true });
      expect(await info(people.client.id)).toMatchObject({ is_stranger: true, team_id: people.client.teamId });
      expect(people.client.teamId).not.toBe(team.id);
      expect(await info(slack.bot.userId)).toMatchObject({ is_bot: true });
      expect(await refusal(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
    });

    test('a changed flag is answered at once', async () => {
      slack.change(slack.people.second.id, { deleted: true });
      expect((await client.users.info({ user: slack.people.second.id })).user).toMatchObject({ deleted: true });
      slack.change(slack.people.second.id, { deleted: false });
    });
  });

  describe('messages', () => {
    test('a message is kept, updated in place, threaded and linked', async () => {
      const channel = slack.channels.review;
      const { ts } = await client.chat.postMessage({ channel, text: 'Card', blocks: [section('Card')] });
      await client.chat.postMessage({ channel, text: 'Reply', thread_ts: String(ts) });
      await client.chat.update({ channel, ts: String(ts), text: 'Card, approved' });
      const [card, reply] = slack.messages(channel).slice(-2);
      expect(card).toMatchObject({ ts, text: 'Card, approved', blocks: [], edited: true, user: slack.bot.userId });
      expect(reply).toMatchObject({ text: 'Reply', threadTs: ts });
      const { permalink } = await client.chat.getPermalink({ channel, message_ts: String(ts) });
      expect(permalink).toBe(`${slack.url}/archives/${channel}/p${String(ts).replace('.', '')}`);
    });

    test('a message to a person opens their direct conversation, the same one each time', async () => {
      const person = slack.people.author.id;
      const { channel } = await client.conversations.open({ users: person });
      const sent = await client.chat.postMessage({ channel: person, text: 'Hello' });
      expect(sent.channel).toBe(channel?.id);
      expect(slack.directMessages(person)).toMatchObject([{ text: 'Hello' }]);
      expect(slack.directMessages(slack.people.approver.id)).toEqual([]);
    });

    test.each([
      ['an unknown channel', 'C0NOWHERE', 'channel_not_found'],
      ['a channel the bot is not in', 'unjoined', 'not_in_channel'],
      ['an archived channel', 'archived', 'is_archived'],
    ])('%s is refused', async (_what, name, code) => {
      const channel = { ...slack.channels, C0NOWHERE: 'C0NOWHERE' }[name as 'unjoined'];
      expect(await refusal(client.chat.postMessage({ channel, text: 'x' }))).toBe(code);
      expect(await refusal(client.chat.postEphemeral({ channel, user: slack.people.author.id, text: 'x' }))).toBe(code);
    });

    test('no text, too much text, and text missing beside blocks are refused', async () => {
      const channel = slack.channels.review;
      expect(await refusal(client.chat.postMessage({ channel, text: '' }))).toBe('no_text');
      expect(await refusal(client.chat.postMessage({ channel, text: 'x'.repeat(40_001) }))).toBe('msg_too_long');
      expect(await refusal(client.apiCall('chat.postMessage', { channel, blocks: [section('x')] }))).toBe('no_text');
    });

    test('blocks beyond the limits are refused with the place', async () => {
      const blocks = [section('fine'), section('x'.repeat(3001))];
      const error = await client.chat.postMessage({ channel: slack.channels.review, text: 'x', blocks }).catch((caught) => caught.data);
      expect(error.error).toBe('invalid_blocks');
      expect(error.response_metadata.messages).toEqual([expect.stringContaining('[json-pointer:/blocks/1/text/text]')]);
    });

    test('only a message of the bot that exists can be updated', async () => {
      const channel = slack.channels.review;
      const { ts } = await slack.as(slack.people.author.id).postMessage(channel, 'Mine');
      expect(await refusal(client.chat.update({ channel, ts, text: 'Not yours' }))).toBe('cant_update_message');
      expect(await refusal(client.chat.update({ channel, ts: '1.000001', text: 'x' }))).toBe('message_not_found');
      const note = await client.chat.postEphemeral({ channel, user: slack.people.author.id, text: 'Only you' });
      expect(await refusal(client.chat.update({ channel, ts: String(note.message_ts), text: 'x' }))).toBe('message_not_found');
      expect(slack.ephemerals(slack.people.author.id)).toMatchObject([{ text: 'Only you' }]);
      expect(slack.ephemerals(slack.people.approver.id)).toEqual([]);
    });

    test('a channel that is archived, or left, later refuses the bot from then on', async () => {
      const channel = slack.channels.general;
      await slack.removeBot(channel);
      expect(await refusal(client.chat.postMessage({ channel, text: 'x' }))).toBe('not_in_channel');
      await slack.inviteBot(channel);
      expect(await refusal(client.chat.postMessage({ channel, text: 'x' }))).toBe('ok');
    });
  });

  describe('files', () => {
    const upload = async (name: string, bytes: Buffer, share?: { channel_id: string; thread_ts?: string }) => {
      const begun = await client.files.getUploadURLExternal({ filename: name, length: bytes.length, alt_txt: 'A blue card' } as never);
      const sent = await fetch(String(begun.upload_url), { method: 'POST', body: bytes });
      expect(await sent.text()).toBe(`OK - ${bytes.length}`);
      await client.apiCall('files.completeUploadExternal', { files: [{ id: String(begun.file_id), title: name }], ...share });
      return String(begun.file_id);
    };
    const card = (id: string) => [{ type: 'image' as const, alt_text: 'A card', slack_file: { id } }];
    const show = (id: string) => refusal(client.chat.postMessage({ channel: slack.channels.review, text: 'Card', blocks: card(id) }));

    test('a picture of the bot appears in the thread, and in blocks once it is processed', async () => {
      const channel = slack.channels.review;
      const { ts } = await client.chat.postMessage({ channel, text: 'Card' });
      const id = await upload('card.png', await picture(), { channel_id: channel, thread_ts: String(ts) });
      expect(slack.messages(channel).at(-1)).toMatchObject({ threadTs: ts, files: [id] });
      expect(slack.file(id)).toMatchObject({
        name: 'card.png',
        mimetype: 'image/png',
        altText: 'A blue card',
        channels: [channel],
        threadTs: ts,
      });
      expect(await show(id)).toBe('invalid_blocks');
      expect((await client.files.info({ file: id })).file?.shares).toEqual({});
      now += 1000;
      expect(await show(id)).toBe('ok');
      expect((await client.files.info({ file: id })).file?.shares?.public?.[channel]).toMatchObject([{ thread_ts: ts }]);
    });

    test('the SDK can upload in one call; its alt_text is not the name Slack reads', async () => {
      const channel = slack.channels.review;
      await client.filesUploadV2({ channel_id: channel, file: await picture(), filename: 'v2.png', alt_text: 'Ignored' });
      const [id = ''] = slack.messages(channel).at(-1)?.files ?? [];
      expect(slack.file(id)).toMatchObject({ name: 'v2.png', bytes: new Uint8Array(await picture()) });
      expect(slack.file(id)).not.toHaveProperty('altText');
    });

    test('a file that is no picture but has an alt text is never shared, as in Slack', async () => {
      const channel = slack.channels.review;
      const before = slack.messages(channel).length;
      const id = await upload('notes.pdf', Buffer.from('%PDF'), { channel_id: channel });
      expect(slack.messages(channel)).toHaveLength(before);
      expect(slack.file(id)?.channels).toEqual([]);
    });

    test('an upload that is not complete, not a picture, or done twice is refused', async () => {
      const bytes = await picture();
      const begun = await client.files.getUploadURLExternal({ filename: 'a.png', length: bytes.length });
      expect(await show(String(begun.file_id))).toBe('invalid_blocks');
      const short = await fetch(String(begun.upload_url), { method: 'POST', body: bytes.subarray(1) });
      expect(short.status).toBe(400);
      const text = await upload('a.txt', Buffer.from('not a picture'));
      now += 1000;
      expect(await show(text)).toBe('invalid_blocks');
      expect(await refusal(client.apiCall('files.completeUploadExternal', { files: [{ id: text }] }))).toBe('file_not_found');
    });

    test('a download needs the right token and a file the bot may see, else it is a sign-in page', async () => {
      const bytes = await picture('jpeg');
      const mine = await upload('mine.jpg', bytes);
      const author = slack.as(slack.people.author.id);
      const theirs = await author.upload('theirs.jpg', bytes);
      const { file } = await client.files.info({ file: mine });
      const get = (url: string, token: string) => fetch(url, { headers: { authorization: `Bearer ${token}` } });
      const good = await get(String(file?.url_private_download), secrets.botToken);
      expect(good.headers.get('content-type')).toBe('image/jpeg');
      expect(Buffer.from(await good.arrayBuffer()).equals(bytes)).toBe(true);
      const wrong = await get(String(file?.url_private_download), 'xoxb-other');
      expect([wrong.status, wrong.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const hidden = await get(`${slack.url}/files-pri/${theirs}/theirs.jpg`, secrets.botToken);
      expect(hidden.headers.get('content-type')).toContain('text/html');
      expect(await refusal(client.files.info({ file: theirs }))).toBe('file_not_found');
      await author.postMessage(slack.channels.unjoined, 'Look', [theirs]);
      expect(await refusal(client.files.info({ file: theirs }))).toBe('file_not_found');
      await author.postMessage(slack.channels.review, 'Look', [theirs]);
      expect(await refusal(client.files.info({ file: theirs }))).toBe('ok');
      await slack.deleteFile(theirs);
      expect(await refusal(client.files.info({ file: theirs }))).toBe('file_deleted');
    });
  });

  describe('faults', () => {
    const post = () => client.chat.postMessage({ channel: slack.channels.general, text: 'Once' });
    const count = () => slack.messages(slack.channels.general).length;

    test('before: nothing happened; after: it did, and the answer fails', async () => {
      const start = count();
      slack.fault({ method: 'chat.postMessage', times: 1, before: 'http_500' });
      expect(await refusal(post())).not.toBe('ok');
      expect(count()).toBe(start);
      slack.fault({ method: 'chat.postMessage', times: 1, after: 'reset' });
      expect(await refusal(post())).not.toBe('ok');
      expect(count()).toBe(start + 1);
      expect(await refusal(post())).toBe('ok');
    });

    test('a Slack error, a rate limit and a slow answer are as asked, until undone', async () => {
      const undo = slack.fault({ method: '*', before: 'error:fatal_error' });
      expect(await refusal(post())).toBe('fatal_error');
      undo();
      slack.fault({ method: 'chat.postMessage', times: 1, before: 'rate_limited:7' });
      expect(await post().catch((error) => error.retryAfter)).toBe(7);
      slack.fault({ method: 'chat.postMessage', times: 1, before: 'slow:150' });
      await post();
      expect(slack.calls.at(-1)).toMatchObject({ method: 'chat.postMessage', args: { text: 'Once' }, answer: { ok: true } });
      expect(slack.calls.at(-1)?.ms).toBeGreaterThanOrEqual(150);
      expect(JSON.stringify(slack.calls)).not.toContain(secrets.botToken);
    });
  });

  test('a call that is never answered ends when Slack closes', async () => {
    const other = await slackAndClient();
    other.slack.fault({ method: 'auth.test', before: 'hang' });
    const call = refusal(other.client.auth.test());
    while (other.slack.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await other.slack.close();
    expect(await call).not.toBe('ok');
    expect(other.slack.calls).toMatchObject([{ method: 'auth.test', status: 0, answer: 'hang' }]);
  });

  test('it talks to this machine only', () => {
    expect(() => slack.connectTo('http://example.com')).toThrow('not on loopback');
  });
});
