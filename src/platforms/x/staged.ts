import { z } from 'zod';
import type { Staged } from '../platform.js';

/** What `stage` keeps of each uploaded picture, GIF or video; times are ISO. */
export type StagedMedium = z.infer<typeof mediumSchema>;

/** An upload in chunks that is not finished: the next chunk is `sent`, counted from 0. */
export type BegunUpload = z.infer<typeof begunSchema>;

const mediumSchema = z.object({
  id: z.string(),
  /** Names the picture in the posts that show it. */
  key: z.string(),
  expiresAt: z.string(),
  /** True where X still works on it after the upload. */
  processed: z.boolean(),
  isVideo: z.boolean().default(false),
});

/** The uploads, in order. */
export function stagedMedia(staged: Staged): StagedMedium[] {
  return stagedSchema.parse(staged).media;
}

/** The upload that was begun; undefined where none was. */
export function begunUpload(staged: Staged | undefined): BegunUpload | undefined {
  return staged === undefined ? undefined : unfinishedSchema.parse(staged).upload;
}

/** Whether an upload is too old to be posted, a minute early. */
export function hasExpired({ expiresAt }: { readonly expiresAt: string }, now: Date): boolean {
  return Date.parse(expiresAt) - EARLY_MS <= now.getTime();
}

const stagedSchema = z.object({ media: z.array(mediumSchema) });

const begunSchema = z.object({
  id: z.string(),
  expiresAt: z.string(),
  /** The file it is of: an upload is never continued with another one. */
  sha256: z.string(),
  chunkBytes: z.number(),
  sent: z.number(),
});

const unfinishedSchema = z.object({ upload: begunSchema });

const EARLY_MS = 60_000;
