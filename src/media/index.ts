export { type Asset, borderRatio, kindOf, type PictureRecipe, type Recipe, type Rendition, recipeFor, UNCHANGED } from './asset.js';
export { type MediaSourceDeps, mediaSource } from './media-source.js';
export type { ByteRange, FileSource, MediaEverywhere, MediaStore, PublicMedia, SlackFileInfo, StoredBytes } from './ports.js';
export { FileUnavailableError, MediaChangedError, MediaRefusedError } from './ports.js';
export { type PublicLinkDeps, publicLink } from './public-link.js';
export { type RenditionDeps, rendition } from './render.js';
export { MAX_FILE_BYTES, MAX_VIDEO_BYTES, type TakeFileDeps, takeFile, takePicture } from './take-file.js';
export { sizeWords, videoLength } from './video-words.js';
