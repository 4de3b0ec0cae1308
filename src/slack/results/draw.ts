import type { WebClient } from '@slack/web-api';
import { say } from '../../language/index.js';
import type { Card, Drawn } from '../../publishing/index.js';
import { pendingCard } from '../approvals/pending-card.js';
import { mention } from '../blocks.js';
import { type CardState, picturesOf } from './card-state.js';
import { drawCopies } from './copies.js';
import type { ResultsDeps } from './deps.js';
import { keepHistory } from './keep-history.js';
import { uploadPictures } from './pictures.js';
import { asCard, type CardView, postCard, showPictures, updateCard } from './place.js';
import { readCardState } from './read-state.js';
import { remindersOf } from './reminders.js';
import { sentences } from './sentences.js';
import { isPending, settledCard } from './settled-card.js';
import { slackErrorCode } from './slack-error.js';
import { tellPeople } from './tell-people.js';

/**
 * Draws one post's card as things stand, in place; posts it where there is none (or it was deleted), adds its pictures to its thread, and
 * tells people what they have not been told. Where another renderer is at it (`busy`), or its channel
 * cannot be written to (`unreachable`), or where the app was removed from Slack (`removed`), the card stays due. Throws when Slack fails: it
 * stays due then, too.
 */
export async function drawCard(
  deps: ResultsDeps,
  workspace: string,
  post: string,
  owner: string,
): Promise<'drawn' | 'busy' | 'unreachable' | 'removed'> {
  const claimed = await deps.cards.claim(workspace, post, owner);
  if (claimed === undefined) return 'busy';
  try {
    if ((await deps.workspaces.workspace(workspace))?.uninstalledAt !== undefined) return 'removed';
    const state = await readCardState(deps, claimed);
    if (state === undefined) return 'drawn';
    await keepHistory(deps, state);
    const client = await deps.clients.of(workspace);
    const main = await drawAll(deps, client, claimed, state, owner);
    const card = main === undefined ? undefined : await drawCopies(deps, client, main, state, owner);
    await tellPeople(deps, card ?? claimed, state);
    if (card === undefined) return 'unreachable';
    const { lookAt } = remindersOf(state);
    if (lookAt?.getTime() !== card.lookAt?.getTime()) await deps.cards.lookAgain(workspace, post, lookAt);
    await deps.cards.clearDue(workspace, post, drawnFrom(state));
    return 'drawn';
  } finally {
    await deps.cards.release(workspace, post, owner);
  }
}

/** Undefined when there is no channel to draw it in: an admin was told how to mend that. */
async function drawAll(deps: ResultsDeps, client: WebClient, card: Card, state: CardState, owner: string): Promise<Card | undefined> {
  try {
    const posted = await place(deps, client, card, state, owner);
    if (picturesOf(state).every(({ sha256 }) => posted.pictures[sha256] !== undefined)) return posted;
    const pictures = await uploadPictures(deps, client, posted, state);
    const complete = { ...posted, pictures };
    await deps.cards.save(complete, owner);
    if (complete.channel !== undefined && complete.ts !== undefined)
      await showPictures(client, { channel: complete.channel, ts: complete.ts }, viewOf({ ...state, pictures }));
    return complete;
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === undefined || !UNREACHABLE.has(code)) throw error;
    deps.log.warn({ post: card.post, code }, 'The review channel cannot be reached.');
    await tellUnreachable(deps, state, code);
    return undefined;
  }
}

/** Updates the card in place, or posts it: where it is in a channel that cannot be written in any more, in the brand's new one. */
async function place(deps: ResultsDeps, client: WebClient, card: Card, state: CardState, owner: string): Promise<Card> {
  const view = viewOf(state);
  const { channel: at, ts: since } = card;
  const channel = state.brand.reviewChannel;
  try {
    if (at !== undefined && since !== undefined && (await updateCard(client, { channel: at, ts: since }, view))) return card;
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === undefined || !UNREACHABLE.has(code) || at === channel) throw error;
  }
  if (channel === undefined) throw Object.assign(new Error('The brand has no review channel.'), { data: { error: 'channel_not_found' } });
  const { ts } = await postCard(client, channel, viewOf({ ...state, pictures: {} }));
  const posted: Card = { ...card, channel, ts, pictures: {} };
  await deps.cards.save(posted, owner);
  return posted;
}

function viewOf(state: CardState): CardView {
  return asCard(state.post.id, isPending(state.post) ? pendingCard(state) : settledCard(state));
}

async function tellUnreachable(deps: ResultsDeps, state: CardState, code: string): Promise<void> {
  const { post, brand } = state;
  const workspace = await deps.workspaces.workspace(post.workspace);
  const person = await firstHere(deps, post.workspace, [...(workspace?.setUpBy === undefined ? [] : [workspace.setUpBy]), post.author]);
  if (person === undefined) return;
  const author = mention(post.author);
  const text = sentences(
    brand.reviewChannel === undefined
      ? say('told.unreachable.noChannel', { author })
      : say('told.unreachable', { author, channel: `<#${brand.reviewChannel}>` }),
    code === 'is_archived' ? say('told.unreachable.archived') : say('told.unreachable.invite'),
    say('told.unreachable.cardAppears'),
  );
  await deps.outbox.tell({
    workspace: post.workspace,
    subject: post.id,
    kind: 'channel',
    person,
    occasion: `${brand.reviewChannel ?? 'none'}.${code}`,
    to: person,
    brand: brand.id,
    message: { text },
  });
}

/** The first of these who is still a full member. */
async function firstHere(deps: ResultsDeps, workspace: string, people: readonly string[]): Promise<string | undefined> {
  for (const id of people) {
    if ((await deps.people.person(workspace, id)).kind === 'member') return id;
  }
  return undefined;
}

function drawnFrom({ post, publications }: CardState): Drawn {
  return { seq: post.seq, publications: publications.map(({ id, version }) => ({ id, version })) };
}

const UNREACHABLE = new Set(['not_in_channel', 'channel_not_found', 'is_archived']);
