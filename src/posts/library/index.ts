export {
  type Additions,
  additionProblems,
  blankProblems,
  labelProblem,
  readAdditions,
  withAdditions,
} from './additions.js';
export { blanksIn, fillBlanks } from './blanks.js';
export {
  type Campaign,
  type Label,
  type LibraryItem,
  type Signature,
  type Snippet,
  type Template,
  USUAL_MEDIUM,
} from './item.js';
export {
  type ItemInput,
  type Keeper,
  keepItem,
  keepSignature,
  type LibraryDeps,
  LibraryRefusedError,
  MOST_BLANKS,
  MOST_ITEMS,
  removeItem,
} from './keep.js';
export { saidBy } from './same-words.js';
export type { ItemOf, LibraryReader, LibraryStore } from './store.js';
