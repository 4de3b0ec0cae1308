import type { Button, SectionBlock } from '@slack/types';
import { say } from '../../language/index.js';
import { awaitsComment, type ListedPost } from '../../publishing/index.js';
import { plainSection } from '../accounts/account-words.js';
import { type Blocks, button, context, cut } from '../blocks.js';
import type { BrandNames } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import { rowFor, sentenceFor } from '../results/rows.js';
import { timingButtons } from '../results/timing.js';
import { accountLine } from './accounts-section.js';
import { postLine, type RowsState, rowStateOf } from './lines.js';
import type { HomeAccount } from './state.js';

/** One post in trouble: its words, why, and the buttons that mend it. At most 6 blocks. */
export function troubleRow(state: RowsState, listed: ListedPost): Blocks {
  const row = rowStateOf(state, listed);
  const shown = listed.publications.slice(0, SHOWN_ACCOUNTS);
  const more = listed.publications.length - shown.length;
  const isOverdue = listed.publications.some(({ holds }) => holds.includes('overdue'));
  return [
    postLine(listed),
    ...shown.flatMap((publication): Blocks => {
      if (publication.state === 'held' && !awaitsComment(publication)) return [sectionOf(sentenceFor(row, publication))];
      return rowFor(row, publication);
    }),
    ...(isOverdue ? timingRow(timingButtons({ ...row, publications: listed.publications })) : []),
    ...(more > 0 ? [context(say('home.trouble.moreAccounts', { count: more }))] : []),
  ];
}

/** An account that does not work, or soon will not, with Reconnect. */
export function accountTrouble(account: HomeAccount, brands: BrandNames): SectionBlock {
  return plainSection(
    accountLine(account, brands),
    button(ACTIONS.reconnect, say('button.reconnect'), {
      value: account.id,
      label: say('button.reconnectAccount', { account: cut(account.name, 60) }),
    }),
  );
}

function timingRow(elements: Button[]): Blocks {
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function sectionOf(text: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(text, 3_000) } };
}

const SHOWN_ACCOUNTS = 2;
