import type { Account, TokenHealth } from '../../accounts/index.js';
import { type Blocks, button, context, escaped, mention } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { accountName, counted, listed, plainSection } from './account-words.js';
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
  const sentence = health.state === 'broken' ? brokenWords(names, health.why) : endingWords(names, health.daysLeft ?? 0, accounts.length);
  const [first] = accounts;
  const reconnect = button(ACTIONS.reconnect, 'Reconnect', { value: first?.id ?? '', style: 'primary', label: `Reconnect ${names}` });
  return {
    text: escaped(sentence),
    blocks: [
      plainSection(sentence),
      ...(gone === undefined
        ? []
        : [context(`${mention(gone)} connected ${accounts.length === 1 ? 'it' : 'them'} and can no longer reconnect, so you are told.`)]),
      { type: 'actions', elements: [reconnect] },
    ],
  };
}

function brokenWords(names: string, why: string): string {
  return `Copydesk can no longer post to ${names}. ${why}`;
}

function endingWords(names: string, days: number, count: number): string {
  const when = days === 0 ? 'today' : `in ${counted(days, 'day')}`;
  return `The access to ${names} ends ${when}. Reconnect before then, or posts to ${count === 1 ? 'it' : 'them'} stop. It takes a minute.`;
}
