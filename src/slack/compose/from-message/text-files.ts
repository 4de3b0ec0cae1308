import { type FileSource, FileUnavailableError } from '../../../media/index.js';
import { MAX_TEXT } from '../text-parts.js';
import type { Message } from './message.js';

type File = Message['files'][number];

/** What the .txt and .md files of a message say, in order, and the files that are none or could not be read. */
export async function readTextFiles(
  { files: source }: { readonly files: FileSource },
  workspace: string,
  files: readonly File[],
): Promise<{ readonly texts: readonly string[]; readonly others: readonly File[] }> {
  const read = await Promise.all(files.map((file) => (isText(file) ? readText(source, workspace, file) : undefined)));
  return {
    texts: read.flatMap((text) => text ?? []),
    others: files.filter((_, index) => read[index] === undefined),
  };
}

function isText({ mimetype, size }: File): boolean {
  return /^text\/(plain|markdown|x-markdown)$/.test(mimetype) && size <= MAX_BYTES;
}

async function readText(source: FileSource, workspace: string, { id }: File): Promise<string | undefined> {
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.open(workspace, id, MAX_BYTES)) chunks.push(chunk);
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)).trim();
  } catch (error) {
    if (error instanceof FileUnavailableError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** UTF-8 takes four bytes for a character at most. */
const MAX_BYTES = 4 * MAX_TEXT;
