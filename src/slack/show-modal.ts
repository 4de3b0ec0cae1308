import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';

/** Shows a modal after a click: on top of the modal that was clicked in, else as the first. A Home has no callback id, our modals have one each. */
export async function showModal(
  client: WebClient,
  clicked: { readonly trigger_id: string; readonly view?: { readonly callback_id: string } | undefined },
  view: ModalView,
): Promise<void> {
  const inModal = clicked.view !== undefined && clicked.view.callback_id !== '';
  await client.views[inModal ? 'push' : 'open']({ trigger_id: clicked.trigger_id, view });
}
