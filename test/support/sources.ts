import { readdirSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';

/** A TypeScript source: its path from the top of the checkout, its text without comments, and what it imports. */
export interface Source {
  readonly path: string;
  readonly code: string;
  /** Packages as written; files as a path from the top of the checkout, ending in `.ts`. */
  readonly imports: readonly string[];
}

/** Every TypeScript source under `folder`, such as `src`. */
export function sourcesUnder(folder: string): Source[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.sort().map((name) => {
    const path = posix.join(folder, ...name.split(sep));
    const code = withoutComments(readFileSync(path, 'utf8'));
    return { path, code, imports: importsOf(path, code) };
  });
}

/** What the file at `path` with this text imports: packages as written, files as a path from the top of the checkout. */
export function importsOf(path: string, code: string): string[] {
  return importForms.flatMap((form) => [...code.matchAll(form)].map((match) => target(path, match[1] ?? '')));
}

const importForms = [
  /\b(?:import|export)\s[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/g,
  /\bimport\s*['"]([^'"]+)['"]/g,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
];

function target(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
