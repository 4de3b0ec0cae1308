import type { InstallationsEverywhere } from '../workspaces/index.js';
import type { Mongo } from './connection.js';
import { installationsOf, toInstallation } from './installations.js';

/** Installations that are due by the clock, in whatever workspace. */
export function createInstallationsEverywhere(mongo: Mongo): InstallationsEverywhere {
  return {
    toRenew: async (now, limit) =>
      (await installationsOf(mongo).find(installationToRenew(now)).sort({ 'renewal.at': 1 }).limit(limit).toArray()).map(toInstallation),
  };
}

/** What is due to be renewed, or has ended. */
export function installationToRenew(now: Date) {
  return { 'renewal.at': { $lte: now } };
}
