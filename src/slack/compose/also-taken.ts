import { listOf, type Meaning, say } from '../../language/index.js';
import type { MediaKind } from '../../platforms/platform.js';
import type { ComposeDeps } from './deps.js';

/** What these platforms take beside still pictures, for people: `a GIF that moves on LinkedIn or X`, `a PDF on LinkedIn`, `a video (MP4 or MOV) on X`. */
export function alsoTaken(platforms: ComposeDeps['platforms'], ids: Iterable<string>): string[] {
  const profiles = [...new Set(ids)].flatMap((id) => platforms.get(id)?.profile ?? []);
  return (['gif', 'video', 'document'] as const).flatMap((kind) => {
    const names = profiles.filter(({ files }) => files?.[kind] !== undefined).map(({ name }) => name);
    return names.length === 0 ? [] : [say(TAKEN[kind], { platforms: listOf(names, 'or') })];
  });
}

const TAKEN = {
  gif: 'compose.files.alsoGif',
  video: 'compose.files.alsoVideo',
  document: 'compose.files.alsoDocument',
} as const satisfies Partial<Record<MediaKind, Meaning>>;
