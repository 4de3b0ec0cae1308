import { listOf } from '../language/index.js';
import type { Connector } from './connector.js';
import { createFacebook } from './facebook/index.js';
import type { PlatformHttp } from './http.js';
import { createInstagram } from './instagram/index.js';
import type { LinkedInSetup } from './linkedin/app.js';
import { createLinkedInConnector } from './linkedin/connect.js';
import { createLinkedIn } from './linkedin/index.js';
import type { MetaSetup } from './meta/app.js';
import { createMetaConnector } from './meta/connect.js';
import type { FamilyId, Platform, PlatformId } from './platform.js';
import type { XSetup } from './x/app.js';
import { createXConnector } from './x/connect.js';
import { createX } from './x/index.js';

/** One family as `/connect` shows it. Without a connector it is not set up, and `missing` names the variables that would do so. */
export interface ConnectorEntry {
  readonly family: FamilyId;
  /** Its platforms as people write them, in the language of the moment: `Facebook and Instagram`. */
  readonly name: string;
  readonly platforms: readonly PlatformId[];
  readonly connector?: Connector;
  readonly missing: readonly string[];
}

/** What the registry is built from. Addresses are origins without a final slash. A family that the configuration leaves out does not exist. */
export interface PlatformsInput {
  readonly http: PlatformHttp;
  readonly config: { readonly meta: MetaSetup; readonly linkedin?: LinkedInSetup; readonly x?: XSetup };
  readonly publicUrl: string;
}

/** Every platform, and every family with its connector. A platform exists, and validates, even where its family is not set up. */
export function createPlatforms(input: PlatformsInput): {
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly connectors: ReadonlyMap<FamilyId, ConnectorEntry>;
} {
  const { http, config } = input;
  const { meta, linkedin, x } = config;
  const platforms = [
    createFacebook(meta),
    createInstagram(meta, { reachable: isReachable(input) }),
    ...(linkedin === undefined ? [] : [createLinkedIn(linkedin)]),
    ...(x === undefined ? [] : [createX(x)]),
  ];
  const connectors = [
    entry('meta', platforms, meta, (app) => createMetaConnector(app, http)),
    ...(linkedin === undefined ? [] : [entry('linkedin', platforms, linkedin, (app) => createLinkedInConnector(app, http))]),
    ...(x === undefined ? [] : [entry('x', platforms, x, (app) => createXConnector(app, http))]),
  ];
  return {
    platforms: new Map(platforms.map((each) => [each.id, each])),
    connectors: new Map(connectors.map((each) => [each.family, each])),
  };
}

function entry<T>(
  family: FamilyId,
  platforms: readonly Platform[],
  setup: ({ readonly state: 'on' } & T) | { readonly state: 'not set up'; readonly missing: readonly string[] },
  create: (app: T) => Connector,
): ConnectorEntry {
  const own = platforms.filter((each) => each.family === family);
  const on = setup.state === 'on';
  return {
    family,
    get name() {
      return listOf(own.map(({ profile }) => profile.name));
    },
    platforms: own.map(({ id }) => id),
    ...(on ? { connector: create(setup) } : {}),
    missing: on ? [] : setup.missing,
  };
}

/** Meta can fetch from a public HTTPS address; a Meta on this machine from any. */
function isReachable({ publicUrl, config: { meta } }: PlatformsInput): boolean {
  return publicUrl.startsWith('https:') || (meta.state === 'on' && isLoopback(new URL(meta.graphUrl).hostname));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
