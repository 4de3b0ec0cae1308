import type { PictureRecipe } from './asset.js';

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a picture stands in its rendition: its own size there, and the white around it, in pixels. */
export interface Frame extends Size {
  readonly border: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
}

/**
 * The frame of a picture for a recipe: never enlarged, at most `maxWidth` wide with its border. A border ratio above the picture's own is reached
 * or passed, one below it is reached or stayed under, so that rounding never leads out of a platform's range.
 */
export function frameFor(picture: Size, { maxWidth, borderRatio }: Pick<PictureRecipe, 'maxWidth' | 'borderRatio'>): Frame {
  const outer = borderRatio === undefined ? outerSize(picture, maxWidth) : borderedSize(picture, borderRatio, maxWidth);
  const scale = Math.min(1, outer.width / picture.width, outer.height / picture.height);
  const width = clamp(Math.round(picture.width * scale), outer.width);
  const height = clamp(Math.round(picture.height * scale), outer.height);
  const [left, top] = [Math.floor((outer.width - width) / 2), Math.floor((outer.height - height) / 2)];
  return { width, height, border: { top, bottom: outer.height - height - top, left, right: outer.width - width - left } };
}

function outerSize({ width, height }: Size, maxWidth: number): Size {
  if (width <= maxWidth) return { width, height };
  return { width: maxWidth, height: Math.max(1, Math.round((height * maxWidth) / width)) };
}

function borderedSize(picture: Size, ratio: number, maxWidth: number): Size {
  const tall = picture.width / picture.height < ratio;
  const width = Math.min(maxWidth, tall ? Math.ceil(picture.height * ratio) : picture.width);
  return { width, height: Math.max(1, tall ? Math.floor(width / ratio) : Math.ceil(width / ratio)) };
}

function clamp(length: number, most: number): number {
  return Math.min(Math.max(1, length), most);
}
