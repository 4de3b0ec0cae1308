import { unescapeHtml } from './html.js';
import type { ConsentChoice } from './types.js';

/**
 * Does what a person's browser does on the dialog, over HTTP: loads it, picks the person, unticks, presses Save or Cancel. Resolves to the address the
 * browser is sent back to, and does not go there. Throws with the dialog's own words when it refuses, or when something to untick is not on it.
 */
export async function consentThrough(dialogUrl: string, choice: ConsentChoice): Promise<string> {
  const url = new URL(dialogUrl);
  url.searchParams.set('person', choice.person);
  const shown = await fetch(url);
  const page = await shown.text();
  if (shown.status !== 200)
    throw new Error(`The dialog refused: ${unescapeHtml(/role="alert">([^<]*)/.exec(page)?.[1] ?? `HTTP ${shown.status}`)}`);
  if (!page.includes('<form')) throw new Error(`The dialog does not know the person "${choice.person}".`);
  const form = new URLSearchParams({ person: choice.person, action: choice.action });
  for (const scope of without(ticks(page, 'scope'), choice.decline ?? [])) form.append('scope', scope);
  for (const id of only(ticks(page, 'page'), choice.onlyPages)) form.append('page', id);
  const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  await answer.arrayBuffer();
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`The dialog answered ${answer.status} and sent the browser nowhere.`);
  return location;
}

function ticks(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map((match) => unescapeHtml(match[1] ?? ''));
}

function without(shown: string[], declined: string[]): string[] {
  expectShown(shown, declined);
  return shown.filter((each) => !declined.includes(each));
}

function only(shown: string[], wanted: string[] | undefined): string[] {
  expectShown(shown, wanted ?? []);
  return wanted ?? shown;
}

function expectShown(shown: string[], named: string[]): void {
  const missing = named.filter((each) => !shown.includes(each));
  if (missing.length > 0) throw new Error(`The dialog does not show ${missing.join(', ')}. It shows: ${shown.join(', ') || 'nothing'}.`);
}
