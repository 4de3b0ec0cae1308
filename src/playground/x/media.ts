import { type Call, needScopes } from './call.js';
import { onlyFields, textField } from './incoming.js';
import { refuseInvalid, refuseMissing } from './problems.js';
import { readMedia } from './read-media.js';
import { nextId, now, type Upload } from './world.js';

/** `POST /2/media/upload`: one picture at once (xdocs:x-api/media/upload-media, November 2026). GIFs and videos go in chunks. */
export async function uploadAtOnce(call: Call): Promise<unknown> {
  needScopes(call, 'media.write');
  const { form, files } = call.incoming;
  const bytes = files.get('media');
  if (bytes === undefined) refuseInvalid('media: is missing');
  if (form.get('media_category') !== 'tweet_image')
    refuseInvalid('media_category: is not tweet_image', { media_category: [form.get('media_category')] });
  const upload = newUpload(call, 'tweet_image', '', bytes.length);
  upload.media = await readMedia(call.world, upload, bytes);
  return answer(call, upload);
}

/** `POST /2/media/metadata`: the description of a picture or GIF, 1,000 characters at most. */
export function describe(call: Call): unknown {
  needScopes(call, 'media.write');
  const { json } = call.incoming;
  onlyFields(json, ['id', 'metadata']);
  const upload = theUpload(call, textField(json, 'id') ?? '');
  const { metadata } = json as { metadata?: { alt_text?: { text?: unknown } } };
  const text = metadata?.alt_text?.text;
  if (typeof text !== 'string' || [...text].length > 1000) refuseInvalid('$.metadata.alt_text.text: must have at most 1000 characters');
  if (upload.media === undefined) refuseInvalid('The media is not uploaded yet');
  if (upload.category === 'tweet_video') refuseInvalid('Alt text is supported for images and GIFs only');
  upload.media.altText = text;
  return { data: { id: upload.id, associated_metadata: { alt_text: { text } } } };
}

/** A new upload, whose id lives for a day. */
export function newUpload({ world, person }: Call, category: string, type: string, totalBytes: number): Upload {
  const id = nextId(world);
  const upload: Upload = {
    id,
    key: `${KEY_PREFIX[category] ?? 3}_${id}`,
    ownerId: person.userId,
    category,
    type,
    totalBytes,
    chunks: [],
    appended: [],
    media: undefined,
    processing: { polls: 0, begun: false },
    expiresAt: now(world) + EXPIRES_MS,
  };
  world.uploads.set(id, upload);
  return upload;
}

/** The account's own upload that is alive; refuses any other with 404. */
export function theUpload({ world, person }: Call, id: string): Upload {
  const upload = world.uploads.get(id);
  if (upload === undefined || upload.ownerId !== person.userId || upload.expiresAt <= now(world)) refuseMissing('media', id);
  return upload;
}

/** What X says of an upload; of a GIF or video whose bytes are there, how far it is. */
export function answer({ world }: Call, upload: Upload): unknown {
  const isWorkedOn = upload.category !== 'tweet_image' && upload.media !== undefined;
  return {
    data: {
      id: upload.id,
      media_key: upload.key,
      size: upload.totalBytes,
      expires_after_secs: Math.floor((upload.expiresAt - now(world)) / 1000),
      ...(isWorkedOn ? { processing_info: processingInfo(upload) } : {}),
    },
  };
}

function processingInfo({ processing: { polls, error, begun } }: Upload): Record<string, unknown> {
  if (polls > 0) return { state: begun ? 'in_progress' : 'pending', check_after_secs: 1, progress_percent: begun ? 50 : 0 };
  return error === undefined ? { state: 'succeeded', progress_percent: 100 } : { state: 'failed', progress_percent: 100, error };
}

/** The first part of a media key says what it is (field reports, November 2026). */
const KEY_PREFIX: Readonly<Record<string, number>> = { tweet_gif: 16, tweet_video: 7 };
const EXPIRES_MS = 86_400_000;
