import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Secret } from '../../lib/secret.js';

/** What goes with every token: the hex HMAC-SHA256 of the token under the app's secret (meta:graph-api/guides/secure-requests, November 2026). */
export function appSecretProof(appSecret: Secret, token: Secret): Secret {
  return new Secret(createHmac('sha256', appSecret.unwrap()).update(token.unwrap()).digest('hex'));
}

/** The token of the app itself (meta:facebook-login/guides/access-tokens, November 2026). */
export function appToken(appId: string, appSecret: Secret): Secret {
  return new Secret(`${appId}|${appSecret.unwrap()}`);
}

/**
 * Checks a `signed_request` that Meta posted and returns the app-scoped id of the person it is about, and when it was made. Throws when it is not
 * genuine (meta:development/create-an-app/app-dashboard/data-deletion-callback, November 2026).
 */
export function readSignedRequest(appSecret: Secret, signedRequest: string): { readonly person: string; readonly at?: Date } {
  const [signature = '', payload = '', ...rest] = signedRequest.split('.');
  const expected = createHmac('sha256', appSecret.unwrap()).update(payload).digest();
  const given = Buffer.from(signature, 'base64url');
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) throw notGenuine();
  const body = payloadSchema.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8')));
  if (!body.success) throw notGenuine(body.error);
  const { user_id: person, issued_at: seconds } = body.data;
  return { person, ...(seconds === undefined ? {} : { at: new Date(seconds * 1_000) }) };
}

const payloadSchema = z.object({ algorithm: z.literal('HMAC-SHA256'), user_id: z.string().min(1), issued_at: z.number().optional() });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notGenuine(cause?: unknown): Error {
  return new Error('The signed request is not from Meta.', { cause });
}
