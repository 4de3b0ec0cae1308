import type { Account, TokenHealth } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import { type Blocks, button, context, escaped, mention } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { accountName, listed, plainSection } from './account-words.js';
import type { PlatformNames } from './deps.js';

/** Says that the access to accounts ends, or has ended, with Reconnect. `gone` connected them and has left. */
export function tokenMessage(state: {
  readonly platforms: PlatformNames;
  readonly accounts: readonly Account[];
  readonly health: TokenHealth;
  readonly gone?: string;
}): { text: string; blocks: Blocks } {
  const { platforms, accounts, health, gone } = state;
  const names = listed(
    accounts.map((account) => accountName(platforms, account)),
    10,
  );
  const count = accounts.length;
  const sentence =
    health.state === 'broken'
      ? say('account.accessOver', { accounts: names, why: health.why })
      : say('account.accessEnds', { accounts: names, days: health.daysLeft ?? 0, count });
  const [first] = accounts;
  const reconnect = button(ACTIONS.reconnect, say('button.reconnect'), {
    value: first?.id ?? '',
    style: 'primary',
    label: say('button.reconnectAccount', { account: names }),
  });
  return {
    text: escaped(sentence),
    blocks: [
      plainSection(sentence),
      ...(gone === undefined ? [] : [context(say('account.toldInstead', { person: mention(gone), count }))]),
      { type: 'actions', elements: [reconnect] },
    ],
  };
}
