import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Shortcut, SlashCommand } from './contract.js';

/** What Slack offers because the app's manifest says so. */
export interface Offered {
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly Shortcut[];
  readonly hasHome: boolean;
  readonly hasMessages: boolean;
}

/** Reads `slack-manifest.yml` of this checkout. Throws when there is none. */
export function readManifest(): Offered {
  const { features } = parse(readFileSync(join(checkout(), 'slack-manifest.yml'), 'utf8')) as Manifest;
  return {
    commands: (features.slash_commands ?? []).map(({ command, description, usage_hint }) => ({
      command,
      description,
      hint: usage_hint ?? '',
    })),
    shortcuts: (features.shortcuts ?? []).map(({ type, name, callback_id, description }) => ({
      type,
      name,
      callbackId: callback_id,
      description,
    })),
    hasHome: features.app_home?.home_tab_enabled === true,
    hasMessages: features.app_home?.messages_tab_enabled === true,
  };
}

/** The folder of this checkout, found upwards from this file, compiled or not. */
export function checkout(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'slack-manifest.yml'))) {
    if (folder === dirname(folder)) throw new Error('slack-manifest.yml was not found: the playground runs inside a checkout of Copydesk.');
    folder = dirname(folder);
  }
  return folder;
}

interface Manifest {
  readonly features: {
    readonly app_home?: { readonly home_tab_enabled?: boolean; readonly messages_tab_enabled?: boolean };
    readonly slash_commands?: readonly { readonly command: string; readonly description: string; readonly usage_hint?: string }[];
    readonly shortcuts?: readonly {
      readonly type: 'global' | 'message';
      readonly name: string;
      readonly callback_id: string;
      readonly description: string;
    }[];
  };
}
