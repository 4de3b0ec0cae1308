import { randomBytes } from 'node:crypto';
import type { OAuthApp } from '../types.js';
import type { World } from '../world.js';

/** The app that many workspaces install, with what it was given there. */
export interface App extends OAuthApp {
  worlds: readonly World[];
  codes: Map<string, Code>;
  /** Refresh tokens that are good, with the workspace each is of. */
  refreshTokens: Map<string, World>;
}

/** One consent that was given: good for ten minutes and one use. */
export interface Code {
  world: World;
  userId: string;
  redirectUri: string;
  scopes: string[];
  at: number;
  used: boolean;
}

/** A bot token with its refresh token, where the app rotates. */
export interface Given {
  token: string;
  refreshToken?: string;
  expiresIn?: number;
}

/** For how many seconds a bot token is good that is rotated. slack:authentication/using-token-rotation, November 2026. */
export const ROTATED_SECONDS = 43_200;

/**
 * Gives the app a token of this workspace: a new pair where it rotates, else the one that it has there already. The pair before stays good until it
 * ends, but its refresh token does not.
 */
export function give(app: App, world: World, scopes: string[]): Given {
  world.revoked = undefined;
  world.scopes = scopes;
  if (app.rotation !== true) {
    const known = [...world.issued].find(([, { ended }]) => ended === undefined)?.[0];
    const token = known ?? `xoxb-${secret()}`;
    world.issued.set(token, {});
    return { token };
  }
  for (const [refreshToken, of] of app.refreshTokens) if (of === world) app.refreshTokens.delete(refreshToken);
  const token = `xoxe.xoxb-1-${secret()}`;
  const refreshToken = `xoxe-1-${secret()}`;
  world.issued.set(token, { expiresAt: world.now() + ROTATED_SECONDS * 1000 });
  app.refreshTokens.set(refreshToken, world);
  return { token, refreshToken, expiresIn: ROTATED_SECONDS };
}

/** A code for a consent given by this person. */
export function newCode(app: App, consent: Omit<Code, 'at' | 'used'>): string {
  const code = `${secret()}.${secret()}`;
  app.codes.set(code, { ...consent, at: consent.world.now(), used: false });
  return code;
}

function secret(): string {
  return randomBytes(18).toString('hex');
}
