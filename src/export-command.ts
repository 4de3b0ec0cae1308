import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { RefusedError } from './lib/refused-error.js';
import type { Secret } from './lib/secret.js';
import * as mongoStores from './mongo/index.js';

/** Which workspace is exported, and into which file. */
export interface ExportArgs {
  readonly workspace: string;
  readonly to: string;
}

/** Reads `--workspace ID` and `--to FILE`. Throws {@link RefusedError} with what to type instead. */
export function readExportArgs(args: readonly string[]): ExportArgs {
  const { workspace, to } = valuesOf(args);
  if (workspace === undefined) throw new RefusedError(`Say which workspace. ${EXAMPLE}`);
  return { workspace, to: to ?? `copydesk-${workspace}.json` };
}

/** Writes everything of a workspace into a new file, which only its owner may read; also after Copydesk was removed from it. Throws {@link RefusedError}. */
export async function exportTo(mongodbUri: Secret, { workspace, to }: ExportArgs): Promise<string> {
  const mongo = await mongoStores.connectMongo(mongodbUri);
  try {
    const parts = await mongoStores.exportWorkspace(mongo, workspace, new Date());
    if (parts === undefined) throw new RefusedError(`There is no workspace ${workspace}, or it was deleted already.`);
    await pipeline(parts, createWriteStream(to, { flags: 'wx', mode: 0o600 }));
    return `Everything of ${workspace} is in ${to}.`;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST') {
      throw new RefusedError(`${to} exists already. Name another file with --to.`, { cause: error });
    }
    throw error;
  } finally {
    await mongo.close();
  }
}

function valuesOf(args: readonly string[]): { workspace?: string | undefined; to?: string | undefined } {
  try {
    return parseArgs({ args: [...args], options: { workspace: { type: 'string' }, to: { type: 'string' } } }).values;
  } catch (cause) {
    throw new RefusedError(`Only --workspace and --to are understood. ${EXAMPLE}`, { cause });
  }
}

const EXAMPLE = 'Example: npm run export -- --workspace T0123ABCD --to export.json';
