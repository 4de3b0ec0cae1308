import { addFault } from '../faults.js';
import { sharedControls } from '../shared-controls.js';
import { startServer } from '../stand-in-server.js';
import { consentThrough } from './consent.js';
import { serve } from './server.js';
import type { LinkedInOptions, LinkedInPage, LinkedInStandIn } from './types.js';
import { createWorld, keptOf, killTokens, personOf, type World } from './world.js';

export type * from './types.js';

/**
 * Starts a LinkedIn on 127.0.0.1: the sign-in, the versioned API for posts, images, documents and organisations, and the pages a browser shows, strict
 * where LinkedIn is strict. All it knows is in memory; `kept` brings it over to another run. Throws when the port is taken.
 */
export async function startLinkedIn(options: LinkedInOptions): Promise<LinkedInStandIn> {
  const world = createWorld(options);
  const { url, close } = await startServer((request, response) => void serve(world, request, response), {
    port: options.port,
    closing: world.closing,
  });
  world.url = url;
  return { ...controls(world), close };
}

function controls(world: World): Omit<LinkedInStandIn, 'close'> {
  const id = (personId: string): string => personOf(world, personId).id;
  return {
    url: world.url,
    people: world.people,
    ledger: world.ledger,
    requests: world.requests,
    secrets: () => [...world.tokens.keys(), ...world.codes.keys()],
    pages: (personId) => pagesSeenBy(world, id(personId)),
    consent: consentThrough,
    ...sharedControls(world),
    kept: () => keptOf(world),
    fault: (rule) => addFault(world, rule),
    expireToken: (personId, how) => killTokens(world, id(personId), how),
    dropRole: (personId, pageUrn) => void world.roles.get(id(personId))?.delete(pageUrn),
    processingTime: (ms) => {
      world.processingMs = ms;
    },
    dailyLimit: (requests) => {
      world.dailyLimit = requests;
    },
  };
}

function pagesSeenBy(world: World, personId: string): LinkedInPage[] {
  const roles = world.roles.get(personId) ?? new Map<string, readonly string[]>();
  return world.pages.flatMap(({ urn, name, vanityName }) =>
    roles.has(urn) ? [{ urn, name, vanityName, roles: roles.get(urn) ?? [] }] : [],
  );
}
