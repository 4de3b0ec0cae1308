import { z } from 'zod';
import { statusOf } from './assets.js';
import { refuseValue } from './errors.js';
import type { LedgerArticle, LedgerMedia } from './types.js';
import type { Asset, World } from './world.js';

/** A post as it is asked for. */
export type AskedPost = z.infer<typeof postSchema>;

/** What a post shows beside its words; `ready` is false while one of its files is still processed. */
export interface ShownContent {
  media: LedgerMedia[];
  link?: string;
  article?: LedgerArticle;
  ready: boolean;
}

/** The body of a new post; anything that LinkedIn does not know or misses is refused with 400. */
export function checkPost(body: unknown): AskedPost {
  const asked = postSchema.safeParse(body);
  if (asked.success) return asked.data;
  const [issue] = asked.error.issues;
  const missing = issue?.code === 'invalid_type' && issue.message.includes('undefined');
  return refuseValue(
    missing ? 'MISSING_FIELD' : 'INVALID_VALUE_FOR_FIELD',
    `/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'invalid'}`,
  );
}

/** The files and the link of a post. Files must be the author's own, uploaded and readable. */
export function shownContent(world: World, { author, visibility, content }: AskedPost): ShownContent {
  if (visibility === 'CONNECTIONS' && !author.startsWith('urn:li:person:'))
    refuseValue('INVALID_VALUE_FOR_FIELD', '/visibility: an organization has no connections');
  if (content === undefined) return { media: [], ready: true };
  const refs = 'media' in content ? [content.media] : 'multiImage' in content ? content.multiImage.images : [];
  const media = refs.map((ref) => ({ ref, asset: assetOf(world, author, ref.id) }));
  for (const { ref, asset } of media) {
    if (asset.kind === 'document' && (ref.title ?? '') === '')
      refuseValue('MISSING_FIELD', '/content/media/title: required for a document');
    if (asset.kind === 'document' && 'multiImage' in content) refuseValue('INVALID_URN_TYPE', '/content/multiImage/images: only images');
  }
  const shown = {
    media: media.map(({ ref, asset }) => ledgerMedia(ref, asset)),
    ready: media.every(({ asset }) => statusOf(world, asset) === 'AVAILABLE'),
  };
  if (!('article' in content)) return shown;
  const { source, title, description, thumbnail } = content.article;
  const picture = thumbnail === undefined ? undefined : assetOf(world, author, thumbnail);
  return {
    media: [],
    link: source,
    article: {
      title,
      ...(description === undefined ? {} : { description }),
      ...(picture?.media === undefined ? {} : { thumbnail: picture.media.sha256 }),
    },
    ready: picture === undefined || statusOf(world, picture) === 'AVAILABLE',
  };
}

type MediaRef = z.infer<typeof mediaSchema>;

const mediaSchema = z.strictObject({ id: z.string(), title: z.string().optional(), altText: z.string().max(4086).optional() });

const contentSchema = z.union([
  z.strictObject({ media: mediaSchema }),
  z.strictObject({ multiImage: z.strictObject({ images: z.array(mediaSchema).min(2).max(20) }) }),
  z.strictObject({
    article: z.strictObject({
      source: z.url({ protocol: /^https?$/ }),
      title: z.string().min(1),
      description: z.string().optional(),
      thumbnail: z.string().optional(),
    }),
  }),
]);

const postSchema = z.strictObject({
  author: z.string(),
  commentary: z.string(),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']),
  distribution: z.strictObject({
    feedDistribution: z.enum(['MAIN_FEED', 'NONE']),
    targetEntities: z.array(z.unknown()).optional(),
    thirdPartyDistributionChannels: z.array(z.unknown()).optional(),
  }),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean().optional(),
  content: contentSchema.optional(),
});

function assetOf(world: World, author: string, urn: string): Asset {
  const asset = world.assets.get(urn);
  if (asset === undefined || asset.owner !== author) return refuseValue('INVALID_URN_ID', `/content: ${urn} is no file of ${author}`);
  const status = statusOf(world, asset);
  if (status === 'WAITING_UPLOAD') refuseValue('MEDIA_ASSET_WAITING_UPLOAD', `Media asset ${urn} waits for its upload`);
  if (status === 'PROCESSING_FAILED') refuseValue('MEDIA_ASSET_PROCESSING_FAILED', `Media asset ${urn} could not be processed`);
  return asset;
}

function ledgerMedia({ altText = '', title }: MediaRef, { kind, media }: Asset): LedgerMedia {
  return { kind, sha256: '', width: 0, height: 0, ...media, altText, ...(title === undefined ? {} : { title }) };
}
