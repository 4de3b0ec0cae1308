import type { Readable } from 'node:stream';
import type { Asset, Recipe, Rendition } from './asset.js';

/** Stored assets and renditions with their bytes. */
export interface MediaStore {
  saveAsset(asset: Asset, bytes: Uint8Array): Promise<void>;
  /** Stores bytes as they come and keeps what `describe` then says of them as an asset; where it throws, nothing is kept. */
  saveStream(workspace: string, bytes: AsyncIterable<Uint8Array>, describe: (stored: StoredBytes) => Promise<Asset>): Promise<Asset>;
  asset(workspace: string, asset: string): Promise<Asset | undefined>;
  assetBytes(workspace: string, asset: string): Promise<Uint8Array | undefined>;
  renditionByRecipe(workspace: string, asset: string, recipe: Recipe): Promise<Rendition | undefined>;
  /** Keeps a rendition; where another process made the same one first, that one is the answer. */
  saveRendition(rendition: Rendition, recipe: Recipe, bytes: Uint8Array): Promise<Rendition>;
  /** The same for one that is the asset's own bytes: they are not stored twice. Throws when the asset is not in the workspace. */
  saveUnchanged(rendition: Rendition, recipe: Recipe): Promise<Rendition>;
  rendition(workspace: string, rendition: string): Promise<Rendition | undefined>;
  renditionBytes(workspace: string, rendition: string): Promise<Uint8Array | undefined>;
  /** Its bytes as a stream, or those of a range; it errors when bytes are missing. */
  openRendition(workspace: string, rendition: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Keeps a public address (stored hashed) until `expiresAt`, on behalf of `owner` (a publication). */
  saveMediaLink(link: {
    readonly id: string;
    readonly workspace: string;
    readonly rendition: string;
    readonly owner: string;
    readonly expiresAt: Date;
  }): Promise<void>;
  /** Ends every public address made on behalf of `owner`. */
  endMediaLinks(workspace: string, owner: string): Promise<void>;
}

/** Bytes from `start` up to but not including `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes that were just stored. */
export interface StoredBytes {
  readonly size: number;
  /** SHA-256, 64 hex characters. */
  readonly sha256: string;
  read(range: ByteRange): Promise<Uint8Array>;
}

/** The one look-up in media that no workspace scopes: a platform fetches a picture by its address alone. */
export interface MediaEverywhere {
  /** What a public address leads to at `now`; undefined when it is unknown, ended or expired, or its publication is published, failed or cancelled. */
  mediaByLink(link: string, now: Date): Promise<PublicMedia | undefined>;
}

/** A picture behind a public address. */
export interface PublicMedia {
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, 64 hex characters. */
  readonly sha256: string;
  /** Its bytes, or those of a range. The stream errors when bytes are missing. */
  open(range?: ByteRange): Readable;
}

/** A file in Slack, as its description says. */
export interface SlackFileInfo {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
}

/** Files in Slack. Both throw {@link FileUnavailableError} with a sentence. */
export interface FileSource {
  info(workspace: string, fileId: string): Promise<SlackFileInfo>;
  /** The bytes as they come; refuses more than `maxBytes`, and the sign-in page that Slack sends instead of a file. Throws while it is read, too. */
  open(workspace: string, fileId: string, maxBytes: number): AsyncIterable<Uint8Array>;
}

/** A file could not be read from Slack; `message` tells the person what to do. */
export class FileUnavailableError extends Error {
  override readonly name = 'FileUnavailableError';
}

/** A file cannot be used; `message` tells the person why and what to do. */
export class MediaRefusedError extends Error {
  override readonly name = 'MediaRefusedError';
}

/** The stored bytes are not the approved ones, or are gone: nothing may be sent. */
export class MediaChangedError extends Error {
  override readonly name = 'MediaChangedError';
}
