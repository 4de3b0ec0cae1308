import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import type { ListenerContext } from '../listener.js';
import { noticeView } from '../notice.js';
import type { ComposeDeps } from './deps.js';
import { sentenceOf } from './refused.js';
import { replaceView } from './replace-view.js';
import { openingView } from './small-views.js';

/**
 * Opens a modal while its trigger lives: `load`'s view when that is ready soon, else a loading view that becomes it.
 * A refusal is told in the modal or, where none is open, privately. False when what was asked for is not in front of the person. Throws whatever else `load` or Slack throws.
 */
export async function openModal(
  deps: Pick<ComposeDeps, 'clock'>,
  input: { readonly context: ListenerContext; readonly triggerId: string },
  load: () => Promise<ModalView>,
): Promise<boolean> {
  const { context, triggerId } = input;
  const loading = settled(load());
  const soon = await atMost(deps, OPEN_AFTER_MS, loading);
  if (soon !== undefined) {
    if ('view' in soon) await context.client.views.open({ trigger_id: triggerId, view: soon.view });
    else await context.tell(refusalOf(soon.error));
    return 'view' in soon;
  }
  const opened = await context.client.views.open({ trigger_id: triggerId, view: openingView() });
  const late = await loading;
  const view = 'view' in late ? late.view : noticeView('Copydesk', sentenceOf(late.error) ?? say('compose.notOpened'));
  const shown = await replaceView(context, opened.view?.id ?? '', view);
  if ('error' in late && sentenceOf(late.error) === undefined) throw late.error;
  return shown && 'view' in late;
}

type Settled = { readonly view: ModalView } | { readonly error: unknown };

async function settled(loading: Promise<ModalView>): Promise<Settled> {
  try {
    return { view: await loading };
  } catch (error) {
    return { error };
  }
}

async function atMost(deps: Pick<ComposeDeps, 'clock'>, ms: number, loading: Promise<Settled>): Promise<Settled | undefined> {
  const done = new AbortController();
  const late = deps.clock.wait(ms, done.signal).then(
    () => undefined,
    () => undefined,
  );
  const first = await Promise.race([loading, late]);
  done.abort();
  return first;
}

/** The words of a refusal; a failure goes on to be logged. */
function refusalOf(error: unknown): string {
  const sentence = sentenceOf(error);
  if (sentence === undefined) throw error;
  return sentence;
}

const OPEN_AFTER_MS = 500;
