import type { Section } from '../../publishing/index.js';

/** What each part of Home is called. */
export const TITLES: Readonly<Record<Section, string>> = {
  trouble: 'Needs somebody',
  waiting: 'Waiting for you',
  drafts: 'Your drafts',
  coming: 'Next 7 days',
  results: 'Published in the last 7 days',
  accounts: 'Accounts',
};

/** What a part says that has nothing to show. */
export const EMPTY: Readonly<Record<Section, string>> = {
  trouble: 'Nothing is in trouble.',
  waiting: 'Nothing waits for your review.',
  drafts: 'You have no drafts.',
  coming: 'Nothing is planned for the next 7 days.',
  results: 'Nothing was published in the last 7 days.',
  accounts: 'No accounts are connected yet.',
};

/** The same, while filters leave things out. */
export const EMPTY_FILTERED = 'Nothing here fits what you chose above.';

/** A part alone, which looks further than the week. */
export const TITLES_ALONE: Readonly<Record<Section, string>> = { ...TITLES, coming: 'Waiting to go out' };

/** What stands on Home when it cannot be drawn. `reference` finds the failure in the logs. */
export function failedWords(reference: string): string {
  return `Something went wrong on our side. Try again. If it happens again, give an admin this code: ${reference}`;
}
