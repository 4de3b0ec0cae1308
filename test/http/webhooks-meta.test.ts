import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { finishDeletions } from '../../src/accounts/index.js';
import { connected, pendingChoice } from '../accounts/browser.js';
import { ADA, APP_SECRET, type Ground, openGround, VERIFY_TOKEN, WORKSPACE } from '../accounts/ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('http_webhooks_meta');
});
afterAll(() => ground.end());

const callback = (path: string, signedRequest: string) =>
  fetch(`${ground.origin}${path}`, { method: 'POST', body: new URLSearchParams({ signed_request: signedRequest }) });
const forged = () => {
  const [, payload] = ground.meta.signedRequest('ada').split('.');
  return `${createHmac('sha256', 'another secret')
    .update(payload ?? '')
    .digest('base64url')}.${payload}`;
};

describe('the deauthorize callback', () => {
  test('ends the person’s access in every workspace', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    const answer = await callback('/webhooks/meta/deauthorize', ground.meta.deauthorize('ada'));
    expect(answer.status).toBe(200);
    expect(await ground.deps.grants.grants(WORKSPACE)).toEqual([]);
    expect((await ground.deps.accounts.accounts(WORKSPACE)).map(({ health }) => health.state)).toEqual(['broken', 'broken']);
  });

  test('is refused when Meta did not sign it', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    for (const request of [forged(), 'nonsense', '']) {
      expect((await callback('/webhooks/meta/deauthorize', request)).status).toBe(400);
    }
    expect(await ground.deps.grants.grants(WORKSPACE)).toHaveLength(1);
  });
});

describe('the data deletion callback', () => {
  test('deletes what we hold of the person and answers a code whose page says so', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    await pendingChoice(ground, ADA, { person: 'ada' });
    const answer = await callback('/webhooks/meta/data-deletion', ground.meta.signedRequest('ada'));
    const body = (await answer.json()) as { url: string; confirmation_code: string };
    expect(body.confirmation_code).toMatch(/^[0-9a-z]{24}$/);
    expect(body.url).toBe(`${ground.origin}/deletion/${body.confirmation_code}`);
    const page = await fetch(body.url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Your data is deleted')]);
    const held = await Promise.all(
      ['grants', 'pendingChoices', 'deletions', 'tickets'].map((name) => ground.mongo.db.collection(name).find().toArray()),
    );
    const ada = ground.meta.people.find(({ id }) => id === 'ada');
    expect(JSON.stringify(held)).not.toMatch(new RegExp(`Ada Marsh|${ada?.userId}`));
    expect(await ground.deps.accounts.accounts(WORKSPACE)).toEqual([]);
  });

  test('is finished after a crash', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    const person = ground.meta.people.find(({ id }) => id === 'ada')?.userId ?? '';
    await ground.deps.deletions.begin({
      code: 'left',
      family: 'meta',
      person,
      requestedAt: new Date(ground.deps.clock.now().getTime() - 120_000),
    });
    const under = await fetch(`${ground.origin}/deletion/left`);
    expect(await under.text()).toContain('under way');
    expect(await finishDeletions(ground.deps)).toBe(1);
    expect(await ground.deps.grants.grants(WORKSPACE)).toEqual([]);
    expect(await (await fetch(`${ground.origin}/deletion/left`)).text()).toContain('Your data is deleted');
    expect(await finishDeletions(ground.deps)).toBe(0);
  });

  test('is refused when Meta did not sign it, and an unknown code has a page', async () => {
    expect((await callback('/webhooks/meta/data-deletion', forged())).status).toBe(400);
    const page = await fetch(`${ground.origin}/deletion/nothing`);
    expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('We do not know this code')]);
  });
});

describe('webhooks', () => {
  const check = (token: string) =>
    fetch(`${ground.origin}/webhooks/meta?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
  const deliver = (body: string, signature?: string) =>
    fetch(`${ground.origin}/webhooks/meta`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...(signature === undefined ? {} : { 'x-hub-signature-256': `sha256=${signature}` }) },
    });
  const sign = (body: string, secret = APP_SECRET) => createHmac('sha256', secret).update(body).digest('hex');

  test('answer the challenge to whoever knows the verify token', async () => {
    const answer = await check(VERIFY_TOKEN);
    expect([answer.status, await answer.text()]).toEqual([200, '1158201444']);
    expect((await check('guess')).status).toBe(403);
  });

  test('have the accounts of whoever changed their permissions looked at, and nobody else’s', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    const due = async () => (await ground.deps.everywhere.accountsToCheck(ground.deps.clock.now(), 10)).length;
    const says = (object: string, id: string | undefined) =>
      JSON.stringify({ object, entry: [{ id, time: 1, changes: [{ field: 'pages_manage_posts', value: { verb: 'revoke' } }] }] });
    const ada = ground.meta.people.find(({ id }) => id === 'ada')?.userId;
    for (const body of [says('permissions', 'somebody'), says('page', ada), '{', says('permissions', ada)]) {
      expect(await due()).toBe(0);
      expect((await deliver(body, sign(body))).status).toBe(200);
    }
    expect(await due()).toBe(2);
    const forgery = says('permissions', ada);
    expect((await deliver(forgery, sign(forgery, 'another secret'))).status).toBe(401);
  });

  test('are taken when the bytes are signed by Meta, and refused otherwise', async () => {
    const body = '{"object":"page","entry":[{"id":"1","name":"\\u00e4"}]}';
    expect((await deliver(body, sign(body))).status).toBe(200);
    expect((await deliver(body.replace('\\u00e4', 'ä'), sign(body))).status).toBe(401);
    expect((await deliver(body, sign(body, 'another secret'))).status).toBe(401);
    expect((await deliver(body)).status).toBe(401);
  });
});

test('where Meta is not set up there are no callbacks', async () => {
  const off = await openGround('http_webhooks_off', { meta: 'not set up' });
  const statuses = await Promise.all(
    ['/webhooks/meta', '/webhooks/meta/deauthorize'].map(async (path) => (await fetch(`${off.origin}${path}`, { method: 'POST' })).status),
  );
  await off.end();
  expect(statuses).toEqual([404, 404]);
});
