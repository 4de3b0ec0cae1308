import { z } from 'zod';
import { say } from '../../language/index.js';
import type { Label } from '../../posts/index.js';
import { type Brand, readerOf } from '../../workspaces/index.js';
import { plain } from '../blocks.js';
import { zoneFor } from '../compose/zone.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { type AnyListener, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { formValues, viewSubmission } from '../payloads.js';
import type { HomeDeps } from './deps.js';
import { findView } from './find-view.js';
import { findPosts } from './lists.js';

/** Find a post, and what it finds. */
export function findListeners(deps: HomeDeps): AnyListener[] {
  return [
    onClick(ACTIONS.homeFind, async ({ trigger_id }, { workspace, userId: person, client }) => {
      const { zone, hasLabels } = await read(deps, { workspace: workspace.id, person });
      await client.views.open({ trigger_id, view: findView({ zone, hasLabels }) });
    }),
    listener({
      kind: 'view',
      id: VIEWS.find,
      parse: viewSubmission,
      ack: async ({ view }, { workspace, userId: person }) => {
        const { reader, zone, hasLabels } = await read(deps, { workspace: workspace.id, person });
        const form = formValues(view);
        const [words, label] = [form.text(ACTIONS.homeWords) ?? '', form.option(ACTIONS.homeLabel)];
        if (words.trim() === '' && label === undefined) return { body: nothingAsked(), carry: undefined };
        const found = await findPosts(deps, reader, { words, ...(label === undefined ? {} : { label }) }, { skip: 0, limit: MOST_FOUND });
        return { body: { response_action: 'update' as const, view: findView({ zone, hasLabels, found }) }, carry: undefined };
      },
    }),
    listener({
      kind: 'options',
      id: ACTIONS.homeLabel,
      parse: z.object({ value: z.string().default('') }),
      ack: async ({ value }, { workspace, userId: person }) => {
        const { brands } = await readerOf(deps, { workspace: workspace.id, person });
        const labels = await labelsOf(deps, workspace.id, brands, value, LIMITS.options);
        const named = labels.map((label) => ({ text: plain(labelWords(label, brands), LIMITS.optionText), value: label.id }));
        return { body: { options: named }, carry: undefined };
      },
    }),
  ];
}

async function read(deps: HomeDeps, who: { readonly workspace: string; readonly person: string }) {
  const reader = await readerOf(deps, who);
  const hasLabels = (await labelsOf(deps, who.workspace, reader.brands, '', 1)).length > 0;
  return { reader, hasLabels, zone: zoneFor(reader.person, reader.brands[0]) };
}

function labelsOf(deps: HomeDeps, workspace: string, brands: readonly Brand[], words: string, limit: number) {
  const ids = brands.map(({ id }) => id);
  return deps.library.findLabels(workspace, ids, words, limit);
}

function labelWords({ name, brand }: Label, brands: readonly Brand[]): string {
  if (brands.length < 2) return name;
  return say('find.labelOfBrand', { label: name, brand: brands.find(({ id }) => id === brand)?.name ?? '' });
}

function nothingAsked() {
  return { response_action: 'errors' as const, errors: { [ACTIONS.homeWords]: say('find.nothingAsked') } };
}

const MOST_FOUND = 20;
