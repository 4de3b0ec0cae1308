import { expect } from '@jest/globals';
import type { Connection } from 'mongoose';
import { createLog } from '../../src/lib/log.js';
import type { LedgerEntry } from '../../src/playground/meta/types.js';
import { examplePicture } from '../../src/playground/pictures.js';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/playground/playground.js';
import type { People, SlackView, StoredMessage } from '../../src/playground/slack/types.js';
import { createWork, hasAction, type PostInput, type Work } from '../../src/playground/work.js';
import type { Publication } from '../../src/publishing/index.js';
import { openTestDatabase } from './mongo.js';
import { everythingShown, surfaceProblems } from './shown.js';

/** The whole product on a database of its own, with people at work in it. */
export interface Journey extends Playground {
  readonly work: Work;
  readonly people: People;
  readonly connection: Connection;
  /** Warnings and errors that Copydesk logged, one JSON object each. */
  readonly logged: readonly string[];
  /** Moves the clock of Copydesk, Slack and the platforms this far ahead of the machine's; 0 brings it back. */
  shift(ms: number): void;
  /** Uploads a picture as this person; resolves to its file id. */
  picture(person: string, size?: { readonly width?: number; readonly height?: number }): Promise<string>;
  /** Writes a post and sends it for review; resolves to its card. */
  review(post: PostInput & { readonly by?: string; readonly altTexts?: readonly string[] }): Promise<StoredMessage>;
  approve(card: StoredMessage, by?: string): Promise<void>;
  /** Presses Request changes or Reject and fills in why; the form is left to be submitted. */
  openReason(
    person: string,
    card: StoredMessage,
    button: 'review_request_changes' | 'review_reject',
    why?: { readonly reason: string; readonly comment: string },
  ): Promise<void>;
  /** The card as it stands now. */
  now(card: StoredMessage): StoredMessage;
  /** Waits until the card shows all of these words; resolves to it. */
  shows(card: StoredMessage, ...words: readonly string[]): Promise<StoredMessage>;
  /** What is live with exactly this text. */
  live(text: string, platform?: LedgerEntry['platform']): LedgerEntry[];
  /** The publications of the post with this text, by platform. */
  publications(text: string): Promise<Publication[]>;
  /** Waits until this person privately reads these words in the channel, from now on (or since `since` messages). */
  told(person: string, words: string, since?: number): Promise<StoredMessage>;
  /** Stops everything. Fails when Copydesk logged an error (a refusal or a platform's trouble is none), or showed what a screen reader cannot tell. */
  close(): Promise<void>;
  /** Waits until this person gets a direct message with these words. */
  hears(person: string, words: string, since?: number): Promise<StoredMessage>;
}

/** Every Page that Ada can publish to. */
export const PAGES = ['Bluebird Coffee', 'Bluebird Bakery', 'Bluebird Events'];

/** Starts Copydesk between a Slack and a Meta; with `pages`, set up by the admin and connected to them. */
export async function startJourney(
  label: string,
  options: PlaygroundOptions & {
    readonly pages?: readonly string[];
    readonly authorsMayApprove?: boolean;
    /** Errors that may be logged. */
    readonly mayLog?: RegExp;
  } = {},
): Promise<Journey> {
  const database = await openTestDatabase(label);
  const { pages, authorsMayApprove, mayLog, ...rest } = options;
  const logged: string[] = [];
  const log = createLog('warn', { write: (line) => void logged.push(line) });
  const playground = await startPlayground({ ...rest, mongodbUri: database.uri, overrides: { log, ...options.overrides } });
  const { slack, meta } = playground;
  const { people } = slack;
  const work = createWork(playground);
  if (pages !== undefined) {
    await work.setUp(people.admin.id, authorsMayApprove === undefined ? {} : { authorsMayApprove });
    await work.connect(people.admin.id, 'ada', pages);
  }
  let pictures = 0;
  const journey: Journey = {
    ...playground,
    work,
    people,
    connection: database.connection,
    logged,
    shift: (ms) => playground.moveClock(ms - playground.aheadMs()),
    picture: async (person, { width = 640, height = 640 } = {}) => {
      pictures += 1;
      const bytes = await examplePicture({ width, height, format: 'jpeg', hue: (pictures * 47) % 360 });
      return slack.as(person).upload(`picture-${pictures}.jpg`, bytes);
    },
    review: async ({ by = people.author.id, altTexts, ...post }) => {
      await work.compose(by, post);
      return work.sendForReview(by, altTexts);
    },
    approve: async (card, by = people.approver.id) => {
      await work.click(by, journey.now(card), 'review_approve');
    },
    openReason: async (person, card, button, { reason, comment } = { reason: 'other', comment: 'Because' }) => {
      const hands = slack.as(person);
      await hands.click({ message: journey.now(card) }, button);
      await work.until('The question why', () => hands.view()?.callbackId === button);
      hands.fill({ review_reason: reason, review_comment: comment });
    },
    now: (card) => slack.messages(card.channel).find(({ ts }) => ts === card.ts) ?? card,
    shows: async (card, ...words) => {
      const look = () => JSON.stringify(journey.now(card).blocks);
      await work
        .until('It', () => words.every((each) => look().includes(each)), WITHIN_MS)
        .catch(() => {
          throw new Error(
            `The card does not show ${words.filter((each) => !look().includes(each)).join(' or ')}, but: ${textOf(journey.now(card))}`,
          );
        });
      return journey.now(card);
    },
    live: (text, platform) => meta.ledger.filter((entry) => entry.text === text && (platform === undefined || entry.platform === platform)),
    publications: async (text) => {
      const revisions = await database.connection.collection('revisions').distinct('post', { text });
      return (await database.connection
        .collection('publications')
        .find({ post: { $in: revisions } })
        .sort({ platform: 1 })
        .toArray()) as unknown as Publication[];
    },
    told: (person, words, since = 0) => reads(() => slack.ephemerals(person).slice(since), person, words),
    hears: (person, words, since = 0) => reads(() => slack.directMessages(person).slice(since), person, words),
    close: async () => {
      await playground.close();
      await database.drop();
      expect([...new Set(everythingShown(slack).flatMap(surfaceProblems))]).toEqual([]);
      expect(logged.filter((line) => line.includes('"level":50') && mayLog?.test(line) !== true)).toEqual([]);
    },
  };

  const reads = async (messages: () => StoredMessage[], person: string, words: string): Promise<StoredMessage> => {
    const found = () => messages().find((message) => textOf(message).includes(words));
    return work.until('It', found, WITHIN_MS).catch(() => {
      throw new Error(`${person} did not read "${words}", but: ${messages().map(textOf).join('\n')}`);
    });
  };
  return journey;
}

/** Everything a message or modal says, its blocks included. */
export function textOf(shown: StoredMessage | SlackView | undefined): string {
  if (shown === undefined) return '';
  return ['text' in shown ? shown.text : shown.title, ...textsIn(shown.blocks)].join('\n');
}

/** Fails when the message still offers one of these buttons. */
export function expectNoButtons(message: StoredMessage, ...actions: readonly string[]): void {
  expect(actions.filter((action) => hasAction(message.blocks, action))).toEqual([]);
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'text' in value && typeof value.text === 'string' ? [value.text] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

const WITHIN_MS = 15_000;
