import { z } from 'zod';
import type { Medium, PlatformContext } from '../platform.js';
import { send, TIMEOUT_MS } from '../send.js';
import { type LinkedInSetup, requireApp } from './app.js';
import { answerError } from './errors.js';
import { rest } from './wire.js';

/**
 * Uploads one file for the account and resolves to its URN (li:marketing/community-management/shares/images-api and documents-api, November 2026).
 * Nobody sees it until a post shows it.
 */
export async function upload(setup: LinkedInSetup, ctx: PlatformContext, kind: 'image' | 'document', medium: Medium): Promise<string> {
  const bytes = await ctx.media.bytes(medium);
  const { value } = await rest(setup, ctx, {
    method: 'POST',
    path: `/rest/${kind}s?action=initializeUpload`,
    json: { initializeUploadRequest: { owner: ctx.account.platformId } },
    answer: kind === 'image' ? imageSchema : documentSchema,
  });
  const answer = await send(
    ctx,
    {
      method: 'PUT',
      url: value.uploadUrl,
      raw: { mimeType: 'application/octet-stream', bytes },
      ...(isLinkedIns(setup, value.uploadUrl) ? { token: ctx.token } : {}),
      timeoutMs: TIMEOUT_MS,
      signal: ctx.signal,
    },
    'before',
  );
  if (answer.status < 200 || answer.status >= 300) throw answerError(answer, 'before', ctx.now);
  return value.urn;
}

const imageSchema = z
  .object({ value: z.object({ uploadUrl: z.url(), image: z.string().startsWith('urn:li:image:') }) })
  .transform(({ value }) => ({ value: { uploadUrl: value.uploadUrl, urn: value.image } }));

const documentSchema = z
  .object({ value: z.object({ uploadUrl: z.url(), document: z.string().startsWith('urn:li:document:') }) })
  .transform(({ value }) => ({ value: { uploadUrl: value.uploadUrl, urn: value.document } }));

/** The token goes to LinkedIn only, wherever the upload address leads. */
function isLinkedIns(setup: LinkedInSetup, address: string): boolean {
  const { apiUrl, oauthUrl } = requireApp(setup);
  const { origin, protocol, hostname } = new URL(address);
  if (origin === new URL(apiUrl).origin || origin === new URL(oauthUrl).origin) return true;
  return protocol === 'https:' && hostname.endsWith('.linkedin.com');
}
