import { inflateSync } from 'node:zlib';
import { say } from '../language/index.js';
import type { Inspected } from './inspect-picture.js';
import { MediaRefusedError } from './ports.js';

/** Whether bytes begin as a PDF does. */
export function isDocument(bytes: Uint8Array): boolean {
  return textOf(bytes.subarray(0, 5)) === '%PDF-';
}

/**
 * What a PDF says about itself; its pages where it names them. Throws {@link MediaRefusedError} for one that ends too early, or is locked:
 * a platform could not show its pages.
 */
export function inspectDocument(bytes: Uint8Array): Inspected {
  const text = textOf(bytes);
  if (!/startxref\s+\d+\s+%%EOF/.test(text.slice(-TAIL))) throw new MediaRefusedError(say('media.documentDamaged'));
  if (LOCKED.test(text)) throw new MediaRefusedError(say('media.documentProtected'));
  const pages = pagesIn(text) ?? pagesIn(packedObjects(bytes, text));
  return { mimeType: 'application/pdf', width: 0, height: 0, ...(pages === undefined ? {} : { parts: pages }) };
}

/** The largest `Count` of a page tree: that of its root. Looks at so many nodes and so far around each that no file can make it slow. */
function pagesIn(text: string): number | undefined {
  let most: number | undefined;
  let nodes = 0;
  for (const { index } of text.matchAll(PAGE_TREE)) {
    const before = text.slice(Math.max(0, index - AROUND), index);
    const [after = ''] = text.slice(index, index + AROUND).split('endobj', 1);
    const count = /\/Count\s+(\d+)/.exec(after)?.[1] ?? /.*\/Count\s+(\d+)/s.exec(before.slice(before.lastIndexOf('obj') + 1))?.[1];
    if (count !== undefined) most = Math.max(most ?? 0, Number(count));
    nodes += 1;
    if (nodes === MOST_NODES) break;
  }
  return most;
}

/** The objects that newer PDFs keep compressed, unpacked within a limit. */
function packedObjects(bytes: Uint8Array, text: string): string {
  const found: string[] = [];
  let left = MOST_UNPACKED;
  for (const match of text.matchAll(PACKED)) {
    const unpacked = unpack(bytes.subarray(match.index + match[0].length), left);
    left -= unpacked.length;
    if (left <= 0) break;
    found.push(unpacked);
  }
  return found.join('\n');
}

function unpack(bytes: Uint8Array, most: number): string {
  try {
    return inflateSync(bytes, { maxOutputLength: most }).toString('latin1');
  } catch {
    return '';
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

const TAIL = 2048;
const MOST_UNPACKED = 16 * 1024 * 1024;
const LOCKED = /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/;
const PAGE_TREE = /\/Type\s*\/Pages\b/g;
const AROUND = 20_000;
const MOST_NODES = 1_000;
const PACKED = /\/Type\s*\/ObjStm\b[^>]{0,500}>>\s*stream\r?\n/g;
