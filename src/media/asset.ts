import type { ImageRules, Medium } from '../platforms/platform.js';

/** Stored bytes of a picture as a person gave it: immutable. The words about it belong to the revision. */
export interface Asset {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  /** SHA-256 of the bytes, 64 hex characters. */
  readonly sha256: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels, after the picture's own orientation is applied. */
  readonly width: number;
  readonly height: number;
  readonly createdAt: Date;
}

/** How a rendition is made from an asset: a platform's rules, and whether a border brings it into the allowed ratio. */
export interface Recipe {
  readonly maxWidth: number;
  readonly maxBytes: number;
  /** The ratio to reach with a white border; absent = the picture's own. */
  readonly borderRatio?: number;
}

/** A JPEG made from an asset: turned upright, without metadata, sRGB, on white. What is approved and sent. */
export type Rendition = Omit<Medium, 'altText'> & { readonly asset: string; readonly workspace: string };

/** The recipe for one platform's pictures. `border` only where the picture is outside the platform's ratio. */
export function recipeFor(asset: Pick<Asset, 'width' | 'height'>, rules: ImageRules, border: boolean): Recipe {
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
