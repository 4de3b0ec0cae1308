import { mongod } from './global-setup.mjs';

/** Stops what the global setup started. */
export default async function stopOnce() {
  await mongod?.stop();
}
