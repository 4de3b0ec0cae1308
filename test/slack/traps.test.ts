import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createEventStore } from '../../src/mongo/events.js';
import { type AnyListener, listener } from '../../src/slack/listener.js';
import { commandForm, eventBody, eventually, type Ground, interaction, openGround, post, type Served, serve } from './harness.js';

const NOT_CONFIRMED = 'We could not confirm this in time. If it was saved, the card will show it.';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('traps');
});
afterAll(() => ground.end());

describe('a request that Slack did not send', () => {
  let runs = 0;
  let served: Served;
  beforeAll(async () => {
    served = await serve(ground, [counting('command', '/publish', () => (runs += 1))]);
  });
  afterAll(() => served.end());

  test('with a wrong signature is refused', async () => {
    const before = runs;
    expect((await post(served.origin, commandForm(ground), { signature: `v0=${'0'.repeat(64)}` })).status).toBe(401);
    expect(runs).toBe(before);
  });

  test('from more than five minutes ago or ahead is refused, though its signature is right', async () => {
    const before = runs;
    const now = Math.floor(Date.now() / 1000);
    expect((await post(served.origin, commandForm(ground), { timestamp: now - 310 })).status).toBe(401);
    expect((await post(served.origin, commandForm(ground), { timestamp: now + 310 })).status).toBe(401);
    expect(runs).toBe(before);
    expect((await post(served.origin, commandForm(ground, { text: 'in time' }), { timestamp: now + 200 })).status).toBe(200);
    expect(runs).toBe(before + 1);
  });

  test('that repeats one to the letter is answered and not run again', async () => {
    const before = runs;
    const timestamp = Math.floor(Date.now() / 1000);
    const body = commandForm(ground, { text: 'once' });
    expect((await post(served.origin, body, { timestamp })).text).toContain('ran');
    const copy = await post(served.origin, body, { timestamp });
    expect(copy).toMatchObject({ status: 200, text: '' });
    expect(runs).toBe(before + 1);
    await post(served.origin, body, { timestamp: timestamp - 1 });
    expect(runs).toBe(before + 2);
  });

  test('on another path or with another method does not reach Bolt', async () => {
    expect((await post(served.origin, commandForm(ground), { path: '/slack/eventsx' })).status).toBe(404);
    expect((await fetch(`${served.origin}/slack/events`)).status).toBe(405);
  });
});

describe('a form whose content type carries a charset', () => {
  test('is read like any other', async () => {
    const served = await serve(ground, [counting('command', '/publish', () => undefined)]);
    const answer = await post(served.origin, commandForm(ground), { contentType: 'application/x-www-form-urlencoded; charset=utf-8' });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.text).toContain('ran');
    const clicked = await post(served.origin, interaction(click('nobody_listens')), {
      contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
    });
    expect(clicked).toMatchObject({ status: 200, text: '' });
    await served.end();
  });
});

describe('a frozen database', () => {
  let served: Served;
  const frozen = { workspace: () => new Promise<never>(() => {}) };
  beforeAll(async () => {
    const listeners = [
      counting('command', '/publish', () => undefined),
      counting('view', 'compose_write', () => undefined),
      counting('action', 'review_approve', () => undefined),
      counting('event', 'app_uninstalled', () => undefined),
    ];
    served = await serve(ground, listeners, { workspaces: frozen });
  });
  afterAll(() => served.end());

  test('lets a command be answered within three seconds, saying that it is not confirmed', async () => {
    const answer = await post(served.origin, commandForm(ground));
    expect(answer.ms).toBeLessThan(3_000);
    expect(JSON.parse(answer.text)).toEqual({ response_type: 'ephemeral', text: NOT_CONFIRMED });
  });

  test('keeps a submitted modal open, with the words at its first input', async () => {
    const blocks = [
      { type: 'section', block_id: 's' },
      { type: 'input', block_id: 'text-7' },
    ];
    const answer = await post(served.origin, interaction(submission('compose_write', blocks)));
    expect(answer.ms).toBeLessThan(3_000);
    expect(JSON.parse(answer.text)).toEqual({ response_action: 'errors', errors: { 'text-7': NOT_CONFIRMED } });
  });

  test('puts the words on top of a modal without inputs, which stays as it is beneath', async () => {
    const answer = await post(served.origin, interaction(submission('compose_write', [{ type: 'section', block_id: 's' }])));
    const { response_action, view } = JSON.parse(answer.text);
    expect(response_action).toBe('push');
    expect(JSON.stringify(view)).toContain(NOT_CONFIRMED);
  });

  test('tells somebody who clicked', async () => {
    const { slack } = ground;
    const before = slack.ephemerals(slack.people.author.id).length;
    const answer = await post(served.origin, interaction(click('review_approve')));
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(answer.ms).toBeLessThan(3_000);
    await eventually(() => slack.ephemerals(slack.people.author.id).length > before);
    expect(slack.ephemerals(slack.people.author.id).at(-1)?.text).toBe(NOT_CONFIRMED);
  });

  test('makes Slack send an event again', async () => {
    const answer = await post(served.origin, eventBody(ground, { type: 'app_uninstalled' }, 'Ev-frozen'));
    expect(answer.status).toBe(500);
    expect(answer.ms).toBeLessThan(3_000);
  });
});

describe('something that was saved only after its answer', () => {
  test('still goes on with its work', async () => {
    let worked = false;
    const slow = listener({
      kind: 'command',
      id: '/publish',
      parse: z.unknown(),
      ack: async () => {
        await new Promise((resolve) => setTimeout(resolve, 2_800));
        return { carry: undefined };
      },
      work: async () => {
        worked = true;
      },
    });
    const served = await serve(ground, [slow]);
    expect((await post(served.origin, commandForm(ground))).text).toContain(NOT_CONFIRMED);
    await eventually(() => worked);
    await served.end();
  });
});

describe('an event', () => {
  test('is answered only once it is handled, and a second delivery of it is ignored', async () => {
    let runs = 0;
    const served = await serve(ground, [
      counting('event', 'app_uninstalled', () => {
        runs += 1;
        if (runs === 1) throw new Error('a crash before it was stored');
      }),
    ]);
    const body = eventBody(ground, { type: 'app_uninstalled' }, 'Ev-twice');
    expect((await post(served.origin, body)).status).toBe(500);
    expect((await post(served.origin, body)).status).toBe(200);
    expect((await post(served.origin, body)).status).toBe(200);
    expect(runs).toBe(2);
    expect(await createEventStore(ground.mongo).handled(ground.slack.team.id, 'Ev-twice')).toBe(true);
    await served.end();
  });

  test('of a workspace we do not know is answered and forgotten', async () => {
    const served = await serve(ground, [counting('event', 'app_uninstalled', () => undefined)]);
    const body = JSON.stringify({ type: 'event_callback', team_id: 'TOTHER', event_id: 'Ev-other', event: { type: 'app_uninstalled' } });
    expect((await post(served.origin, body)).status).toBe(200);
    await served.end();
  });

  test('of no known kind is answered at once', async () => {
    const served = await serve(ground, []);
    const answer = await post(
      served.origin,
      JSON.stringify({ type: 'app_rate_limited', team_id: ground.slack.team.id, minute_rate_limited: 1 }),
    );
    expect(answer.status).toBe(200);
    expect(answer.ms).toBeLessThan(1_000);
    await served.end();
  });
});

describe('a workspace without an installation', () => {
  test('hears that Copydesk is not set up there', async () => {
    const served = await serve(ground, [counting('command', '/publish', () => undefined)]);
    const answer = await post(served.origin, commandForm(ground, { team_id: 'TOTHER' }));
    expect(JSON.parse(answer.text).text).toBe('Copydesk is not set up in this workspace. Ask an admin to install it.');
    await served.end();
  });
});

function counting(kind: AnyListener['kind'], id: string, run: () => unknown): AnyListener {
  return listener({
    kind,
    id,
    parse: z.unknown(),
    ack: async () => {
      run();
      return { ...(kind === 'command' ? { body: { text: 'ran' } } : {}), carry: undefined };
    },
  });
}

function click(actionId: string) {
  return {
    type: 'block_actions',
    team: { id: ground.slack.team.id },
    user: { id: ground.slack.people.author.id, team_id: ground.slack.team.id },
    channel: { id: ground.slack.channels.review },
    trigger_id: '1.2.3',
    actions: [{ action_id: actionId, block_id: 'b', type: 'button' }],
  };
}

function submission(callbackId: string, blocks: object[]) {
  return {
    type: 'view_submission',
    team: { id: ground.slack.team.id },
    user: { id: ground.slack.people.author.id, team_id: ground.slack.team.id },
    view: { id: 'V1', callback_id: callbackId, blocks, state: { values: {} }, root_view_id: 'V1', previous_view_id: null },
  };
}
