import type { DataFolder, Kept } from './data-folder.js';

/** Writes down what a playground is, while it runs. */
export interface Keeper {
  /** Something may have changed: it is written within a second. */
  changed(): void;
  /** Writes it now, and nothing after that. */
  stop(): Promise<void>;
}

/** Keeps what `snapshot` gives in this folder, one write at a time. What cannot be written is said once. */
export function createKeeper(folder: DataFolder, snapshot: () => Kept, say: (line: string) => void): Keeper {
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let isSaid = false;
  const write = () => {
    timer = undefined;
    writing = writing
      .then(() => folder.write(snapshot()))
      .catch((error: unknown) => {
        if (!isSaid) say(`What happens here cannot be kept: ${error instanceof Error ? error.message : String(error)}`);
        isSaid = true;
      });
  };
  return {
    changed() {
      timer ??= setTimeout(write, SOON_MS);
    },
    stop: () => {
      clearTimeout(timer);
      write();
      timer = setTimeout(() => {}, 0);
      return writing;
    },
  };
}

const SOON_MS = 700;
