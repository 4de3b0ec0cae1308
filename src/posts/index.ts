export {
  type AccountsWords,
  type Changes,
  changesBetween,
  type FileChange,
  isEmpty,
  type SettingsChange,
  type ShownFile,
} from './changes.js';
export { type AccountCheck, type CheckDeps, checkDraft, checkOverride, type OverrideProblem } from './check.js';
export { checkFiles, checkWritten, type DescribedFile, filesTaken, type WrittenProblem } from './check-written.js';
export { type ContentDeps, contentsFor } from './content.js';
export { contentHash } from './content-hash.js';
export { changeDraft, type DraftDeps, type DraftKey, DraftRefusedError, discardDraft, ownDraft, saveWritten, startDraft } from './draft.js';
export { platformOf } from './draft-accounts.js';
export {
  MAX_ACCOUNTS,
  MAX_FILES,
  type NewFile,
  overrideOf,
  removeFile,
  setAltTexts,
  setBorder,
  type Written,
  withFiles,
  withFirstComment,
  withOverride,
  withWritten,
} from './draft-changes.js';
export { draftAssets } from './draft-media.js';
export { type Duplicate, duplicatePost } from './duplicate.js';
export { checkLiveEdit, type LiveText, liveTexts, sendLiveEdit, withLiveTexts } from './edit-live.js';
export { draftOfPost } from './edit-post.js';
export { fileTitle } from './file-title.js';
export { filesAt, leftOut, withoutWords } from './left-out.js';
export * from './library/index.js';
export { type LinkPreview, linkPreviewOf, needsPreview, type TakePreviewDeps, takePreview } from './link-preview.js';
export { type Part, partsOf } from './measure.js';
export { findMentionable, type MentionDeps } from './mentions.js';
export { offeredOptions, settingWords } from './options.js';
export {
  type DraftStore,
  DuplicateError,
  type NeighbourReader,
  type PageReader,
  PageUnavailableError,
  type PostStore,
  type PublicationsOfPost,
  type SaidBefore,
  type WebPage,
} from './ports.js';
export type { AccountContent, AccountOverride, Draft, DraftFile, PagePreview, Post, PostState, Revision, TimingAct, When } from './post.js';
export { type SendDeps, SendRefusedError, sendForReview } from './send-for-review.js';
export { type TakeFilesDeps, takeFiles } from './take-files.js';
export { cityOf, type PickedTime, pickerValues, timeIn, timeWords, wordsIn } from './when.js';
export { whenProblem } from './when-problem.js';
export { type Stretch, wordDiff, wordsChanged } from './word-diff.js';
