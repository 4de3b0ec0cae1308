import type { Page as Tab } from 'playwright-core';
import sharp from 'sharp';

/** An animated picture made of what windows showed. */
export interface Film {
  /** Takes what the tab shows now and holds it for so long. */
  frame(tab: Tab, holdMs: number): Promise<void>;
  /** Writes the film as an animated WebP, 1000 pixels wide, playing for ever. */
  save(path: string): Promise<void>;
}

/** An empty film. */
export function startFilm(): Film {
  const frames: { image: Buffer; holdMs: number }[] = [];
  return {
    frame: async (tab, holdMs) => {
      const shot = await tab.screenshot();
      frames.push({
        image: await sharp(shot).resize({ width: 1000, height: 768, fit: 'cover', position: 'top' }).png().toBuffer(),
        holdMs,
      });
    },
    save: async (path) => {
      const joined = sharp(
        frames.map(({ image }) => image),
        { join: { animated: true } },
      );
      await joined.webp({ quality: 82, effort: 4, loop: 0, delay: frames.map(({ holdMs }) => holdMs) }).toFile(path);
    },
  };
}
