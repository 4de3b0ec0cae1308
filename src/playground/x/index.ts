import { addFault } from '../faults.js';
import { sharedControls } from '../shared-controls.js';
import { startServer } from '../stand-in-server.js';
import { consentThrough } from './consent.js';
import { serve } from './server.js';
import type { XOptions, XStandIn } from './types.js';
import { createWorld, endTokens, keptOf, personOf, type World } from './world.js';

export type * from './types.js';

/**
 * Starts an X on 127.0.0.1: the consent dialog, and the parts of API 2 that post, upload, list and delete, strict where X is strict.
 * All it knows is in memory; `kept` brings it over to another run. Throws when the port is taken.
 */
export async function startX(options: XOptions): Promise<XStandIn> {
  const world = createWorld(options);
  const { url, close } = await startServer((request, response) => void serve(world, request, response), {
    port: options.port,
    closing: world.closing,
  });
  world.url = url;
  return { ...controls(world), close };
}

function controls(world: World): Omit<XStandIn, 'close'> {
  return {
    url: world.url,
    people: world.people,
    ledger: world.ledger,
    requests: world.requests,
    secrets: () => [...world.accessTokens.keys(), ...world.refreshTokens.keys(), ...world.codes.keys()],
    consent: consentThrough,
    ...sharedControls(world),
    kept: () => keptOf(world),
    fault: (rule) => addFault(world, rule),
    expireToken: (personId, how) => {
      const { id } = personOf(world, personId);
      endTokens(world, (session) => session.personId === id, how === 'revoked');
    },
    subscribe: (personId, subscription) => {
      personOf(world, personId).subscription = subscription;
    },
    processing: (processing) => {
      world.processing = processing;
    },
    uploads: () =>
      [...world.uploads.values()]
        .filter(({ category }) => category !== 'tweet_image')
        .map(({ id, category, appended, media }) => ({ id, category, appended, finalized: media !== undefined })),
    expireMedia: () => {
      for (const upload of world.uploads.values()) upload.expiresAt = 0;
    },
  };
}
