import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import type { Act, Content, PlatformContext, Staged } from '../platform.js';
import type { LinkedInSetup } from './app.js';
import { toLittleText } from './little-text.js';
import { type LinkedInOptions, readOptions } from './options.js';
import { restWithHeaders, stagedSchema } from './wire.js';

/** The one request that makes the post; resolves to its URN (li:marketing/community-management/shares/posts-api, November 2026). */
export async function publishOnLinkedIn(setup: LinkedInSetup, ctx: PlatformContext, { content }: Act, staged: Staged): Promise<string> {
  const options = readOptions(content);
  if (options === undefined) {
    throw new PlatformError({ kind: 'invalid_content', sentence: say('linkedin.settingsUnknown'), sent: false });
  }
  const shown = contentOf(content, options, stagedSchema.parse(staged));
  const { headers } = await restWithHeaders(setup, ctx, {
    method: 'POST',
    path: '/rest/posts',
    json: {
      author: ctx.account.platformId,
      commentary: toLittleText(content.text, options.mentions),
      visibility: options.visibility,
      distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
      lifecycleState: 'PUBLISHED',
      isReshareDisabledByAuthor: false,
      ...(shown === undefined ? {} : { content: shown }),
    },
    answer: z.unknown(),
    irreversible: true,
  });
  const urn = headers['x-restli-id'];
  if (urn !== undefined && urn !== '') return urn;
  throw new PlatformError({ kind: 'unknown_outcome', sentence: say('linkedin.postNotNamed') });
}

function contentOf(content: Content, options: LinkedInOptions, staged: z.infer<typeof stagedSchema>): Record<string, unknown> | undefined {
  const [first, ...more] = staged.images.map((id, index) => ({ id, ...altTextOf(content.media[index]?.altText) }));
  if (staged.document !== undefined) {
    return { media: { id: staged.document, title: options.documentTitle ?? content.media[0]?.altText ?? '' } };
  }
  if (first !== undefined) return more.length === 0 ? { media: first } : { multiImage: { images: [first, ...more] } };
  if (content.link === undefined) return undefined;
  const { title = new URL(content.link).hostname, description } = options.linkPreview ?? {};
  return {
    article: {
      source: content.link,
      title,
      ...(description === undefined ? {} : { description }),
      ...(staged.thumbnail === undefined ? {} : { thumbnail: staged.thumbnail }),
    },
  };
}

function altTextOf(altText = ''): { altText?: string } {
  return altText === '' ? {} : { altText };
}
