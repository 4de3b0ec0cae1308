import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import type { AccountCandidate, ConnectorContext } from '../../src/platforms/connector.js';
import { createPlatformHttp, type PlatformHttp } from '../../src/platforms/http.js';
import { createLinkedInConnector, type LinkedInConnector } from '../../src/platforms/linkedin/connect.js';
import { createLinkedIn } from '../../src/platforms/linkedin/index.js';
import type { Content, Medium, Platform } from '../../src/platforms/platform.js';
import { type LinkedInOptions, type LinkedInStandIn, startLinkedIn } from '../../src/playground/linkedin/index.js';
import type { ConformanceBench } from './conformance.js';
import { type Pictures, startPictures } from './fixtures.js';

/** The app that every LinkedIn test acts as. */
export const APP = { clientId: '77abc', clientSecret: new Secret('client-secret-canary') };

/** Where the stand-in sends browsers back to. */
export const REDIRECT_URI = 'http://localhost:3000/oauth/linkedin/callback';

/** A LinkedIn stand-in, and Copydesk's side of it. */
export interface LinkedInBench {
  readonly linkedin: LinkedInStandIn;
  readonly http: PlatformHttp;
  readonly connector: LinkedInConnector;
  readonly platform: Platform;
  readonly ctx: ConnectorContext;
  /** The person consents on the dialog; resolves to what the connector makes of it. */
  connect(person: string, comments?: boolean): Promise<{ token: Secret; accounts: AccountCandidate[] }>;
  close(): Promise<void>;
}

/** Starts both; `organizations` says what the app may do at LinkedIn and what Copydesk believes it may. */
export async function startLinkedInBench(options: Partial<LinkedInOptions> = {}): Promise<LinkedInBench> {
  const { organizations = true } = options;
  const secret = 'client-secret-canary';
  const linkedin = await startLinkedIn({
    clientId: APP.clientId,
    clientSecret: secret,
    redirectUris: [REDIRECT_URI],
    ...options,
    organizations,
  });
  const http = createPlatformHttp();
  const app = { ...APP, apiUrl: linkedin.url, oauthUrl: linkedin.url, organizations };
  const connector = createLinkedInConnector(app, http);
  const ctx = { signal: new AbortController().signal, log: createLog('silent'), now: new Date() };
  return {
    linkedin,
    http,
    connector,
    platform: createLinkedIn({ state: 'on', ...app }),
    ctx,
    connect: async (person, comments = false) => {
      const dialog = connector.authorizeUrl({ state: 'state-1', redirectUri: REDIRECT_URI, again: false, challenge: 'unused', comments });
      const code = codeOf(await linkedin.consent(dialog, { person, action: 'accept' }));
      const { token, scopes } = await connector.exchange(ctx, { code, redirectUri: REDIRECT_URI, verifier: new Secret('unused') });
      return { token, accounts: await connector.accounts(ctx, token, scopes) };
    },
    close: async () => {
      await http.close();
      await linkedin.close();
    },
  };
}

/** A bench for the conformance suite, and for what LinkedIn does on its own: ada's first page, or her own profile. */
export async function startLinkedInConformance(
  as: 'page' | 'person',
  contents: (pictures: Pictures) => Promise<ConformanceBench['contents']>,
  options: Partial<LinkedInOptions> = {},
): Promise<ConformanceBench & { readonly bench: LinkedInBench; readonly pictures: Pictures }> {
  const bench = await startLinkedInBench(options);
  const pictures = await startPictures();
  const { token, accounts } = await bench.connect('ada', true);
  const chosen = accounts[as === 'person' ? 0 : 1];
  if (chosen === undefined) throw new Error('The stand-in has no such account.');
  const refuse = (status: number, code?: string) => () =>
    void bench.linkedin.fault({ match: 'posts', when: 'before', how: { error: { status, ...(code === undefined ? {} : { code }) } } });
  return {
    bench,
    pictures,
    platform: bench.platform,
    account: chosen.account,
    token,
    http: bench.http,
    media: pictures.source,
    contents: await contents(pictures),
    live: () =>
      bench.linkedin.ledger
        .filter(({ deletedAt }) => deletedAt === undefined)
        .map((entry) => ({ ref: entry.id, text: entry.text, altTexts: entry.media.map(({ title, altText }) => title ?? altText) })),
    failPublish: (when, how) => void bench.linkedin.fault({ match: 'posts', when, how }),
    loseChange: (how) => void bench.linkedin.fault({ match: /^(POST|DELETE) \/rest\/posts\//, when: 'after', how }),
    failNext: (how) => void bench.linkedin.fault({ match: /./, when: 'before', how }),
    refusals: {
      invalid_content: refuse(400, 'FIELD_LENGTH_TOO_LONG'),
      reauth_needed: refuse(403, 'ACCESS_DENIED'),
      rate_limited: refuse(429),
      duplicate: refuse(422, 'DUPLICATE_POST'),
      rejected: refuse(426, 'NONEXISTENT_VERSION'),
    },
    comments: {
      live: () => bench.linkedin.ledger.flatMap(({ comments = [] }) => comments.map(({ id, text }) => ({ ref: id, text }))),
      fail: (when, how) => void bench.linkedin.fault({ match: 'comment', when, how }),
      endRight: () =>
        void bench.linkedin.fault({ match: 'comment', when: 'before', how: { error: { status: 403, code: 'ACCESS_DENIED' } } }),
      ...(as === 'person' ? { unreadable: true } : {}),
    },
    endToken: () => bench.linkedin.expireToken('ada', 'expired'),
    close: async () => {
      await bench.close();
      await pictures.close();
    },
  };
}

/** A PDF of one empty page, as a medium whose bytes `source` hands out. */
export function pdf(altText: string): { readonly medium: Medium; readonly bytes: Buffer } {
  const bytes = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`);
  const medium = {
    rendition: 'pdf',
    sha256: '0'.repeat(64),
    mimeType: 'application/pdf',
    width: 0,
    height: 0,
    size: bytes.length,
    altText,
  };
  return { medium, bytes };
}

/** Where the mention of a name begins. */
export function mentionOf(content: Content, name: string, urn: string): { name: string; urn: string; index: number } {
  return { name, urn, index: content.text.indexOf(name) };
}

/** The code in the address a browser was sent back to. */
export function codeOf(location: string): Secret {
  return new Secret(new URL(location).searchParams.get('code') ?? '');
}
