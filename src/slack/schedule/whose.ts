import type { Brand } from '../../workspaces/index.js';
import { inert } from '../blocks.js';

/** Whose publishing a sentence is about: it names the brand where there are several. The name is mrkdwn. */
export interface Whose {
  readonly several: 'yes' | 'no';
  readonly brand: string;
}

/** Whose publishing it is, as somebody knows it who sees these brands. */
export function whoseIn(brands: readonly unknown[], { name }: Pick<Brand, 'name'>): Whose {
  return { several: brands.length > 1 ? 'yes' : 'no', brand: inert(name) };
}
