import type { WebClient } from '@slack/web-api';
import type { AccountsNotifier } from '../../accounts/index.js';
import { chooseMessage, connectMessage } from './chosen-views.js';
import type { PlatformNames } from './deps.js';
import { tokenMessage } from './token-message.js';

/** Speaks to people by DM from the workspace's bot. */
export function createAccountsNotifier(clients: { of(workspace: string): Promise<WebClient> }, platforms: PlatformNames): AccountsNotifier {
  return {
    accountsToChoose: async ({ workspace, person, ...state }) => {
      const client = await clients.of(workspace);
      await client.chat.postMessage({ channel: person, ...chooseMessage(state) });
    },
    connectAgain: async ({ workspace, person, url, connector, brand }) => {
      const client = await clients.of(workspace);
      const sentence = `Here is a new link to connect ${connector} to ${brand}.`;
      await client.chat.postMessage({ channel: person, ...connectMessage({ sentence, url, label: 'Connect' }) });
    },
    tokenTrouble: async ({ workspace, person, ...state }) => {
      const client = await clients.of(workspace);
      await client.chat.postMessage({ channel: person, ...tokenMessage({ platforms, ...state }) });
    },
  };
}
