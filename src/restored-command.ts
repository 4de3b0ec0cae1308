import { parseArgs } from 'node:util';
import { say } from './language/index.js';
import { RefusedError } from './lib/refused-error.js';
import type { Secret } from './lib/secret.js';
import * as mongoStores from './mongo/index.js';

/** Reads `--until TIME`, the moment of the backup. Throws {@link RefusedError} with what to type instead. */
export function readUntil(args: readonly string[], now: Date): Date {
  const text = untilOf(args);
  if (text === undefined) throw new RefusedError(`Say when the backup was made. ${EXAMPLE}`);
  const until = new Date(text);
  if (!WITH_ZONE.test(text) || Number.isNaN(until.getTime())) {
    throw new RefusedError(`"${text}" is not a date and time with its zone. ${EXAMPLE}`);
  }
  if (until > now) throw new RefusedError(`${until.toISOString()} is not over yet, so no backup can be from then. ${EXAMPLE}`);
  return until;
}

/**
 * Holds (`overdue`) everything that waited in a backup from `until`, because it may have gone out since; what was held by an earlier run stays as
 * it is. Nothing else of Copydesk may run meanwhile. Resolves to what it did, in words.
 */
export async function holdWhatMayBeOut(mongodbUri: Secret, until: Date): Promise<string> {
  const mongo = await mongoStores.connectMongo(mongodbUri);
  try {
    await mongoStores.createIndexes(mongo);
    const at = new Date();
    const sentence = say('error.restoredFromBackup', { time: until.toISOString().slice(0, 16).replace('T', ' ') });
    const brands = await mongoStores.createRestoredStore(mongo).hold({ sentence, at });
    return report(brands, until);
  } finally {
    await mongo.close();
  }
}

function untilOf(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { until: { type: 'string' } } }).values.until;
  } catch (cause) {
    throw new RefusedError(`Only --until with one time is understood. ${EXAMPLE}`, { cause });
  }
}

function report(brands: readonly mongoStores.RestoredBrand[], until: Date): string {
  const held = brands.filter(({ publications }) => publications > 0);
  const reviews = brands.filter(({ inReview }) => inReview > 0);
  return [
    held.length === 0
      ? `Nothing waits that could have gone out after ${until.toISOString()}, so nothing more is held.`
      : `Held until a person decides, because it may have gone out after ${until.toISOString()}:`,
    ...held.map(({ name, publications, posts }) => `  ${name}: ${count(publications, 'publication')} of ${count(posts, 'post')}`),
    ...(reviews.length === 0
      ? []
      : ['Waiting for a review in the backup, and perhaps approved and published since. Look before you approve:']),
    ...reviews.map(({ name, inReview }) => `  ${name}: ${count(inReview, 'post')}`),
    'Now start Copydesk. The cards say which posts are held and offer Publish now, Reschedule and Cancel.',
  ].join('\n');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

const EXAMPLE = 'Example: npm run restored -- --until 2026-11-22T09:00:00Z';
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
