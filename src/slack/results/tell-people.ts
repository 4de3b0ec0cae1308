import type { Decision } from '../../approvals/index.js';
import { listOf, say } from '../../language/index.js';
import { type Card, isFinal, isPostOut, type Publication } from '../../publishing/index.js';
import type { Notice } from '../../workspaces/index.js';
import { type Blocks, context, cut, escaped, inert, mention, section } from '../blocks.js';
import { type CardState, labelOf } from './card-state.js';
import { textStart } from './content-blocks.js';
import type { ResultsDeps } from './deps.js';
import { liveMessages } from './live-messages.js';
import { remindedPeople, remindersOf } from './reminders.js';
import { sentenceFor } from './rows.js';
import { sentences } from './sentences.js';
import { decisionWords, editButton, whyBlocks } from './settled-card.js';
import { actWords } from './timing.js';

/** What is to be told: to one person, to the card's thread, or in its channel. */
type Message = Pick<Notice, 'subject' | 'kind' | 'person' | 'occasion' | 'topic' | 'instead' | 'alarm'> & Notice['message'];

/** Has the author and the thread told what they have not been told yet. All of it follows from what the card shows, so nothing is told that is not so. */
export async function tellPeople(deps: ResultsDeps, card: Card, state: CardState): Promise<void> {
  const messages: Message[] = [
    ...decisionMessages(state),
    ...timingMessages(state),
    ...troubleMessages(state),
    ...liveMessages(state, THREAD),
    ...(await reminderMessages(deps, state)),
    ...endMessage(state),
  ];
  await deps.outbox.tell(...messages.flatMap((message) => noticeOf(card, state, message) ?? []));
}

/** Undefined for what belongs to the card's channel while the card is not there. */
function noticeOf({ channel, ts }: Card, { post, revision }: CardState, { text, blocks, ...about }: Message): Notice | undefined {
  const inChannel = about.person === THREAD || about.person === CHANNEL;
  const to = inChannel ? channel : about.person;
  if (to === undefined || (inChannel && ts === undefined)) return undefined;
  return {
    ...about,
    workspace: post.workspace,
    to,
    brand: post.brand,
    post: post.id,
    ...(about.person === THREAD ? { inThread: true } : {}),
    message: { text, ...(blocks === undefined ? {} : { blocks }), about: cut(revision.text, 120) },
  };
}

function decisionMessages({ post, revision, decisions }: CardState): Message[] {
  return decisions.flatMap((decision): Message[] => {
    const why = whyBlocks(decision);
    const decided = say('told.decided', { decided: decisionWords(decision), revision: decision.revision });
    const thread: Message = {
      subject: decision.id,
      kind: 'decision',
      person: THREAD,
      occasion: '1',
      text: decided,
      blocks: [section(decided), ...why],
    };
    if (decision.kind === 'unreviewed') return [thread, aloud(decision, revision)];
    const toAuthor = authorWords(decision);
    if (toAuthor === undefined || decision.person === post.author || decision.revision !== revision.number) return [thread];
    const edit: Blocks = decision.kind === 'changes_requested' ? [{ type: 'actions', elements: [editButton({ post, revision })] }] : [];
    return [
      thread,
      {
        ...thread,
        person: post.author,
        topic: 'posts',
        text: toAuthor,
        blocks: [section(toAuthor), ...why, section(`*${say('label.yourPost')}*`), textStart(revision, 300), ...edit],
      },
    ];
  });
}

/** What a decision means for the author; of the others they need not hear. */
function authorWords({ kind, person }: Decision): string | undefined {
  switch (kind) {
    case 'changes_requested':
      return say('told.changesRequested', { person: mention(person) });
    case 'rejected':
      return say('told.rejected', { person: mention(person) });
    case 'held':
      return say('told.held', { person: mention(person) });
    default:
      return undefined;
  }
}

/** Said in the channel itself, not only in the card's thread. */
function aloud(decision: Decision, revision: CardState['revision']): Message {
  const words = say('told.unreviewed', { person: mention(decision.person) });
  const blocks = [section(words), textStart(revision, 300)];
  return { subject: decision.id, kind: 'decision', person: CHANNEL, occasion: '1', instead: 'admin', text: words, blocks };
}

/** What was done about the time, for the thread; the author hears of it where somebody else, or the clock, did it. */
function timingMessages({ post, revision, brand }: CardState): Message[] {
  return (post.timing ?? []).flatMap((act): Message[] => {
    const words = say('card.sentence', { words: actWords(act, brand) });
    const occasion = `${act.kind}.${act.at.getTime()}`;
    const thread: Message = { subject: post.id, kind: 'timing', person: THREAD, occasion, text: words };
    if (act.by === post.author) return [thread];
    const title = sentences(say('told.yourPost', { words }), act.kind === 'expired' ? say('told.chooseTime') : '');
    const blocks = [section(title), textStart(revision, 300)];
    return [thread, { ...thread, person: post.author, topic: 'posts', text: title, blocks }];
  });
}

/** To everybody whose turn it is, or, where any approver may do it, to the card's thread; an escalation to the person it names. */
async function reminderMessages(deps: ResultsDeps, state: CardState): Promise<Message[]> {
  const { reminders } = remindersOf(state);
  if (reminders.length === 0) return [];
  const { workspace, id } = state.post;
  const named = await remindedPeople((person) => deps.people.person(workspace, person), state);
  return reminders.flatMap(({ person: only, ...reminder }): Message[] => {
    const about = { ...reminder, subject: id, kind: only === undefined ? 'reminder' : 'escalation' };
    if (only === undefined && named.length === 0) return [{ ...about, person: THREAD }];
    return (only === undefined ? named : [only]).map((person) => ({ ...about, ...HEARD, topic: 'waiting', person }));
  });
}

/** One message per publication that needs somebody, told again only for a new attempt. */
function troubleMessages(state: CardState): Message[] {
  const { post, revision } = state;
  return state.publications
    .filter((publication) => needsTelling(publication))
    .map((publication) => {
      const sentence = sentenceFor(state, publication);
      return {
        ...HEARD,
        topic: 'posts',
        subject: publication.id,
        kind: publication.state,
        person: post.author,
        occasion: occasionOf(publication),
        text: [sentence, whichPost(revision), say('told.cardMends')].join('\n'),
        blocks: [section(sentence), textStart(revision, 120), context(say('told.cardMends'))],
      };
    });
}

/** Said once every account is done, or misses nothing but a first comment: what was published where, and what was not. */
function endMessage(state: CardState): Message[] {
  const shown = state.publications.filter((publication) => publication.state !== 'cancelled');
  if (shown.length === 0 || !shown.every(isDone)) return [];
  if (state.post.state !== 'closed' && !shown.some((publication) => !isFinal(publication.state))) return [];
  const live = shown.filter(isPostOut);
  if (live.length === 0 || !live.some(({ publishedAt }) => wentOutSince(state.post, publishedAt))) return [];
  const names = live.map(({ account }) => escaped(labelOf(state, account)));
  const title =
    live.length === shown.length ? say('told.published') : say('told.publishedSome', { live: live.length, count: shown.length });
  return [
    {
      subject: state.post.id,
      kind: 'result',
      topic: 'posts',
      instead: 'thread',
      person: state.post.author,
      occasion: `${state.post.revision}.${shown.map((each) => `${each.account}=${wasOut(each) ? 'published' : each.state}`).join(',')}`,
      text: [`${title} ${listOf(names, 'list')}`, whichPost(state.revision)].join('\n'),
      blocks: [
        section(`${title}\n${cut(shown.map((publication) => sentenceFor(state, publication)).join('\n'), 2_800)}`),
        textStart(state.revision, 120),
      ],
    },
  ];
}

/** How the post begins, for a message's text, which is all that a notification shows. */
function whichPost({ text }: CardState['revision']): string {
  return say('told.yourPost', { words: inert(cut(text === '' ? say('post.noText') : text, 120)) });
}

/** Where nothing went out since the last approval, it changed only what is live, and that is told by itself. */
function wentOutSince({ approved }: CardState['post'], publishedAt: Date | undefined): boolean {
  return approved === undefined || publishedAt === undefined || publishedAt >= approved.at;
}

/** It is live, or was until somebody deleted it. */
function wasOut(publication: Publication): boolean {
  return publication.state === 'deleted' || isPostOut(publication);
}

/** Nothing more comes of it by itself soon: a first comment that somebody has to look at keeps nobody from hearing of the post. */
function isDone(publication: Publication): boolean {
  return isFinal(publication.state) || (isPostOut(publication) && needsTelling(publication));
}

function needsTelling(publication: Publication): boolean {
  if (publication.state === 'held' && publication.holds.includes('overdue')) return true;
  return publication.state === 'failed' || publication.state === 'blocked' || (publication.state === 'unknown' && publication.finds > 0);
}

function occasionOf({ revision, acts, trouble }: Publication): string {
  const attempts = acts.reduce((sum, act) => sum + act.attempts.length, 0);
  return `${revision}.${attempts}.${attempts === 0 ? (trouble?.at.getTime() ?? 0) : 0}`;
}

const THREAD = 'thread';
const CHANNEL = 'channel';

/** What somebody has to hear of: the card's thread, where its person cannot or will not. */
const HEARD = { instead: 'thread', alarm: true } as const;
