import { setTimeout as sleep } from 'node:timers/promises';
import { randomIds } from '../../../src/lib/ids.js';
import { createBrowser } from '../../../src/playground/browser.js';
import type { StoredMessage } from '../../../src/playground/slack/types.js';
import { hasAction } from '../../../src/playground/work.js';
import type { AnyListener } from '../../../src/slack/listener.js';
import { type Journey, startJourney } from '../../support/journey.js';

/** Ids of one workspace, as its payloads carry them. */
export interface Ids {
  readonly brand: string;
  readonly post: string;
  readonly revision: string;
  /** The rules a card showed; no id, but what a click must carry to count. */
  readonly mark: string;
  readonly contentHash: string;
  readonly publication: string;
  readonly account: string;
  readonly grant: string;
  readonly draft: string;
  readonly version: string;
  readonly choice: string;
  readonly template: string;
  readonly snippet: string;
  readonly label: string;
}

/** Nothing at all. */
export const NO_IDS: Ids = {
  brand: '',
  post: '',
  revision: '',
  mark: '',
  contentHash: '',
  publication: '',
  account: '',
  grant: '',
  draft: '',
  version: '',
  choice: '',
  template: '',
  snippet: '',
  label: '',
};

/** A workspace in full swing, with every Slack listener watched. */
export interface World extends Journey {
  readonly listeners: readonly AnyListener[];
  /** One post in each state that its words name. */
  readonly posts: Readonly<Record<string, Pick<Ids, 'post' | 'revision' | 'mark' | 'contentHash' | 'publication'>>>;
  /** The ids of what this workspace has; of the post that waits for its review. */
  readonly ids: Ids;
  /** Resolves once no listener is at work. */
  idle(): Promise<void>;
}

/** The word that every text typed in this workspace carries. */
export const TYPED = 'Heron';

/** Starts Copydesk, calls `whenStarted`, and works with it until there is one of everything: posts in every state, a draft, a choice of Pages, roles, a policy. */
export async function startWorld(label: string, whenStarted: () => void = () => {}): Promise<World> {
  let listeners: readonly AnyListener[] = [];
  let running = 0;
  const watched = (entry: AnyListener): AnyListener => ({
    ...entry,
    run: async (payload, context) => {
      running += 1;
      try {
        const acked = await entry.run(payload, context);
        running += 1;
        return { ...acked, carry: () => acked.carry().finally(() => (running -= 1)) };
      } finally {
        running -= 1;
      }
    },
  });
  const journey = await startJourney(label, {
    mayLog: /PayloadError/,
    overrides: {
      listeners: (all) => {
        listeners = all;
        return all.map(watched);
      },
    },
  });
  whenStarted();
  const { work, people, slack, meta } = journey;
  await work.setUp(people.admin.id);
  await work.connect(people.admin.id, 'ada', ['Bluebird Coffee', 'Bluebird Bakery']);
  const review = (state: string) => journey.review({ text: `${TYPED} ${state}`, note: `${TYPED} note`, accounts: ['Bluebird Coffee'] });
  const choose = (person: string, card: StoredMessage, action: string, starts: string) =>
    slack.as(person).click({ message: journey.now(card) }, action, { select: menuValue(journey.now(card), starts) });
  const idle = async () => {
    while (running > 0) await sleep(5);
  };

  await choosePages();
  const failing = await review('failed');
  meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 100 } } });
  await journey.approve(failing);
  await journey.shows(failing, 'result_retry');
  const unknown = await review('unknown');
  meta.fault({ match: 'feed', when: 'after', how: 'reset' });
  await journey.approve(unknown);
  await journey.shows(unknown, 'may be live');
  const published = await review('published');
  await journey.approve(published);
  await journey.shows(published, 'Published');
  const rejected = await review('rejected');
  await journey.openReason(people.approver.id, rejected, 'review_reject', { reason: 'tone', comment: `${TYPED} comment` });
  await work.submit(people.approver.id);
  const held = await review('held');
  await choose(people.approver.id, held, 'review_more', 'hold:');
  const edited = await review('edited');
  await journey.openReason(people.approver.id, edited, 'review_request_changes', { reason: 'claim', comment: `${TYPED} comment` });
  await work.submit(people.approver.id);
  await journey.shows(edited, 'Changes requested');
  await work.edit(people.author.id, edited, { text: `${TYPED} edited again` });
  await work.submit(people.author.id);
  const scheduled = await review('scheduled');
  await reschedule(scheduled);
  await journey.approve(scheduled);
  await journey.shows(scheduled, 'timing_cancel');
  const waiting = await review('waiting');
  await work.compose(people.author.id, { text: `${TYPED} draft`, accounts: ['Bluebird Coffee', 'Bluebird Bakery'] });
  const at = { waiting, scheduled, edited, held, rejected, published, unknown, failing };
  await idle();
  // Nobody looks for it any more, or the look after 25 s would find it in the middle of somebody else's case.
  await journey.connection.collection('publications').updateMany({ state: 'unknown' }, { $unset: { nextAt: 1 }, $inc: { version: 1 } });

  const found = await Promise.all(Object.entries(at).map(async ([state, card]) => [state, await idsOf(card)] as const));
  const posts = Object.fromEntries(found);
  const of = async (collection: string) => {
    const [first] = await journey.connection
      .collection<{ _id: string; brand: string; version?: number; state?: string }>(collection)
      .find({ state: { $ne: 'sent' } })
      .toArray();
    if (first === undefined) throw new Error(`Nothing is in ${collection}.`);
    return first;
  };
  const [account, grant, draft, choice] = [await of('accounts'), await of('grants'), await of('drafts'), await of('pendingChoices')];
  const { waiting: first } = posts;
  if (first === undefined) throw new Error('No post waits.');
  const ids: Ids = {
    ...first,
    brand: account.brand,
    account: account._id,
    grant: grant._id,
    draft: draft._id,
    version: String(draft.version),
    choice: choice._id,
    ...(await library(account)),
  };
  return { ...journey, listeners, posts, ids, idle };

  /** Consent for other Pages, left at the question which. */
  async function choosePages(): Promise<void> {
    const { id } = people.admin;
    const browser = createBrowser();
    const dialog = await browser.submit(await browser.get(await work.connectLink(id)));
    await browser.get(await meta.consent(dialog.location ?? '', { person: 'ada', action: 'accept' }));
    await work.until('The question which Pages', () =>
      slack.directMessages(id).some(({ blocks }) => hasAction(blocks, 'accounts_choose_pages')),
    );
  }

  /** One of each thing in the library of the account's brand. */
  async function library({ _id: account, brand }: { readonly _id: string; readonly brand: string }) {
    const items = journey.connection.collection<{ _id: string } & Record<string, unknown>>('library');
    const shared = { workspace: slack.team.id, brand, text: `${TYPED} words`, accounts: [account], labels: [] };
    const kept = await Promise.all(
      (['template', 'snippet', 'label'] as const).map(async (kind) => {
        const { insertedId } = await items.insertOne({
          _id: randomIds.id(),
          kind,
          ...shared,
          name: `${TYPED} ${kind}`,
          key: `heron ${kind}`,
        });
        return [kind, insertedId] as const;
      }),
    );
    return Object.fromEntries(kept) as Pick<Ids, (typeof kept)[number][0]>;
  }

  async function reschedule(card: StoredMessage): Promise<void> {
    const hands = slack.as(people.author.id);
    await hands.click({ message: journey.now(card) }, 'timing_reschedule');
    await work.until('Reschedule', () => hands.view()?.callbackId === 'timing_reschedule');
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    hands.fill({ timing_date: day, timing_time: '12:00' });
    await work.submit(people.author.id);
    await journey.shows(card, '12:00');
  }

  async function idsOf(card: StoredMessage): Promise<World['posts'][string]> {
    const stored = await journey.connection.collection<{ _id: string }>('cards').findOne({ ts: card.ts });
    const post = await journey.connection.collection<{ _id: string; revision: number }>('posts').findOne({ _id: stored?._id ?? '' });
    if (post === null) throw new Error(`No post has the card ${card.ts}.`);
    const revision = await journey.connection.collection('revisions').findOne({ post: post._id, number: post.revision });
    const publication = await journey.connection.collection<{ _id: string }>('publications').findOne({ post: post._id });
    const [, mark = ''] = new RegExp(`"${post._id}:\\d+:([^"]+)"`).exec(JSON.stringify(journey.now(card).blocks)) ?? [];
    return {
      post: post._id,
      revision: String(post.revision),
      mark,
      contentHash: String(revision?.contentHash),
      publication: publication?._id ?? 'none',
    };
  }
}

function menuValue(message: StoredMessage, starts: string): string {
  const [, value] = new RegExp(`"value":"(${starts}[^"]*)"`).exec(JSON.stringify(message.blocks)) ?? [];
  if (value === undefined) throw new Error(`The card offers nothing that starts with ${starts}`);
  return value;
}
