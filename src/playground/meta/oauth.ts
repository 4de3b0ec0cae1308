import { checkAlive, checkProof } from './auth.js';
import type { Incoming } from './call.js';
import { GraphRefusal, refuse, refuseParameter } from './errors.js';
import { mintToken, now, pageOf, type Token, type World } from './world.js';

const SHORT_LIVED_MS = 5_400_000;
const LONG_LIVED_MS = 5_184_000_000;
const DATA_ACCESS_MS = 7_776_000_000;

/** `/oauth/access_token`: a code, or a user token, becomes a user token (meta:facebook-login/guides/access-tokens/get-long-lived, November 2026). */
export function exchange(world: World, incoming: Incoming): Record<string, unknown> {
  const param = (name: string): string => incoming.body.get(name) ?? incoming.url.searchParams.get(name) ?? '';
  if (param('client_id') !== world.options.appId) {
    refuse({ code: 101, message: 'Error validating application. Cannot get application info due to a system error.' });
  }
  if (param('client_secret') !== world.options.appSecret) refuse({ code: 1, message: 'Error validating client secret.' });
  const personId = param('grant_type') === 'fb_exchange_token' ? personOfToken(world, param('fb_exchange_token')) : redeem(world, param);
  const lifeMs = param('grant_type') === 'fb_exchange_token' ? LONG_LIVED_MS : SHORT_LIVED_MS;
  const token = mintToken(world, { kind: 'user', personId, pageId: undefined, expiresAt: now(world) + lifeMs });
  return { access_token: token.value, token_type: 'bearer', expires_in: lifeMs / 1000 };
}

/** `/debug_token`, asked with the app token (meta:graph-api/reference/debug_token, November 2026). */
export function debugToken(world: World, incoming: Incoming): Record<string, unknown> {
  const { appId, appSecret } = world.options;
  const params = new Map([...incoming.url.searchParams, ...incoming.body]);
  if (incoming.bearer !== `${appId}|${appSecret}`) {
    refuseParameter('You must provide an app access token, or a user access token that is an owner or developer of the app');
  }
  checkProof(world, incoming.bearer, params.get('appsecret_proof'));
  const token = world.tokens.get(params.get('input_token') ?? '');
  if (token === undefined) return { data: { error: { code: 190, message: 'Invalid OAuth access token.' }, is_valid: false, scopes: [] } };
  return { data: describe(world, token) };
}

function personOfToken(world: World, value: string): string {
  const token = world.tokens.get(value);
  if (token === undefined || token.kind !== 'user')
    refuse({ code: 190, message: 'Invalid OAuth access token - Cannot parse access token' });
  checkAlive(world, token);
  return token.personId;
}

function redeem(world: World, param: (name: string) => string): string {
  const code = world.codes.get(param('code'));
  if (code === undefined) refuse({ code: 100, message: 'Invalid verification code format.' });
  if (code.redirectUri !== param('redirect_uri')) {
    const hint = 'Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request';
    refuse({ code: 100, subcode: 36008, message: `Error validating verification code. ${hint}` });
  }
  if (code.used) refuse({ code: 100, subcode: 36009, message: 'This authorization code has been used.' });
  if (code.expiresAt <= now(world)) refuse({ code: 100, subcode: 36007, message: 'This authorization code has expired.' });
  code.used = true;
  return code.personId;
}

function describe(world: World, token: Token): Record<string, unknown> {
  const error = troubleWith(world, token);
  const consent = world.consents.get(token.personId);
  const scopes = [...(consent?.scopes ?? [])].filter(([, status]) => status === 'granted').map(([scope]) => scope);
  return {
    app_id: world.options.appId,
    type: token.kind === 'page' ? 'PAGE' : 'USER',
    application: 'Copydesk',
    is_valid: error === undefined,
    issued_at: seconds(token.issuedAt),
    expires_at: token.expiresAt === undefined ? 0 : seconds(token.expiresAt),
    data_access_expires_at: seconds(token.issuedAt + DATA_ACCESS_MS),
    scopes,
    granular_scopes: scopes.filter((scope) => /^(pages|instagram)_/.test(scope)).map((scope) => granular(world, scope, consent?.pages)),
    user_id: world.people.find((person) => person.id === token.personId)?.userId,
    profile_id: token.pageId,
    error,
  };
}

function troubleWith(world: World, token: Token): Record<string, unknown> | undefined {
  try {
    checkAlive(world, token);
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    return { code: error.fields.code, subcode: error.fields.subcode, message: error.fields.message };
  }
}

function granular(world: World, scope: string, pages: Set<string> | undefined): Record<string, unknown> {
  if (pages === undefined) return { scope };
  if (scope.startsWith('pages_')) return { scope, target_ids: [...pages] };
  return { scope, target_ids: [...pages].flatMap((id) => pageOf(world, id)?.instagram?.id ?? []) };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
