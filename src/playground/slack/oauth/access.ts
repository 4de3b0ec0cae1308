import { Refusal } from '../refusal.js';
import { bot } from '../seed.js';
import type { Json } from '../types.js';
import type { World } from '../world.js';
import { type App, type Given, give } from './app.js';

/** oauth.v2.access: a code, or a refresh token, for a bot token. slack:reference/methods/oauth.v2.access, November 2026. Throws a Refusal. */
export function oauthAccess(app: App, args: Json): Json {
  if (args.client_id !== app.clientId) throw new Refusal('invalid_client_id');
  if (args.client_secret !== app.clientSecret) throw new Refusal('bad_client_secret');
  if (args.grant_type === 'refresh_token') return refreshed(app, String(args.refresh_token ?? ''));
  if (args.grant_type !== undefined && args.grant_type !== 'authorization_code') throw new Refusal('invalid_grant_type');
  const code = app.codes.get(String(args.code ?? ''));
  if (code === undefined || code.world.now() - code.at > CODE_LIFE_MS) throw new Refusal('invalid_code');
  if (code.used) throw new Refusal('code_already_used');
  if (args.redirect_uri !== code.redirectUri) throw new Refusal('bad_redirect_uri');
  code.used = true;
  return { ...answer(code.world, give(app, code.world, code.scopes)), authed_user: { id: code.userId } };
}

function refreshed(app: App, refreshToken: string): Json {
  if (app.rotation !== true) throw new Refusal('token_rotation_not_enabled');
  const world = app.refreshTokens.get(refreshToken);
  if (world === undefined) throw new Refusal('invalid_refresh_token');
  return answer(world, give(app, world, world.scopes));
}

function answer(world: World, { token, refreshToken, expiresIn }: Given): Json {
  return {
    access_token: token,
    token_type: 'bot',
    scope: world.scopes.join(','),
    bot_user_id: bot.userId,
    app_id: bot.appId,
    team: world.organisation === undefined ? { id: world.team.id, name: world.team.name } : null,
    enterprise: world.organisation ?? null,
    is_enterprise_install: world.organisation !== undefined,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken, expires_in: expiresIn }),
  };
}

const CODE_LIFE_MS = 600_000;
