import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import type { RenewalOrder } from '../support/renewal-child.js';
import { ADA, BRAND, type Ground, KEY, openGround, WORKSPACE, X_SECRET } from './ground.js';

const PROCESSES = 8;
const GRANTS = 50;
/** Past the time from which a token of two hours is renewed. */
const SHIFT_MS = 95 * 60_000;

let ground: Ground;
let children: ChildProcess[] = [];
beforeAll(async () => {
  ground = await openGround('accounts_race');
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  await ground.end();
});

test(`${PROCESSES} processes over ${GRANTS} grants renew each exactly once`, async () => {
  for (let number = 0; number < GRANTS; number += 1) await giveGrant(number);
  const order: RenewalOrder = {
    uri: ground.uri,
    key: KEY,
    x: { url: ground.x.url, clientId: 'x-app', clientSecret: X_SECRET },
    shiftMs: SHIFT_MS,
  };
  children = Array.from({ length: PROCESSES }, startChild);
  await Promise.all(children.map((child) => heard(child, 'started')));
  const ready = Promise.all(children.map((child) => heard(child, 'ready')));
  for (const child of children) child.send(order);
  await ready;
  const before = tokenCalls();
  ground.x.fault({ match: 'token', when: 'before', how: { slow: 50 }, times: 10 * GRANTS });
  const done = Promise.all(children.map((child) => heard(child, 'done')));
  for (const child of children) child.send('go');
  await done;

  expect(tokenCalls() - before).toBe(GRANTS);
  const grants = await ground.deps.grants.grants(WORKSPACE);
  expect(grants.map(({ version }) => version)).toEqual(Array(GRANTS).fill(2));
  const accounts = await ground.deps.accounts.accounts(WORKSPACE);
  expect(accounts.map(({ health }) => health)).toEqual(Array(GRANTS).fill({ state: 'good' }));
  for (const { id } of accounts) expect(await statusOf((await ground.deps.accounts.accountToken(WORKSPACE, id))?.token)).toBe(200);
}, 120_000);

const tokenCalls = () => ground.x.requests.filter(({ operation }) => operation === 'token').length;

/** A consent of its own at X, kept as if each were another person's. */
async function giveGrant(number: number): Promise<void> {
  const connector = ground.deps.connectors.get('x')?.connector;
  if (connector?.refresh === undefined) throw new Error('X renews no tokens.');
  const verifier = 'a-verifier-of-tests-0123456789-0123456789-01';
  const redirectUri = `${ground.origin}/oauth/x/callback`;
  const dialog = connector.authorizeUrl({ state: `s${number}`, redirectUri, again: false, challenge: challengeOf(verifier) });
  const back = new URL(await ground.x.consent(dialog, { person: 'ada', action: 'accept' }));
  const { deps } = ground;
  const ctx = { signal: AbortSignal.timeout(10_000), log: deps.log, now: deps.clock.now() };
  const code = new Secret(back.searchParams.get('code') ?? '');
  const given = await connector.exchange(ctx, { code, redirectUri, verifier: new Secret(verifier) });
  if (given.expiresAt === undefined || given.refreshToken === undefined) throw new Error('X gave no pair.');
  const id = `g${number}`;
  const common = { workspace: WORKSPACE, connectedBy: ADA };
  await deps.transaction(async (tx) => {
    await deps.grants.saveGrant(
      {
        ...common,
        id,
        family: 'x',
        person: { platformId: id, name: id },
        scopes: given.scopes,
        version: 1,
        expiresAt: given.expiresAt ?? new Date(),
        renewal: { by: 'itself', at: new Date(ctx.now.getTime() + 90 * 60_000), busy: false, fence: 0 },
      },
      { token: given.token, ...(given.refreshToken === undefined ? {} : { refreshToken: given.refreshToken }) },
      tx,
    );
    const account = { ...common, id: `a${number}`, brand: BRAND, platform: 'x', platformId: id, name: id, grant: id, tokenFrom: id };
    await deps.accounts.saveAccount({ ...account, health: { state: 'good' }, connectedAt: ctx.now }, { grantVersion: 1 }, tx);
  });
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function startChild(): ChildProcess {
  return spawn(process.execPath, ['--import', './test/support/typescript.mjs', 'test/support/renewal-child.ts'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function heard(child: ChildProcess, word: string): Promise<void> {
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`A process ended with ${code} before it said "${word}".`);
  });
  for (;;) {
    const [message] = await Promise.race([once(child, 'message'), gone]);
    if (message === word) return void gone.catch(() => {});
  }
}

async function statusOf(token: Secret | undefined): Promise<number> {
  return (await fetch(`${ground.x.url}/2/users/me`, { headers: { authorization: `Bearer ${token?.unwrap()}` } })).status;
}
