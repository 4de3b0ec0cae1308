import { addFault } from '../faults.js';
import { sharedControls } from '../shared-controls.js';
import { startServer } from '../stand-in-server.js';
import { consentThrough } from './consent.js';
import { setQuota } from './instagram.js';
import { serve } from './server.js';
import { signRequest } from './signed-request.js';
import type { MetaOptions, MetaPage, MetaStandIn } from './types.js';
import { createWorld, keptOf, killTokens, pagesOf, personOf, removeApp, type World } from './world.js';

export type * from './types.js';

/**
 * Starts a Meta on 127.0.0.1: Facebook's consent dialog, the Graph API v26.0 for Pages, and Instagram content publishing, strict where Meta is strict.
 * All it knows is in memory; `kept` brings it over to another run. Throws when the port is taken.
 */
export async function startMeta(options: MetaOptions): Promise<MetaStandIn> {
  const world = createWorld(options);
  const { url, close } = await startServer((request, response) => void serve(world, request, response), {
    port: options.port,
    closing: world.closing,
  });
  world.url = url;
  return { ...controls(world), close };
}

function controls(world: World): Omit<MetaStandIn, 'close'> {
  const id = (personId: string): string => personOf(world, personId).id;
  return {
    url: world.url,
    people: world.people,
    ledger: world.ledger,
    requests: world.requests,
    pages: (personId) => pagesSeenBy(world, id(personId)),
    consent: consentThrough,
    secrets: () => [...world.tokens.keys(), ...world.codes.keys()],
    ...sharedControls(world),
    kept: () => keptOf(world),
    fault: (rule) => addFault(world, rule),
    expireToken: (personId, how) => (how === 'revoked' ? removeApp(world, id(personId)) : killTokens(world, id(personId), how)),
    renamePage: (pageId, name) => {
      for (const page of world.pages) if (page.id === pageId) page.name = name;
    },
    dropPageRole: (personId, pageId) => void world.roles.get(id(personId))?.delete(pageId),
    setUsage: (accountId, percent) => void world.usage.set(accountId, percent),
    setQuota: (igId, used, total) => setQuota(world, igId, used, total),
    containerDelay: (polls) => {
      world.containerDelay = polls;
    },
    failNextContainer: (subcode) => void world.failNext.push(subcode),
    expireContainers: () => {
      for (const container of world.containers.values()) container.expired = true;
    },
    deauthorize: (personId) => {
      removeApp(world, id(personId));
      return signRequest(world, personOf(world, personId));
    },
    signedRequest: (personId) => signRequest(world, personOf(world, personId)),
  };
}

function pagesSeenBy(world: World, personId: string): MetaPage[] {
  return pagesOf(world, personId).map(({ id, name, instagram }) => ({
    id,
    name,
    tasks: world.roles.get(personId)?.get(id) ?? [],
    ...(instagram === undefined ? {} : { instagram }),
  }));
}
