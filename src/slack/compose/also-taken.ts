import { never } from '../../lib/never.js';
import type { MediaKind } from '../../platforms/platform.js';
import type { ComposeDeps } from './deps.js';

/** What these platforms take beside still pictures, for people: `a GIF that moves on LinkedIn or X`, `a PDF on LinkedIn`, `a video (MP4 or MOV) on X`. */
export function alsoTaken(platforms: ComposeDeps['platforms'], ids: Iterable<string>): string[] {
  const profiles = [...new Set(ids)].flatMap((id) => platforms.get(id)?.profile ?? []);
  return (['gif', 'video', 'document'] as const).flatMap((kind) => {
    const names = profiles.filter(({ files }) => files?.[kind] !== undefined).map(({ name }) => name);
    return names.length === 0 ? [] : [`${fileWord(kind)} on ${new Intl.ListFormat('en', { type: 'disjunction' }).format(names)}`];
  });
}

function fileWord(kind: Exclude<MediaKind, 'image'>): string {
  switch (kind) {
    case 'gif':
      return 'a GIF that moves';
    case 'document':
      return 'a PDF';
    case 'video':
      return 'a video (MP4 or MOV)';
    default:
      return never(kind);
  }
}
