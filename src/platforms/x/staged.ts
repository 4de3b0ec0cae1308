import { z } from 'zod';
import type { Staged } from '../platform.js';

/** What `stage` keeps of each uploaded picture; times are ISO. */
export type StagedMedium = z.infer<typeof mediumSchema>;

const mediumSchema = z.object({
  id: z.string(),
  /** Names the picture in the posts that show it. */
  key: z.string(),
  expiresAt: z.string(),
  /** True where X still works on it after the upload. */
  processed: z.boolean(),
});

/** The uploaded pictures, in order. */
export function stagedMedia(staged: Staged): StagedMedium[] {
  return stagedSchema.parse(staged).media;
}

const stagedSchema = z.object({ media: z.array(mediumSchema) });
