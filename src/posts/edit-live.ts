import { say } from '../language/index.js';
import type { Content, Mentionable } from '../platforms/platform.js';
import { platformOf } from './draft-accounts.js';
import { overrideOf, withOverride } from './draft-changes.js';
import { blankProblems } from './library/index.js';
import { placeMentions } from './mentions.js';
import type { AccountContent, Draft, Post, Revision } from './post.js';
import { type Frozen, type SendDeps, SendRefusedError, sendForReview } from './send-for-review.js';

/** A text that is live, and the accounts that have it. */
export interface LiveText {
  readonly accounts: readonly string[];
  readonly text: string;
}

/** The texts of these accounts as the draft has them, starting from what revision `base` made live; accounts of one live text together. Pure. */
export function liveTexts(draft: Draft, base: Revision, accounts: readonly string[]): LiveText[] {
  const groups = new Map<string, LiveText>();
  for (const each of base.accounts.filter(({ account }) => accounts.includes(account))) {
    const before = groups.get(each.content.text);
    groups.set(each.content.text, {
      accounts: [...(before?.accounts ?? []), each.account],
      text: before?.text ?? textIn(draft, base, each),
    });
  }
  return [...groups.values()];
}

/**
 * The draft with these texts by account, and with nothing else that differs from `base` but the note: every other account keeps its words. A text that was
 * changed is all that its account gets: a signature in it is not added once more. Pure.
 */
export function withLiveTexts(draft: Draft, base: Revision, texts: ReadonlyMap<string, string>, note?: string): Draft {
  const isChanged = ({ account, content }: AccountContent) => (texts.get(account) ?? content.text) !== content.text;
  const isAsTyped = ({ account, content }: AccountContent) => content.text === typedIn(base, account);
  const common = base.accounts.find((each) => isChanged(each) && isAsTyped(each) && typedIn(base, each.account) === base.text);
  const { when: _when, note: _note, ...rest } = draft;
  const start: Draft = { ...rest, text: texts.get(common?.account ?? '') ?? base.text, ...(note === undefined ? {} : { note }) };
  return base.accounts.reduce((now, each) => {
    const own = overrideOf(base, each.account) ?? { account: each.account };
    if (!isChanged(each)) return withOverride(now, { ...own, text: typedIn(base, each.account) });
    return withOverride(now, { ...own, text: texts.get(each.account) ?? '', ...(isAsTyped(each) ? {} : { signature: false }) });
  }, start);
}

/** Refuses what {@link sendLiveEdit} would refuse of the words. Throws {@link SendRefusedError}. */
export async function checkLiveEdit(deps: SendDeps, draft: Draft): Promise<void> {
  await editedContents(deps, draft);
}

/**
 * Sends a draft of a post that is live for review: the revision it edits with other words, its files, links and settings untouched.
 * Throws {@link SendRefusedError}, `NotAllowedError`.
 */
export async function sendLiveEdit(
  deps: SendDeps,
  input: { readonly workspace: string; readonly draft: string; readonly version: number; readonly person: string },
): Promise<{ readonly post: Post; readonly revision: Revision }> {
  return sendForReview(deps, input, editedContents);
}

async function editedContents(deps: SendDeps, draft: Draft): Promise<Frozen> {
  const base = await deps.posts.revision(draft.workspace, draft.post, draft.base);
  if (base === undefined) throw new SendRefusedError(say('post.gone'));
  const contents = base.accounts.map((each) => ({ ...each, content: withText(each.content, textIn(draft, base, each)) }));
  const changed = contents.filter(({ content }, index) => content.text !== base.accounts[index]?.content.text);
  if (changed.length === 0) throw new SendRefusedError(say('draft.refused.sameText'));
  const accounts = await deps.accounts.accountsById(
    draft.workspace,
    changed.map(({ account }) => account),
  );
  for (const { account: id, platform, content } of changed) {
    const account = accounts.find((each) => each.id === id);
    if (content.text.trim() === '') throw new SendRefusedError(say('draft.refused.liveWithoutWords'));
    const found = account === undefined ? [] : platformOf(deps, platform).validate(content, account);
    const problems = [...blankProblems(content.text), ...found];
    const stop = problems.find(({ severity, field }) => severity === 'stops' && field === 'text');
    if (stop !== undefined) throw new SendRefusedError(stop.sentence);
  }
  return { accounts: contents, ...(base.labels === undefined ? {} : { labels: base.labels }) };
}

/** What the draft says for an account; where that was not touched, what is live, to the letter. */
function textIn(draft: Draft, base: Revision, { account, content }: AccountContent): string {
  const typed = typedIn(draft, account);
  const isUnsigned = (words: Pick<Draft, 'overrides'>) => overrideOf(words, account)?.signature === false;
  return typed === typedIn(base, account) && isUnsigned(draft) === isUnsigned(base) ? content.text : typed;
}

function typedIn(words: Pick<Draft, 'text' | 'overrides'>, account: string): string {
  return overrideOf(words, account)?.text ?? words.text;
}

/** The mentions stand where their names stand now. */
function withText(content: Content, text: string): Content {
  const { mentions } = content.options;
  if (text === content.text) return content;
  if (!Array.isArray(mentions)) return { ...content, text };
  return { ...content, text, options: { ...content.options, mentions: placeMentions(text, mentions as Mentionable[]) } };
}
