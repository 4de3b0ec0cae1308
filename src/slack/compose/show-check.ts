import { WebAPIPlatformError } from '@slack/web-api';
import { publishNowKind } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import { type Asset, sizeWords, videoLength } from '../../media/index.js';
import { checkDraft, type Draft, draftAssets, ownDraft, takeFiles, takePreview, whenProblem } from '../../posts/index.js';
import { authorize, mayPerson, NotAllowedError } from '../../workspaces/index.js';
import type { ListenerContext } from '../listener.js';
import { noticeView } from '../notice.js';
import { allowanceWords } from './allowance-words.js';
import { type CheckState, checkView } from './check-view.js';
import type { ComposeDeps } from './deps.js';
import { resumeMessage } from './drafts-list.js';
import { liveThere } from './live-there.js';
import { offersComment } from './offers-comment.js';
import { sentenceOf } from './refused.js';
import { replaceView } from './replace-view.js';
import { whenWords, zoneFor } from './zone.js';

/** What the second screen of a draft shows now. Makes the renditions that are missing. */
export async function loadCheck(deps: ComposeDeps, draft: Draft, message?: string): Promise<CheckState> {
  const [checks, assets, about, allowances, live] = await Promise.all([
    checkDraft(deps, draft),
    draftAssets(deps, draft),
    aboutPerson(deps, draft),
    allowanceWords(deps, draft),
    liveThere(deps, draft),
  ]);
  const shown = draft.files.filter(({ asset }) => SHOWABLE.has(assets.get(asset ?? '')?.mimeType ?? '')).map(({ slackFile }) => slackFile);
  const videos = draft.files.flatMap(({ slackFile, asset }) => {
    const facts = videoFacts(assets.get(asset ?? ''));
    return facts === undefined ? [] : [[slackFile, facts] as const];
  });
  return {
    draft,
    checks,
    shown: new Set(shown),
    videos: new Map(videos),
    allowances,
    live,
    ...about,
    ...(message === undefined ? {} : { message }),
  };
}

/**
 * Takes the draft's new files, then shows the second screen in a modal that is open. Where it was closed or Slack does not take it, the person
 * gets a DM to resume. `closed: 'quiet'` = no DM: the person was on the second screen already.
 */
export async function showCheck(
  deps: ComposeDeps,
  context: ListenerContext,
  target: { readonly draft: string; readonly view: string; readonly message?: string; readonly closed?: 'quiet' },
): Promise<void> {
  try {
    const key = { workspace: context.workspace.id, draft: target.draft, person: context.userId };
    const draft = await takePreview(deps, await takeFiles(deps, await ownDraft(deps, key)));
    const state = await loadCheck(deps, draft, target.message);
    if ((await updateView(context, target.view, state)) || target.closed === 'quiet') return;
    await context.client.chat.postMessage({ channel: context.userId, ...resumeMessage(draft, say('check.done')) });
  } catch (error) {
    await showFailure(context, target.view, error);
  }
}

function videoFacts(asset: Asset | undefined): string | undefined {
  if (asset?.video === undefined) return undefined;
  return `${videoLength(asset.video)}, ${sizeWords(asset.size)}, ${asset.width} × ${asset.height}`;
}

/** Without previews where Slack does not find a file: a picture can be gone or not yet ready there. */
async function updateView(context: ListenerContext, viewId: string, state: CheckState): Promise<boolean> {
  try {
    await context.client.views.update({ view_id: viewId, view: checkView(state) });
    return true;
  } catch (err) {
    context.log.info({ err }, 'the check could not be shown');
    const refused = err instanceof WebAPIPlatformError && err.data.error !== 'not_found';
    return refused && state.shown.size > 0 ? replaceView(context, viewId, checkView({ ...state, shown: new Set() })) : false;
  }
}

async function showFailure(context: ListenerContext, viewId: string, error: unknown): Promise<void> {
  const sentence = sentenceOf(error);
  if (sentence === undefined) context.log.error({ err: error }, 'a draft could not be checked');
  const words = sentence ?? say('check.failed', { code: context.reference });
  if (!(await replaceView(context, viewId, noticeView(say('check.title'), words)))) await context.tell(words);
}

/** What the person may do and see, and when the post goes out in their words. */
async function aboutPerson(
  deps: ComposeDeps,
  draft: Draft,
): Promise<Pick<CheckState, 'mayPublishNow' | 'showsPrices' | 'offersComment' | 'when' | 'whenProblem'>> {
  try {
    const about = await authorize(deps, { workspace: draft.workspace, brand: draft.brand, person: draft.person, right: 'compose' });
    const { person, brand } = about;
    const problem = whenProblem(draft.when, brand, deps.clock.now());
    return {
      mayPublishNow: publishNowKind(about, draft.accounts) !== undefined,
      showsPrices: mayPerson(person, 'manage', about).allowed,
      offersComment: offersComment(brand, draft),
      when: whenWords(draft.when, zoneFor(person, brand), brand),
      ...(problem === undefined ? {} : { whenProblem: problem }),
    };
  } catch (error) {
    if (error instanceof NotAllowedError) return { mayPublishNow: false, showsPrices: false };
    throw error;
  }
}

/** What Slack shows of its files (slack:reference/block-kit/composition-objects/slack-file-object, November 2026). */
const SHOWABLE: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif']);
