import { unescapeHtml } from '../meta/html.js';
import type { ConsentChoice } from './types.js';

/**
 * Does what a person's browser does on the dialog, over HTTP: loads it, picks the person, presses Authorize or Cancel. Resolves to the address the
 * browser is sent back to, and does not go there. Throws with the dialog's own words when it refuses.
 */
export async function consentThrough(dialogUrl: string, { person, action }: ConsentChoice): Promise<string> {
  const url = new URL(dialogUrl);
  url.searchParams.set('person', person);
  const shown = await fetch(url);
  const page = await shown.text();
  if (shown.status !== 200)
    throw new Error(`The dialog refused: ${unescapeHtml(/role="alert">([^<]*)/.exec(page)?.[1] ?? `HTTP ${shown.status}`)}`);
  if (!page.includes('<form')) throw new Error(`The dialog does not know the person "${person}".`);
  const body = new URLSearchParams({ person, action });
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  await answer.arrayBuffer();
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`The dialog answered ${answer.status} and sent the browser nowhere.`);
  return location;
}
