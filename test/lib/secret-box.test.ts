import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox, SealBrokenError, type SealedPlace } from '../../src/lib/secret-box.js';

const place: SealedPlace = { collection: 'accounts', workspace: 'T1', record: 'a1', field: 'token' };
const key = (id: string) => ({ id, key: new Secret(randomBytes(32).toString('base64')) });

describe('the secret box', () => {
  test('gives back what was sealed, and seals the same text differently each time', () => {
    const box = createSecretBox([key('k1')]);
    const sealed = box.seal(new Secret('EAAtoken-ü'), place);
    expect(box.open(sealed, place).unwrap()).toBe('EAAtoken-ü');
    expect(box.seal(new Secret('EAAtoken-ü'), place)).not.toBe(sealed);
    expect(sealed).not.toContain('EAAtoken');
  });

  test.each(['collection', 'workspace', 'record', 'field'] as const)('does not open a value that was moved to another %s', (part) => {
    const box = createSecretBox([key('k1')]);
    const sealed = box.seal(new Secret('token'), place);
    expect(() => box.open(sealed, { ...place, [part]: 'other' })).toThrow(SealBrokenError);
  });

  test('does not open a value that was changed, cut, or is of another form', () => {
    const box = createSecretBox([key('k1')]);
    const sealed = box.seal(new Secret('token'), place);
    const parts = sealed.split('.');
    const flipped = [...parts.slice(0, 4), Buffer.from('tokem').toString('base64url')].join('.');
    for (const broken of [flipped, parts.slice(0, 4).join('.'), sealed.replace(/^1\./, '2.'), ''])
      expect(() => box.open(broken, place)).toThrow(SealBrokenError);
  });

  test('opens with every key, seals with the first, and says so when the key is gone', () => {
    const [old, fresh] = [key('old'), key('new')];
    const sealed = createSecretBox([old]).seal(new Secret('token'), place);
    const both = createSecretBox([fresh, old]);
    expect(both.open(sealed, place).unwrap()).toBe('token');
    expect(both.seal(new Secret('token'), place).split('.')[1]).toBe('new');
    expect(() => createSecretBox([fresh]).open(sealed, place)).toThrow(SealBrokenError);
  });

  test('refuses a key that is not 32 bytes, by its name', () => {
    expect(() => createSecretBox([{ id: 'short', key: new Secret('c2hvcnQ=') }])).toThrow('"short"');
    expect(() => createSecretBox([])).toThrow('names no key');
  });

  test('a secret prints as [secret]', () => {
    const secret = new Secret('token');
    expect([`${secret}`, JSON.stringify({ secret }), inspect(secret)]).toEqual(['[secret]', '{"secret":"[secret]"}', '[secret]']);
  });
});
