import { type ImageRules, type MediaKind, type Medium, mediaKind, type VideoFacts } from '../platforms/platform.js';

/** Stored bytes of a file as a person gave it: immutable. The words about it belong to the revision. */
export interface Asset {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  /** SHA-256 of the bytes, 64 hex characters. */
  readonly sha256: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels, after the picture's (or video's) own orientation is applied; 0 for a document. */
  readonly width: number;
  readonly height: number;
  /** The frames of a GIF that moves, the pages of a document where they can be counted. Absent for a still picture. */
  readonly parts?: number;
  /** Of a video only. */
  readonly video?: VideoFacts;
  readonly createdAt: Date;
}

/** What a platform can do with an asset is decided by this: a GIF with one frame is a still picture. */
export function kindOf({ mimeType, parts = 1 }: Pick<Asset, 'mimeType' | 'parts'>): MediaKind {
  const kind = mediaKind({ mimeType });
  return kind === 'gif' && parts === 1 ? 'image' : kind;
}

/** How a rendition is made: a picture by a platform's rules, any other file as it is. */
export type Recipe = PictureRecipe | typeof UNCHANGED;

/** The recipe of a file that is sent byte for byte. */
export const UNCHANGED = { unchanged: true } as const;

/** How a picture is made: a platform's rules, and whether a border brings it into the allowed ratio. */
export interface PictureRecipe {
  readonly maxWidth: number;
  readonly maxBytes: number;
  /** The ratio to reach with a white border; absent = the picture's own. */
  readonly borderRatio?: number;
}

/** What is approved and sent. Of a picture, a JPEG: turned upright, without metadata, sRGB, on white; of any other file, its own bytes. */
export type Rendition = Omit<Medium, 'altText'> & { readonly asset: string; readonly workspace: string };

/** The recipe for one platform's pictures. `border` only where the picture is outside the platform's ratio. */
export function recipeFor(asset: Pick<Asset, 'width' | 'height'>, rules: ImageRules, border: boolean): PictureRecipe {
  const ratio = borderRatio(asset, rules);
  return { maxWidth: rules.maxWidth, maxBytes: rules.maxBytes, ...(border && ratio !== undefined ? { borderRatio: ratio } : {}) };
}

/** The nearest ratio the platform takes, when the picture's own is outside. */
export function borderRatio(asset: Pick<Asset, 'width' | 'height'>, rules: ImageRules): number | undefined {
  if (rules.ratio === undefined) return undefined;
  const own = asset.width / asset.height;
  if (own < rules.ratio.min) return rules.ratio.min;
  if (own > rules.ratio.max) return rules.ratio.max;
  return undefined;
}
