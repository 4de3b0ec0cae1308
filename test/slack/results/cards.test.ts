import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Decision } from '../../../src/approvals/index.js';
import { checkMessage, checkView } from '../../../src/playground/slack/block-kit.js';
import { effectsOf } from '../../../src/playground/slack/mrkdwn.js';
import { changesBetween, type Post, type Revision } from '../../../src/posts/index.js';
import type { Publication, PublicationState } from '../../../src/publishing/index.js';
import { clientCard, replacedClientCard } from '../../../src/slack/approvals/client-card.js';
import { pagesOf, readAllModal, reasonModal } from '../../../src/slack/approvals/modals.js';
import { pendingCard } from '../../../src/slack/approvals/pending-card.js';
import { postModal } from '../../../src/slack/home/post-modal.js';
import type { CardState } from '../../../src/slack/results/card-state.js';
import { asCard } from '../../../src/slack/results/place.js';
import { settledCard } from '../../../src/slack/results/settled-card.js';
import { whereView } from '../../../src/slack/results/where-view.js';

const STATES: PublicationState[] = [
  'queued',
  'staging',
  'processing',
  'ready',
  'publishing',
  'published',
  'deleted',
  'held',
  'blocked',
  'failed',
  'unknown',
  'cancelled',
];

describe('a card', () => {
  test('keeps to the limits of Block Kit at its smallest', () => {
    const state = stateOf({ text: '' });
    expect(checkMessage(pendingCard(state))).toEqual([]);
    expect(checkMessage(settledCard(approved(state)))).toEqual([]);
  });

  test('keeps to the limits of Block Kit at its largest: 63,206 characters, ten pictures in two renditions, a hundred accounts in trouble', () => {
    const state = stateOf({
      text: 'ä𝄞 <!channel> '.repeat(4_515).slice(0, 63_206),
      link: `https://example.com/${'x'.repeat(1_900)}`,
      note: 'n'.repeat(3_000),
      pictures: 20,
      accounts: 100,
      names: 75,
      labels: 90,
    });
    expect(checkMessage(asCard('p'.repeat(24), pendingCard(state)))).toEqual([]);
    expect(JSON.stringify(pendingCard(state))).toContain('Internal label');
    const people = Array.from({ length: 50 }, (_, index) => `U00000000${index}`);
    const step = { name: '<'.repeat(40), who: { people, groups: [], approvers: false }, need: 5 };
    const open = { step, index: 0, by: people.slice(0, 4), need: 5, missing: 1, waitingFor: people.slice(4), anyone: false };
    const review = { progress: { steps: Array.from({ length: 6 }, () => open), open }, mark: `${'m'.repeat(12)}.5` };
    const changes = {
      since: 1,
      changes: changesBetween({ platforms: new Map() }, state.revision, { ...state.revision, text: 'x', accounts: [] }),
    };
    for (const at of ['in_review', 'held'] as const)
      expect(checkMessage(pendingCard({ ...state, review, changes, post: { ...state.post, state: at } }))).toEqual([]);
    for (const asked of [people, [], undefined]) {
      const card = clientCard({ ...state, review }, asked);
      expect(checkMessage(card)).toEqual([]);
      expect(JSON.stringify(card)).not.toContain('nnnn');
      expect(JSON.stringify(card)).not.toContain('Internal label');
    }
    for (const at of STATES) expect(checkMessage(settledCard(approved({ ...state, publications: publicationsOf(state, at) })))).toEqual([]);
    const commented: CardState = {
      ...state,
      post: { ...state.post, state: 'rejected' },
      decisions: [decision({ kind: 'rejected', comment: 'c'.repeat(3_000), reason: 'wrong_account' })],
    };
    expect(checkMessage(settledCard(commented))).toEqual([]);
    for (const at of STATES) {
      const shown = approved({ ...state, publications: publicationsOf(state, at) });
      expect(checkView(postModal(shown, `https://example.slack.com/${'p'.repeat(300)}`))).toEqual([]);
    }
    expect(checkMessage(replacedClientCard())).toEqual([]);
    for (const wasSeen of [true, false]) {
      const part = { key: 'part 25', number: 24, of: 25 };
      const asked = {
        publication: 'p'.repeat(24),
        part,
        label: '<'.repeat(200),
        text: 'ä𝄞'.repeat(2_000),
        profileUrl: 'https://x.com/a',
        wasSeen,
      };
      expect(checkView(whereView(asked))).toEqual([]);
    }
  });

  test('pings nobody but its people, and keeps to the limits, whatever is typed or what accounts are called', () => {
    const pieces = [
      '<!channel>',
      '<!here|x>',
      '<@U9>',
      '<!subteam^S1>',
      '<https://evil.example|good>',
      '&lt;',
      '*',
      '`',
      '\u202e',
      '\u0000',
      '\ud83d',
      '👩‍👩‍👧',
      'é',
      ' ',
      '\n',
    ];
    const words = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 40 }).map((each) => each.join(''));
    fc.assert(
      fc.property(words, fc.constantFrom(...STATES), (typed, at) => {
        const named = stateOf({ text: typed, note: typed, accounts: 2 });
        const state = {
          ...named,
          accounts: named.accounts.map((account) => ({ ...account, name: typed })),
          brand: { ...named.brand, name: typed },
        };
        const settled = approved({ ...state, publications: publicationsOf(state, at) });
        const commented = { ...settled, decisions: [decision({ kind: 'rejected', comment: typed, reason: 'tone' })] };
        for (const shown of [pendingCard(state), settledCard(settled), settledCard(commented), clientCard(state, undefined)]) {
          expect(checkMessage(shown)).toEqual([]);
          const { pings, links } = effectsOf(shown);
          expect(pings.filter((ping) => ping !== '@U1' && ping !== '@U2')).toEqual([]);
          expect(links.filter(({ url }) => url.includes('evil'))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('shows where accounts differ, to the letter: own text, posts of a thread, settings, the preview of the link', () => {
    const state = stateOf({ text: 'For all', accounts: 3 });
    const [first, second, third] = state.revision.accounts;
    if (first === undefined || second === undefined || third === undefined) throw new Error('There are three.');
    const accounts = [
      { ...first, content: { ...first.content, text: 'Own <!channel>' } },
      { ...second, content: { ...second.content, options: { linkPreview: { title: 'Bread & rolls', description: 'Fresh' } } } },
      third,
    ];
    const details = { 'account-2': { parts: ['One', 'Two'], settings: ['Who can see it: My connections only'] } };
    const differing = { ...state, revision: { ...state.revision, accounts }, details };
    for (const card of [pendingCard(differing), settledCard(approved(differing))]) {
      expect(checkMessage(card)).toEqual([]);
      const shown = JSON.stringify(card.blocks);
      for (const words of ['Own <!channel>', 'Bread & rolls\\nFresh', 'Post 2 of 2', 'Who can see it: My connections only'])
        expect(shown).toContain(words);
      expect(JSON.stringify(mrkdwnOf(card.blocks))).not.toContain('<!channel>');
      expect(shown).not.toContain('Read all');
    }
    expect(JSON.stringify(pendingCard(state).blocks)).not.toContain('Only for');
  });

  test('says which file an account does not get, by the number it has in the post', () => {
    const state = stateOf({ text: 'Pictures', pictures: 3, accounts: 2 });
    const files = ['F1', 'F2', 'F3'].map((slackFile) => ({ slackFile, name: 'a.jpg', altText: '', border: false }));
    const [first, second] = state.revision.accounts;
    if (first === undefined || second === undefined) throw new Error('There are two.');
    const media = first.content.media.slice(1).map((medium) => ({ ...medium, sha256: `${medium.sha256}-other` }));
    const pictures = { ...state.pictures, '1-other': 'F1-other', '2-other': 'F2-other' };
    const accounts = [second, { ...first, content: { ...first.content, media } }];
    const overrides = [{ account: first.account, without: ['F1'] }];
    const { blocks } = pendingCard({ ...state, pictures, revision: { ...state.revision, files, overrides, accounts } });
    expect(JSON.stringify(blocks)).toContain('Without picture 1');
    const titles = blocks.flatMap((block) => (block.type === 'image' ? block.title?.text.slice(0, 9) : []));
    expect(titles).toEqual(['Picture 1', 'Picture 2', 'Picture 3', 'Picture 2', 'Picture 3']);
  });

  test('keeps to the limits when every account differs, and offers Read all', () => {
    const state = stateOf({
      text: 'x'.repeat(63_000),
      link: 'https://example.com',
      note: 'n'.repeat(3_000),
      pictures: 20,
      accounts: 100,
      names: 75,
    });
    const accounts = state.revision.accounts.map((each, index) => ({
      ...each,
      content: { ...each.content, text: `${index}`.repeat(20_000) },
    }));
    const details = Object.fromEntries(
      accounts.map(({ account }) => [account, { parts: Array.from({ length: 25 }, () => 'p'.repeat(280)), settings: ['A: b'] }]),
    );
    for (const each of [
      { ...state, revision: { ...state.revision, accounts } },
      { ...state, details, revision: { ...state.revision, accounts } },
    ]) {
      expect(checkMessage(pendingCard(each))).toEqual([]);
      for (const at of STATES) expect(checkMessage(settledCard(approved({ ...each, publications: publicationsOf(each, at) })))).toEqual([]);
    }
    const own = { ...state, revision: { ...state.revision, text: 'Short', accounts } };
    expect(JSON.stringify(pendingCard(own).blocks)).toContain('"Read all"');
  });

  test('keeps the alt text of a picture that most of many accounts get', () => {
    const state = stateOf({ text: 'Picture', pictures: 2, accounts: 9 });
    const [first, ...others] = state.revision.accounts;
    if (first === undefined) throw new Error('There are nine.');
    const one = { ...first, content: { ...first.content, media: first.content.media.slice(1) } };
    const { blocks } = pendingCard({ ...state, revision: { ...state.revision, accounts: [one, ...others] } });
    const titles = blocks.flatMap((block) => (block.type === 'image' ? block.title?.text : []));
    expect(titles).toContainEqual(expect.stringMatching(/^Picture 1 \(8 of 9 accounts\)\. Alt text: a+/));
  });

  test('says first what needs somebody, then once what is so for several accounts, and no account twice', () => {
    const state = stateOf({ text: 'Hello', accounts: 4 });
    const [first, ...others] = publicationsOf(state, 'queued').map(({ trouble: _trouble, ...each }) => ({
      ...each,
      dueAt: new Date(state.drawnAt.getTime() + 3_600_000),
    }));
    const failed = publicationsOf(state, 'failed').slice(-1);
    if (first === undefined) throw new Error('There are four.');
    const accounts = state.accounts.map((account, index) => ({ ...account, name: `Page ${index}` }));
    const { blocks } = settledCard(approved({ ...state, accounts, publications: [first, ...others.slice(0, 2), ...failed] }));
    const shown = JSON.stringify(blocks);
    expect(shown).toMatch(/"\*Facebook: Page 3\*: failed.*"\*Facebook: Page 0, Facebook: Page 1, Facebook: Page 2\*: scheduled for/);
    expect(shown.match(/scheduled for/g)).toHaveLength(1);
    expect(shown).not.toContain('*For*');
  });

  test('names a document, since Slack shows none of its pages', () => {
    const state = stateOf({ text: 'Slides' });
    const accounts = state.revision.accounts.map((each) => ({
      ...each,
      content: {
        ...each.content,
        media: each.content.media.map((medium) => ({ ...medium, mimeType: 'application/pdf', altText: 'How we bake' })),
      },
    }));
    const { blocks } = pendingCard({ ...state, revision: { ...state.revision, accounts } });
    expect(JSON.stringify(blocks)).toContain('*Document* How we bake, in the thread');
    expect(blocks.some(({ type }) => type === 'image')).toBe(false);
  });

  test('shows what a person typed to the letter, so that no mention or link in it takes effect', () => {
    const hostile = '<!channel> <@U123> <https://evil.example|click> *bold* &amp;';
    const state = stateOf({ text: hostile, note: hostile, link: 'https://a.example/?<!here>' });
    for (const card of [pendingCard(state), settledCard(approved(state))]) {
      const mrkdwn = JSON.stringify(mrkdwnOf(card.blocks)) + card.text;
      expect(mrkdwn).not.toContain('<!channel>');
      expect(mrkdwn).not.toContain('<@U123>');
      expect(mrkdwn).not.toContain('<!here>');
      expect(JSON.stringify(card.blocks)).toContain(JSON.stringify(hostile).slice(1, -1));
    }
  });

  test('shows a long text from its start with Read all, and Approve says how long it is', () => {
    const card = pendingCard(stateOf({ text: 'word '.repeat(1_000) }));
    const shown = JSON.stringify(card.blocks);
    expect(shown).toContain('Read all 5,000 characters');
    expect(shown).toContain('You are approving all 5,000 characters.');
  });

  test('has a button for every trouble, and none for what needs nobody', () => {
    const of = (at: PublicationState, finds = 1) => JSON.stringify(settledCard(approved(withPublications(at, finds))).blocks);
    expect(of('failed')).toContain('"Retry"');
    expect(of('blocked')).toContain('"Reconnect"');
    expect(of('unknown')).toContain('"It is live"');
    expect(of('unknown')).toContain('"Publish again"');
    expect(of('unknown', 0)).not.toContain('"Publish again"');
    for (const at of ['queued', 'publishing', 'published', 'cancelled'] as const)
      expect(of(at)).not.toMatch(/Retry|Reconnect|Publish again/);
  });

  test('says which accounts keep older words', () => {
    const state = approved(withPublications('published'));
    const edited = { ...state, post: { ...state.post, revision: 2 }, revision: { ...state.revision, number: 2 } };
    expect(JSON.stringify(settledCard(edited).blocks)).toContain('It keeps the words of an older revision.');
  });
});

test('what waits for an account that takes nothing now says why and until when, and what is due later does not', () => {
  const state = withPublications('ready');
  const until = new Date(state.drawnAt.getTime() + 300_000);
  const closed = new Map([['account-0', { until, sentence: 'Meta is close to its limit of calls.' }]]);
  const shown = JSON.stringify(settledCard({ ...approved(state), closed }));
  expect(shown).toContain(`waiting. Meta is close to its limit of calls. Next try <!date^${Math.floor(until.getTime() / 1_000)}`);
  const dueAt = new Date(until.getTime() + 1);
  const later = state.publications.map((publication) => ({ ...publication, dueAt }));
  expect(JSON.stringify(settledCard({ ...approved(state), closed, publications: later }))).not.toContain('limit of calls');
});

test('how much of a thread is live is a sentence of its own', () => {
  const state = approved(withPublications('publishing'));
  const acts = [{ key: 'part 1', attempts: [], ref: '1' }];
  const publications = state.publications.map((each) => ({ ...each, plan: ['part 1', 'part 2', 'part 3'], acts }));
  expect(JSON.stringify(settledCard({ ...state, publications }).blocks)).toContain('publishing. 1 of 3 parts is live.');
});

describe('a first comment', () => {
  const words = (shown: object) => JSON.stringify(shown);
  const commented = (state: CardState, comment: string): CardState => ({
    ...state,
    revision: {
      ...state.revision,
      comment,
      accounts: state.revision.accounts.map((each) => ({ ...each, content: { ...each.content, comment } })),
    },
  });
  const open = (at: PublicationState, fields: Partial<Publication> = {}): CardState => {
    const state = commented(withPublications(at), 'See our menu');
    const acts = [{ key: 'post', attempts: [], ref: '1_2' }];
    const publications = state.publications.map((each) => ({ ...each, plan: ['post', 'comment'], acts, liveChanges: [], ...fields }));
    return approved({ ...state, publications });
  };

  test('stands on every card to the letter, a client’s included; what is cut is under Read all, and who gets none is said', () => {
    const state = commented(stateOf({ text: 'Hello', accounts: 2 }), '<!channel> at our page');
    const [first, second] = state.revision.accounts;
    if (first === undefined || second === undefined) throw new Error('There are two.');
    const { comment: _comment, ...without } = second.content;
    const differing = { ...state, revision: { ...state.revision, accounts: [first, { ...second, content: without }] } };
    for (const card of [pendingCard(differing), settledCard(approved(differing)), clientCard(differing, ['U9'])]) {
      expect(checkMessage(card)).toEqual([]);
      expect(words(card.blocks)).toMatch(/\*First comment\*.*<!channel> at our page.*/);
      expect(words(mrkdwnOf(card.blocks))).not.toContain('<!channel>');
      expect(words(card.blocks)).not.toContain('"Read all"');
    }
    expect(words(pendingCard(differing).blocks)).toMatch(/Only for.*First comment.*\(none\)/);
    const long = commented(stateOf({ text: 'Hello', accounts: 100, names: 75, pictures: 20, note: 'n'.repeat(3_000) }), 'c'.repeat(3_000));
    expect(checkMessage(pendingCard(long))).toEqual([]);
    expect(words(pendingCard(long).blocks)).toContain('"Read all"');
  });

  test('that is missing leaves the post published on its card, with its link and the buttons that mend the comment', () => {
    const buttons = (at: PublicationState, fields: Partial<Publication> = {}) => words(settledCard(open(at, fields)).blocks);
    for (const at of ['queued', 'ready', 'publishing', 'held', 'blocked', 'failed', 'unknown'] as const) {
      const card = settledCard(open(at));
      expect(checkMessage(card)).toEqual([]);
      expect(words(card.blocks)).toContain('published (<https://www.facebook.com/1_2|open it>). The first comment');
    }
    expect(settledCard(open('failed')).text).toContain('Published, first comment open');
    expect(buttons('failed')).toMatch(/"Retry".*"Skip the comment"/);
    expect(buttons('blocked')).toMatch(/"Reconnect".*"Skip the comment"/);
    expect(buttons('held', { holds: ['hold'] })).toContain('"Skip the comment"');
    expect(buttons('unknown')).toMatch(/"It is live".*"Publish again"/);
    expect(buttons('unknown', { finds: 0 })).not.toContain('"Publish again"');
    expect(buttons('failed', { acts: [{ key: 'post', attempts: [], ref: 'confirmed:1' }] })).not.toContain('"Retry"');
    expect(buttons('published')).toContain('published (<https://www.facebook.com/1_2|open it>), without its first comment');
  });

  test('keeps to the limits where it is missing on a hundred accounts', () => {
    const state = commented(stateOf({ text: 'x'.repeat(60_000), accounts: 100, names: 75, pictures: 20 }), 'c'.repeat(3_000));
    for (const at of ['held', 'blocked', 'failed', 'unknown'] as const) {
      const acts = [{ key: 'post', attempts: [], ref: '1_2' }];
      const publications = publicationsOf(state, at).map((each) => ({ ...each, plan: ['post', 'comment'], acts }));
      expect(checkMessage(settledCard(approved({ ...state, publications })))).toEqual([]);
    }
  });
});

describe('what a card is called', () => {
  test.each([
    [['failed'], 'Not published: 1 failed'],
    [['blocked'], 'Not published: waits for a reconnect'],
    [['failed', 'blocked', 'blocked'], 'Not published: 1 failed, 2 wait for a reconnect'],
    [['published', 'failed'], '1 of 2 published, 1 failed'],
    [['published', 'blocked', 'cancelled'], '1 of 2 published, 1 waits for a reconnect'],
    [['failed', 'publishing'], '0 of 2 published, 1 failed'],
    [['failed', 'unknown'], '0 of 2 published, 1 failed, 1 may be live'],
    [['deleted', 'failed'], '0 of 1 published, 1 failed'],
    [['unknown'], 'Approved: one outcome is not known'],
    [['publishing'], 'Approved, going out'],
    [['published'], 'Published'],
  ] satisfies [PublicationState[], string][])('says what failed: %j', (states, title) => {
    const state = stateOf({ text: 'Hello', accounts: states.length });
    const publications = publicationsOf(state, 'queued').map((each, nth) => ({ ...each, state: states[nth] ?? each.state }));
    const card = settledCard(approved({ ...state, publications }));
    expect(card.blocks[0]).toMatchObject({ type: 'header', text: { text: title } });
    expect(card.text).toContain(title);
  });

  test('does not say of a thread that is live in part that it is not published', () => {
    const state = withPublications('failed');
    const acts = [{ key: 'part 1', attempts: [], ref: '1_2' }];
    const publications = state.publications.map((each) => ({ ...each, plan: ['part 1', 'part 2'], acts }));
    expect(settledCard(approved({ ...state, publications })).text).toContain('Published in part: 1 failed');
  });
});

test('the question before a post is cancelled has one button that cancels, and one that keeps the post', () => {
  const state = withPublications('queued');
  const publications = state.publications.map((each) => ({ ...each, dueAt: new Date(Date.now() + 3_600_000) }));
  const { blocks } = settledCard(approved({ ...state, publications }));
  expect(JSON.stringify(blocks)).toMatch(
    /"confirm":\{"type":"plain_text","text":"Cancel post"[^{]*\},"deny":\{"type":"plain_text","text":"Keep it"/,
  );
});

describe('the modals of a review', () => {
  test('keep to the limits, with the longest text any platform takes', () => {
    expect(checkView(reasonModal('rejected', `${'p'.repeat(24)}:12`))).toEqual([]);
    expect(checkView(reasonModal('changes_requested', `${'p'.repeat(24)}:12`))).toEqual([]);
    expect(checkView(readAllModal('👨‍👩‍👧 text '.repeat(5_000)))).toEqual([]);
  });

  test('show a long text whole: its pages give it back and cut no emoji in two', () => {
    const text = '👨‍👩‍👧‍👦é🇩🇪'.repeat(3_000);
    expect(pagesOf(text).join('')).toBe(text);
    for (const page of pagesOf(text)) expect(page.startsWith('👨‍👩‍👧‍👦') || page.startsWith('é') || page.startsWith('🇩🇪')).toBe(true);
  });
});

function withPublications(at: PublicationState, finds = 1): CardState {
  const state = stateOf({ text: 'Hello' });
  return { ...state, publications: publicationsOf(state, at).map((publication) => ({ ...publication, finds })) };
}

function approved(state: CardState): CardState {
  return { ...state, post: { ...state.post, state: 'approved' }, decisions: [decision({ kind: 'approved' })] };
}

function decision(fields: Pick<Decision, 'kind'> & Partial<Decision>): Decision {
  return { id: 'd1', workspace: 'T1', post: 'p1', revision: 1, contentHash: 'h', person: 'U2', at: new Date(), ...fields };
}

function publicationsOf({ revision }: CardState, state: PublicationState): Publication[] {
  return revision.accounts.map(({ account, platform }) => ({
    id: `pub-${account}`,
    workspace: 'T1',
    post: 'p1',
    account,
    platform,
    revision: 1,
    state,
    holds: state === 'held' ? ['review'] : [],
    dueAt: new Date(),
    nextAt: new Date(),
    acts: [],
    tries: 0,
    finds: 1,
    version: 1,
    trouble: { sentence: 'S'.repeat(400), at: new Date(), code: 'HTTP 400, code 1' },
    liveChanges: [
      {
        id: 'c1',
        kind: 'delete',
        by: 'U1',
        at: new Date(),
        state: state === 'deleted' ? 'done' : 'failed',
        tries: 1,
        trouble: { sentence: 'S'.repeat(400), at: new Date(), code: 'HTTP 400' },
      },
    ],
    link: 'https://www.facebook.com/1_2',
  }));
}

function stateOf(options: {
  text: string;
  link?: string;
  note?: string;
  pictures?: number;
  accounts?: number;
  names?: number;
  labels?: number;
}): CardState {
  const { text, link, note, pictures = 1, accounts = 1, names = 10, labels = 0 } = options;
  const ids = Array.from({ length: accounts }, (_, index) => `account-${index}`);
  const media = Array.from({ length: pictures }, (_, index) => ({
    rendition: `r${index}`,
    sha256: String(index),
    mimeType: 'image/jpeg',
    width: 10,
    height: 10,
    size: 10,
    altText: pictures > 1 ? 'a'.repeat(1_000) : '',
  }));
  const post: Post = {
    id: 'p1',
    workspace: 'T1',
    brand: 'b',
    author: 'U1',
    state: 'in_review',
    revision: 1,
    seq: 0,
    createdAt: new Date(),
    updatedAt: new Date(),
  };
  const revision: Revision = {
    workspace: 'T1',
    post: 'p1',
    number: 1,
    by: 'U1',
    at: new Date(),
    text,
    ...(link === undefined ? {} : { link }),
    ...(note === undefined ? {} : { note }),
    labels: Array.from({ length: labels }, (_, index) => ({ id: `${index}`, name: `Internal label ${index}`.padEnd(60, '<') })),
    files: [],
    accounts: ids.map((account) => ({ account, platform: 'facebook', content: { text, media, options: {} } })),
    contentHash: 'h',
  };
  return {
    post,
    revision,
    brand: { id: 'b', workspace: 'T1', name: 'Brand', zone: 'UTC', authorsMayApprove: false, seq: 0 },
    accounts: ids.map((id) => ({ id, name: '<'.repeat(names), platform: 'facebook', platformName: 'Facebook' })),
    publications: [],
    decisions: [],
    pictures: Object.fromEntries(media.map(({ sha256 }) => [sha256, `F${sha256}`])),
    drawnAt: new Date(),
  };
}

/** Every mrkdwn text in the blocks. */
function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwnOf)];
}
