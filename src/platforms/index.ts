import type { Connector } from './connector.js';
import { createFacebook } from './facebook/index.js';
import type { PlatformHttp } from './http.js';
import { createInstagram } from './instagram/index.js';
import type { MetaSetup } from './meta/app.js';
import { createMetaConnector, META_NAME } from './meta/connect.js';
import type { FamilyId, Platform, PlatformId } from './platform.js';

/** One family as `/connect` shows it. Without a connector it is not set up, and `missing` names the variables that would do so. */
export interface ConnectorEntry {
  readonly family: FamilyId;
  readonly name: string;
  readonly platforms: readonly PlatformId[];
  readonly connector?: Connector;
  readonly missing: readonly string[];
}

/** What the registry is built from. Addresses are origins without a final slash. */
export interface PlatformsInput {
  readonly http: PlatformHttp;
  readonly config: { readonly meta: MetaSetup };
  readonly publicUrl: string;
}

/** Every platform, and every family with its connector. A platform exists, and validates, even where its family is not set up. */
export function createPlatforms(input: PlatformsInput): {
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly connectors: ReadonlyMap<FamilyId, ConnectorEntry>;
} {
  const { meta } = input.config;
  const platforms = [createFacebook(meta), createInstagram(meta, { reachable: isReachable(input) })];
  const connectors = [entry('meta', META_NAME, platforms, meta, (app) => createMetaConnector(app, input.http))];
  return {
    platforms: new Map(platforms.map((each) => [each.id, each])),
    connectors: new Map(connectors.map((each) => [each.family, each])),
  };
}

function entry<T>(
  family: FamilyId,
  name: string,
  platforms: readonly Platform[],
  setup: ({ readonly state: 'on' } & T) | { readonly state: 'not set up'; readonly missing: readonly string[] },
  create: (app: T) => Connector,
): ConnectorEntry {
  const own = platforms.filter((each) => each.family === family).map((each) => each.id);
  if (setup.state === 'on') return { family, name, platforms: own, connector: create(setup), missing: [] };
  return { family, name, platforms: own, missing: setup.missing };
}

/** Meta can fetch from a public HTTPS address; a Meta on this machine from any. */
function isReachable({ publicUrl, config: { meta } }: PlatformsInput): boolean {
  return publicUrl.startsWith('https:') || (meta.state === 'on' && isLoopback(new URL(meta.graphUrl).hostname));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
