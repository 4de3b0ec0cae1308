import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Secret } from '../../src/lib/secret.js';
import { startSlack } from '../../src/playground/slack/index.js';
import { button } from '../../src/slack/blocks.js';
import { lifecycleListeners } from '../../src/slack/index.js';
import { type AnyListener, listener } from '../../src/slack/listener.js';
import { noticeView } from '../../src/slack/notice.js';
import { onClick } from '../../src/slack/on-click.js';
import { commandPayload } from '../../src/slack/payloads.js';
import { listenerTable } from '../../src/slack/table.js';
import { NotAllowedError } from '../../src/workspaces/index.js';
import {
  APP_TOKEN,
  BOT_TOKEN,
  commandForm,
  eventually,
  type Ground,
  openGround,
  post,
  type Served,
  SIGNING_SECRET,
  serve,
} from './harness.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('listener');
});
afterAll(() => ground.end());

describe('the listener table', () => {
  test('refuses two listeners for the same thing', () => {
    const entry = command(async () => ({ carry: undefined }));
    expect(() => listenerTable([entry, entry])).toThrow('Two Slack listeners are registered for the command /publish.');
  });
});

describe('a listener', () => {
  test('runs its work, with what it carries, only after the answer has left', async () => {
    const seen: unknown[] = [];
    const served: Served = await serve(ground, [
      command(
        async () => ({ body: { text: 'opening' }, carry: 'draft-1' }),
        async (carry) => {
          seen.push({ carry, answers: served.answers() });
        },
      ),
    ]);
    expect((await post(served.origin, commandForm(ground))).text).toBe('{"text":"opening"}');
    await eventually(() => seen.length > 0);
    expect(seen).toEqual([{ carry: 'draft-1', answers: 1 }]);
    await served.end();
  });

  test('is waited for by a stop, which takes nothing new', async () => {
    let worked = false;
    const served = await serve(ground, [
      command(
        async () => ({ carry: undefined }),
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 300));
          worked = true;
        },
      ),
    ]);
    await post(served.origin, commandForm(ground));
    const stopped = served.face.stop();
    expect((await post(served.origin, commandForm(ground, { text: 'too late' }))).status).toBe(503);
    await stopped;
    expect(worked).toBe(true);
    await served.end();
  });

  test('whose work fails tells the person, with the code that is in the log', async () => {
    const { slack } = ground;
    const served = await serve(ground, [
      command(
        async () => ({ carry: undefined }),
        async () => {
          throw new Error('the lights went out');
        },
      ),
    ]);
    slack.connectTo(served.origin);
    await slack.as(slack.people.author.id).command('/publish', 'hello');
    await eventually(() => slack.ephemerals(slack.people.author.id).length > 0);
    const [, code] = /give an admin this code: (\w+)$/.exec(slack.ephemerals(slack.people.author.id).at(-1)?.text ?? '') ?? [];
    const logged = ground.lines.filter((line) => line.includes('the lights went out'));
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? '').reference).toBe(code);
    await served.end();
  });

  test('that refuses somebody says why in the answer itself', async () => {
    const served = await serve(ground, [
      command(async () => {
        throw new NotAllowedError('Guests cannot use Copydesk.');
      }),
    ]);
    expect(JSON.parse((await post(served.origin, commandForm(ground))).text)).toEqual({
      response_type: 'ephemeral',
      text: 'Guests cannot use Copydesk.',
    });
    await served.end();
  });

  test('meeting a payload of another form answers kindly', async () => {
    const served = await serve(ground, [command(async () => ({ carry: undefined }))]);
    const form = new URLSearchParams(commandForm(ground));
    form.delete('trigger_id');
    expect(JSON.parse((await post(served.origin, form.toString())).text).text).toMatch(
      /^Copydesk did not understand that\. Please try again\./,
    );
    await served.end();
  });

  test('takes part of an action id after a colon as what tells equal buttons apart', async () => {
    const clicked: string[] = [];
    const served = await serve(ground, [
      listener({
        kind: 'action',
        id: 'compose_remove_file',
        parse: z.object({ actions: z.tuple([z.object({ action_id: z.string() })]) }),
        ack: async ({ actions }) => {
          clicked.push(actions[0].action_id);
          return { carry: undefined };
        },
      }),
    ]);
    const payload = {
      type: 'block_actions',
      team: { id: ground.slack.team.id },
      user: { id: 'U1' },
      actions: [{ action_id: 'compose_remove_file:F7', block_id: 'b' }],
    };
    await post(served.origin, new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
    expect(clicked).toEqual(['compose_remove_file:F7']);
    await served.end();
  });
});

describe('telling somebody', () => {
  const sayTo = (text: string) =>
    command(
      async () => ({ carry: undefined }),
      async (_carry, tell) => tell(text),
    );

  test('goes through an ephemeral message when the response URL fails, and by DM where Copydesk is not in the channel', async () => {
    const { slack } = ground;
    const { second } = slack.people;
    const served = await serve(ground, [sayTo('hello there')]);
    slack.connectTo(served.origin);
    const undo = slack.fault({ method: 'response_url', before: 'http_500' });
    await slack.as(second.id).command('/publish');
    await eventually(() => slack.ephemerals(second.id).some(({ text }) => text === 'hello there'));
    expect(slack.directMessages(second.id)).toEqual([]);
    await slack.as(second.id).command('/publish', '', slack.channels.unjoined);
    await eventually(() => slack.directMessages(second.id).some(({ text }) => text === 'hello there'));
    undo();
    await served.end();
  });

  test('who pressed something on Home happens in a modal there, and by DM where the click has opened another one', async () => {
    const { slack } = ground;
    const { approver } = slack.people;
    const hands = slack.as(approver.id);
    const client = await ground.clients.of(slack.team.id);
    const elements = [button('home_write', 'New post'), button('home_find', 'Find')];
    await client.views.publish({ user_id: approver.id, view: { type: 'home', blocks: [{ type: 'actions', elements }] } });
    const served = await serve(ground, [
      onClick('home_write', async () => {
        throw new NotAllowedError('There is no review channel yet.');
      }),
      onClick('home_find', async ({ trigger_id }, context) => {
        await context.client.views.open({ trigger_id, view: noticeView('Find', 'Looking for it.') });
        throw new NotAllowedError('There is nothing to find.');
      }),
    ]);
    slack.connectTo(served.origin);
    await hands.click('home', 'home_write');
    await eventually(() => JSON.stringify(hands.view()?.blocks ?? []).includes('There is no review channel yet.'));
    expect(slack.directMessages(approver.id)).toEqual([]);
    await hands.closeView();
    await hands.click('home', 'home_find');
    await eventually(() => slack.directMessages(approver.id).some(({ text }) => text === 'There is nothing to find.'));
    await served.end();
  });
});

describe('the same listeners in Socket Mode', () => {
  let served: Served;
  let failing = true;
  const handled: string[] = [];
  beforeAll(async () => {
    ground.slack.useSocketMode(true);
    const event = listener({
      kind: 'event',
      id: 'app_home_opened',
      parse: z.object({ event_id: z.string() }),
      ack: async ({ event_id }) => {
        if (failing) throw new Error('the database is away');
        handled.push(event_id);
        return { carry: undefined };
      },
    });
    served = await serve(ground, [command(async ({ text }) => ({ body: { text: `heard ${text}` }, carry: undefined })), event], {
      config: { mode: 'socket', appToken: new Secret(APP_TOKEN), apiUrl: ground.apiUrl },
    });
  });
  afterAll(async () => {
    await served.end();
    ground.slack.useSocketMode(false);
  });

  test('answer a command through the socket, and no request over HTTP', async () => {
    const { slack } = ground;
    const delivery = await slack.as(slack.people.author.id).command('/publish', 'socket');
    expect(delivery).toMatchObject({ status: 200, answer: { text: 'heard socket' } });
    expect((await post(served.origin, commandForm(ground))).status).toBe(404);
  });

  test('leave an event unanswered until it is handled', async () => {
    const { slack } = ground;
    const lost = await slack.event('app_home_opened', { user: slack.people.author.id, tab: 'home' }, { eventId: 'Ev-socket' });
    expect(lost.status).toBe(0);
    failing = false;
    const again = await slack.event('app_home_opened', { user: slack.people.author.id, tab: 'home' }, { eventId: 'Ev-socket' });
    expect(again.status).toBe(200);
    await slack.event('app_home_opened', { user: slack.people.author.id, tab: 'home' }, { eventId: 'Ev-socket' });
    expect(handled).toEqual(['Ev-socket']);
  });
});

describe('a lost socket', () => {
  test('is opened again once Slack is back', async () => {
    const options = { signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN, appToken: APP_TOKEN };
    const before = await startSlack(options);
    before.useSocketMode(true);
    const served = await serve(ground, [command(async () => ({ body: { text: 'still here' }, carry: undefined }))], {
      config: { mode: 'socket', appToken: new Secret(APP_TOKEN), apiUrl: `${before.url}/api/` },
    });
    await before.close();
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const after = await startSlack({ ...options, port: Number(new URL(before.url).port) });
    after.useSocketMode(true);
    const answers: unknown[] = [];
    for (let tries = 0; tries < 60 && answers.length === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const delivery = await after.as(after.people.author.id).command('/publish');
      if (delivery.status === 200) answers.push(delivery.answer);
    }
    expect(answers).toEqual([{ text: 'still here' }]);
    await served.end();
    await after.close();
  });

  test('that Slack refuses to open stops the start with a sentence', async () => {
    const starting = serve(ground, [], { config: { mode: 'socket', appToken: new Secret('xapp-wrong'), apiUrl: ground.apiUrl } });
    await expect(starting).rejects.toThrow('Slack did not open a socket. Check SLACK_APP_TOKEN');
  });
});

describe('uninstalling', () => {
  test.each([
    ['app_uninstalled', {}],
    ['tokens_revoked', { tokens: { oauth: [], bot: ['U0COPYDESK'] } }],
  ])('is told by %s, with the last moment that it can have happened', async (type, event) => {
    const told: [string, Date][] = [];
    const served = await serve(
      ground,
      lifecycleListeners(async (workspace, saidAt) => void told.push([workspace, saidAt])),
    );
    ground.slack.connectTo(served.origin);
    const before = Date.now();
    expect((await ground.slack.event(type, event)).status).toBe(200);
    expect(told.map(([workspace]) => workspace)).toEqual([ground.slack.team.id]);
    expect(told[0]?.[1].getTime()).toBeGreaterThanOrEqual(before);
    expect(told[0]?.[1].getTime()).toBeLessThan(Date.now() + 1_000);
    await served.end();
  });

  test('is not concluded from a person who took back only their own token', async () => {
    const served = await serve(
      ground,
      lifecycleListeners(() => Promise.reject(new Error('Nothing was removed.'))),
    );
    ground.slack.connectTo(served.origin);
    expect((await ground.slack.event('tokens_revoked', { tokens: { oauth: [ground.slack.people.author.id] } })).status).toBe(200);
    await served.end();
  });

  test('lets nothing of the workspace through any more, and events are answered all the same', async () => {
    const { slack, workspaces } = ground;
    await workspaces.markUninstalled(slack.team.id, { at: new Date(), installedBefore: new Date() });
    let runs = 0;
    const served = await serve(ground, [
      command(async () => {
        runs += 1;
        return { carry: undefined };
      }),
      ...lifecycleListeners(async () => {
        runs += 1;
      }),
    ]);
    slack.connectTo(served.origin);
    expect((await slack.as(slack.people.author.id).command('/publish')).answer).toMatchObject({
      text: expect.stringContaining('not set up'),
    });
    expect((await slack.event('app_uninstalled', {})).status).toBe(200);
    expect(runs).toBe(0);
    await served.end();
    await workspaces.install(
      { id: slack.team.id, name: 'Team', botUserId: slack.bot.userId },
      { id: 'brand', name: 'Bakery', zone: 'UTC', authorsMayApprove: false },
    );
  });
});

function command(
  ack: (input: z.infer<typeof commandPayload>) => Promise<{ body?: { text: string }; carry: unknown }>,
  work?: (carry: unknown, tell: (text: string) => Promise<void>) => Promise<void>,
): AnyListener {
  return listener({
    kind: 'command',
    id: '/publish',
    parse: commandPayload,
    ack,
    ...(work === undefined ? {} : { work: async (_input, { tell }, carry: unknown) => work(carry, tell) }),
  });
}
