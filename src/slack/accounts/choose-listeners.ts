import type { ModalView } from '@slack/types';
import { z } from 'zod';
import {
  ChoiceGoneError,
  ConnectError,
  type Connected,
  connectAccounts,
  NothingChosenError,
  nounOf,
  openChoice,
  openChoiceToManage,
  ReplacesOthersError,
  startConnect,
} from '../../accounts/index.js';
import { say } from '../../language/index.js';
import { holderOf, NotAllowedError, note } from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type Acked, type AnyListener, type ListenerContext, listener } from '../listener.js';
import { noticeView } from '../notice.js';
import { onClick } from '../on-click.js';
import { formValues, viewSubmission } from '../payloads.js';
import { choosePagesModal, pagesActionIds, suggestedPages } from './choose-pages-modal.js';
import { choiceGoneModal, connectedMessage, connectedModal, replaceModal } from './chosen-views.js';
import type { AccountsFaceDeps } from './deps.js';
import { chooseButton, type PagesMetadata, readPagesMetadata } from './pages-metadata.js';

/** Choosing: the button in the DM, the search above fifty, and Connect. */
export function chooseListeners(deps: AccountsFaceDeps): AnyListener[] {
  return [openButton(deps), search(deps), submit(deps)];
}

/** A trigger lives three seconds, so that the modal opens before anything is read. */
function openButton(deps: AccountsFaceDeps): AnyListener {
  return onClick(ACTIONS.choosePages, async ({ actions: [{ value = '' }], trigger_id, channel, message }, context) => {
    const opened = await context.client.views.open({ trigger_id, view: noticeView(say('button.connect'), say('connect.oneMoment')) });
    const { family, choice } = chooseButton(value);
    const metadata = {
      family,
      choice,
      ...(channel === undefined || message === undefined ? {} : { message: { channel: channel.id, ts: message.ts } }),
    };
    const view = await chooserOrReason(deps, context, metadata);
    await context.client.views.update({ view_id: opened.view?.id ?? '', view });
  });
}

function search(deps: AccountsFaceDeps): AnyListener {
  return listener({
    kind: 'options',
    id: ACTIONS.pages,
    parse: z.object({ value: z.string(), view: z.object({ private_metadata: z.string() }) }),
    ack: async ({ value, view }, { workspace, userId: person }) => {
      const { choice } = readPagesMetadata(view.private_metadata);
      const open = await openChoice(deps, { workspace: workspace.id, person, choice });
      return { body: { options: suggestedPages({ ...open, platforms: deps.platforms }, value) }, carry: undefined };
    },
  });
}

function submit(deps: AccountsFaceDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.choosePages,
    parse: viewSubmission,
    ack: async ({ view }, context): Promise<Acked<Connected | undefined>> => {
      const metadata = readPagesMetadata(view.private_metadata);
      const form = formValues(view);
      const chosen = metadata.chosen ?? pagesActionIds().flatMap((id) => form.options(id));
      try {
        const choice = { workspace: context.workspace.id, person: context.userId, choice: metadata.choice };
        const connected = await connectAccounts(deps, { ...choice, chosen, replace: metadata.chosen !== undefined });
        const { workspace, person } = choice;
        const act = { workspace, person, from: 'command' as const };
        await note(
          deps,
          ...connected.added.map(({ id: account, brand }) => ({ ...act, account, brand, act: 'account connected' as const })),
          ...connected.refreshed.map(({ id: account, brand }) => ({ ...act, account, brand, act: 'account reconnected' as const })),
        );
        return { body: { response_action: 'update', view: connectedModal(deps.platforms, connected) }, carry: connected };
      } catch (error) {
        return {
          body: await refusedAnswer(
            deps,
            context,
            error,
            { ...metadata, chosen },
            pagesActionIds().flatMap((id) => form.block(id) ?? []),
          ),
          carry: undefined,
        };
      }
    },
    work: async ({ view }, context, connected) => {
      const { message } = readPagesMetadata(view.private_metadata);
      if (connected === undefined || message === undefined) return;
      await context.client.chat.update({ ...message, ...connectedMessage(deps.platforms, connected) });
    },
  });
}

async function refusedAnswer(
  deps: AccountsFaceDeps,
  context: ListenerContext,
  error: unknown,
  metadata: PagesMetadata,
  [firstBlock]: readonly string[],
): Promise<NonNullable<Acked<undefined>['body']>> {
  if (error instanceof NothingChosenError && firstBlock !== undefined) {
    return { response_action: 'errors', errors: { [firstBlock]: error.message } };
  }
  if (error instanceof ReplacesOthersError) {
    return { response_action: 'update', view: replaceModal({ accounts: error.accounts, platforms: deps.platforms, metadata }) };
  }
  if (error instanceof ChoiceGoneError) return { response_action: 'update', view: await goneModal(deps, context, metadata, error) };
  throw error;
}

async function chooserOrReason(deps: AccountsFaceDeps, context: ListenerContext, metadata: PagesMetadata): Promise<ModalView> {
  try {
    const open = await openChoiceToManage(deps, { workspace: context.workspace.id, person: context.userId, choice: metadata.choice });
    const brand = await deps.workspaces.brand(context.workspace.id, open.choice.brand);
    const { noun, note } = { noun: nounOf(deps, metadata.family), note: deps.connectors.get(metadata.family)?.connector?.note };
    const words = { brand: brand?.name ?? context.workspace.name, noun, ...(note === undefined ? {} : { note }) };
    return choosePagesModal({ ...open, ...words, platforms: deps.platforms, metadata });
  } catch (error) {
    if (error instanceof NotAllowedError) return noticeView(say('button.connect'), error.message);
    if (error instanceof ChoiceGoneError) return goneModal(deps, context, metadata, error);
    throw error;
  }
}

async function goneModal(
  deps: AccountsFaceDeps,
  context: ListenerContext,
  { family }: PagesMetadata,
  error: ChoiceGoneError,
): Promise<ModalView> {
  const who = { workspace: context.workspace.id, person: context.userId };
  try {
    const { brands } = await holderOf(deps, { ...who, right: 'manage' });
    if (brands.length > 1) return choiceGoneModal({ sentence: error.message });
    const { url } = await startConnect(deps, { ...who, brand: brands[0].id, family });
    return choiceGoneModal({ sentence: error.message, url });
  } catch (refused) {
    if (refused instanceof NotAllowedError || refused instanceof ConnectError) return choiceGoneModal({ sentence: refused.message });
    throw refused;
  }
}
