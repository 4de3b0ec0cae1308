import type { XApp } from './app.js';

/** The header by which a confidential client names itself at the token endpoint (xdocs:fundamentals/authentication/oauth-2-0/user-access-token, November 2026). */
export function clientAuthorization({ clientId, clientSecret }: XApp): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret.unwrap()}`).toString('base64')}` };
}
