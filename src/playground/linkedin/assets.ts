import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readPicture } from '../meta/picture.js';
import { type Answer, emptyAnswer, jsonAnswer } from './answer.js';
import { liveToken, needAuthor, needScope } from './auth.js';
import type { Call, Incoming } from './call.js';
import { refuse, refuseValue } from './errors.js';
import { type Asset, nextId, now, type World } from './world.js';

const UPLOAD_MS = 3_600_000;
const MAX_PIXELS = 36_152_320;
const MAX_DOCUMENT_BYTES = 100_000_000;
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'gif']);

/** `POST /rest/images?action=initializeUpload`, and the same for documents (li:marketing/community-management/shares/images-api, documents-api, November 2026). */
export function initializeUpload({ world, token, query, incoming }: Call, kind: Asset['kind']): Answer {
  if (query.get('action') !== 'initializeUpload') refuseValue('INVALID_REQUEST', 'action must be initializeUpload');
  const asked = initializeSchema.safeParse(incoming.json);
  if (!asked.success) return refuseValue('MISSING_FIELD', 'initializeUploadRequest.owner is required');
  const { owner } = asked.data.initializeUploadRequest;
  needAuthor(world, token, owner, `${kind}s.ACTION-initializeUpload`);
  const uploadId = nextId(world);
  const urn = `urn:li:${kind}:${kind === 'image' ? 'C4E10AQ' : 'D4E10AQ'}${nextId(world)}`;
  const uploadUntil = now(world) + UPLOAD_MS;
  world.assets.set(urn, { urn, kind, owner, uploadId, uploadUntil, uploadedAt: undefined, availableAt: 0, media: undefined });
  const uploadUrl = `${world.url}/dms-uploads/${uploadId}`;
  return jsonAnswer(200, { value: { uploadUrlExpiresAt: uploadUntil, uploadUrl, [kind]: urn } });
}

/** `PUT` of the bytes. They are looked at later, so that rubbish is taken here and fails in processing. */
export async function takeUpload(world: World, incoming: Incoming): Promise<Answer> {
  const asset = [...world.assets.values()].find(({ uploadId }) => incoming.url.pathname === `/dms-uploads/${uploadId}`);
  const token = liveToken(world, incoming.bearer);
  if (asset === undefined) return refuse({ status: 404, message: 'There is no such upload' });
  needAuthor(world, token, asset.owner, 'dms-uploads');
  if (asset.uploadUntil <= now(world)) refuseValue('EXPIRED_UPLOAD_URL', 'The upload URL has expired');
  asset.uploadedAt = now(world);
  asset.availableAt = asset.uploadedAt + world.processingMs;
  asset.media = asset.kind === 'image' ? await picture(world, incoming.bytes) : document(world, incoming.bytes);
  return emptyAnswer(201);
}

/** `GET /rest/images/{urn}`, and the same for documents: a person's self-serve token may not read it. */
export function readAsset({ world, token, id }: Call, kind: Asset['kind']): Answer {
  needScope(token, ['w_organization_social', 'r_organization_social'], `${kind}s.GET`);
  const asset = world.assets.get(id);
  if (asset === undefined || asset.kind !== kind)
    return refuse({ status: 404, code: 'NOT_FOUND', message: `Entity with key ${id} not found` });
  return jsonAnswer(200, { id, owner: asset.owner, status: statusOf(world, asset) });
}

/** How far an asset has come. */
export function statusOf(world: World, asset: Asset): 'WAITING_UPLOAD' | 'PROCESSING' | 'AVAILABLE' | 'PROCESSING_FAILED' {
  if (asset.uploadedAt === undefined) return 'WAITING_UPLOAD';
  if (asset.availableAt > now(world)) return 'PROCESSING';
  return asset.media === undefined ? 'PROCESSING_FAILED' : 'AVAILABLE';
}

const initializeSchema = z.object({ initializeUploadRequest: z.strictObject({ owner: z.string() }) });

async function picture(world: World, bytes: Buffer): Promise<Asset['media']> {
  const facts = await readPicture(bytes);
  if (facts === undefined || !FORMATS.has(facts.format) || facts.width * facts.height >= MAX_PIXELS) return undefined;
  return { kind: 'image', sha256: keep(world, bytes, `image/${facts.format}`), width: facts.width, height: facts.height };
}

function document(world: World, bytes: Buffer): Asset['media'] {
  const whole = bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-1024).toString('latin1').includes('%%EOF');
  if (!whole || bytes.length > MAX_DOCUMENT_BYTES) return undefined;
  return { kind: 'document', sha256: keep(world, bytes, 'application/pdf'), width: 0, height: 0 };
}

function keep(world: World, data: Buffer, type: string): string {
  const sha256 = createHash('sha256').update(data).digest('hex');
  world.bytes.set(sha256, { data, type });
  return sha256;
}
