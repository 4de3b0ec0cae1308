import { keyIdOf, SealBrokenError, type SecretBox } from '../lib/secret-box.js';
import type { Mongo } from './connection.js';

/** Every field that holds a sealed value for longer than minutes: its place is the collection, the workspace, the document's id and the field. */
export const SEALED_FIELDS = [
  { collection: 'accounts', field: 'token' },
  { collection: 'grants', field: 'token' },
  { collection: 'grants', field: 'refreshToken' },
  { collection: 'installations', field: 'token' },
  { collection: 'installations', field: 'refreshToken' },
] as const;

/** What is sealed in a consent or a choice under way, and over within a quarter of an hour. */
export const SEALED_FOR_MINUTES = [
  { collection: 'tickets', field: 'consent.verifier' },
  { collection: 'pendingChoices', field: 'token' },
  { collection: 'pendingChoices', field: 'refreshToken' },
  { collection: 'pendingChoices', field: 'candidates.token' },
] as const;

/** What sealing anew came to: values sealed by `key` now, those that no key opens, and those of consents under way that another key has sealed. */
export interface Resealed {
  readonly key: string;
  readonly sealed: number;
  readonly broken: number;
  readonly underWay: number;
}

/**
 * Seals every value that another key has sealed with the first one. Copydesk may run meanwhile: a value that changes under it is left to whoever
 * changed it, and looked at again. Repeatable.
 */
export async function resealAll({ db }: Mongo, box: SecretBox): Promise<Resealed> {
  const key = box.keyId;
  let sealed = 0;
  let broken = 0;
  for (const { collection, field } of SEALED_FIELDS) {
    const documents = db.collection<{ _id: string; workspace: string }>(collection);
    for await (const document of documents.find({ [field]: byAnother(key) }, { projection: { workspace: 1, [field]: 1 } })) {
      const outcome = await reseal(box, { collection, field }, document, async (from, to) => {
        return (await documents.updateOne({ _id: document._id, [field]: from }, { $set: { [field]: to } })).matchedCount === 1;
      });
      if (outcome === 'sealed') sealed += 1;
      if (outcome === 'broken') broken += 1;
    }
  }
  let underWay = 0;
  for (const { collection, field } of SEALED_FOR_MINUTES)
    underWay += await db.collection(collection).countDocuments({ [field]: byAnother(key) });
  return { key, sealed, broken, underWay };
}

async function reseal(
  box: SecretBox,
  { collection, field }: { readonly collection: string; readonly field: string },
  document: { readonly _id: string; readonly workspace: string },
  replace: (from: string, to: string) => Promise<boolean>,
): Promise<'sealed' | 'changed' | 'broken'> {
  const value = Object.entries(document).find(([name]) => name === field)?.[1];
  if (typeof value !== 'string' || keyIdOf(value) === box.keyId) return 'changed';
  const place = { collection, workspace: document.workspace, record: document._id, field };
  try {
    return (await replace(value, box.seal(box.open(value, place), place))) ? 'sealed' : 'changed';
  } catch (error) {
    if (error instanceof SealBrokenError) return 'broken';
    throw error;
  }
}

/** A sealed value whose key is not this one. */
function byAnother(key: string) {
  return { $type: 'string', $not: new RegExp(`^[^.]+\\.${key}\\.`) } as const;
}
