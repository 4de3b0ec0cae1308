import { never } from '../lib/never.js';
import type { Profile } from '../platforms/platform.js';

/** The length of a text as a platform counts it: `characters` are Unicode code points. */
export function textLength(text: string, { text: rules }: Pick<Profile, 'text'>): number {
  switch (rules.count) {
    case 'characters':
    case 'weighted':
      return [...text].length;
    default:
      return never(rules.count);
  }
}
