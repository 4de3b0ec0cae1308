import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { type ConsentChoice, type MetaOptions, type MetaStandIn, startMeta } from '../../src/playground/meta/index.js';

/** The app that every test here is. */
export const APP = { appId: '424242', appSecret: 'app-secret-of-the-tests', redirect: 'https://copydesk.test/oauth/meta/callback' };

/** The five permissions Copydesk asks for. */
export const SCOPES = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'instagram_basic', 'instagram_content_publish'];

/** A Graph answer. A body that is not JSON is in `text` only. */
export interface GraphAnswer {
  status: number;
  text: string;
  body: GraphBody;
  headers: Headers;
}

/** The parts of answers that tests go on with; which of them are there is for the test to know. */
export interface GraphBody extends GraphNode {
  data: GraphNode[];
  paging: { next?: string; cursors: { after: string } };
  error: { code: number; error_subcode?: number; message: string; is_transient: boolean };
}

/** One object in an answer. */
export interface GraphNode {
  id: string;
  post_id: string;
  access_token: string;
  expires_in: number;
  message: string;
  created_time: string;
  permalink: string;
  permalink_url: string;
  status_code: string;
  tasks: string[];
  quota_usage: number;
  permission: string;
  instagram_business_account?: { id: string };
  attachments: { data: { subattachments: { data: { target: { id: string } }[] } }[] };
}

/** A stand-in whose redirect address is {@link APP}'s. */
export async function meta(options: Partial<MetaOptions> = {}): Promise<MetaStandIn> {
  return await startMeta({ appId: APP.appId, appSecret: APP.appSecret, redirectUris: [APP.redirect], ...options });
}

/** The address of the dialog, with what differs from the usual request. */
export function dialogUrl(standIn: MetaStandIn, changed: Record<string, string> = {}): string {
  const query = {
    client_id: APP.appId,
    redirect_uri: APP.redirect,
    state: 'st',
    response_type: 'code',
    scope: SCOPES.join(','),
    ...changed,
  };
  return `${standIn.url}/v26.0/dialog/oauth?${new URLSearchParams(query)}`;
}

/** One Graph call, with the token in the header and its proof, unless told otherwise. A form or multipart body comes from `body`. */
export async function graph(
  standIn: MetaStandIn,
  method: string,
  path: string,
  options: { token?: string; query?: Record<string, string>; body?: Record<string, string> | FormData; proof?: string | null } = {},
): Promise<GraphAnswer> {
  const { token, query = {}, body } = options;
  const url = new URL(path.startsWith('/v') ? path : `/v26.0/${path}`, standIn.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const proof = options.proof === undefined && token !== undefined ? proofOf(token) : options.proof;
  if (proof) url.searchParams.set('appsecret_proof', proof);
  const answer = await fetch(url, {
    method,
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : new URLSearchParams(body) }),
  });
  const text = await answer.text();
  const json = (text.startsWith('{') ? JSON.parse(text) : {}) as GraphBody;
  return { status: answer.status, text, body: json, headers: answer.headers };
}

/** What a refusal is told apart by: `code` or `code/subcode`. */
export function refusal(answer: GraphAnswer): string {
  if (answer.status === 200) return 'accepted';
  const { code, error_subcode: subcode } = answer.body.error;
  return subcode === undefined ? String(code) : `${code}/${subcode}`;
}

/** Consents as the person and exchanges the code: a short-lived token. */
export async function login(standIn: MetaStandIn, choice: Partial<ConsentChoice> = {}): Promise<string> {
  const location = await standIn.consent(dialogUrl(standIn), { person: 'ada', action: 'accept', ...choice });
  const code = new URL(location).searchParams.get('code') ?? '';
  return (await redeem(standIn, code)).body.access_token;
}

/** Exchanges a code. */
export async function redeem(standIn: MetaStandIn, code: string, changed: Record<string, string> = {}): Promise<GraphAnswer> {
  const query = { client_id: APP.appId, client_secret: APP.appSecret, redirect_uri: APP.redirect, code, ...changed };
  return await graph(standIn, 'GET', 'oauth/access_token', { query });
}

/** Exchanges a user token for a 60-day one. */
export async function extend(standIn: MetaStandIn, token: string): Promise<GraphAnswer> {
  const query = { grant_type: 'fb_exchange_token', client_id: APP.appId, client_secret: APP.appSecret, fb_exchange_token: token };
  return await graph(standIn, 'GET', 'oauth/access_token', { query });
}

/** A connected Page: its token and its Instagram account. */
export interface Connected {
  user: string;
  token: string;
  page: string;
  ig: string;
}

/** Connects the person's nth Page with a long-lived token. */
export async function connect(standIn: MetaStandIn, nth = 0, choice: Partial<ConsentChoice> = {}): Promise<Connected> {
  const user = (await extend(standIn, await login(standIn, choice))).body.access_token;
  const fields = 'id,access_token,instagram_business_account';
  const { body } = await graph(standIn, 'GET', 'me/accounts', { token: user, query: { fields, limit: '100' } });
  const row = body.data[nth];
  if (row === undefined) throw new Error(`There is no Page number ${nth}.`);
  return { user, token: row.access_token, page: row.id, ig: row.instagram_business_account?.id ?? '' };
}

/** Hex HMAC-SHA256 of a token under the app secret. */
export function proofOf(token: string): string {
  return createHmac('sha256', APP.appSecret).update(token).digest('hex');
}

/** A real picture, noise where `noisy` so that it stays large. */
export async function picture(width: number, height: number, format: 'jpeg' | 'png' | 'webp' = 'jpeg', noisy = false): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
  const image = sharp({ create: { width, height, channels: 3, background: '#3377aa', ...(noisy ? { noise } : {}) } });
  return await image.toFormat(format, format === 'png' ? { compressionLevel: 0 } : { quality: 100 }).toBuffer();
}

/** A form that uploads bytes as an unpublished photo. */
export function photoForm(bytes: Uint8Array, altText = ''): FormData {
  const form = new FormData();
  form.set('source', new Blob([new Uint8Array(bytes)]), 'picture.jpg');
  form.set('published', 'false');
  form.set('temporary', 'true');
  form.set('alt_text_custom', altText);
  return form;
}

/** A web server that serves these files by path, and says which were fetched. */
export async function fileServer(files: Record<string, Buffer>): Promise<{ url: string; fetched: string[]; server: Server }> {
  const fetched: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    fetched.push(`${request.method} ${path}`);
    const bytes = files[path];
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, fetched, server };
}
