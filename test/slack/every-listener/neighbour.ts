import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';

/** The workspace next door: everything that one workspace has, under other ids and in other words. */
export interface Neighbour {
  /** An id of the first workspace as it is next door. Deterministic, and the same for every id that is no id of ours. */
  readonly idOf: (id: string) => string;
  /** Every document of the neighbour's that is not as it was, and every new one, of whomever, that names something of the neighbour's. */
  changed(): Promise<string[]>;
}

/** Whatever tells of the neighbour: its ids all begin alike, and so do its words. */
export const OF_THE_NEIGHBOUR = /neighbour[0-9a-v]{15}|T0NEIGHBOUR|Redkite|Vulture/;

/** Copies every document of `workspace` next door, whatever collection it is in. Another process holds the neighbour's lanes, so that nothing is due there. */
export async function moveInNextDoor(connection: Connection, workspace: string): Promise<Neighbour> {
  const translate = (text: string) =>
    text
      .replaceAll(workspace, 'T0NEIGHBOUR')
      .replaceAll(/(?<![0-9a-zA-Z_-])[0-9a-v]{24}(?![0-9a-zA-Z_-])/g, idOf)
      .replaceAll(/(?<![0-9a-zA-Z_-])[0-9a-f]{64}(?![0-9a-zA-Z_-])/g, hash)
      .replaceAll('Bluebird', 'Redkite')
      .replaceAll('bluebird', 'redkite')
      .replaceAll('Heron', 'Vulture');
  for (const { name, documents } of await everything(connection)) {
    const copies = documents.flatMap((document) => {
      if (!JSON.stringify(document).includes(workspace)) return [];
      const copy = translated(document, translate) as Record<string, unknown>;
      const same = JSON.stringify(copy._id) === JSON.stringify(document._id);
      if (same) copy._id = typeof document._id === 'string' ? hash(document._id) : undefined;
      if (same && copy._id === undefined) return [];
      if ('cardDue' in copy) copy.cardDue = false;
      if (name === 'notices') delete copy.dueAt;
      if (name === 'lanes') Object.assign(copy, { owner: 'another process', leaseUntil: FAR, runnableAt: FAR });
      return [copy];
    });
    if (copies.length > 0) await connection.collection(name).insertMany(copies);
  }
  const dump = async () =>
    (await everything(connection)).flatMap(({ name, documents }) => documents.map((document) => `${name} ${JSON.stringify(document)}`));
  const theirs = (await dump()).filter((line) => line.includes('T0NEIGHBOUR'));
  let known = new Set(await dump());
  return {
    idOf: translate,
    changed: async () => {
      const lines = await dump();
      const now = new Set(lines);
      const lost = theirs.filter((line) => !now.has(line));
      const gained = lines.filter((line) => !known.has(line) && OF_THE_NEIGHBOUR.test(line));
      known = now;
      return [...lost.map((line) => `lost: ${line}`), ...gained.map((line) => `new: ${line}`)];
    },
  };
}

async function everything(connection: Connection) {
  const collections = await connection.listCollections();
  return Promise.all(
    collections
      .filter(({ name }) => !name.startsWith('system.') && !name.endsWith('.chunks'))
      .map(async ({ name }) => ({ name, documents: await connection.collection(name).find().toArray() })),
  );
}

function translated(value: unknown, translate: (text: string) => string): unknown {
  if (typeof value === 'string') return translate(value);
  if (Array.isArray(value)) return value.map((each) => translated(each, translate));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [translate(key), translated(each, translate)]));
}

function idOf(id: string): string {
  return `neighbour${hash(id).replaceAll(/[g-z]/g, '0').slice(0, 15)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(`next door to ${text}`).digest('hex');
}

const FAR = new Date('2100-01-01T00:00:00Z');
