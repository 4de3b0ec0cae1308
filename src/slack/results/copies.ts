import type { WebClient } from '@slack/web-api';
import { say } from '../../language/index.js';
import type { Card, CardCopy } from '../../publishing/index.js';
import { clientCard, replacedClientCard } from '../approvals/client-card.js';
import { pendingCard } from '../approvals/pending-card.js';
import { cut, mention, section } from '../blocks.js';
import { type CardState, picturesOf } from './card-state.js';
import { textStart } from './content-blocks.js';
import type { ResultsDeps } from './deps.js';
import { uploadPictures } from './pictures.js';
import { asCard, type CardView, postCard, showPictures, updateCard } from './place.js';
import { isPending, settledCard } from './settled-card.js';
import { slackErrorCode } from './slack-error.js';

/**
 * Draws the copies of a card: a direct message for everybody whom the open step names, and for people from outside one card with the post alone,
 * in the step's channel. What is decided, edited or no longer waits for them is drawn a last time, without its buttons.
 */
export async function drawCopies(deps: ResultsDeps, client: WebClient, card: Card, state: CardState, owner: string): Promise<Card> {
  const wanted = isPending(state.post) ? await audience(deps, state) : [];
  let drawn = card;
  const keep = async (copies: readonly CardCopy[]) => {
    drawn = { ...drawn, copies };
    await deps.cards.save(drawn, owner);
  };
  for (const copy of card.copies ?? []) {
    const others = () => (drawn.copies ?? []).filter(({ to }) => to !== copy.to);
    const asked = copy.revision === state.revision.number ? wanted.find(({ to }) => to === copy.to) : undefined;
    if (await attempt(deps, card, () => updateCard(client, copy, copyView(state, copy, asked?.people)))) {
      if (asked === undefined) await keep(others());
    } else await keep(others());
  }
  for (const { to, external, people } of wanted) {
    if ((drawn.copies ?? []).some((copy) => copy.to === to)) continue;
    if (!external && (await asksLater(deps, state, to))) continue;
    const fresh = { to, external, revision: state.revision.number, pictures: {} };
    const place = await attempt(deps, card, () => postCard(client, to, copyView(state, fresh, people)));
    if (place === undefined) {
      if (external) await tellAuthor(deps, state, to);
      continue;
    }
    const copy: CardCopy = { ...fresh, ...place };
    await keep([...(drawn.copies ?? []), copy]);
    if (picturesOf(state).length === 0) continue;
    const pictures = await uploadPictures(deps, client, { ...card, ...place, pictures: {} }, state);
    const complete = { ...copy, pictures };
    await keep((drawn.copies ?? []).map((each) => (each.to === to ? complete : each)));
    await showPictures(client, place, copyView(state, complete, people));
  }
  return drawn;
}

interface Wanted {
  /** A person, or the channel for people from outside. */
  readonly to: string;
  readonly external: boolean;
  /** Who is asked there. */
  readonly people: readonly string[];
}

/** Who is asked now: everybody named for the open step who has not approved, and whoever it was handed to. */
export async function audience(deps: ResultsDeps, state: CardState): Promise<Wanted[]> {
  const { review, revision, decisions } = state;
  const open = review?.progress.open;
  if (open === undefined) return [];
  const { who, channel } = open.step;
  const handed = decisions.filter((each) => each.revision === revision.number && each.kind === 'handed_over').at(-1)?.to;
  const named = open.waitingFor.filter((id) => who.people.includes(id) || who.groups.length > 0);
  const people = [...new Set([...named.slice(0, MOST_COPIES), ...(handed === undefined || open.by.includes(handed) ? [] : [handed])])];
  const found = await Promise.all(people.map((id) => deps.people.person(state.post.workspace, id)));
  const guests = found.filter(({ kind }) => kind === 'guest').map(({ id }) => id);
  const strangers = found.filter(({ kind }) => kind === 'stranger').map(({ id }) => id);
  const members = found.filter(({ kind }) => kind === 'member').map(({ id }) => id);
  return [
    ...members.map((id) => ({ to: id, external: false, people: [id] })),
    ...guests.map((id) => ({ to: id, external: true, people: [id] })),
    ...(channel === undefined || strangers.length === 0 ? [] : [{ to: channel, external: true, people: strangers }]),
  ];
}

/** Without `asked`, nobody is asked there any more. */
function copyView(
  state: CardState,
  copy: Pick<CardCopy, 'external' | 'pictures' | 'revision'>,
  asked: readonly string[] | undefined,
): CardView {
  const own = { ...state, pictures: copy.pictures };
  if (copy.external && copy.revision !== state.revision.number) return replacedClientCard();
  if (copy.external) return asCard(state.post.id, clientCard(own, state.post.state === 'in_review' ? asked : undefined));
  const view = asCard(state.post.id, isPending(state.post) ? pendingCard(own) : settledCard(own));
  return asked !== undefined ? view : withoutButtons(view);
}

function withoutButtons({ text, blocks }: CardView): CardView {
  const shown = blocks.filter(({ type }) => type !== 'actions');
  return {
    text,
    blocks: shown.map((block) =>
      block.type === 'section' ? { type: block.type, ...(block.text === undefined ? {} : { text: block.text }) } : block,
    ),
  };
}

/** Whether somebody is told of the post in their own time instead of getting a copy of its card now. */
async function asksLater(deps: ResultsDeps, { post, brand, revision, review }: CardState, person: string): Promise<boolean> {
  const { workspace } = post;
  const key = { workspace, subject: post.id, kind: ASKED, person, occasion: `${revision.number}.${review?.progress.open?.index ?? 0}` };
  const [asked] = await deps.outbox.known(workspace, [key]);
  const hears = asked === true ? 'never' : await deps.outbox.hears(workspace, person, 'waiting');
  if (hears !== 'later') return hears === 'never';
  const text = say('told.waitsForYou', { author: mention(post.author) });
  const about = cut(revision.text, 120);
  const blocks = [section(text), textStart(revision, 300)];
  await deps.outbox.tell({ ...key, to: person, brand: brand.id, post: post.id, topic: 'waiting', message: { text, blocks, about } });
  return true;
}

/** People from outside cannot be asked: said to the author once per revision. */
async function tellAuthor(deps: ResultsDeps, { post, revision }: CardState, channel: string): Promise<void> {
  const text = say('told.outsideUnreachable', { channel });
  await deps.outbox.tell({
    workspace: post.workspace,
    subject: post.id,
    kind: 'client-card',
    person: post.author,
    occasion: `${revision.number}.${channel}`,
    to: post.author,
    post: post.id,
    topic: 'posts',
    instead: 'thread',
    alarm: true,
    message: { text, about: cut(revision.text, 120) },
  });
}

/** A copy that Slack refuses does not keep the card itself from being drawn. */
async function attempt<T>(deps: ResultsDeps, card: Card, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === undefined || code === 'ratelimited' || code === 'invalid_blocks') throw error;
    deps.log.warn({ post: card.post, code }, 'A copy of a card could not be drawn.');
    return undefined;
  }
}

/** The kind of notice that stands for a copy. */
export const ASKED = 'asked';

const MOST_COPIES = 20;
