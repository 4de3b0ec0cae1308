export { type AccountCheck, type CheckDeps, checkDraft } from './check.js';
export { checkFiles, checkWritten, type DescribedFile, type WrittenProblem } from './check-written.js';
export { type ContentDeps, contentsFor, draftAssets } from './content.js';
export { contentHash } from './content-hash.js';
export { changeDraft, type DraftDeps, type DraftKey, DraftRefusedError, discardDraft, ownDraft, saveWritten, startDraft } from './draft.js';
export {
  MAX_ACCOUNTS,
  MAX_FILES,
  type NewFile,
  removeFile,
  setAltTexts,
  setBorder,
  type Written,
  withFiles,
  withWritten,
} from './draft-changes.js';
export { draftOfPost } from './edit-post.js';
export { type DraftStore, DuplicateError, type PostStore, type PublicationsOfPost } from './ports.js';
export type { AccountContent, Draft, DraftFile, Post, PostState, Revision } from './post.js';
export { type SendDeps, SendRefusedError, sendForReview } from './send-for-review.js';
export { type TakeFilesDeps, takeFiles } from './take-files.js';
