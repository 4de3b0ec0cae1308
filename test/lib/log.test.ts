import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';

const lines: string[] = [];
const log = createLog('trace', { write: (line) => void lines.push(line) });

function logged(write: () => void): Record<string, unknown> {
  lines.length = 0;
  write();
  return JSON.parse(lines.join(''));
}

describe('the log', () => {
  test('prints a secret as [secret], wherever it stands', () => {
    const secret = new Secret('xoxb-very-secret');
    const line = logged(() => log.info({ token: secret, inside: { deep: [secret] } }, `got ${secret}`));
    expect(JSON.stringify(line)).not.toContain('very-secret');
    expect(line).toMatchObject({ token: '[secret]', inside: { deep: ['[secret]'] }, msg: 'got [secret]' });
  });

  test('names an error and its causes, Node’s own ones too, and none of their other fields', () => {
    const missing = () => {
      try {
        readFileSync('/does/not/exist');
      } catch (cause) {
        return new Error('It could not be read.', { cause });
      }
      return undefined;
    };
    const error = Object.assign(missing() ?? new Error(), { config: { headers: { authorization: 'Bearer abc' } } });
    const line = logged(() => log.error({ err: error }, 'failed'));
    expect(line.err).toMatchObject({ message: 'It could not be read.', cause: { code: 'ENOENT' } });
    expect(JSON.stringify(line)).not.toContain('Bearer');
  });

  test('does not repeat what a person typed when a document is refused', async () => {
    const Draft = mongoose.model('LogDraft', new mongoose.Schema({ text: { type: Number } }));
    const error = await new Draft({ text: 'my unpublished words' }).validate().catch((refused: unknown) => refused);
    const line = logged(() => log.error({ err: error }, 'failed'));
    expect(JSON.stringify(line)).toContain('LogDraft validation failed');
    expect(JSON.stringify(line)).not.toContain('unpublished');
  });
});
