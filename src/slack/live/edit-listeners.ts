import { isDeepStrictEqual } from 'node:util';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { say } from '../../language/index.js';
import {
  changeDraft,
  checkLiveEdit,
  type Draft,
  draftOfPost,
  type LiveText,
  liveTexts,
  ownDraft,
  type Revision,
  sendLiveEdit,
  withLiveTexts,
} from '../../posts/index.js';
import { textEditable, whyNotEdited } from '../../publishing/index.js';
import { type ComposeDeps, openEdit } from '../compose/index.js';
import { openModal } from '../compose/open-modal.js';
import { sentenceOf } from '../compose/refused.js';
import { joinParts, splitText } from '../compose/text-parts.js';
import { textAction } from '../compose/write-view.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener, PayloadError } from '../listener.js';
import { noticeView } from '../notice.js';
import { formValues, readIds, type Submission, type ViewPayload, viewPayload, viewSubmission } from '../payloads.js';
import { accountLabel } from '../results/card-state.js';
import { editLiveView, shownTexts, textBlock } from './edit-view.js';

/** The submit of the screen for live words, and its close, which keeps what was typed. */
export function editLiveListeners(deps: ComposeDeps): AnyListener[] {
  return [submitEdit(deps), closedEdit(deps)];
}

/** Opens what the Edit button of a card is for: the words alone of what is all live, the whole post otherwise. What is refused is told. */
export async function openEditOf(
  deps: ComposeDeps,
  input: { readonly context: ListenerContext; readonly triggerId: string; readonly post: string },
): Promise<void> {
  const { context, post } = input;
  const publications = await deps.live.ofPost(context.workspace.id, post);
  if (textEditable(publications, deps.platforms).length === 0) return openEdit(deps, input);
  await openModal(deps, input, async () => {
    const draft = await draftOfPost(deps, { workspace: context.workspace.id, post, person: context.userId });
    return editView(await liveDraft(deps, draft));
  });
}

function submitEdit(deps: ComposeDeps): AnyListener {
  return listener<Submission, string | undefined>({
    kind: 'view',
    id: VIEWS.editLive,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const found = await liveDraft(deps, await draftIn(deps, context, view.private_metadata));
      const wrong = await refusalOf(checkLiveEdit(deps, withTyped(found, view, found.draft)));
      const [first] = found.texts;
      if (wrong !== undefined && first !== undefined) {
        const block = textBlock(first, found.draft.version, 0);
        return { body: { response_action: 'errors' as const, errors: { [block]: wrong } }, carry: undefined };
      }
      const { workspace, person, post, id: draft, version } = await keep(deps, found, view);
      const refused = await refusalOf(sendLiveEdit(deps, { workspace, draft, version, person }));
      const body = { response_action: 'update' as const, view: noticeView(say('live.edit.title'), refused ?? say('live.edit.sent')) };
      return { body, carry: refused === undefined ? post : undefined };
    },
    work: async (_input, context, post) => {
      if (post !== undefined) await deps.drawCard(context.workspace.id, post);
    },
  });
}

function closedEdit(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'view_closed',
    id: VIEWS.editLive,
    parse: z.object({ view: viewPayload.extend({ state: viewPayload.shape.state.catch({ values: {} }) }) }),
    ack: async ({ view }, context) => {
      try {
        await keep(deps, await liveDraft(deps, await draftIn(deps, context, view.private_metadata)), view);
      } catch (error) {
        if (sentenceOf(error) === undefined) throw error;
        context.log.info({ refused: error instanceof Error ? error.name : '' }, 'a closed form was not kept');
      }
      return { carry: undefined };
    },
  });
}

interface LiveDraft {
  readonly draft: Draft;
  readonly base: Revision;
  readonly texts: readonly LiveText[];
  readonly keeps: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
}

/** A draft of a live post with what of it can be changed. */
async function liveDraft(deps: ComposeDeps, draft: Draft): Promise<LiveDraft> {
  const [base, publications] = await Promise.all([
    deps.posts.revision(draft.workspace, draft.post, draft.base),
    deps.live.ofPost(draft.workspace, draft.post),
  ]);
  if (base === undefined) throw new PayloadError(`The draft ${draft.id} is not of a post that is live.`);
  const accounts = await deps.accounts.accountsById(
    draft.workspace,
    publications.map(({ account }) => account),
  );
  const named = accounts.map(({ id, name, platform }) => {
    const platformName = deps.platforms.get(platform)?.profile.name ?? platform;
    return [id, accountLabel({ platformName, name })] as const;
  });
  const labels = new Map(named);
  const keeps = publications.flatMap((publication) => {
    const whyNot = publication.state === 'published' ? whyNotEdited(publication, deps.platforms.get(publication.platform)) : undefined;
    return whyNot === undefined
      ? []
      : [say('live.edit.keeps', { account: labels.get(publication.account) ?? say('card.accountGone'), why: whyNot })];
  });
  return { draft, base, texts: shownTexts(liveTexts(draft, base, textEditable(publications, deps.platforms))), keeps, labels };
}

function editView({ draft, texts, keeps, labels }: LiveDraft): ModalView {
  const metadata = JSON.stringify({ draft: draft.id, version: draft.version });
  return editLiveView({
    metadata,
    version: draft.version,
    texts,
    keeps,
    labels,
    ...(draft.note === undefined ? {} : { note: draft.note }),
  });
}

async function draftIn(deps: ComposeDeps, context: ListenerContext, privateMetadata: string): Promise<Draft> {
  const { draft, version } = readIds(metadataSchema, privateMetadata);
  return ownDraft(deps, { workspace: context.workspace.id, person: context.userId, draft, version });
}

/** Keeps what was typed; the draft is as it was where that is the same. */
async function keep(deps: ComposeDeps, found: LiveDraft, view: ViewPayload): Promise<Draft> {
  const { workspace, id, person, version } = found.draft;
  return changeDraft(deps, { workspace, draft: id, person, version }, (now) => {
    const typed = withTyped(found, view, now);
    return isDeepStrictEqual(typed, now) ? now : typed;
  });
}

function withTyped({ base, texts }: LiveDraft, view: ViewPayload, draft: Draft): Draft {
  const typed = texts.flatMap((text) => {
    const words = typedText(view, text, draft.version) ?? text.text;
    return text.accounts.map((account) => [account, words] as const);
  });
  const values = formValues(view);
  const note = values.block(ACTIONS.liveNote) === undefined ? draft.note : values.text(ACTIONS.liveNote);
  return withLiveTexts(draft, base, new Map(typed), note);
}

/** The sentence of a refusal; undefined where there is none. */
async function refusalOf(done: Promise<unknown>): Promise<string | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    return sentence;
  }
}

/** The parts that a text was shown in, together again; undefined where the form does not carry them. */
function typedText({ state }: ViewPayload, text: LiveText, version: number): string | undefined {
  const { separators } = splitText(text.text);
  const parts: string[] = [];
  for (let part = 0; ; part += 1) {
    const read = inputValue.safeParse(state.values[textBlock(text, version, part)]?.[textAction(part)]);
    if (!read.success) break;
    parts.push(read.data.value ?? '');
  }
  return parts.length === 0 ? undefined : joinParts(parts, separators);
}

const inputValue = z.object({ value: z.string().nullish() });
const metadataSchema = z.object({ draft: z.string(), version: z.number() });
