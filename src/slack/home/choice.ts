import { type HomeChoice, SECTIONS, type Section } from '../../publishing/index.js';

/** Everything, from its beginning. */
export const EVERYTHING: HomeChoice = { page: 0 };

/** Whether anything is left out by a filter. */
export function isFiltered({ brand, account, person }: HomeChoice): boolean {
  return brand !== undefined || account !== undefined || person !== undefined;
}

/** The section that a value names. */
export function sectionOf(value: string | undefined): Section | undefined {
  return SECTIONS.find((section) => section === value);
}

/** The choice with another filter; `all` takes it away. What is shown begins anew. */
export function withFilter(
  { page: _page, ...choice }: HomeChoice,
  field: 'brand' | 'account' | 'person',
  value: string | undefined,
): HomeChoice {
  const { [field]: _old, ...rest } = choice;
  return { ...rest, ...(value === undefined || value === ALL ? {} : { [field]: value }), page: 0 };
}

/** The value that stands for no filter. */
export const ALL = 'all';
