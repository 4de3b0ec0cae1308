import { createHash, randomBytes } from 'node:crypto';

/** Where new ids come from, so that tests can make them predictable. */
export interface Ids {
  /** A record's id: 120 random bits as 24 characters of `0-9a-v`, never guessable but not a secret. */
  id(): string;
  /** 256 random bits, base64url: for OAuth states, tickets and media addresses. */
  unguessable(): string;
}

/** Ids from the machine's random source. */
export const randomIds: Ids = {
  id: () => base32(randomBytes(15)),
  unguessable: () => randomBytes(32).toString('base64url'),
};

/** The SHA-256 of text or bytes, as 64 hex characters. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function base32(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  return bits.toString(32).padStart(24, '0');
}
