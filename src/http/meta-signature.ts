import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../lib/secret.js';

/**
 * Whether Meta signed these bytes: `sha256=` and the hex HMAC-SHA256 of the body as it arrived, under the app's secret
 * (meta:graph-api/webhooks/getting-started, November 2026).
 */
export function isMetaSignature(appSecret: Secret, body: Uint8Array, header: string | undefined): boolean {
  const [, hex = ''] = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '') ?? [];
  const expected = createHmac('sha256', appSecret.unwrap()).update(body).digest();
  const given = Buffer.from(hex, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether `given` is the secret, compared in a time that tells nothing. */
export function sameSecret(secret: Secret, given: string): boolean {
  const [a, b] = [secret.unwrap(), given].map((text) => createHmac('sha256', 'compare').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
