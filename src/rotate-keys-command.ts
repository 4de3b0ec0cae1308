import type { Secret } from './lib/secret.js';
import { createSecretBox, type SealingKey } from './lib/secret-box.js';
import * as mongoStores from './mongo/index.js';

/** Seals every stored token with the first key, while Copydesk runs. Resolves to what it did and what comes next, in words. */
export async function rotateKeys(mongodbUri: Secret, keys: readonly SealingKey[]): Promise<string> {
  const mongo = await mongoStores.connectMongo(mongodbUri);
  try {
    const { key, sealed, broken, underWay } = await mongoStores.resealAll(mongo, createSecretBox(keys));
    return [
      `Sealed with ${key} now: ${sealed} more ${sealed === 1 ? 'value' : 'values'}.`,
      ...(broken === 0
        ? []
        : [
            `${broken} could not be opened by any key of ENCRYPTION_KEYS. Add the key that sealed them and run this again, or connect those accounts anew.`,
          ]),
      ...(underWay === 0
        ? []
        : [`${underWay} belong to somebody who is connecting an account just now. Run this again in a quarter of an hour.`]),
      ...(broken === 0 && underWay === 0
        ? [
            `Nothing is sealed with another key any more. If every instance seals with ${key}, the other keys can be taken out of ENCRYPTION_KEYS.`,
          ]
        : []),
    ].join('\n');
  } finally {
    await mongo.close();
  }
}
