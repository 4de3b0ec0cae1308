import { type LinkedInOptions, type LinkedInStandIn, startLinkedIn } from '../../src/playground/linkedin/index.js';

/** The app that every test here is. */
export const APP = { clientId: '77tests', clientSecret: 'secret-of-the-tests', redirect: 'https://copydesk.test/oauth/linkedin/callback' };

/** Every scope Copydesk may ask for. */
export const SCOPES = 'openid profile w_member_social r_organization_admin w_organization_social r_organization_social';

/** Ada's first page, and her own profile. */
export const COFFEE = 'urn:li:organization:55150001';
export const ADA = 'urn:li:person:aDa-7_Marsh';

/** What came back; a body that is not JSON is in `text` only. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
}

/** A stand-in with the Community Management product, whose redirect address is {@link APP}'s. */
export async function linkedin(options: Partial<LinkedInOptions> = {}): Promise<LinkedInStandIn> {
  const { clientId, clientSecret, redirect } = APP;
  return await startLinkedIn({ clientId, clientSecret, redirectUris: [redirect], organizations: true, ...options });
}

/** The address of the dialog, with what differs from the usual request. */
export function dialogUrl(standIn: LinkedInStandIn, changed: Record<string, string> = {}): string {
  const query = { response_type: 'code', client_id: APP.clientId, redirect_uri: APP.redirect, state: 'st', scope: SCOPES, ...changed };
  return `${standIn.url}/oauth/v2/authorization?${new URLSearchParams(query)}`;
}

/** A code that the person's consent gave. */
export async function codeOf(standIn: LinkedInStandIn, person = 'ada', scope = SCOPES): Promise<string> {
  const back = await standIn.consent(dialogUrl(standIn, { scope }), { person, action: 'accept' });
  return new URL(back).searchParams.get('code') ?? '';
}

/** An access token of the person. */
export async function tokenOf(standIn: LinkedInStandIn, person = 'ada', scope = SCOPES): Promise<string> {
  const reply = await redeem(standIn, { code: await codeOf(standIn, person, scope) });
  return String(reply.body.access_token);
}

/** Asks for a token, with what differs from the usual form. */
export async function redeem(standIn: LinkedInStandIn, changed: Record<string, string>): Promise<Reply> {
  const form = { grant_type: 'authorization_code', client_id: APP.clientId, client_secret: APP.clientSecret, redirect_uri: APP.redirect };
  return await oauth(standIn, 'accessToken', { ...form, ...changed });
}

/** Posts a form to the sign-in. */
export async function oauth(standIn: LinkedInStandIn, path: string, form: Record<string, string>): Promise<Reply> {
  return await read(await fetch(`${standIn.url}/oauth/v2/${path}`, { method: 'POST', body: new URLSearchParams(form) }));
}

/** One call as Copydesk makes it; a header given as an empty text is left out. */
export async function call(
  standIn: LinkedInStandIn,
  method: string,
  path: string,
  more: { token: string; json?: unknown; bytes?: Uint8Array; headers?: Record<string, string> },
): Promise<Reply> {
  const headers = {
    authorization: `Bearer ${more.token}`,
    'linkedin-version': '202609',
    'x-restli-protocol-version': '2.0.0',
    ...(more.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...more.headers,
  };
  const body = more.bytes === undefined ? JSON.stringify(more.json) : new Uint8Array(more.bytes);
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
  const url = path.startsWith('http') ? path : `${standIn.url}${path}`;
  return await read(await fetch(url, { method, headers: sent, ...(body === undefined ? {} : { body }) }));
}

/** The body of a post on ada's first page, with what differs from the plain one. */
export function postOf(changed: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    author: COFFEE,
    commentary: 'Hello',
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
    ...changed,
  };
}

/** Uploads bytes and resolves to the URN. */
export async function uploaded(
  standIn: LinkedInStandIn,
  token: string,
  bytes: Uint8Array,
  kind: 'image' | 'document' = 'image',
): Promise<string> {
  const json = { initializeUploadRequest: { owner: COFFEE } };
  const { body } = await call(standIn, 'POST', `/rest/${kind}s?action=initializeUpload`, { token, json });
  const value = body.value as Record<string, string>;
  await call(standIn, 'PUT', value.uploadUrl ?? '', { token, bytes });
  return value[kind] ?? '';
}

async function read(answer: Response): Promise<Reply> {
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, headers: answer.headers, text, body: json ? JSON.parse(text) : {} };
}
