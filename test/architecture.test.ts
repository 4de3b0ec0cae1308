import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { importsOf, type Source, sourcesUnder } from './support/sources.js';

/** From the top down: a room may import the `index.ts` of the rooms that follow it. */
const rooms = ['insights', 'publishing', 'approvals', 'posts', 'accounts', 'media', 'workspaces'];
const faces = ['slack', 'http', 'mongo'];
/** What everything may import. */
const belowAll = ['lib', 'language'];
/** The port: what rooms may know of platforms. */
const port = ['platform', 'connector', 'request', 'errors'].map((name) => `src/platforms/${name}.ts`);
/** Folders in `src/platforms` that others of their family may import. */
const familyOf: Readonly<Record<string, string>> = { facebook: 'meta', instagram: 'meta' };
/** The few files that may turn a secret into text. */
const unwrapping = [
  'src/lib/secret.ts',
  'src/lib/secret-box.ts',
  'src/platforms/http.ts',
  'src/platforms/meta/signing.ts',
  'src/platforms/x/client-auth.ts',
  'src/http/meta-signature.ts',
  'src/http/slack-install.ts',
  'src/slack/clients.ts',
  'src/slack/receivers.ts',
  'src/slack/refresh-bot-token.ts',
  'src/mongo/connection.ts',
];

const all = sourcesUnder('src');
const product = all.filter(({ path }) => !path.startsWith('src/playground/'));

describe('the arrows', () => {
  test('are read from every form of import', () => {
    const code = `import type { A } from './a.js';
import {
  b,
  type C,
} from '../posts/index.js';
import './side.js';
export * from '@slack/bolt';
type D = import('../lib/d.js').D;
const e = await import('undici');`;
    const found = ['src/slack/a.ts', 'src/posts/index.ts', '@slack/bolt', 'src/slack/side.ts', 'src/lib/d.ts', 'undici'];
    expect(importsOf('src/slack/x.ts', code).sort()).toEqual(found.sort());
  });

  test('lib imports nothing but lib', () => {
    expect(offenders(within('lib'), (_, to) => isOurs(to) && folderOf(to) !== 'lib')).toEqual([]);
  });

  test('the language imports lib and itself', () => {
    expect(offenders(within('language'), (_, to) => isOurs(to) && !belowAll.includes(folderOf(to)))).toEqual([]);
  });

  test('a room imports lib, the language, the platform port, itself, and the index of rooms below it', () => {
    const allowed = (from: string, to: string) =>
      belowAll.includes(folderOf(to)) || port.includes(to) || folderOf(to) === folderOf(from) || isIndexBelow(folderOf(from), to);
    expect(offenders(within(...rooms), (from, to) => isOurs(to) && !allowed(from, to))).toEqual([]);
  });

  test('a room knows no database, no Slack and no HTTP', () => {
    const foreign = /^(mongoose|mongodb|undici|express|@slack\/.*|(node:)?https?)$/;
    expect(offenders(within(...rooms), (_, to) => foreign.test(to))).toEqual([]);
  });

  test('a face imports neither another face nor what composes it', () => {
    const forbidden = (from: string, to: string) => isTop(to) || (faces.includes(folderOf(to)) && folderOf(to) !== folderOf(from));
    expect(offenders(within(...faces), forbidden)).toEqual([]);
  });

  test('the platforms import lib, the language, their port and nothing above them', () => {
    expect(offenders(within('platforms'), (_, to) => isOurs(to) && ![...belowAll, 'platforms'].includes(folderOf(to)))).toEqual([]);
  });

  test('the platform port imports lib, the language and itself', () => {
    const portFiles = product.filter(({ path }) => port.includes(path));
    expect(portFiles.length).toBeGreaterThan(0);
    expect(offenders(portFiles, (_, to) => isOurs(to) && !belowAll.includes(folderOf(to)) && !port.includes(to))).toEqual([]);
  });

  test('nobody but the registry names a platform folder, and a platform only its own or its family', () => {
    const others = product.filter(({ path }) => path !== 'src/platforms/index.ts');
    const foreign = (from: string, to: string) => {
      const [platform, own] = [platformOf(to), platformOf(from)];
      return platform !== undefined && platform !== own && platform !== familyOf[own ?? ''];
    };
    expect(offenders(others, foreign)).toEqual([]);
  });

  test('nothing outside the playground imports it', () => {
    expect(offenders(product, (_, to) => to.startsWith('src/playground/'))).toEqual([]);
  });
});

describe('the rules', () => {
  test('only the configuration reads the environment', () => {
    expect(containing(product, /\bprocess\.env\b|\bprocess\[|\{[^}]*\benv\b[^}]*\} = process\b/, ['src/config.ts'])).toEqual([]);
  });

  test('a secret becomes text in a few listed files only', () => {
    expect(containing(product, /\.unwrap\(/, unwrapping)).toEqual([]);
  });

  test('nothing is exported as default', () => {
    expect(containing([...all, ...sourcesUnder('test')], /^export default\b|^export \{.*\bas default\b/m)).toEqual([]);
  });

  test('what runs in production needs only what is installed there', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const installed = (to: string) => to.startsWith('node:') || to === 'mongodb' || packageOf(to) in dependencies;
    expect(offenders(product, (_, to) => !isOurs(to) && !installed(to))).toEqual([]);
  });

  test("production has one mongodb driver, mongoose's own", () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const copies = Object.keys(packages).filter((path) => /(^|\/)node_modules\/mongodb$/.test(path) && !packages[path].dev);
    expect(copies).toEqual(['node_modules/mongodb']);
    const here = createRequire(import.meta.url);
    const mongooses = createRequire(here.resolve('mongoose'));
    expect(here.resolve('mongodb')).toBe(mongooses.resolve('mongodb'));
  });
});

/** `file imports file` for every import that the rule forbids. */
function offenders(sources: readonly Source[], forbidden: (from: string, to: string) => boolean): string[] {
  return sources.flatMap(({ path, imports }) => imports.filter((to) => forbidden(path, to)).map((to) => `${path} imports ${to}`));
}

/** `file: line` for every file that holds the pattern and is not excepted. */
function containing(sources: readonly Source[], pattern: RegExp, except: readonly string[] = []): string[] {
  return sources
    .filter(({ path }) => !except.includes(path))
    .flatMap(({ path, code }) => (pattern.test(code) ? [`${path} has ${pattern.exec(code)?.[0]}`] : []));
}

function within(...folders: string[]): Source[] {
  return product.filter(({ path }) => folders.includes(folderOf(path)));
}

/** `lib` for `src/lib/clock.ts`; nothing for `src/app.ts` and for packages. */
function folderOf(path: string): string {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? '';
}

function platformOf(path: string): string | undefined {
  return /^src\/platforms\/([^/]+)\//.exec(path)?.[1];
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isOurs(path: string): boolean {
  return path.startsWith('src/');
}

function isTop(path: string): boolean {
  return /^src\/[^/]+$/.test(path);
}

function isIndexBelow(room: string, to: string): boolean {
  return rooms.slice(rooms.indexOf(room) + 1).some((below) => to === `src/${below}/index.ts`);
}
