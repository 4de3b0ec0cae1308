import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type bolt from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { SlackPerson, SlackStandIn } from '../../src/playground/slack/index.js';
import { boltApp, picture, refusal, slackAndClient } from './slack-support/bolt.js';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value), value });
const textInput = (blockId: string, initial: string) => ({
  type: 'input' as const,
  block_id: blockId,
  label: plain('Text'),
  element: { type: 'plain_text_input' as const, action_id: 'text', initial_value: initial, max_length: 20 },
});
const modal = (blocks: object[], more: object = {}) =>
  ({ type: 'modal', callback_id: 'compose', title: plain('New post'), submit: plain('Send'), blocks, ...more }) as never;
const buttons = [
  { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'approve', text: plain('Approve'), value: 'p1:1' }] },
];

describe('people in the Slack stand-in, against a Bolt app over HTTP', () => {
  let slack: SlackStandIn;
  let client: WebClient;
  let app: bolt.App;
  let author: SlackPerson;
  let now = 1_900_000_000_000;
  let ackMs = 0;
  let trigger = '';
  let answerToSubmit: object | undefined;
  const seen: Record<string, unknown>[] = [];

  beforeAll(async () => {
    now = Date.now();
    ({ slack, client } = await slackAndClient({ clock: () => now }));
    app = await boltApp(slack, 'http', (bolt) => {
      bolt.command('/publish', async ({ ack, command }) => {
        seen.push({ ...command });
        trigger = command.trigger_id;
        await new Promise((resolve) => setTimeout(resolve, ackMs));
        await ack(command.text === 'help' ? { text: 'Here is how' } : undefined);
      });
      bolt.shortcut('new_post', async ({ ack, shortcut }) => {
        seen.push({ ...shortcut });
        await ack();
      });
      bolt.shortcut('turn_into', async ({ ack, shortcut }) => {
        seen.push({ ...shortcut });
        await ack();
      });
      bolt.action(/.*/, async ({ ack, body }) => {
        seen.push({ ...body });
        if ('trigger_id' in body) trigger = String(body.trigger_id);
        await ack();
      });
      bolt.view('compose', async ({ ack, body }) => {
        seen.push({ ...body });
        await ack(answerToSubmit as never);
      });
      bolt.view({ callback_id: 'compose', type: 'view_closed' }, async ({ ack, body }) => {
        seen.push({ ...body });
        await ack();
      });
      bolt.options('pages', async ({ ack, options }) => {
        await ack({ options: [option(`${options.value}-1`), option(`${options.value}-2`)] });
      });
      bolt.event('app_home_opened', async ({ body }) => {
        seen.push({ ...body });
      });
    });
    author = slack.as(slack.people.author.id);
  });
  afterAll(async () => {
    await app.stop();
    await slack.close();
  });
  beforeEach(() => {
    ackMs = 0;
    answerToSubmit = undefined;
    seen.length = 0;
  });
  afterEach(async () => {
    while (author.view() !== undefined) await author.closeView();
  });
  const open = async (view: never) => {
    await author.command('/publish');
    return (await client.views.open({ trigger_id: trigger, view })).view;
  };

  describe('commands and shortcuts', () => {
    test('a slash command arrives with every field, and its answer is shown to that person only', async () => {
      const delivery = await author.command('/publish', 'help');
      expect(delivery).toMatchObject({ kind: 'slash_command', status: 200 });
      expect(seen).toMatchObject([
        {
          command: '/publish',
          text: 'help',
          user_id: slack.people.author.id,
          channel_id: slack.channels.review,
          team_id: slack.team.id,
          is_enterprise_install: 'false',
        },
      ]);
      expect(slack.ephemerals(slack.people.author.id).at(-1)).toMatchObject({ text: 'Here is how', channel: slack.channels.review });
    });

    test('an answer after three seconds is no answer', async () => {
      ackMs = 3400;
      expect(await author.command('/publish')).toMatchObject({ status: 0, answer: 'timeout' });
    });

    test('shortcuts carry what they start from', async () => {
      await author.shortcut('new_post');
      const { ts } = await slack.as(slack.people.approver.id).postMessage(slack.channels.review, 'Turn me into a post');
      await author.messageShortcut('turn_into', slack.channels.review, ts);
      expect(seen).toMatchObject([
        { type: 'shortcut', callback_id: 'new_post', user: { id: slack.people.author.id, team_id: slack.team.id } },
        {
          type: 'message_action',
          message: { text: 'Turn me into a post', user: slack.people.approver.id },
          channel: { id: slack.channels.review },
        },
      ]);
      expect(seen[0]).not.toHaveProperty('response_url');
    });

    test('someone who is not in the channel, or of another organisation, cannot run a command there', async () => {
      await expect(author.command('/publish', '', 'C0NOWHERE')).rejects.toThrow('is not in');
      await expect(slack.as(slack.people.client.id).command('/publish')).rejects.toThrow('another organisation');
    });
  });

  describe('trigger ids', () => {
    const view = modal([textInput('a', '')]);

    test('live three seconds and open one modal', async () => {
      await author.command('/publish');
      expect(await refusal(client.views.open({ trigger_id: trigger, view }))).toBe('ok');
      expect(await refusal(client.views.open({ trigger_id: trigger, view }))).toBe('exchanged_trigger_id');
      expect(await refusal(client.views.open({ trigger_id: '1.2.abc', view }))).toBe('invalid_trigger_id');
      await author.command('/publish');
      now += 3001;
      expect(await refusal(client.views.open({ trigger_id: trigger, view }))).toBe('expired_trigger_id');
    });
  });

  describe('modals', () => {
    test('a view beyond the limits is refused, with the place', async () => {
      await author.command('/publish');
      const error = await client.views
        .open({ trigger_id: trigger, view: modal([], { title: plain('x'.repeat(25)) }) })
        .catch((caught) => caught.data);
      expect(error).toMatchObject({
        error: 'invalid_arguments',
        response_metadata: { messages: [expect.stringContaining('/view/title/text')] },
      });
      const tooLarge = modal(Array.from({ length: 90 }, () => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3000) } })));
      expect(await refusal(client.views.open({ trigger_id: trigger, view: tooLarge }))).toBe('view_too_large');
    });

    test('an input that keeps its ids keeps what was typed; a new block id takes the initial value', async () => {
      const view = await open(modal([textInput('a', 'first')]));
      author.fill({ text: 'typed' });
      await client.views.update({ view_id: String(view?.id), view: modal([textInput('a', 'second')]) });
      expect(author.view()?.state.values).toMatchObject({ a: { text: { value: 'typed' } } });
      await client.views.update({ view_id: String(view?.id), view: modal([textInput('b', 'second')]) });
      expect(author.view()?.state.values).toEqual({ b: { text: { type: 'plain_text_input', value: 'second' } } });
    });

    test('an old hash, a closed view and a taken external id are refused', async () => {
      const view = await open(modal([textInput('a', '')], { external_id: 'draft-1' }));
      const id = String(view?.id);
      const next = modal([textInput('a', '')]);
      expect(
        await refusal(
          client.views.update({ view_id: id, hash: String(view?.hash), view: modal([textInput('a', '')], { external_id: 'draft-1' }) }),
        ),
      ).toBe('ok');
      expect(await refusal(client.views.update({ view_id: id, hash: String(view?.hash), view: next }))).toBe('hash_conflict');
      await slack.as(slack.people.approver.id).command('/publish');
      expect(await refusal(client.views.open({ trigger_id: trigger, view: modal([textInput('a', '')], { external_id: 'draft-1' }) }))).toBe(
        'duplicate_external_id',
      );
      await author.closeView();
      expect(await refusal(client.views.update({ view_id: id, view: next }))).toBe('not_found');
    });

    test('three modals stack, a fourth does not', async () => {
      const more = { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'more', text: plain('More') }] };
      await open(modal([more]));
      for (const expected of ['ok', 'ok', 'push_limit_reached']) {
        await author.click('view', 'more');
        expect(await refusal(client.views.push({ trigger_id: trigger, view: modal([more]) }))).toBe(expected);
      }
      const top = author.view();
      await author.closeView();
      expect(author.view()?.id).toBe(top?.previousId);
    });

    test('a submission carries the state; what the client can refuse is not sent', async () => {
      await open(modal([textInput('a', '')]));
      expect(await author.submit()).toMatchObject({ status: 0, answer: 'client_refused' });
      expect(author.view()?.errors).toEqual({ a: 'Please complete this required field.' });
      author.fill({ text: 'x'.repeat(21) });
      await author.submit();
      expect(author.view()?.errors.a).toContain('at most 20');
      expect(seen.filter((body) => body.type === 'view_submission')).toEqual([]);
      author.fill({ text: 'Hello' });
      expect(await author.submit()).toMatchObject({ status: 200 });
      expect(seen.at(-1)).toMatchObject({
        type: 'view_submission',
        view: { callback_id: 'compose', state: { values: { a: { text: { value: 'Hello' } } } } },
      });
      expect(author.view()).toBeUndefined();
    });

    test('the answer to a submission shows errors, updates, pushes or clears', async () => {
      await open(modal([textInput('a', 'x')]));
      answerToSubmit = { response_action: 'errors', errors: { a: 'Shorter, please' } };
      await author.submit();
      expect(author.view()?.errors).toEqual({ a: 'Shorter, please' });
      answerToSubmit = { response_action: 'errors', errors: { nothing: 'here' } };
      expect((await author.submit()).refused?.[0]).toContain('not an input block');
      answerToSubmit = { response_action: 'update', view: modal([textInput('b', 'y')]) };
      await author.submit();
      expect(author.view()?.blocks[0]).toMatchObject({ block_id: 'b' });
      answerToSubmit = { response_action: 'push', view: modal([textInput('c', 'z')]) };
      await author.submit();
      expect(author.view()).toMatchObject({ previousId: expect.any(String) });
      answerToSubmit = { response_action: 'update', view: modal([], { title: plain('x'.repeat(30)) }) };
      expect((await author.submit()).refused?.[0]).toContain('/title/text');
      answerToSubmit = { response_action: 'clear' };
      await author.submit();
      expect(author.view()).toBeUndefined();
    });

    test('closing tells the app only when the view asked for it', async () => {
      await open(modal([textInput('a', '')]));
      expect(await author.closeView()).toBeUndefined();
      await open(modal([textInput('a', '')], { notify_on_close: true }));
      expect(await author.closeView()).toMatchObject({ kind: 'view_closed', status: 200 });
      expect(seen.at(-1)).toMatchObject({ type: 'view_closed', is_cleared: false });
    });

    test('only what is offered can be chosen', async () => {
      const select = { type: 'static_select' as const, action_id: 'brand', options: [option('one'), option('two')] };
      const external = { type: 'external_select' as const, action_id: 'pages', min_query_length: 2 };
      await open(
        modal([
          { type: 'section', block_id: 's', text: plain('Brand'), accessory: select },
          { type: 'actions', block_id: 'e', elements: [external] },
        ]),
      );
      expect(() => author.fill({ brand: 'three' })).toThrow('It offers: one, two');
      expect(() => author.fill({ colour: 'red' })).toThrow('s/brand (static_select), e/pages (external_select)');
      expect(() => author.fill({ pages: 'ab-1' })).toThrow('nothing yet');
      await author.suggest('pages', 'ab');
      author.fill({ brand: 'two', pages: 'ab-2' });
      expect(author.view()?.state.values).toMatchObject({
        s: { brand: { selected_option: { value: 'two' } } },
        e: { pages: { selected_option: { value: 'ab-2' } } },
      });
    });

    test('files are checked by the client, and the bot may read them once submitted', async () => {
      const input = {
        type: 'input' as const,
        block_id: 'f',
        label: plain('Files'),
        element: { type: 'file_input' as const, action_id: 'files', filetypes: ['png', 'jpg'], max_files: 2 },
      };
      await open(modal([input]));
      const [image, gif] = [await author.upload('a.png', await picture()), await author.upload('a.gif', Buffer.from('GIF89a'))];
      expect(() => author.fill({ files: ['F0NONE'] })).toThrow('has not uploaded');
      author.fill({ files: [image, gif] });
      await author.submit();
      expect(author.view()?.errors.f).toContain('a.gif is not one of these types');
      author.fill({ files: [image, image, image] });
      await author.submit();
      expect(author.view()?.errors.f).toContain('at most 2');
      expect(await refusal(client.files.info({ file: image }))).toBe('file_not_found');
      author.fill({ files: [image] });
      await author.submit();
      expect(seen.at(-1)).toMatchObject({
        view: { state: { values: { f: { files: { files: [{ id: image, mimetype: 'image/png' }] } } } } },
      });
      expect(await refusal(client.files.info({ file: image }))).toBe('ok');
    });
  });

  describe('clicks and response URLs', () => {
    const card = async () => String((await client.chat.postMessage({ channel: slack.channels.review, text: 'Card', blocks: buttons })).ts);
    const say = (body: object) => fetch(String(seen.at(-1)?.response_url), { method: 'POST', body: JSON.stringify(body) });

    test('a click carries the message, the channel and the person, of another organisation too', async () => {
      const ts = await card();
      const kim = slack.people.client;
      await slack.as(kim.id).click({ message: { channel: slack.channels.review, ts } }, 'approve');
      expect(seen.at(-1)).toMatchObject({
        type: 'block_actions',
        user: { id: kim.id, team_id: kim.teamId },
        team: { id: slack.team.id },
        container: { type: 'message', message_ts: ts, channel_id: slack.channels.review, is_ephemeral: false },
        message: { ts, text: 'Card', bot_id: slack.bot.botId },
        actions: [{ action_id: 'approve', type: 'button', value: 'p1:1' }],
        enterprise: null,
        is_enterprise_install: false,
      });
    });

    test('a button that is gone cannot be clicked, except by who still sees the old card', async () => {
      const ts = await card();
      const old = slack.messages(slack.channels.review).at(-1);
      await client.chat.update({ channel: slack.channels.review, ts, text: 'Approved' });
      const place = { channel: slack.channels.review, ts };
      await expect(author.click({ message: place }, 'approve')).rejects.toThrow('There is no "approve"');
      expect(await author.click({ message: { ...place, ...(old ? { seen: old } : {}) } }, 'approve')).toMatchObject({ status: 200 });
    });

    test('a response URL is good for five uses and thirty minutes', async () => {
      const ts = await card();
      await author.click({ message: { channel: slack.channels.review, ts } }, 'approve');
      expect((await say({ text: 'Replaced', replace_original: true })).status).toBe(200);
      expect(slack.messages(slack.channels.review).at(-1)).toMatchObject({ ts, text: 'Replaced', blocks: [] });
      expect((await say({ text: 'Only you' })).status).toBe(200);
      expect(slack.ephemerals(slack.people.author.id).at(-1)?.text).toBe('Only you');
      expect((await say({ delete_original: true })).status).toBe(200);
      expect(slack.messages(slack.channels.review).map((message) => message.ts)).not.toContain(ts);
      await say({ text: 'Four' });
      await say({ text: 'Five' });
      expect(await (await say({ text: 'Six' })).json()).toMatchObject({ error: 'used_url' });
      await author.command('/publish');
      now += 30 * 60_000 + 1;
      expect(await (await say({ text: 'Late' })).json()).toMatchObject({ error: 'expired_url' });
    });
  });

  describe('Home and events', () => {
    test('Home is published per person, clicked, and opened', async () => {
      await client.views.publish({ user_id: slack.people.author.id, view: { type: 'home', blocks: buttons } });
      expect(slack.as(slack.people.approver.id).home()).toBeUndefined();
      await author.click('home', 'approve');
      expect(seen.at(-1)).toMatchObject({ type: 'block_actions', view: { type: 'home' }, container: { type: 'view' } });
      expect(await author.openHome()).toMatchObject({ kind: 'event', status: 200 });
      expect(seen.at(-1)).toMatchObject({
        type: 'event_callback',
        team_id: slack.team.id,
        event: { type: 'app_home_opened', user: slack.people.author.id },
      });
      expect(await refusal(client.views.publish({ user_id: slack.people.author.id, view: modal([]) }))).toBe('invalid_arguments');
    });

    test('an event nobody takes is sent once more, under the same id', async () => {
      const away = (await slackAndClient()).slack;
      away.connectTo('http://127.0.0.1:9');
      expect(await away.event('app_uninstalled', {}, { eventId: 'Ev1' })).toMatchObject({ status: 0, answer: 'connection_failed' });
      expect(away.deliveries.map((delivery) => delivery.payload.event_id)).toEqual(['Ev1', 'Ev1']);
      await away.close();
    });
  });
});
