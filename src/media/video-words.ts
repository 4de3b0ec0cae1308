import { say } from '../language/index.js';
import type { VideoFacts } from '../platforms/platform.js';

/** A video's length as people read it: `0:12`, `1:02:03`. Part of a second counts as a whole one. */
export function videoLength({ durationMs }: Pick<VideoFacts, 'durationMs'>): string {
  const seconds = Math.ceil(durationMs / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, String(seconds % 60).padStart(2, '0')];
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}

/** A file's size as people read it: `3.2 MB`, `40 kB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return say('media.kilobytes', { kilobytes: Math.max(1, Math.round(bytes / 1_000)) });
  return say('media.megabytes', { megabytes: bytes / 1_000_000 });
}
