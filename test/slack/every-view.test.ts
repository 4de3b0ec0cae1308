import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { sourcesUnder } from '../support/sources.js';

/** What a function that makes a whole screen says it gives. */
const SCREEN = /^(?:ModalView|HomeView|View|CardView)$|\breadonly blocks: /;

test('every function that makes a modal, a Home or a message is held against the limits of Block Kit by a test in test/slack', () => {
  const tests = sourcesUnder('test/slack')
    .map(({ path }) => readFileSync(path, 'utf8'))
    .filter((text) => /check(?:View|Message)\b/.test(text));
  const makers = sourcesUnder('src/slack').flatMap(({ path, code }) => screensIn(code).map((name) => ({ name, path })));
  expect(makers.length).toBeGreaterThan(25);
  const unknown = makers.filter(({ name }) => !tests.some((text) => new RegExp(`\\b${name}\\b`).test(text)));
  expect(unknown.map(({ name, path }) => `${name} of ${path}: call it at its largest in a test with checkView or checkMessage`)).toEqual(
    [],
  );
});

function screensIn(code: string): string[] {
  const made = code.matchAll(/^export function (\w+)\((?:.|\n)*?\): ([^\n]+?) \{$/gm);
  return [...made].flatMap(([, name = '', type = '']) => (SCREEN.test(type) ? [name] : []));
}
