import { createHash } from 'node:crypto';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import type { ConnectorContext } from '../../src/platforms/connector.js';
import { createPlatformHttp, type PlatformHttp } from '../../src/platforms/http.js';
import type { PlatformAccount } from '../../src/platforms/platform.js';
import type { XSetup } from '../../src/platforms/x/app.js';
import { createXConnector, type XConnector } from '../../src/platforms/x/connect.js';
import { createX, type XPlatform } from '../../src/platforms/x/index.js';
import { startX, type XStandIn } from '../../src/playground/x/index.js';
import type { ConformanceBench } from './conformance.js';
import { type Pictures, startPictures } from './fixtures.js';

/** Where the stand-in sends browsers back to. */
export const REDIRECT_URI = 'http://localhost:3000/oauth/x/callback';

/** A PKCE verifier, and the challenge that goes with it. */
export const VERIFIER = 'verifier-canary-0123456789-0123456789-012345';
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** An X stand-in, and Copydesk's side of it. */
export interface XBench {
  readonly x: XStandIn;
  readonly http: PlatformHttp;
  readonly setup: XSetup;
  readonly platform: XPlatform;
  readonly connector: XConnector;
  readonly ctx: ConnectorContext;
  /** The person consents on the dialog; resolves to the address the browser is sent back to. */
  consent(person: string): Promise<string>;
  /** And to what the connector makes of it. */
  connect(person: string): Promise<{ token: Secret; refreshToken: Secret; account: PlatformAccount }>;
  close(): Promise<void>;
}

/** Starts both. */
export async function startXBench(): Promise<XBench> {
  const x = await startX({ clientId: 'client-1', clientSecret: 'client-secret-canary', redirectUris: [REDIRECT_URI] });
  const http = createPlatformHttp();
  const app = { clientId: 'client-1', clientSecret: new Secret('client-secret-canary'), apiUrl: x.url, authorizeUrl: x.url };
  const setup = { state: 'on', ...app } as const;
  const connector = createXConnector(app, http);
  const ctx = { signal: new AbortController().signal, log: createLog('silent'), now: new Date() };
  const consent = (person: string) =>
    x.consent(connector.authorizeUrl({ state: 'state-1', redirectUri: REDIRECT_URI, again: false, challenge: CHALLENGE }), {
      person,
      action: 'accept',
    });
  return {
    x,
    http,
    setup,
    platform: createX(setup),
    connector,
    ctx,
    consent,
    connect: async (person) => {
      const code = codeOf(await consent(person));
      const grant = await connector.exchange(ctx, { code, redirectUri: REDIRECT_URI, verifier: new Secret(VERIFIER) });
      const [candidate] = await connector.accounts(ctx, grant.token);
      if (candidate === undefined || grant.refreshToken === undefined) throw new Error('The stand-in gave no account.');
      return { token: grant.token, refreshToken: grant.refreshToken, account: candidate.account };
    },
    close: async () => {
      await http.close();
      await x.close();
    },
  };
}

/** A bench for the conformance suite: ada's account. */
export async function startXConformance(
  contents: (pictures: Pictures) => Promise<ConformanceBench['contents']>,
): Promise<ConformanceBench & { readonly bench: XBench; readonly pictures: Pictures }> {
  const bench = await startXBench();
  const pictures = await startPictures();
  const { account, token } = await bench.connect('ada');
  const refuse = (problem: { status: number; detail?: string; type?: string }) => () =>
    void bench.x.fault({ match: 'create_post', when: 'before', how: { problem } });
  return {
    bench,
    pictures,
    platform: bench.platform,
    account,
    token,
    http: bench.http,
    media: pictures.source,
    contents: await contents(pictures),
    live: () =>
      bench.x.ledger
        .filter(({ deletedAt }) => deletedAt === undefined)
        .map((entry) => ({ ref: entry.id, text: entry.text, altTexts: entry.media.map(({ altText }) => altText) })),
    failPublish: (when, how) => void bench.x.fault({ match: 'create_post', when, how }),
    loseChange: (how) => void bench.x.fault({ match: 'delete_post', when: 'after', how }),
    failNext: (how) => void bench.x.fault({ match: /./, when: 'before', how }),
    refusals: {
      invalid_content: refuse({ status: 400, type: 'invalid-request' }),
      reauth_needed: refuse({ status: 401 }),
      rate_limited: refuse({ status: 429, type: 'rate-limit-exceeded' }),
      duplicate: refuse({ status: 403, detail: 'You are not allowed to create a Tweet with duplicate content.' }),
      rejected: refuse({ status: 402, type: 'credits' }),
    },
    comments: {
      live: () => bench.x.ledger.flatMap(({ id, text, inReplyTo }) => (inReplyTo === undefined ? [] : [{ ref: id, text }])),
      fail: (when, how) => void bench.x.fault({ match: 'create_post', when, how }),
    },
    endToken: () => bench.x.expireToken('ada', 'expired'),
    close: async () => {
      await bench.close();
      await pictures.close();
    },
  };
}

/** The code in the address a browser was sent back to. */
export function codeOf(location: string): Secret {
  return new Secret(new URL(location).searchParams.get('code') ?? '');
}
