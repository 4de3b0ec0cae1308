import type { Mongo } from '../../src/mongo/index.js';
import { accountIds, laneOf, rowsOf } from './due-world.js';

/** Stores a thousand approved posts on as many Pages, all due in eight seconds; resolves to when, in ms of the machine's time. */
export async function seedSpike({ db }: Mongo, workspace: string): Promise<number> {
  const page = await db
    .collection<{ _id: string; grant: string; brand: string }>('accounts')
    .findOne({ platform: 'facebook', workspace, name: 'Bluebird Coffee' });
  if (page === null) throw new Error('No Facebook Page is connected.');
  const at = new Date();
  const due = new Date(at.getTime() + AHEAD_MS);
  const accounts = accountIds(COUNT);
  const rows = accounts.map((account) => rowsOf({ account, at: due }, at, { workspace, brand: page.brand, platform: 'facebook' }));
  const own = accounts.map((id) => ({ ...page, _id: id, platformId: id, name: `Page ${id}`, tokenFrom: page.grant }));
  await db.collection('accounts').insertMany(own as never[]);
  await db.collection('posts').insertMany(rows.map(({ post }) => post));
  await db.collection('revisions').insertMany(rows.map(({ revision }) => revision));
  await db.collection('publications').insertMany(rows.map(({ publication }) => publication));
  await db.collection('lanes').insertMany(accounts.map((account) => laneOf(account, new Date(due.getTime() - 2_000), workspace)));
  return due.getTime();
}

const COUNT = 1_000;
const AHEAD_MS = 8_000;
