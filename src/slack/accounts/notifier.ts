import type { WebClient } from '@slack/web-api';
import type { AccountsNotifier } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import type { Outbox } from '../notices/outbox.js';
import { chooseMessage, connectMessage } from './chosen-views.js';
import type { PlatformNames } from './deps.js';
import { tokenMessage } from './token-message.js';

/** Speaks to people by DM from the workspace's bot; a choice also stands on their Home. */
export function createAccountsNotifier(
  clients: { of(workspace: string): Promise<WebClient> },
  platforms: PlatformNames,
  outbox: Pick<Outbox, 'tell'>,
  homes: { acted(workspace: string, person: string): void },
): AccountsNotifier {
  return {
    accountsToChoose: async ({ workspace, person, ...state }) => {
      const client = await clients.of(workspace);
      homes.acted(workspace, person);
      await client.chat.postMessage({ channel: person, ...chooseMessage(state) });
    },
    connectAgain: async ({ workspace, person, url, connector, brand }) => {
      const client = await clients.of(workspace);
      const sentence = say('connect.freshLink', { connector, brand });
      await client.chat.postMessage({ channel: person, ...connectMessage({ sentence, url, label: say('button.connect') }) });
    },
    tokenTrouble: ({ workspace, brand, grant: subject, occasion, person, ...state }) =>
      outbox.tell({
        ...{ workspace, brand, subject, kind: 'token', person, occasion, to: person },
        ...{ topic: 'tokens', instead: 'admin', alarm: true },
        message: tokenMessage({ platforms, ...state }),
      }),
  };
}
