import type { ModalView } from '@slack/types';
import type { ListenerContext } from '../listener.js';

/** Replaces an open modal; false when it was closed or Slack does not take it now. */
export async function replaceView(context: ListenerContext, viewId: string, view: ModalView): Promise<boolean> {
  try {
    await context.client.views.update({ view_id: viewId, view });
    return true;
  } catch (err) {
    context.log.info({ err }, 'a modal could not be updated');
    return false;
  }
}
