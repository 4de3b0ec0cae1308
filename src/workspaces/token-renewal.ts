import type { BotTokens, InstallationRenewal } from './installation.js';

/** What becomes of a bot token that ends; without a refresh token only a new install replaces it. */
export function firstRenewal({ refreshToken }: BotTokens, expiresAt: Date, now: Date): InstallationRenewal {
  return refreshToken === undefined ? { by: 'person', at: expiresAt, busy: false, fence: 0 } : renewalBefore(expiresAt, now);
}

/** When a bot token that ends is renewed first: a sixth of its life before, which is two hours of Slack's twelve. */
export function renewalBefore(expiresAt: Date, now: Date): InstallationRenewal {
  const lifeMs = Math.max(0, expiresAt.getTime() - now.getTime());
  return { at: new Date(expiresAt.getTime() - lifeMs / 6), by: 'itself', busy: false, fence: 0 };
}
