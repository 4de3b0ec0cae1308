import { createHash } from 'node:crypto';

/** The S256 challenge of a verifier of 43 to 128 characters: base64url of its SHA-256 (RFC 7636, 4.2). */
export function pkceChallenge(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
