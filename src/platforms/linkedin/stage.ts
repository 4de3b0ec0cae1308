import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import type { Content, Medium, PlatformContext, PollResult, Staged } from '../platform.js';
import type { LinkedInSetup } from './app.js';
import { readOptions } from './options.js';
import { upload } from './upload.js';
import { isDocument } from './validate.js';
import { rest, stagedSchema } from './wire.js';

/** Uploads the pictures or the document, and the picture of the link preview where one will be shown. */
export async function stageOnLinkedIn(setup: LinkedInSetup, ctx: PlatformContext, content: Content): Promise<Staged> {
  const images: string[] = [];
  let document: string | undefined;
  for (const medium of content.media) {
    if (isDocument(medium)) document = await upload(setup, ctx, 'document', medium);
    else images.push(await upload(setup, ctx, 'image', medium));
  }
  const preview = thumbnailOf(content);
  const thumbnail = preview === undefined ? undefined : await upload(setup, ctx, 'image', preview);
  const staged: z.infer<typeof stagedSchema> = {
    images,
    ...(document === undefined ? {} : { document }),
    ...(thumbnail === undefined ? {} : { thumbnail }),
    stagedAt: ctx.now.toISOString(),
  };
  return staged;
}

/**
 * Whether LinkedIn has processed everything that was uploaded. Where it does not let us read that (a person's token, 403), a few seconds must do
 * (li:marketing/community-management/shares/images-api, November 2026). Throws {@link PlatformError} where a file cannot be used.
 */
export async function pollUploads(setup: LinkedInSetup, ctx: PlatformContext, stagedValue: Staged): Promise<PollResult> {
  const staged = stagedSchema.parse(stagedValue);
  const ageMs = ctx.now.getTime() - Date.parse(staged.stagedAt);
  const uploaded = [...staged.images, staged.document, staged.thumbnail].filter((urn) => urn !== undefined);
  for (const urn of uploaded) {
    const status = await statusOf(setup, ctx, urn);
    if (status === 'AVAILABLE') continue;
    if (status === 'unreadable')
      return ageMs >= UNREADABLE_WAIT_MS ? { ready: true } : { ready: false, retryAfterMs: UNREADABLE_WAIT_MS - ageMs };
    if (status === 'PROCESSING_FAILED') throw unusable();
    if (status === 'WAITING_UPLOAD' || ageMs > GIVE_UP_MS) throw lost();
    return { ready: false, retryAfterMs: Math.round(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, ageMs / 2))) };
  }
  return { ready: true };
}

function thumbnailOf(content: Content): Medium | undefined {
  return content.link === undefined || content.media.length > 0 ? undefined : readOptions(content)?.linkPreview?.thumbnail;
}

async function statusOf(
  setup: LinkedInSetup,
  ctx: PlatformContext,
  urn: string,
): Promise<z.infer<typeof statusSchema>['status'] | 'unreadable'> {
  const collection = urn.startsWith('urn:li:document:') ? 'documents' : 'images';
  try {
    const path = `/rest/${collection}/${encodeURIComponent(urn)}`;
    return (await rest(setup, ctx, { method: 'GET', path, answer: statusSchema })).status;
  } catch (error) {
    if (error instanceof PlatformError && error.details.status === 403) return 'unreadable';
    if (error instanceof PlatformError && error.details.status === 404) throw lost(error);
    throw error;
  }
}

const statusSchema = z.object({ status: z.enum(['WAITING_UPLOAD', 'PROCESSING', 'AVAILABLE', 'PROCESSING_FAILED']) });

function unusable(): PlatformError {
  return new PlatformError({ kind: 'invalid_content', sentence: say('linkedin.error.fileUnreadable') });
}

function lost(cause?: unknown): PlatformError {
  return new PlatformError({
    kind: 'transient',
    next: 'restage',
    sentence: say('linkedin.error.filesGone'),
    ...(cause === undefined ? {} : { cause }),
  });
}

const UNREADABLE_WAIT_MS = 5_000;
const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const GIVE_UP_MS = 600_000;
