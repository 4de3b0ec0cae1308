import { setTimeout as sleep } from 'node:timers/promises';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { live, reporter, workerSettings } from './worker-process.js';

/** Agenda over the same mongod, majority writes, polling once a second like Copydesk, without a limit of its own that is lower than Copydesk's. */
const { mongodbUri, platformMs = 0, atOnce = 1_000 } = workerSettings();
const agenda = new Agenda({
  backend: new MongoBackend({ address: `${mongodbUri}${mongodbUri.includes('?') ? '&' : '?'}w=majority` }),
  processEvery: 1_000,
  maxConcurrency: atOnce,
  defaultConcurrency: atOnce,
});
const report = reporter();
const began = new Map<string, number>();

agenda.define<{ id: string; due: number }>('publish', async (job) => {
  began.set(job.attrs.data.id, Date.now());
  if (platformMs > 0) await sleep(platformMs);
});
agenda.on('complete:publish', (job) => {
  const { id, due } = job.attrs.data as { id: string; due: number };
  report({ id, account: id, due, at: began.get(id) ?? 0, ackAt: Date.now() });
});

live({
  start: () => agenda.start(),
  end: () => agenda.stop(),
});
