import { Schema } from 'mongoose';

const videoFacts = new Schema(
  {
    durationMs: { type: Number, required: true },
    videoCodec: { type: String, required: true },
    audioCodec: String,
    frameRate: { type: Number, required: true },
    bitRate: { type: Number, required: true },
  },
  { _id: false },
);

/** A stored asset; `bytes` is its id in GridFS. */
export const assetSchema = new Schema(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    name: { type: String, required: true },
    sha256: { type: String, required: true },
    mimeType: { type: String, required: true },
    size: { type: Number, required: true },
    width: { type: Number, required: true },
    height: { type: Number, required: true },
    parts: Number,
    video: videoFacts,
    createdAt: { type: Date, required: true },
    bytes: { type: Schema.Types.ObjectId, required: true },
  },
  { collection: 'assets', versionKey: false, strict: 'throw' },
);

/** A stored rendition; `recipe` is the canonical text of how it was made. */
export const renditionSchema = new Schema(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    asset: { type: String, required: true },
    recipe: { type: String, required: true },
    sha256: { type: String, required: true },
    mimeType: { type: String, required: true },
    size: { type: Number, required: true },
    width: { type: Number, required: true },
    height: { type: Number, required: true },
    video: videoFacts,
    bytes: { type: Schema.Types.ObjectId, required: true },
  },
  { collection: 'renditions', versionKey: false, strict: 'throw' },
);

/** A stored public address: `_id` is the SHA-256 of the unguessable id. */
export const mediaLinkSchema = new Schema(
  {
    _id: { type: String, required: true },
    workspace: { type: String, required: true },
    rendition: { type: String, required: true },
    owner: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'mediaLinks', versionKey: false, strict: 'throw' },
);
