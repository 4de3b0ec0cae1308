import { createRenewer } from '../../src/accounts/index.js';
import { systemClock } from '../../src/lib/clock.js';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import { createAccountStore } from '../../src/mongo/accounts.js';
import { connectMongo } from '../../src/mongo/connection.js';
import { createAccountsEverywhere } from '../../src/mongo/everywhere-accounts.js';
import { createGrantStore } from '../../src/mongo/grants.js';
import { createPlatformHttp } from '../../src/platforms/http.js';
import { createPlatforms } from '../../src/platforms/index.js';

/** What the parent sends to a process that renews tokens: everything it needs, and then `go`. */
export interface RenewalOrder {
  readonly uri: string;
  /** The sealing key, base64. */
  readonly key: string;
  readonly x: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
  /** How far its clock is ahead, ms. */
  readonly shiftMs: number;
}

let go: () => void = () => {};
const started = new Promise<void>((resolve) => {
  go = resolve;
});

process.on('message', (message: RenewalOrder | 'go') => {
  if (message === 'go') go();
  else void renewAll(message);
});
process.once('disconnect', () => process.exit(0));
process.send?.('started');

async function renewAll({ uri, key, x, shiftMs }: RenewalOrder): Promise<void> {
  const mongo = await connectMongo(new Secret(uri));
  const box = createSecretBox([{ id: 'k1', key: new Secret(key) }]);
  const http = createPlatformHttp();
  const app = { clientId: x.clientId, clientSecret: new Secret(x.clientSecret), apiUrl: x.url, authorizeUrl: x.url };
  const meta = { state: 'not set up', missing: [] } as const;
  const { connectors } = createPlatforms({ http, config: { meta, x: { state: 'on', ...app } }, publicUrl: 'http://localhost:3000' });
  const clock = { ...systemClock, now: () => new Date(Date.now() + shiftMs) };
  const everywhere = createAccountsEverywhere(mongo, box);
  const renewer = createRenewer({
    accounts: createAccountStore(mongo, box),
    grants: createGrantStore(mongo, box),
    everywhere,
    publications: { waiting: unexpected, unfinished: unexpected, block: unexpected, unblock: unexpected, wake: unexpected },
    connectors,
    transaction: mongo.transaction,
    clock,
    log: createLog('error'),
  });
  process.send?.('ready');
  await started;
  while ((await everywhere.grantsToRenew(clock.now(), 1)).length > 0) {
    await renewer.tick();
    await clock.wait(20);
  }
  await renewer.stop(20_000);
  await http.close();
  await mongo.close();
  process.send?.('done');
}

/** Only a refused renewal touches publications, and here every one succeeds. */
async function unexpected(): Promise<never> {
  throw new Error('A renewal was refused.');
}
