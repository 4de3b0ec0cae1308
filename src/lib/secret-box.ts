import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret } from './secret.js';

/** One sealing key: 32 bytes under a short id that is stored with every ciphertext. */
export interface SealingKey {
  readonly id: string;
  /** 32 bytes, base64. */
  readonly key: Secret;
}

/** Where a sealed value belongs. It is authenticated with the value, so a ciphertext moved to another record does not open. */
export interface SealedPlace {
  readonly collection: string;
  readonly workspace: string;
  readonly record: string;
  readonly field: string;
}

/** Thrown when a sealed value cannot be opened: its key is gone, or it was changed or moved. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
}

/** Seals tokens for the database with AES-256-GCM. The first key seals; every key opens. */
export interface SecretBox {
  /** The id of the key that seals. */
  readonly keyId: string;
  /** `1.<key id>.<iv>.<tag>.<ciphertext>`, each part base64url. */
  seal(secret: Secret, place: SealedPlace): string;
  /** Throws {@link SealBrokenError}. */
  open(sealed: string, place: SealedPlace): Secret;
}

/** A box over one or more keys; throws when there is none or one is not 32 bytes. */
export function createSecretBox(keys: readonly SealingKey[]): SecretBox {
  const opened = new Map(keys.map(({ id, key }) => [id, keyBytes(id, key)]));
  const active = keys[0];
  if (active === undefined) throw new Error('ENCRYPTION_KEYS names no key.');
  return {
    keyId: active.id,
    seal: (secret, place) => sealWith(active.id, keyOf(opened, active.id), secret, place),
    open: (sealed, place) => openWith(opened, sealed, place),
  };
}

/** The id of the key that sealed a value; undefined for what is of no known form. */
export function keyIdOf(sealed: string): string | undefined {
  const [version, id] = sealed.split('.');
  return version === VERSION ? id : undefined;
}

function sealWith(id: string, key: Buffer, secret: Secret, place: SealedPlace): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(additionalData(id, place));
  const body = Buffer.concat([cipher.update(secret.unwrap(), 'utf8'), cipher.final()]);
  return [VERSION, id, iv.toString('base64url'), cipher.getAuthTag().toString('base64url'), body.toString('base64url')].join('.');
}

function openWith(keys: ReadonlyMap<string, Buffer>, sealed: string, place: SealedPlace): Secret {
  const [version, id, iv, tag, body] = sealed.split('.');
  if (version !== VERSION || id === undefined || iv === undefined || tag === undefined || body === undefined) {
    throw new SealBrokenError(`The sealed ${place.field} of ${place.collection} ${place.record} has an unknown form.`);
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(keys, id), Buffer.from(iv, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(additionalData(id, place));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return new Secret(Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8'));
  } catch (cause) {
    throw new SealBrokenError(
      `The sealed ${place.field} of ${place.collection} ${place.record} does not open with the keys in ENCRYPTION_KEYS.`,
      {
        cause,
      },
    );
  }
}

function keyOf(keys: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const key = keys.get(id);
  if (key === undefined) throw new Error(`ENCRYPTION_KEYS has no key "${id}".`);
  return key;
}

function keyBytes(id: string, key: Secret): Buffer {
  const bytes = Buffer.from(key.unwrap(), 'base64');
  if (bytes.length !== 32) throw new Error(`The key "${id}" in ENCRYPTION_KEYS is ${bytes.length} bytes long, not 32.`);
  return bytes;
}

function additionalData(keyId: string, place: SealedPlace): Buffer {
  return Buffer.from([VERSION, keyId, place.collection, place.workspace, place.record, place.field].join('|'), 'utf8');
}

const VERSION = '1';
