import { describe, expect, test } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Meaning } from '../src/language/index.js';
import { type Literal, literalsUnder, typesUnder } from './support/literals.js';
import { sourcesUnder } from './support/sources.js';

const product = literalsUnder('src').filter(({ path }) => !path.startsWith('src/playground/') && !path.startsWith('src/language/'));
const meanings = Object.keys(LANGUAGES.en) as Meaning[];

test.each(Object.entries(LANGUAGES))(
  'every message of %s can be read, and takes the arguments that the code gives it',
  (tag, catalogue) => {
    const given = meanings.map((meaning) => [meaning, argumentsOf(LANGUAGES.en[meaning], 'en')]);
    expect(meanings.map((meaning) => [meaning, argumentsOf(catalogue[meaning], tag)])).toEqual(given);
  },
);

describe('the catalogue', () => {
  test('has nothing that is never said', () => {
    const code = sourcesUnder('src')
      .filter(({ path }) => !path.startsWith('src/playground/') && !path.startsWith('src/language/en'))
      .map((source) => source.code)
      .join('\n');
    const begun = [...code.matchAll(/`([a-zA-Z]+\.[a-zA-Z.]*)\$\{/g)].map(([, beginning = '']) => beginning);
    const said = (meaning: string) => code.includes(`'${meaning}'`) || begun.some((beginning) => meaning.startsWith(beginning));
    expect(meanings.filter((meaning) => !said(meaning))).toEqual([]);
  });

  test('is not asked while a module loads, when nobody has chosen the language', () => {
    const asked = product.filter(({ within: [call = ''], atLoad }) => atLoad && SAYING.has(call));
    expect(asked.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  test('has every sentence that a person reads', () => {
    const types = typesUnder('src');
    const outside = product.filter((literal) => isSentence(literal.text) && !types.has(literal.text) && !isForNobody(literal));
    expect(outside.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });
});

/** Two words in a row, or a word with a value next to it. */
function isSentence(text: string): boolean {
  return /[A-Za-z]{2,}[,.:;!?)'’]* \(?[A-Za-z]|[A-Za-z]{2,}[,:]? …|…[.,:)]* [a-z]{2,}/.test(text);
}

/** What only programs read, or those who run Copydesk or write it. */
function isForNobody({ path, text, within }: Literal): boolean {
  if (OPERATORS.some((each) => path.startsWith(each)) || PROGRAMS.has(text) || /^\s*(<|:root)|^default-src /.test(text)) return true;
  return within.some((call) => /(^|\.)log\.\w+$/.test(call) || UNSHOWN.has(call.replace('new ', '')));
}

function argumentsOf(message: string, tag: string): string[] {
  const names = new Set<string>();
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && 'value' in node && typeof node.value === 'string' && node.type !== 0) names.add(`${node.value} (${node.type})`);
    for (const each of Object.values(node)) look(each);
  };
  look(new IntlMessageFormat(message, tag, undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

const SAYING = new Set(['say', 'listOf', 'numeral', 'momentWords', 'languageTag']);
const OPERATORS = [
  'src/config',
  'src/lib/',
  'src/http/health',
  'src/http/metrics',
  'src/http/webhooks-meta',
  'src/export-command',
  'src/restored-command',
  'src/rotate-keys-command',
  'src/turns',
  'src/installs',
];

/** Errors that are answered in code; their words are for a log. */
const UNSHOWN = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'DeadRefreshTokenError',
  'DuplicateError',
  'EventNotHandledError',
  'LeaseLostError',
  'MediaChangedError',
  'NameTakenError',
  'NoTokenError',
  'PayloadError',
  'RefTakenError',
  'SlotTakenError',
  'StateError',
  'TransportError',
]);

/** Headers, settings of libraries, parts of ids, and what X itself answers. */
const PROGRAMS = new Set([
  'private, no-store',
  'bytes …-…/…',
  'Not found\n',
  'Bearer …',
  'Basic …',
  'Copydesk (link preview)',
  'trust proxy',
  'loopback, linklocal, uniquelocal',
  'index: … ',
  'ends … …',
  'broken …',
  'bot token',
  'long posts',
  'media bytes',
  'Slack library',
  'The process stops.',
  'The state of an install is ….',
  'The request was stopped before it left.',
  'The answer is over … bytes.',
  'You are not allowed to create a Tweet with duplicate content.',
  'You are not allowed to create a Post with duplicate content.',
  'You attempted to reply to a Tweet that is deleted or not visible to you.',
]);
