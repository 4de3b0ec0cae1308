import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import type { AccountCandidate, Connector, ConnectorContext } from '../../src/platforms/connector.js';
import { createPlatformHttp, type PlatformHttp } from '../../src/platforms/http.js';
import { createPlatforms } from '../../src/platforms/index.js';
import type { Platform } from '../../src/platforms/platform.js';
import { type MetaStandIn, startMeta } from '../../src/playground/meta/index.js';
import type { ConformanceBench } from './conformance.js';
import { type Pictures, startPictures } from './fixtures.js';

/** The app that every Meta test acts as. */
export const APP = { appId: '1234567890', appSecret: new Secret('app-secret-canary') };

/** Where the stand-in sends browsers back to. */
export const REDIRECT_URI = 'http://localhost:3000/oauth/meta/callback';

/** A Meta stand-in, and Copydesk's side of it. */
export interface MetaBench {
  readonly meta: MetaStandIn;
  readonly http: PlatformHttp;
  readonly connector: Connector;
  readonly ctx: ConnectorContext;
  platform(id: 'facebook' | 'instagram'): Platform;
  /** The person consents on the dialog; resolves to what the connector makes of it. With `more`, it is asked for what comments and deleting need, too. */
  connect(person: string, more?: boolean): Promise<{ token: Secret; accounts: AccountCandidate[] }>;
  close(): Promise<void>;
}

/** Starts both. */
export async function startMetaBench(): Promise<MetaBench> {
  const meta = await startMeta({ appId: APP.appId, appSecret: 'app-secret-canary', redirectUris: [REDIRECT_URI] });
  const http = createPlatformHttp();
  const config = { meta: { state: 'on', ...APP, graphUrl: meta.url, dialogUrl: meta.url } as const };
  const { platforms, connectors } = createPlatforms({ http, config, publicUrl: 'http://localhost:3000' });
  const connector = connectors.get('meta')?.connector;
  if (connector === undefined) throw new Error('The connector is missing.');
  const ctx = { signal: new AbortController().signal, log: createLog('silent'), now: new Date() };
  return {
    meta,
    http,
    connector,
    ctx,
    platform: (id) => platforms.get(id) ?? missing(id),
    connect: async (person, more = false) => {
      const asked = { comments: more, deletions: more };
      const dialog = connector.authorizeUrl({ state: 'state-1', redirectUri: REDIRECT_URI, again: false, challenge: 'unused', ...asked });
      const { token, scopes } = await connector.exchange(ctx, {
        code: codeOf(await meta.consent(dialog, { person, action: 'accept' })),
        redirectUri: REDIRECT_URI,
        verifier: new Secret('unused'),
      });
      return { token, accounts: await connector.accounts(ctx, token, scopes) };
    },
    close: async () => {
      await http.close();
      await meta.close();
    },
  };
}

/** A bench for the conformance suite: ada's first Page, or the Instagram account behind it. */
export async function startMetaConformance(
  id: 'facebook' | 'instagram',
  contents: (pictures: Pictures) => Promise<ConformanceBench['contents']>,
): Promise<ConformanceBench & { readonly bench: MetaBench }> {
  const bench = await startMetaBench();
  const pictures = await startPictures();
  const { accounts, token } = await bench.connect('ada', true);
  const page = accounts.find(({ platform }) => platform === 'facebook');
  const chosen = accounts.find(({ platform }) => platform === id);
  if (page?.token === undefined || chosen === undefined) throw new Error('The stand-in has no Page with a token.');
  const operation = id === 'facebook' ? 'feed' : 'media_publish';
  const refuse =
    (code: number, subcode?: number, status = 400) =>
    () =>
      void bench.meta.fault({
        match: operation,
        when: 'before',
        how: { graph: { status, code, ...(subcode === undefined ? {} : { subcode }) } },
      });
  return {
    bench,
    platform: bench.platform(id),
    account: chosen.account,
    token: page.token,
    ...(id === 'instagram' ? { personToken: token } : {}),
    http: bench.http,
    media: pictures.source,
    contents: await contents(pictures),
    live: () =>
      bench.meta.ledger
        .filter(({ platform, deletedAt }) => platform === id && deletedAt === undefined)
        .map((entry) => ({ ref: entry.id, text: entry.text, altTexts: entry.media.map(({ altText }) => altText) })),
    failPublish: (when, how) => void bench.meta.fault({ match: operation, when, how }),
    loseChange: (how) => void bench.meta.fault({ match: /^(POST|DELETE) \/v[\d.]+\/(\d+_\d+|17900\d+)$/, when: 'after', how }),
    failNext: (how) => void bench.meta.fault({ match: /./, when: 'before', how }),
    refusals: {
      invalid_content: id === 'facebook' ? refuse(100, 1349125) : refuse(36004, 2207010),
      reauth_needed: refuse(200, undefined, 403),
      rate_limited: id === 'facebook' ? refuse(32) : refuse(9, 2207042),
      duplicate: id === 'facebook' ? refuse(506) : refuse(24, 2207006),
      rejected: refuse(368),
    },
    comments: {
      live: () =>
        bench.meta.ledger.flatMap(({ platform, comments = [] }) =>
          platform === id ? comments.map((comment) => ({ ref: comment.id, text: comment.text })) : [],
        ),
      fail: (when, how) => void bench.meta.fault({ match: 'comment', when, how }),
      endRight: () => void bench.meta.fault({ match: 'comment', when: 'before', how: { graph: { status: 403, code: 200 } } }),
    },
    endToken: () => bench.meta.expireToken('ada', 'expired'),
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

function missing(id: string): never {
  throw new Error(`The platform ${id} is missing.`);
}
