import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import {
  type Account,
  archiveBrand,
  BrandInUseError,
  disconnectAccount,
  disconnectGrant,
  MoveRefusedError,
  moveAccount,
} from '../../src/accounts/index.js';
import { NO_ROLES, NotAllowedError } from '../../src/workspaces/index.js';
import { connected } from './browser.js';
import { ADA, BRAND, type Ground, MEMBER, openGround, WORKSPACE } from './ground.js';

const OTHER = 'B2';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('accounts_brands');
  const { workspaces } = ground.deps;
  await workspaces.createBrand({ id: OTHER, workspace: WORKSPACE, name: 'Harbour', zone: 'UTC', authorsMayApprove: false });
  await workspaces.saveRoles(WORKSPACE, OTHER, { ...NO_ROLES, admins: { people: [MEMBER], groups: [] } });
});
afterAll(() => ground.end());
beforeEach(async () => {
  for (const name of ['accounts', 'grants', 'pendingChoices', 'tickets', 'posts', 'revisions', 'publications'])
    await ground.mongo.db.collection(name).deleteMany({});
});

const named = async (name: string): Promise<Account> => {
  const found = (await ground.deps.accounts.accounts(WORKSPACE)).find((account) => account.name === name);
  if (found === undefined) throw new Error(`There is no account ${name}.`);
  return found;
};
const move = async (name: string, to: string, person: string = ADA) =>
  moveAccount(ground.deps, { workspace: WORKSPACE, person, account: (await named(name)).id, to });
/** Something of a post of the first brand on this account. */
const keep = async (account: string, state: string, more: object = {}) => {
  const id = `${account}:${state}`;
  const insert = (collection: string, document: object) => ground.mongo.db.collection(collection).insertOne(document);
  await insert('posts', { _id: id, workspace: WORKSPACE, brand: BRAND, state: 'approved', revision: 1 });
  await insert('revisions', { _id: `${id}:1`, text: `It is ${state}`, accounts: [{ account }] });
  await insert('publications', { _id: id, workspace: WORKSPACE, post: id, account, state, revision: 1, ...more });
};

test('a Page moves with the Instagram account that uses its token, whichever of the two is asked for', async () => {
  await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee', 'Bluebird Events'] });
  await move('bluebird.coffee', OTHER);
  expect((await ground.deps.accounts.accounts(WORKSPACE, OTHER)).map(({ name }) => name)).toEqual(['Bluebird Coffee', 'bluebird.coffee']);
  expect((await ground.deps.accounts.accounts(WORKSPACE, BRAND)).map(({ name }) => name)).toEqual(['Bluebird Events']);
  await expect(move('Bluebird Coffee', OTHER)).rejects.toThrow('in this brand already');
});

test.each(['queued', 'staging', 'processing', 'ready', 'publishing', 'unknown', 'held', 'blocked'])(
  'an account with something of its brand that is %s stays, and the refusal names the post',
  async (state) => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    const { id } = await named('bluebird.coffee');
    await keep(id, state);
    const refused: unknown = await move('Bluebird Coffee', OTHER).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MoveRefusedError);
    expect(refused).toMatchObject({ posts: [{ text: `It is ${state}` }] });
    expect((await named('Bluebird Coffee')).brand).toBe(BRAND);
  },
);

test('what is out, failed or cancelled keeps no account; new words on their way to a live post do', async () => {
  await connected(ground, ADA, { person: 'ada', names: ['Bluebird Events'] });
  const { id } = await named('Bluebird Events');
  await keep(id, 'published', { liveChanges: [{ state: 'waits' }] });
  await expect(move('Bluebird Events', OTHER)).rejects.toThrow(MoveRefusedError);
  await ground.mongo.db.collection('publications').updateMany({}, { $set: { liveChanges: [{ state: 'done' }] } });
  for (const state of ['failed', 'cancelled', 'deleted']) await keep(id, state);
  await move('Bluebird Events', OTHER);
  expect((await named('Bluebird Events')).brand).toBe(OTHER);
});

test('who manages one brand only moves nothing out of the other, nor into it, and disconnects nothing there', async () => {
  await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee', 'Bluebird Events'] });
  await move('Bluebird Events', OTHER);
  await expect(move('Bluebird Coffee', OTHER, MEMBER)).rejects.toThrow(NotAllowedError);
  await expect(move('Bluebird Events', BRAND, MEMBER)).rejects.toThrow(NotAllowedError);
  const { id, grant } = await named('Bluebird Coffee');
  const who = { workspace: WORKSPACE, person: MEMBER };
  await expect(disconnectAccount(ground.deps, { ...who, account: id })).rejects.toThrow(NotAllowedError);
  await expect(disconnectGrant(ground.deps, { ...who, brand: BRAND, grant })).rejects.toThrow(NotAllowedError);
  const gone = await disconnectGrant(ground.deps, { ...who, brand: OTHER, grant });
  expect(gone?.accounts.map(({ name }) => name)).toEqual(['Bluebird Events']);
  expect(await gone?.revoke()).toBe('kept');
  expect((await ground.deps.accounts.accounts(WORKSPACE)).map(({ name }) => name)).toEqual(['Bluebird Coffee', 'bluebird.coffee']);
});

test('connecting to one brand replaces no access of an account in a brand that the person does not manage', async () => {
  await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
  const taken = connected(ground, MEMBER, { person: 'ada', brand: OTHER, names: ['Bluebird Coffee'], replace: true });
  await expect(taken).rejects.toThrow('connected to a brand that you do not manage');
  expect(await named('Bluebird Coffee')).toMatchObject({ brand: BRAND, connectedBy: ADA });
});

test('an account that was disconnected comes into another brand only once no post of its old one waits on it', async () => {
  await connected(ground, ADA, { person: 'ada', names: ['Bluebird Events'] });
  const { id } = await named('Bluebird Events');
  await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: id });
  await keep(id, 'blocked');
  const again = () => connected(ground, ADA, { person: 'ada', brand: OTHER, names: ['Bluebird Events'] });
  await expect(again()).rejects.toThrow('posts of that brand still wait on it');
  await ground.mongo.db.collection('publications').updateMany({}, { $set: { state: 'cancelled' } });
  await again();
  expect(await named('Bluebird Events')).toMatchObject({ id, brand: OTHER });
});

test('a brand with a connected account is not archived, and nothing is connected to one that is', async () => {
  const { deps } = ground;
  await connected(ground, ADA, { person: 'ada', brand: OTHER, names: ['Bluebird Events'] });
  const archive = () =>
    archiveBrand({ ...deps, unfinished: deps.publications.unfinished }, { workspace: WORKSPACE, brand: OTHER, person: ADA });
  await expect(archive()).rejects.toThrow(BrandInUseError);
  await disconnectAccount(deps, { workspace: WORKSPACE, person: ADA, account: (await named('Bluebird Events')).id });
  await archive();
  await expect(connected(ground, ADA, { person: 'ada', brand: OTHER, names: ['Bluebird Events'] })).rejects.toThrow(
    'This brand is archived',
  );
  await deps.workspaces.restoreBrand(WORKSPACE, OTHER);
});
