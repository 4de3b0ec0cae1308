import { type Call, needScopes } from './call.js';
import { onlyFields, textField } from './incoming.js';
import { answer, newUpload, theUpload } from './media.js';
import { refuseInvalid } from './problems.js';
import { MAX_BYTES, readMedia } from './read-media.js';

/** `POST /2/media/upload/initialize` (xdocs:x-api/media/quickstart/media-upload-chunked, November 2026). */
export function initialize(call: Call): unknown {
  needScopes(call, 'media.write');
  const { json } = call.incoming;
  onlyFields(json, ['media_type', 'total_bytes', 'media_category', 'shared', 'additional_owners']);
  const category = textField(json, 'media_category') ?? '';
  const type = textField(json, 'media_type') ?? '';
  if (!(category in MAX_BYTES)) refuseInvalid('$.media_category: is not served by this stand-in', { media_category: [category] });
  if (!(TYPES[category] ?? []).includes(type)) refuseInvalid(`$.media_type: does not go with ${category}`, { media_type: [type] });
  const total = json.total_bytes;
  if (typeof total !== 'number' || !Number.isInteger(total) || total < 1) refuseInvalid('$.total_bytes: must be a positive integer');
  if (total > (MAX_BYTES[category] ?? 0)) refuseInvalid('$.total_bytes: is too large');
  return answer(call, newUpload(call, category, type, total));
}

/** `POST /2/media/upload/{id}/append`: chunks of 5 MB at most, in order; one that came already may come again, if it is the same. */
export function append(call: Call): unknown {
  needScopes(call, 'media.write');
  const upload = theUpload(call, call.id);
  const segment = Number(call.incoming.form.get('segment_index') ?? Number.NaN);
  const chunk = call.incoming.files.get('media');
  if (chunk === undefined || chunk.length < 1 || chunk.length > 5_000_000) refuseInvalid('media: must have 1 to 5000000 bytes');
  if (!Number.isInteger(segment) || segment < 0 || segment > 999) refuseInvalid('SegmentIndex must be between 0 and 999.');
  if (upload.media !== undefined) refuseInvalid('The upload is finalized already');
  if (segment > upload.chunks.length) refuseInvalid(`segment_index: segment ${upload.chunks.length} is missing`);
  const earlier = upload.chunks[segment];
  if (earlier !== undefined && Buffer.compare(earlier, chunk) !== 0)
    refuseInvalid(`segment_index: segment ${segment} came already, with other bytes`);
  const others = upload.chunks.reduce((sum, { length }, index) => sum + (index === segment ? 0 : length), 0);
  if (others + chunk.length > upload.totalBytes) refuseInvalid('media: there are more bytes than total_bytes says');
  upload.chunks[segment] = chunk;
  upload.appended.push(segment);
  return { data: { expires_at: Math.floor(upload.expiresAt / 1000) } };
}

/** `POST /2/media/upload/{id}/finalize`: once; the chunks become one file, which must be what was announced. X works on it from then on. */
export async function finalize(call: Call): Promise<unknown> {
  needScopes(call, 'media.write');
  const upload = theUpload(call, call.id);
  if (upload.media !== undefined) refuseInvalid('The upload is finalized already');
  const bytes = Buffer.concat(upload.chunks);
  if (bytes.length !== upload.totalBytes)
    refuseInvalid(`Segments do not add up to provided total file size: ${bytes.length} of ${upload.totalBytes}`);
  const media = await readMedia(call.world, upload, bytes);
  upload.chunks = [];
  upload.media = media;
  upload.processing = { ...call.world.processing, ...tooLong(call, media.durationMs), begun: false };
  return answer(call, upload);
}

/** `GET /2/media/upload?command=STATUS`: only for uploads that X works on after their end. */
export function readStatus(call: Call): unknown {
  needScopes(call, 'media.write');
  const query = call.incoming.url.searchParams;
  if (query.get('command') !== 'STATUS') refuseInvalid('command: is not STATUS');
  const upload = theUpload(call, query.get('media_id') ?? '');
  if (upload.category === 'tweet_image' || upload.media === undefined) {
    refuseInvalid('Upload STATUS can only be invoked on uploads with processing metadata.');
  }
  if (upload.processing.polls > 0) upload.processing.polls -= 1;
  upload.processing.begun = true;
  return answer(call, upload);
}

/** Longer than 140 seconds only with a subscription: X says so after the upload (plhery/node-twitter-api-v2 243, November 2026). */
function tooLong({ person }: Call, durationMs = 0): { error?: { code: number; name: string; message: string } } {
  const hasRoom = person.subscription === 'Premium' || person.subscription === 'PremiumPlus';
  if (durationMs <= 140_000 || hasRoom) return {};
  const message = `Duration ${Math.ceil(durationMs / 1000)}.seconds exceeds max duration of 2.minutes+20.seconds`;
  return { error: { code: 3, name: 'UnsupportedMedia', message } };
}

const TYPES: Readonly<Record<string, readonly string[]>> = {
  tweet_image: ['image/jpeg', 'image/png', 'image/webp'],
  tweet_gif: ['image/gif'],
  tweet_video: ['video/mp4', 'video/quicktime'],
};
