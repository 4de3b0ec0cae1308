import { say } from '../../language/index.js';
import { type Campaign, type ItemInput, LibraryRefusedError, USUAL_MEDIUM } from '../../posts/index.js';
import { ACTIONS } from '../ids.js';
import type { FormValues } from '../payloads.js';
import type { LibraryMetadata } from './metadata.js';

/** What was filled in for a template, snippet or label. Throws {@link LibraryRefusedError}. */
export function readItem(form: FormValues, { shelf, id }: LibraryMetadata): ItemInput | undefined {
  const named = { name: form.text(ACTIONS.itemName) ?? '', ...(id === undefined ? {} : { id }) };
  const text = form.text(ACTIONS.itemText) ?? '';
  switch (shelf) {
    case 'template':
      return { ...named, kind: 'template', text, accounts: form.options(ACTIONS.itemAccounts), labels: form.options(ACTIONS.itemLabels) };
    case 'snippet':
      return { ...named, kind: 'snippet', text };
    case 'label': {
      const campaign = readCampaign(form);
      return { ...named, kind: 'label', ...(campaign === undefined ? {} : { campaign }) };
    }
    default:
      return undefined;
  }
}

function readCampaign(form: FormValues): Campaign | undefined {
  const name = (form.text(ACTIONS.campaignName) ?? '').trim();
  const medium = (form.text(ACTIONS.campaignMedium) ?? '').trim();
  const sources = form.texts(ACTIONS.campaignSource).flatMap(([actionId, value]) => {
    const source = value.trim();
    return source === '' ? [] : [[actionId.slice(ACTIONS.campaignSource.length + 1), source] as const];
  });
  if (name !== '') return { name, medium: medium === '' ? USUAL_MEDIUM : medium, sources: Object.fromEntries(sources) };
  if (medium === '' && sources.length === 0) return undefined;
  throw new LibraryRefusedError('campaign', say('library.campaign.nameMissing'));
}
