import { say } from '../../language/index.js';
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
      sentence: say('x.upload.trouble'),
      ...facts,
    });
  }
  const sentence = isVideo ? say(name === NOT_TAKEN ? 'x.video.notTaken' : 'x.video.notUnderstood') : say('x.picture.unreadable');
  return new PlatformError({ kind: 'invalid_content', sentence, ...facts });
}

/** X's own trouble: the same file may pass next time. */
const TROUBLE: ReadonlySet<string> = new Set(['InternalError', 'Timeout']);

/** From field reports, which know `InvalidMedia` beside it (plhery/node-twitter-api-v2 243, xdevplatform/large-video-upload-python 14), November 2026. */
const NOT_TAKEN = 'UnsupportedMedia';
