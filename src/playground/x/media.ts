import { createHash } from 'node:crypto';
import { readPicture } from '../meta/picture.js';
import { type Call, needScopes } from './call.js';
import { onlyFields, textField } from './incoming.js';
import { refuse, refuseInvalid, refuseMissing } from './problems.js';
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
  await finish(call, upload, bytes);
  return answer(call, upload);
}

/** `POST /2/media/upload/initialize`. */
export function initialize(call: Call): unknown {
  needScopes(call, 'media.write');
  const { json } = call.incoming;
  onlyFields(json, ['media_type', 'total_bytes', 'media_category', 'shared', 'additional_owners']);
  const category = textField(json, 'media_category') ?? '';
  if (!(category in MAX_BYTES)) refuseInvalid('$.media_category: is not served by this stand-in', { media_category: [category] });
  if (typeof json.total_bytes !== 'number' || json.total_bytes > (MAX_BYTES[category] ?? 0)) refuseInvalid('$.total_bytes: is too large');
  return answer(call, newUpload(call, category, textField(json, 'media_type') ?? '', json.total_bytes));
}

/** `POST /2/media/upload/{id}/append`: chunks of 5 MB at most, in any order. */
export function append(call: Call): unknown {
  needScopes(call, 'media.write');
  const upload = theUpload(call, call.id);
  const segment = Number(call.incoming.form.get('segment_index') ?? Number.NaN);
  const chunk = call.incoming.files.get('media');
  if (chunk === undefined || chunk.length > 5_000_000) refuseInvalid('media: must have 1 to 5000000 bytes');
  if (!Number.isInteger(segment) || segment < 0 || segment > 999) refuseInvalid('segment_index: must be 0 to 999');
  upload.chunks.set(segment, chunk);
  return { data: { expires_at: Math.floor(upload.expiresAt / 1000) } };
}

/** `POST /2/media/upload/{id}/finalize`: the chunks become one file, which must be what was announced. */
export async function finalize(call: Call): Promise<unknown> {
  needScopes(call, 'media.write');
  const upload = theUpload(call, call.id);
  const bytes = Buffer.concat([...upload.chunks].sort(([a], [b]) => a - b).map(([, chunk]) => chunk));
  if (bytes.length !== upload.totalBytes)
    refuseInvalid(`Segments do not add up to provided total file size: ${bytes.length} of ${upload.totalBytes}`);
  await finish(call, upload, bytes);
  if (upload.category === 'tweet_gif') upload.pollsLeft = call.world.processingDelay;
  return answer(call, upload);
}

/** `GET /2/media/upload?command=STATUS`: only for uploads that X works on after their end. */
export function readStatus(call: Call): unknown {
  needScopes(call, 'media.write');
  const query = call.incoming.url.searchParams;
  if (query.get('command') !== 'STATUS') refuseInvalid('command: is not STATUS');
  const upload = theUpload(call, query.get('media_id') ?? '');
  if (upload.category !== 'tweet_gif') refuseMissing('media', upload.id);
  if (upload.pollsLeft > 0) upload.pollsLeft -= 1;
  return answer(call, upload);
}

/** `POST /2/media/metadata`: the description of a picture, 1,000 characters at most. */
export function describe(call: Call): unknown {
  needScopes(call, 'media.write');
  const { json } = call.incoming;
  onlyFields(json, ['id', 'metadata']);
  const upload = theUpload(call, textField(json, 'id') ?? '');
  const { metadata } = json as { metadata?: { alt_text?: { text?: unknown } } };
  const text = metadata?.alt_text?.text;
  if (typeof text !== 'string' || [...text].length > 1000) refuseInvalid('$.metadata.alt_text.text: must have at most 1000 characters');
  if (upload.media === undefined) refuseInvalid('The media is not uploaded yet');
  upload.media.altText = text;
  return { data: { id: upload.id, associated_metadata: { alt_text: { text } } } };
}

function newUpload({ world, person }: Call, category: string, type: string, totalBytes: number): Upload {
  const id = nextId(world);
  const upload: Upload = {
    id,
    key: `${category === 'tweet_gif' ? 16 : 3}_${id}`,
    ownerId: person.userId,
    category,
    type,
    totalBytes,
    chunks: new Map(),
    media: undefined,
    pollsLeft: 0,
    failed: false,
    expiresAt: now(world) + EXPIRES_MS,
  };
  world.uploads.set(id, upload);
  return upload;
}

/** Reads the bytes as the picture they must be. */
async function finish({ world }: Call, upload: Upload, bytes: Buffer): Promise<void> {
  const facts = await readPicture(bytes);
  const formats = upload.category === 'tweet_gif' ? ['gif'] : ['jpeg', 'png', 'webp'];
  const isTooLarge = bytes.length > (MAX_BYTES[upload.category] ?? 0);
  if (isTooLarge) refuse({ status: 413, title: 'Request Entity Too Large', detail: 'The media is too large' });
  if (facts === undefined || !formats.includes(facts.format)) refuseInvalid('The media is no picture that X takes', { media: [''] });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  world.bytes.set(sha256, { data: bytes, type: `image/${facts.format}` });
  upload.media = { sha256, width: facts.width, height: facts.height, altText: '' };
}

function theUpload({ world, person }: Call, id: string): Upload {
  const upload = world.uploads.get(id);
  if (upload === undefined || upload.ownerId !== person.userId || upload.expiresAt <= now(world)) refuseMissing('media', id);
  return upload;
}

function answer({ world }: Call, upload: Upload): unknown {
  const working =
    upload.pollsLeft > 0
      ? { state: 'in_progress', check_after_secs: 1, progress_percent: 50 }
      : { state: 'succeeded', progress_percent: 100 };
  const isGif = upload.category === 'tweet_gif' && upload.media !== undefined;
  return {
    data: {
      id: upload.id,
      media_key: upload.key,
      size: upload.totalBytes,
      expires_after_secs: Math.floor((upload.expiresAt - now(world)) / 1000),
      ...(isGif ? { processing_info: working } : {}),
    },
  };
}

/** 5 MB for a picture, 15 MB for a GIF (xdocs:x-api/media/quickstart/best-practices, November 2026). */
const MAX_BYTES: Readonly<Record<string, number>> = { tweet_image: 5_000_000, tweet_gif: 15_000_000 };
const EXPIRES_MS = 86_400_000;
