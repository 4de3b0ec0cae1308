import { say } from '../../language/index.js';
import {
  type AccountOverride,
  changeDraft,
  checkOverride,
  type Draft,
  fileTitle,
  type OverrideProblem,
  offeredOptions,
  overrideOf,
  ownDraft,
  platformOf,
  withOverride,
} from '../../posts/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener, PayloadError } from '../listener.js';
import { noticeView } from '../notice.js';
import { actionPayload, type Click, type FormValues, formValues, type Submission, type ViewPayload, viewSubmission } from '../payloads.js';
import { clickedView, keepAltTexts, showGone } from './check-clicks.js';
import { type CustomiseState, customiseBlock, customiseView, mentionFrom, optionText } from './customise-view.js';
import type { ComposeDeps } from './deps.js';
import { readText } from './form.js';
import { mentionsSearch } from './mentions-search.js';
import { type ComposeMetadata, readMetadata } from './metadata.js';
import { offersComment } from './offers-comment.js';
import { sentenceOf } from './refused.js';
import { showCheck } from './show-check.js';

/** Customise for one account: the ways to it from the second screen, and its submit. */
export function customiseListeners(deps: ComposeDeps): AnyListener[] {
  return [
    customiseButton(deps, ACTIONS.customise),
    customiseButton(deps, ACTIONS.customiseOne),
    customiseSubmit(deps),
    mentionsSearch(deps),
  ];
}

function customiseButton(deps: ComposeDeps, id: string): AnyListener {
  return listener<Click, Draft | undefined>({
    kind: 'action',
    id,
    parse: actionPayload,
    ack: async (input, context) => ({ carry: await keepAltTexts(deps, context, clickedView(input)) }),
    work: async (input, context, draft) => {
      const [{ value, selected_option: option }] = input.actions;
      if (draft === undefined) return showGone(deps, context, clickedView(input));
      const state = await stateOf(deps, draft, value ?? option?.value ?? '');
      const view = state === undefined ? noticeView(say('customise.title'), say('customise.gone')) : customiseView(state);
      await context.client.views.push({ trigger_id: input.trigger_id, view });
    },
  });
}

function customiseSubmit(deps: ComposeDeps): AnyListener {
  return listener<Submission, string | undefined>({
    kind: 'view',
    id: VIEWS.customise,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const metadata = readMetadata(view.private_metadata);
      const refused = ({ field, sentence }: OverrideProblem) => ({
        body: { response_action: 'errors' as const, errors: { [customiseBlock(field, accountIn(metadata))]: sentence } },
        carry: undefined,
      });
      try {
        const saved = await save(deps, context, view, metadata);
        return 'sentence' in saved ? refused(saved) : { carry: metadata.draft };
      } catch (error) {
        const sentence = sentenceOf(error);
        if (sentence === undefined) throw error;
        return refused({ field: 'text', sentence });
      }
    },
    work: async ({ view }, context, draft) => {
      const below = view.previous_view_id ?? view.root_view_id;
      if (draft !== undefined && below != null) await showCheck(deps, context, { draft, view: below, closed: 'quiet' });
    },
  });
}

/** Keeps what was typed for the account, or says what is wrong with its text or comment. */
async function save(
  deps: ComposeDeps,
  context: ListenerContext,
  view: ViewPayload,
  metadata: ComposeMetadata,
): Promise<Draft | OverrideProblem> {
  const { account: id } = accountIn(metadata);
  const key = { workspace: context.workspace.id, draft: metadata.draft, person: context.userId };
  const draft = await ownDraft(deps, { ...key, version: metadata.version });
  const state = await stateOf(deps, draft, id);
  if (state === undefined) return { field: 'text', sentence: say('customise.gone') };
  const override = readOverride(view, state);
  const problem = await checkOverride(deps, draft, override);
  return problem ?? changeDraft(deps, { ...key, version: metadata.version }, (now) => withOverride(now, override));
}

function readOverride(view: ViewPayload, state: CustomiseState): AccountOverride {
  const values = formValues(view);
  const text = readText(view, state.override?.text ?? state.commonText);
  const own = values.options(ACTIONS.commonText).length > 0 || text.trim() === '' ? {} : { text };
  const chosen = state.options.flatMap(({ key, choices, default: usual }) => {
    const wanted = values.option(`${ACTIONS.option}:${key}`);
    const choice = choices.find(({ value }) => optionText(value) === wanted);
    return choice === undefined || choice.value === usual ? [] : [[key, choice.value] as const];
  });
  const mentions = values.options(ACTIONS.mention).flatMap((value) => mentionFrom(value) ?? []);
  const named = mentions.length === 0 ? {} : { mentions };
  const kept = values.options(ACTIONS.accountFiles);
  const without = state.files.map(({ slackFile }) => slackFile).filter((file) => !kept.includes(file));
  const unsigned = state.signature !== undefined && values.options(ACTIONS.accountSignature).length === 0;
  return {
    account: state.account,
    ...own,
    ...named,
    ...(without.length === 0 ? {} : { without }),
    ...(unsigned ? { signature: false } : {}),
    ...ownComment(values, state),
    ...(chosen.length === 0 ? {} : { options: Object.fromEntries(chosen) }),
  };
}

/** A comment that was typed away counts as none. Where none is offered, what there is stays. */
function ownComment(values: FormValues, { commonComment, override }: CustomiseState): Pick<AccountOverride, 'comment'> {
  if (commonComment === undefined) return override?.comment === undefined ? {} : { comment: override.comment };
  if (values.options(ACTIONS.commonComment).length > 0) return {};
  const typed = values.text(ACTIONS.commentText) ?? '';
  return { comment: typed.trim() === '' ? '' : typed };
}

async function stateOf(deps: ComposeDeps, draft: Draft, id: string): Promise<CustomiseState | undefined> {
  const [account] = draft.accounts.includes(id) ? await deps.accounts.accountsById(draft.workspace, [id]) : [];
  if (account === undefined || account.disconnectedAt !== undefined || account.brand !== draft.brand) return undefined;
  const [signature] = await deps.library.signatures(draft.workspace, [id]);
  const platform = platformOf(deps, account.platform);
  const override = overrideOf(draft, id);
  const brand = await deps.workspaces.brand(draft.workspace, draft.brand);
  const hasComment = platform.comments !== undefined && offersComment(brand, draft);
  return {
    draft: draft.id,
    version: draft.version,
    brand: draft.brand,
    account: id,
    name: account.name,
    platformName: platform.profile.name,
    commonText: draft.text,
    ...(hasComment ? { commonComment: draft.comment ?? '' } : {}),
    ...(override === undefined ? {} : { override }),
    files: draft.files.map((file, position) => ({ slackFile: file.slackFile, title: fileTitle(file, position), name: file.name })),
    ...(platform.mentions === undefined
      ? {}
      : { mentions: { hint: platform.mentions.hint, canBeFound: platform.mentions.find !== undefined } }),
    ...(signature === undefined ? {} : { signature: signature.text }),
    options: offeredOptions(platform, account),
  };
}

function accountIn(metadata: ComposeMetadata): ComposeMetadata & { readonly account: string } {
  if (metadata.account === undefined) throw new PayloadError('The modal carries no account.');
  return { ...metadata, account: metadata.account };
}
