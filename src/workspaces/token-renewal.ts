import type { InstallationRenewal } from './installation.js';

/** When a bot token that ends is renewed first: a sixth of its life before, which is two hours of Slack's twelve. */
export function renewalBefore(expiresAt: Date, now: Date): InstallationRenewal {
  const lifeMs = Math.max(0, expiresAt.getTime() - now.getTime());
  return { at: new Date(expiresAt.getTime() - lifeMs / 6), busy: false, fence: 0 };
}
