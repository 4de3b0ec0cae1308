import type { ActionsBlock, ExternalSelect, PlainTextOption, StaticSelect } from '@slack/types';
import { z } from 'zod';
import { say } from '../language/index.js';
import type { Brand } from '../workspaces/index.js';
import { cut, plain } from './blocks.js';
import { LIMITS } from './limits.js';
import { type AnyListener, type ListenerContext, listener } from './listener.js';

/** A brand as a menu offers it. */
export type NamedBrand = Pick<Brand, 'id' | 'name'>;

/** The value that stands for every brand. */
export const ALL_BRANDS = 'all';

/** The names of several brands by id, for rows that say whose they are; empty where there is one. */
export type BrandNames = ReadonlyMap<string, string>;

/** The names of these brands, where there are several. */
export function brandNames(brands: readonly NamedBrand[]): BrandNames {
  return brands.length < 2 ? NO_NAMES : new Map(brands.map(({ id, name }) => [id, name]));
}

/** The menu for one of several brands, or with `all` for every one: a list while Slack takes it whole, a search above, which {@link brandSearch} answers. */
export function brandSelect(
  actionId: string,
  brands: readonly NamedBrand[],
  { chosen, all = false, most = LIMITS.options }: { readonly chosen?: string; readonly all?: boolean; readonly most?: number } = {},
): StaticSelect | ExternalSelect {
  const options = [...(all ? [everyBrand()] : []), ...brands.map(optionOf)];
  const initial = options.find(({ value }) => value === chosen);
  const shared = {
    action_id: actionId,
    placeholder: plain(say('label.chooseBrand'), LIMITS.inputPlaceholder),
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
  if (options.length > most) return { type: 'external_select', ...shared, min_query_length: 0 };
  return { type: 'static_select', ...shared, options };
}

/** Brands to look at: archived ones at the end, and called so. */
export function withArchived(brands: readonly NamedBrand[], archived: readonly NamedBrand[]): NamedBrand[] {
  const most = LIMITS.optionText - say('label.archivedBrand', { brand: '' }).length;
  return [...brands, ...archived.map(({ id, name }) => ({ id, name: say('label.archivedBrand', { brand: cut(name, most) }) }))];
}

/** The menu as a filter of a list: every brand, or one; nothing where there is one alone. The block's id changes with the choice, or Slack would keep showing the old one. */
export function brandFilter(actionId: string, brands: readonly NamedBrand[], chosen: string | undefined): ActionsBlock[] {
  if (brands.length < 2) return [];
  const element = brandSelect(actionId, brands, { chosen: chosen ?? ALL_BRANDS, all: true });
  return [{ type: 'actions', block_id: `${actionId}:${chosen ?? ALL_BRANDS}`, elements: [element] }];
}

/** Answers what is typed into {@link brandSelect} where it is a search; `offered` are the brands this person may choose there. */
export function brandSearch(
  actionId: string,
  offered: (context: ListenerContext) => Promise<readonly NamedBrand[]>,
  { all = false }: { readonly all?: boolean } = {},
): AnyListener {
  return listener({
    kind: 'options',
    id: actionId,
    parse: z.object({ value: z.string().default('') }),
    ack: async ({ value }, context) => {
      const wanted = value.trim().toLowerCase();
      const found = (await offered(context)).filter(({ name }) => name.toLowerCase().includes(wanted)).map(optionOf);
      return { body: { options: [...(all ? [everyBrand()] : []), ...found].slice(0, LIMITS.options) }, carry: undefined };
    },
  });
}

function optionOf({ id, name }: NamedBrand): PlainTextOption {
  return { text: plain(name, LIMITS.optionText), value: id };
}

function everyBrand(): PlainTextOption {
  return { text: plain(say('label.allBrands'), LIMITS.optionText), value: ALL_BRANDS };
}

/** Of one brand alone. */
export const NO_NAMES: BrandNames = new Map();
