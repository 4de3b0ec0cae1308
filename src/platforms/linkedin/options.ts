import { z } from 'zod';
import type { Content } from '../platform.js';

/** Who may see a post. Pages post to everyone (li:marketing/community-management/shares/posts-api, November 2026). */
export const VISIBILITIES = ['PUBLIC', 'CONNECTIONS'] as const;

/** The card of a link, read from its page and frozen with the content. */
export type LinkPreview = z.infer<typeof previewSchema>;

/** What `content.options` says to LinkedIn; undefined when it says something LinkedIn does not know. */
export function readOptions(content: Content): LinkedInOptions | undefined {
  return optionsSchema.safeParse(content.options).data;
}

/** `documentTitle` is the title of a PDF; without it its description is. */
export type LinkedInOptions = z.infer<typeof optionsSchema>;

const mediumSchema = z.object({
  rendition: z.string(),
  sha256: z.string(),
  mimeType: z.string(),
  width: z.number(),
  height: z.number(),
  size: z.number(),
  altText: z.string(),
});

const previewSchema = z.object({
  title: z.string().min(1),
  description: z.string().min(1).optional(),
  thumbnail: mediumSchema.optional(),
});

const mentionSchema = z.object({
  name: z.string().min(1),
  urn: z.string().regex(/^urn:li:(organization:\d+|person:[\w-]+)$/),
  index: z.int().min(0),
});

const optionsSchema = z.object({
  visibility: z.enum(VISIBILITIES).default('PUBLIC'),
  mentions: z.array(mentionSchema).default([]),
  linkPreview: previewSchema.optional(),
  documentTitle: z.string().optional(),
});
