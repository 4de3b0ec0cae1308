import { z } from 'zod';
import type { ListedText } from './same-post.js';
import { FIRST_ACT } from './thread.js';

/** A post as X lists it, with {@link POST_FIELDS} (xdocs:x-api/users/get-posts, November 2026). */
export type ListedPost = z.infer<typeof listedPostSchema>;

/** What to ask for as `tweet.fields`. */
export const POST_FIELDS = 'attachments,author_id,created_at,entities,note_tweet,referenced_tweets';

const entitiesSchema = z.object({
  urls: z.array(z.object({ url: z.string(), expanded_url: z.string().optional(), media_key: z.string().optional() })).optional(),
});

/** Reads one. */
export const listedPostSchema = z.object({
  id: z.string(),
  text: z.string(),
  author_id: z.string().optional(),
  entities: entitiesSchema.optional(),
  attachments: z.object({ media_keys: z.array(z.string()).optional() }).optional(),
  note_tweet: z.object({ text: z.string(), entities: entitiesSchema.optional() }).optional(),
  referenced_tweets: z.array(z.object({ type: z.string(), id: z.string() })).optional(),
});

/** Whether a post stands where this act belongs: a first part answers nothing, a later one `parent`, or anything where that is not known. */
export function isPlaced({ referenced_tweets: referenced = [] }: ListedPost, key: string, parent: string | undefined): boolean {
  const answered = referenced.find(({ type }) => type === 'replied_to')?.id;
  if (key === FIRST_ACT) return answered === undefined;
  return answered !== undefined && (parent === undefined || answered === parent);
}

/** A post's words. A long one is cut in `text`; all of it stands in `note_tweet`. */
export function listedText({ text, entities, note_tweet: note }: ListedPost): ListedText {
  const urls = note === undefined ? entities?.urls : note.entities?.urls;
  return {
    text: note?.text ?? text,
    urls: (urls ?? []).map(({ url, expanded_url: expanded, media_key: key }) => ({
      url,
      expanded: expanded ?? url,
      isMedia: key !== undefined,
    })),
  };
}
