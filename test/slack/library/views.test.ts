import { describe, expect, test } from '@jest/globals';
import { checkView } from '../../../src/playground/slack/block-kit.js';
import { type Label, MOST_BLANKS, MOST_ITEMS, type Template } from '../../../src/posts/index.js';
import { matchingChoices } from '../../../src/slack/compose/account-choices.js';
import { templateView as templateStep } from '../../../src/slack/compose/template-view.js';
import { labelView, signatureView, snippetView, templateView } from '../../../src/slack/library/item-views.js';
import { libraryView } from '../../../src/slack/library/library-view.js';
import { type LibraryMetadata, SHELVES } from '../../../src/slack/library/metadata.js';
import { choicesOf } from '../compose/samples.js';

const HOSTILE = '<!channel> *bold* ';
const about = (shelf: LibraryMetadata['shelf'], fields: Partial<LibraryMetadata> = {}): LibraryMetadata => ({
  brand: 'b'.repeat(60),
  shelf,
  ...fields,
});
const kept = { workspace: 'T1', brand: 'b', name: HOSTILE.repeat(4).slice(0, 60) };
const labels: Label[] = Array.from({ length: MOST_ITEMS }, (_, index) => ({
  ...kept,
  kind: 'label',
  id: `${index}`.padStart(24, 'l'),
  ...(index % 2 === 0 ? {} : { campaign: { name: 'n'.repeat(100), medium: 'm'.repeat(100), sources: { x: 's'.repeat(100) } } }),
}));
const blanks = Array.from({ length: MOST_BLANKS }, (_, index) => `${index}`.padStart(60, 'b'));
const template: Template = {
  ...kept,
  kind: 'template',
  id: 't'.repeat(24),
  text: blanks
    .map((name) => `{{${name}}}`)
    .join('')
    .padEnd(3_000, '<'),
  accounts: choicesOf(100).map(({ id }) => id),
  labels: labels.map(({ id }) => id),
};

describe('the library', () => {
  test.each(SHELVES)('fits Slack with nothing and with everything on its shelf of each %s', (shelf) => {
    const empty = { brand: 'b', brands: [{ id: 'b', name: 'Bakery' }], shelf, rows: [] };
    expect(checkView(libraryView(empty))).toEqual([]);
    const rows = Array.from({ length: 200 }, (_, index) => ({
      id: `${index}`.padStart(24, 'r'),
      name: kept.name,
      detail: HOSTILE.repeat(160),
    }));
    const brands = Array.from({ length: 100 }, (_, index) => ({ id: `${index}`, name: 'Brand '.repeat(20) }));
    const full = libraryView({ brand: '1', brands, shelf, rows });
    expect(checkView(full)).toEqual([]);
    expect(JSON.stringify(full.blocks).match(/"mrkdwn","text":"[^"]*bold/)).toBeNull();
  });

  test('fits Slack where something is made, and where it is changed at its largest', () => {
    const accounts = matchingChoices(choicesOf(150), '');
    expect(checkView(templateView(about('template'), undefined, { accounts: [], labels: [] }))).toEqual([]);
    expect(checkView(templateView(about('template', { id: template.id }), template, { accounts, labels }))).toEqual([]);
    expect(checkView(snippetView(about('snippet'), undefined))).toEqual([]);
    expect(checkView(snippetView(about('snippet'), { ...kept, kind: 'snippet', id: 's', text: '#'.repeat(3_000) }))).toEqual([]);
    const platforms = Array.from({ length: 30 }, (_, index) => ({ id: `p${index}`, name: 'Platform' }));
    expect(checkView(labelView(about('label'), undefined, platforms))).toEqual([]);
    expect(checkView(labelView(about('label', { id: 'l' }), labels[1], platforms))).toEqual([]);
    expect(checkView(signatureView(about('signature', { account: 'a' }), HOSTILE.repeat(30), 's'.repeat(3_000)))).toEqual([]);
    expect(checkView(signatureView(about('signature', { account: 'a' }), 'Bakery', undefined))).toEqual([]);
  });
});

describe('the step that starts from a template', () => {
  const metadata = { draft: 'd', version: 1, brand: 'b', brands: [{ id: 'b', name: 'Bakery' }] };

  test('fits Slack with one template and with all, in one brand and in many', () => {
    const templates = Array.from({ length: MOST_ITEMS }, (_, index) => ({
      ...template,
      id: `${index}`,
      brand: index % 2 === 0 ? 'b' : 'c',
    }));
    expect(checkView(templateStep({ ...metadata, templates: [template] }))).toEqual([]);
    const brands = [...metadata.brands, { id: 'c', name: 'Brand '.repeat(20) }];
    const full = templateStep({ ...metadata, brands, templates, chosen: template });
    expect(checkView(full)).toEqual([]);
    expect(full.blocks.filter(({ type }) => type === 'input')).toHaveLength(MOST_BLANKS + 1);
  });
});
