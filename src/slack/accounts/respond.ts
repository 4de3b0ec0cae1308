import type { Log } from '../../lib/log.js';
import type { Blocks } from '../blocks.js';

/** Puts a message in the place of the ephemeral one whose button was pressed. Slack may have forgotten it by then, which is logged and no more. */
export async function replaceOriginal(
  url: string | undefined,
  message: { readonly text: string; readonly blocks: Blocks },
  log: Log,
): Promise<void> {
  if (url === undefined || url === '') return;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ replace_original: true, response_type: 'ephemeral', ...message }),
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    });
    await answer.body?.cancel();
    if (!answer.ok) log.warn({ status: answer.status }, 'a card could not be replaced');
  } catch (err) {
    log.warn({ err }, 'a card could not be replaced');
  }
}
