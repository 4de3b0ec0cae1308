import { z } from 'zod';
import { type Disconnected, disconnectAccount, disconnectGrant, startConnect } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import { holderOf, note } from '../../workspaces/index.js';
import { escaped } from '../blocks.js';
import { brandSearch } from '../brand-select.js';
import { ACTIONS, COMMANDS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { actionPayload, type Click, commandPayload } from '../payloads.js';
import { showModal } from '../show-modal.js';
import { accountName, disconnectedSentence } from './account-words.js';
import { accountsModal, modalOf } from './accounts-modal.js';
import { connectCardState, entryOf } from './card-state.js';
import { connectMessage } from './chosen-views.js';
import { cardPage, connectCard } from './connect-card.js';
import type { AccountsFaceDeps } from './deps.js';
import { moveListeners } from './move-listeners.js';
import { renewCard, type Shown } from './renew-card.js';

/** `/connect`, the links on its card, Disconnect, and Reconnect on any card. */
export function connectListeners(deps: AccountsFaceDeps): AnyListener[] {
  return [
    command(deps),
    listener({ kind: 'action', id: ACTIONS.connect, parse: z.unknown(), ack: async () => ({ carry: undefined }) }),
    disconnectButton(deps, ACTIONS.disconnect, (input) => disconnectAccount(deps, { ...input, account: input.value })),
    disconnectButton(deps, ACTIONS.disconnectGrant, (input) => disconnectGrant(deps, { ...input, ...grantValue(input.value) })),
    reconnectButton(deps),
    accountsButton(deps),
    turning(deps, ACTIONS.accountsBrand, ({ selected_option: option }) => ({ brand: option?.value, page: 1 })),
    turning(deps, ACTIONS.accountsPage, ({ value }) => pageValue(value)),
    brandSearch(ACTIONS.accountsBrand, async ({ workspace, userId: person }) => {
      return (await holderOf(deps, { workspace: workspace.id, person, right: 'compose' })).brands;
    }),
    ...moveListeners(deps),
  ];
}

function command(deps: AccountsFaceDeps): AnyListener {
  return listener({
    kind: 'command',
    id: COMMANDS.connect,
    parse: commandPayload,
    ack: async ({ text }, { workspace, userId: person }) => {
      const state = await connectCardState(deps, { workspace: workspace.id, person, page: cardPage(text) });
      return { body: { response_type: 'ephemeral' as const, ...connectCard(state) }, carry: undefined };
    },
  });
}

/** The tokens are wiped before the answer; the platform is told after it. */
function disconnectButton(
  deps: AccountsFaceDeps,
  id: string,
  disconnect: (input: { readonly workspace: string; readonly person: string; readonly value: string }) => Promise<Disconnected | undefined>,
): AnyListener {
  return listener({
    kind: 'action',
    id,
    parse: actionPayload,
    ack: async ({ actions: [{ value = '' }] }, { workspace: { id: workspace }, userId: person }) => {
      const disconnected = await disconnect({ workspace, person, value });
      const act = { workspace, person, act: 'account disconnected', from: 'command' } as const;
      await note(deps, ...(disconnected?.accounts ?? []).map(({ id: account, brand }) => ({ ...act, account, brand })));
      return { carry: disconnected };
    },
    work: async ({ response_url: url, view }, context, disconnected) => {
      const revoking = disconnected?.revoke();
      const brand = disconnected?.accounts[0]?.brand;
      await renewCard(deps, context, { url, view }, { brand, page: 1 });
      if (disconnected === undefined || revoking === undefined) return context.tell(say('account.disconnectedAlready'));
      const connector = deps.connectors.get(disconnected.family)?.name ?? disconnected.family;
      await context.tell(escaped(disconnectedSentence(deps.platforms, disconnected, await revoking, connector)));
    },
  });
}

/** A card is read by many, and a link to connect is for one: the click gives this person theirs. */
function reconnectButton(deps: AccountsFaceDeps): AnyListener {
  return onClick(ACTIONS.reconnect, async ({ actions: [{ value = '' }], channel, message, view, trigger_id }, context) => {
    const [account] = await deps.accounts.accountsById(context.workspace.id, [value]);
    const entry = account === undefined ? undefined : entryOf(deps, account.platform);
    if (account === undefined || entry?.connector === undefined) return context.tell(say('connect.seeAccounts'));
    const { url } = await startConnect(deps, {
      workspace: context.workspace.id,
      brand: account.brand,
      person: context.userId,
      family: entry.family,
      again: true,
    });
    const sentence = say('connect.again', { account: accountName(deps.platforms, account) });
    const shown = connectMessage({ sentence, url, label: say('button.reconnect') });
    if (view === undefined) await whisper(context, shown, channel?.id, message?.thread_ts);
    else await showModal(context.client, { trigger_id, view }, modalOf(say('button.reconnect'), shown.blocks));
  });
}

/** The card of `/connect` as a modal, from Home. */
function accountsButton(deps: AccountsFaceDeps): AnyListener {
  return onClick(ACTIONS.homeAccounts, async ({ actions: [{ value: brand }], trigger_id }, { workspace, userId: person, client }) => {
    const state = await connectCardState(deps, { workspace: workspace.id, person, page: 1, ...(brand === undefined ? {} : { brand }) });
    await client.views.open({ trigger_id, view: accountsModal(state) });
  });
}

/** Another brand, or another page, in the place of what is shown. */
function turning(deps: AccountsFaceDeps, id: string, shown: (clicked: Clicked) => Shown): AnyListener {
  return onClick(id, async ({ actions: [clicked], response_url: url, view }, context) =>
    renewCard(deps, context, { url, view }, shown(clicked)),
  );
}

type Clicked = Click['actions'][0];

function pageValue(value = ''): Shown {
  const [brand = '', page = ''] = value.split(':');
  return { brand, page: cardPage(page) };
}

function grantValue(value: string): { readonly brand: string; readonly grant: string } {
  const [brand = '', grant = ''] = value.split(':');
  return { brand, grant };
}

async function whisper(
  { client, userId: user }: ListenerContext,
  message: ReturnType<typeof connectMessage>,
  channel: string | undefined,
  thread: string | undefined,
): Promise<void> {
  if (channel === undefined) await client.chat.postMessage({ channel: user, ...message });
  else await client.chat.postEphemeral({ channel, user, ...message, ...(thread === undefined ? {} : { thread_ts: thread }) });
}
