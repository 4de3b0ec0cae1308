import { type Meaning, say } from '../../language/index.js';
import type { Section } from '../../publishing/index.js';

/** What a part of Home is called. */
export function titleOf(section: Section): string {
  return say(TITLES[section]);
}

/** What it is called where it stands alone, and looks further than the week. */
export function titleAlone(section: Section): string {
  return section === 'coming' ? say('home.title.comingAll') : titleOf(section);
}

const TITLES = {
  trouble: 'home.title.trouble',
  waiting: 'home.title.waiting',
  drafts: 'label.yourDrafts',
  coming: 'home.title.coming',
  results: 'home.title.results',
  accounts: 'label.accounts',
} as const satisfies Readonly<Record<Section, Meaning>>;
