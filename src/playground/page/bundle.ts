import { join } from 'node:path';
import { build } from 'esbuild';
import { checkout } from './manifest.js';

/** The page's script and styles, ready to be served. */
export interface Bundle {
  readonly script: string;
  readonly styles: string;
}

/** Bundles `src/playground/web` of this checkout; takes a fraction of a second. Throws with esbuild's words when it does not compile. */
export async function bundlePage(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: ['main.tsx', 'styles/index.css'].map((file) => join(checkout(), 'src/playground/web', file)),
    outdir: 'page',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), styles: text('.css') };
}
