import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { withPlatformTable } from '../scripts/platform-table.js';

const readme = readFileSync('README.md', 'utf8');

test('the platform table says what the profiles say; `npm run readme` makes it anew', () => {
  expect(withPlatformTable(readme)).toBe(readme);
});

test('every picture and file that README shows is there', () => {
  const named = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target).filter((target) => !target.includes('://'));
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((target) => !existsSync(target))).toEqual([]);
});

test('every command that README names is a script', () => {
  const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
});
