import { PlatformError } from '../errors.js';

/** The error of an upload that X could not work on after its end, by X's name of it. */
export function processingFailed(
  { code, name = '' }: { readonly code?: number | undefined; readonly name?: string | undefined } = {},
  isVideo: boolean,
): PlatformError {
  const facts = code === undefined ? {} : { code };
  if (TROUBLE.has(name)) {
    return new PlatformError({
      kind: 'transient',
      next: 'restage',
      sentence: 'X had trouble with the upload, so it is uploaded again.',
      ...facts,
    });
  }
  const said = isVideo
    ? (VIDEO_SENTENCES[name] ?? VIDEO_UNREADABLE)
    : 'X could not read a picture of this post. Replace it, then send it again.';
  return new PlatformError({ kind: 'invalid_content', sentence: said, ...facts });
}

/** X's own trouble: the same file may pass next time. */
const TROUBLE: ReadonlySet<string> = new Set(['InternalError', 'Timeout']);

const VIDEO_UNREADABLE =
  'X could not read the video of this post. Export it once more as MP4 (H.264 pictures, AAC sound), replace it, then send it again.';

/** The names are from field reports (plhery/node-twitter-api-v2 243, xdevplatform/large-video-upload-python 14), November 2026. */
const VIDEO_SENTENCES: Readonly<Record<string, string>> = {
  InvalidMedia: VIDEO_UNREADABLE,
  UnsupportedMedia:
    'X does not take this video: its length, size or format does not fit. Make it shorter, or export it as MP4 (H.264, AAC), then send it again.',
};
