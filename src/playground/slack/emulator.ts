import { createEmulator } from 'emulate';
import type { Workspace } from './seed.js';
import type { Json } from './types.js';

/** Seed of the Slack beneath. Tokens name their user by `name`; the bot's ids are fixed, everyone else's are given out by it. */
export interface EmulatorSeed {
  team: Pick<Workspace, 'name' | 'domain'>;
  users: { name: string; real_name: string; is_admin: boolean; profile: Json }[];
  channels: { name: string; topic: string }[];
  oauth_apps: Json[];
  tokens: { token: string; user: string; scopes: string[] }[];
}

/** The Slack beneath: keeps conversations, users, messages and files. */
export interface Beneath {
  /** Calls a Web API method with one of the seeded tokens. Resolves with the answer, `ok: false` included. */
  call(token: string, method: string, args: Json): Promise<Json>;
  /** Hands uploaded bytes on; false when that upload is not open. */
  upload(fileId: string, contentType: string, bytes: Uint8Array): Promise<boolean>;
  /** The bytes of a file, or undefined when this token may not read it. */
  download(token: string, path: string): Promise<Uint8Array | undefined>;
  /** From now on what it calls the first of each pair is the second for everyone else: ids that were given out in an earlier run. */
  rename(pairs: readonly (readonly [string, string])[]): void;
  close(): Promise<void>;
}

/** Starts npm `emulate`'s Slack on a free loopback port. The URLs in its answers are rewritten to begin with `publicUrl`. */
export async function startBeneath(publicUrl: string, seed: EmulatorSeed): Promise<Beneath> {
  const emulator = await createEmulator({ service: 'slack', port: 0, hostname: '127.0.0.1', seed: { slack: seed } });
  const origin = `http://127.0.0.1:${new URL(emulator.url).port}`;
  let names: readonly (readonly [string, string])[] = [];
  const outward = (text: string) =>
    names.reduce((all, [own, shown]) => all.replaceAll(own, shown), text.replaceAll(emulator.url, publicUrl));
  const inward = (text: string) => names.reduce((all, [own, shown]) => all.replaceAll(shown, own), text);
  return {
    async call(token, method, args) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const response = await fetch(`${origin}/api/${method}`, { method: 'POST', headers, body: inward(JSON.stringify(args)) });
      return JSON.parse(outward(await response.text()));
    },
    rename(pairs) {
      names = [...names, ...pairs];
    },
    async upload(fileId, contentType, bytes) {
      const headers = { 'content-type': contentType };
      return (await fetch(`${origin}/upload/v1/${fileId}`, { method: 'POST', headers, body: Buffer.from(bytes) })).ok;
    },
    async download(token, path) {
      const response = await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
    },
    close: () => emulator.close(),
  };
}
