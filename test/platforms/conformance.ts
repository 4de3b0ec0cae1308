import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/lib/log.js';
import type { Secret } from '../../src/lib/secret.js';
import { PlatformError, type PlatformErrorKind } from '../../src/platforms/errors.js';
import type { PlatformHttp } from '../../src/platforms/http.js';
import {
  type Act,
  COMMENT_ACT,
  type Content,
  type MediaSource,
  type Platform,
  type PlatformAccount,
  type PlatformContext,
  type Staged,
} from '../../src/platforms/platform.js';
import type { HttpRequest } from '../../src/platforms/request.js';

/** How a request can go wrong without an answer of the platform. */
export type Trouble = 'http_500' | 'reset' | 'hang';

/** A connected account at a platform that can be told to fail. */
export interface ConformanceBench {
  readonly platform: Platform;
  readonly account: PlatformAccount;
  readonly token: Secret;
  /** The token of whoever consented, where deleting takes that. */
  readonly personToken?: Secret;
  readonly http: PlatformHttp;
  readonly media: MediaSource;
  /** Contents it publishes, by a name. */
  readonly contents: Readonly<Record<string, Content>>;
  /** What is public on the account now, oldest first. */
  live(): { readonly ref: string; readonly text: string; readonly altTexts: readonly string[] }[];
  /** The next irreversible request goes wrong, before or after it took effect. */
  failPublish(when: 'before' | 'after', how: Trouble): void;
  /** The next request, whatever it is, goes wrong before it took effect. */
  failNext(how: Trouble): void;
  /** The next edit or deletion of a live post takes effect, and its answer is lost. */
  loseChange?(how: Trouble): void;
  /** The next irreversible request is refused with this meaning; undefined where the platform has no such answer. */
  refusals: Partial<Record<PlatformErrorKind, () => void>>;
  /** The account's comments, oldest first: of those, what `fail` spoils are requests that make one, what `endRight` takes is the permission to. */
  readonly comments: {
    live(): { readonly ref: string; readonly text: string }[];
    fail(when: 'before' | 'after', how: Trouble): void;
    /** Undefined where no permission is needed beyond posting. */
    readonly endRight?: () => void;
    /** The account may not read comments, so that nothing lost is ever found. */
    readonly unreadable?: boolean;
  };
  /** The account's token stops working. */
  endToken(): void;
  close(): Promise<void>;
}

/** A content at a limit, or past it with the field where that is said. */
export interface Limit {
  readonly name: string;
  readonly content: Content;
  readonly field?: string;
}

/** What every platform promises to the engine, whichever it is. */
export function platformConformance(start: () => Promise<ConformanceBench>, limits: readonly Limit[], names: readonly string[]): void {
  let bench: ConformanceBench;
  let requests: HttpRequest[] = [];

  beforeEach(async () => {
    bench = await start();
    requests = [];
  });
  afterEach(() => bench.close());

  function context(fields: Partial<PlatformContext> = {}): PlatformContext {
    const { account, token, media, http } = bench;
    const send = (request: HttpRequest) => {
      requests.push(request);
      return http.send({ ...request, timeoutMs: Math.min(request.timeoutMs, PATIENCE_MS) });
    };
    return {
      account,
      token,
      media,
      http: send,
      signal: new AbortController().signal,
      log: createLog('silent'),
      now: new Date(),
      ...fields,
    };
  }

  function contentNamed(name: string): Content {
    const content = bench.contents[name];
    if (content === undefined) throw new Error(`There is no content "${name}".`);
    return content;
  }

  async function stage(content: Content): Promise<Staged> {
    const staged = await stageAll(content);
    for (let polls = 0; bench.platform.poll !== undefined; polls += 1) {
      if ((await bench.platform.poll(context(), staged)).ready) break;
      if (polls > 20) throw new Error('It is not ready after 20 polls.');
    }
    return JSON.parse(JSON.stringify(staged));
  }

  /** Every step of it, each from what the one before left, as it is stored. */
  async function stageAll(content: Content): Promise<Staged> {
    let staged: Staged | undefined;
    for (let steps = 0; staged === undefined || staged.unfinished === true; steps += 1) {
      if (steps > 20) throw new Error('It is not staged after 20 steps.');
      staged = JSON.parse(JSON.stringify((await bench.platform.stage?.(context(), content, staged)) ?? {})) as Staged;
    }
    return staged;
  }

  function publish(act: Act, staged: Staged, beforeSend: () => void = () => undefined): Promise<string> {
    return bench.platform.publish(context({ beforeSend }), act, staged);
  }

  function onlyAct(content: Content): Act {
    const [act, ...more] = bench.platform.acts(content);
    if (act === undefined || more.length > 0) throw new Error('The content is not one act.');
    return act;
  }

  describe('the profile', () => {
    test('says of every method exactly whether it exists', () => {
      const { platform } = bench;
      const { stage, poll, link, find, edit } = platform;
      const exists = {
        stage,
        poll,
        link,
        find,
        delete: platform.delete,
        edit,
        insights: 'insights' in platform ? platform.insights : undefined,
      };
      expect(bench.personToken !== undefined).toBe(platform.deletion?.token === 'person');
      expect(Object.fromEntries(Object.entries(exists).map(([name, method]) => [name, method !== undefined]))).toEqual(
        platform.profile.supports,
      );
    });

    test('every content of this suite passes validation', () => {
      for (const content of Object.values(bench.contents)) {
        expect(bench.platform.validate(content, bench.account).filter(({ severity }) => severity === 'stops')).toEqual([]);
      }
    });

    test.each(limits)('$name', ({ content, field }) => {
      const stopping = bench.platform.validate(content, bench.account).filter(({ severity }) => severity === 'stops');
      expect(stopping.map((problem) => problem.field)).toEqual(field === undefined ? [] : [field]);
      for (const { sentence } of stopping) expect(sentence).toMatch(/^[A-Z].*\.$/);
    });
  });

  describe('staging', () => {
    test.each(names)('%s: twice makes nothing public, and what it keeps is plain data', async (name) => {
      const content = contentNamed(name);
      const staged = (await bench.platform.stage?.(context(), content)) ?? {};
      expect(JSON.parse(JSON.stringify(staged))).toEqual(staged);
      await stageAll(content);
      await stageAll(content);
      expect(bench.live()).toEqual([]);
      expect(JSON.stringify(staged)).not.toContain(bench.token.unwrap());
    });

    test.each(['http_500', 'reset', 'hang'] as const)(
      '%s before the post is trouble that may pass: never an unknown outcome',
      async (how) => {
        bench.failNext(how);
        expect((await failure(stage(contentNamed(firstOf(names))))).kind).toBe('transient');
        expect(bench.live()).toEqual([]);
      },
    );

    test('an ended token asks to reconnect', async () => {
      bench.endToken();
      expect((await failure(stage(contentNamed(firstOf(names))))).kind).toBe('reauth_needed');
    });
  });

  describe('publishing', () => {
    test.each(names)('%s: one act makes one post, and answers its id and its address', async (name) => {
      const content = contentNamed(name);
      const ref = await publish(onlyAct(content), await stage(content));
      expect(bench.live()).toEqual([{ ref, text: content.text, altTexts: content.media.map(({ altText }) => altText) }]);
      const link = await bench.platform.link?.(context(), ref);
      expect(link === undefined || (await fetch(link)).status).toBe(200);
    });

    test('sends exactly one request that changes anything, guarded, on a short leash, and not called off with the rest', async () => {
      const content = contentNamed(firstOf(names));
      const staged = await stage(content);
      expect(requests.filter(({ beforeSend }) => beforeSend !== undefined)).toEqual([]);
      for (const { timeoutMs, signal } of requests) expect([timeoutMs <= 60_000, signal !== undefined]).toEqual([true, true]);
      requests = [];
      let checks = 0;
      await publish(onlyAct(content), staged, () => {
        checks += 1;
        expect(bench.live()).toEqual([]);
      });
      const [only, ...more] = requests.filter(({ method }) => method !== 'GET');
      expect(more).toEqual([]);
      expect([only?.timeoutMs, only?.signal, checks]).toEqual([20_000, undefined, 1]);
    });

    test('stopped before the send, nothing leaves and that is said', async () => {
      const content = contentNamed(firstOf(names));
      const staged = await stage(content);
      const error = await failure(
        publish(onlyAct(content), staged, () => {
          throw new Error('The lease is over.');
        }),
      );
      expect(error.details).toMatchObject({ kind: 'transient', sent: false });
      expect(bench.live()).toEqual([]);
    });

    test('no token stands in an address or a form', async () => {
      for (const name of names) await publish(onlyAct(contentNamed(name)), await stage(contentNamed(name)));
      const open = requests.map(({ url, query, form, headers }) => JSON.stringify([url, query, form, headers]));
      expect(open.filter((text) => text.includes(bench.token.unwrap()))).toEqual([]);
    });

    test('an ended token is a refusal', async () => {
      const content = contentNamed(firstOf(names));
      const staged = await stage(content);
      bench.endToken();
      expect((await failure(publish(onlyAct(content), staged))).kind).toBe('reauth_needed');
    });
  });

  describe.each(names)('%s: an answer that was lost', (name) => {
    test.each(['http_500', 'reset', 'hang'] as const)('%s after the post took effect: unknown, then found', async (how) => {
      const content = contentNamed(name);
      const staged = await stage(content);
      bench.failPublish('after', how);
      const at = new Date();
      expect((await failure(publish(onlyAct(content), staged))).kind).toBe('unknown_outcome');
      const [live] = bench.live();
      const sent = { at, deadlineAt: new Date() };
      expect(await bench.platform.find?.(context(), onlyAct(content), staged, sent)).toEqual({ outcome: 'published', ref: live?.ref });
    });

    test.each(['http_500', 'reset', 'hang'] as const)('%s before the post took effect: unknown, and never found', async (how) => {
      const content = contentNamed(name);
      const staged = await stage(content);
      bench.failPublish('before', how);
      const at = new Date();
      expect((await failure(publish(onlyAct(content), staged))).kind).toBe('unknown_outcome');
      const found = await bench.platform.find?.(context(), onlyAct(content), staged, { at, deadlineAt: new Date() });
      expect(found).toMatchObject({ outcome: 'cannot tell', checked: expect.stringMatching(/^[A-Z].*\.$/) });
      expect(bench.live()).toEqual([]);
    });
  });

  describe('refusals', () => {
    const kinds = ['invalid_content', 'reauth_needed', 'rate_limited', 'duplicate', 'rejected'] as const;
    test.each(kinds)('%s while posting is an answer: nothing was made', async (kind) => {
      const refuse = bench.refusals[kind];
      if (refuse === undefined) throw new Error(`The bench has no refusal for ${kind}.`);
      const content = contentNamed(firstOf(names));
      const staged = await stage(content);
      refuse();
      const error = await failure(publish(onlyAct(content), staged));
      expect([error.kind, error.message]).toEqual([kind, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect(bench.live()).toEqual([]);
    });
  });

  describe('the first comment', () => {
    const COMMENT = 'More on our page: https://example.com/more';

    /** A post that is out, and the act of its comment. */
    async function posted() {
      const [post, comment, ...more] = bench.platform.acts({ ...contentNamed(firstOf(names)), comment: COMMENT });
      if (post === undefined || comment?.key !== COMMENT_ACT || more.length > 0) throw new Error('It is not a post and a comment.');
      const staged = await stage(post.content);
      return { comment, staged, ref: await publish(post, staged) };
    }

    test('is an act after the post, and one request makes it', async () => {
      const { comment, staged, ref } = await posted();
      requests = [];
      let checks = 0;
      const beforeSend = () => {
        checks += 1;
      };
      const made = await bench.platform.publish(context({ beforeSend }), comment, staged, ref);
      expect(bench.comments.live()).toEqual([{ ref: made, text: COMMENT }]);
      expect([requests.length, checks, requests[0]?.timeoutMs, requests[0]?.signal]).toEqual([1, 1, 20_000, undefined]);
      expect(bench.live().filter(({ ref: each }) => each === ref)).toHaveLength(1);
    });

    test.each(['http_500', 'reset', 'hang'] as const)('%s after it took effect: unknown, and found where it may be read', async (how) => {
      const { comment, staged, ref } = await posted();
      bench.comments.fail('after', how);
      const at = new Date();
      const error = await failure(bench.platform.publish(context(), comment, staged, ref));
      expect([error.kind, error.message]).toEqual(['unknown_outcome', expect.stringMatching(/comment/)]);
      const found = await bench.platform.find?.(context(), comment, staged, { at, deadlineAt: new Date() }, ref);
      const [live] = bench.comments.live();
      if (bench.comments.unreadable === true) expect(found?.outcome).toBe('cannot tell');
      else expect(found).toEqual({ outcome: 'published', ref: live?.ref });
    });

    test('before it took effect: unknown, and never found', async () => {
      const { comment, staged, ref } = await posted();
      bench.comments.fail('before', 'reset');
      const at = new Date();
      expect((await failure(bench.platform.publish(context(), comment, staged, ref))).kind).toBe('unknown_outcome');
      const found = await bench.platform.find?.(context(), comment, staged, { at, deadlineAt: new Date() }, ref);
      expect(found).toMatchObject({ outcome: 'cannot tell', checked: expect.stringMatching(/^[A-Z].*\.$/) });
      expect(bench.comments.live()).toEqual([]);
    });

    test('without the permission it is refused, and the access to the account is not called broken', async () => {
      if (bench.comments.endRight === undefined) return;
      const { comment, staged, ref } = await posted();
      bench.comments.endRight();
      const error = await failure(bench.platform.publish(context(), comment, staged, ref));
      expect([error.kind, error.message]).toEqual(['rejected', expect.stringMatching(/Reconnect/)]);
      const without = { ...bench.account, features: [] };
      const problems = bench.platform.validate({ ...contentNamed(firstOf(names)), comment: COMMENT }, without);
      expect(problems).toMatchObject([
        { field: 'account', severity: 'stops', sentence: expect.stringContaining('Reconnect to allow comments') },
      ]);
    });

    test('an ended token is a matter of the whole account', async () => {
      const { comment, staged, ref } = await posted();
      bench.endToken();
      expect((await failure(bench.platform.publish(context(), comment, staged, ref))).kind).toBe('reauth_needed');
    });

    test('without its post it is not sent', async () => {
      const { comment, staged } = await posted();
      requests = [];
      const error = await failure(bench.platform.publish(context(), comment, staged));
      expect([error.kind, error.details.sent, requests]).toEqual(['rejected', false, []]);
    });

    test('may be exactly as long as the platform takes', () => {
      const maxLength = bench.platform.comments?.maxLength ?? 0;
      const stops = (comment: string) => bench.platform.validate({ ...contentNamed(firstOf(names)), comment }, bench.account);
      expect(stops('a'.repeat(maxLength)).filter(({ severity }) => severity === 'stops')).toEqual([]);
      expect(stops('a'.repeat(maxLength + 1)).map(({ field }) => field)).toEqual(['comment']);
    });
  });

  describe('what is live', () => {
    const out = async () => {
      const content = contentNamed(firstOf(names));
      const ref = await publish(onlyAct(content), await stage(content));
      const other = { ...content, text: `${content.text} (corrected)` };
      requests = [];
      return { ref, content, other, remove: () => bench.platform.delete?.(context(asDeleter()), ref) ?? done };
    };
    const done = Promise.resolve();
    const asDeleter = () => (bench.personToken === undefined ? {} : { token: bench.personToken });

    test('is taken down, where the platform can, and once more counts as well', async () => {
      if (bench.platform.delete === undefined) return;
      const { remove } = await out();
      await remove();
      expect(bench.live()).toEqual([]);
      await remove();
      expect(bench.live()).toEqual([]);
    });

    test('gets other words, where the platform can, and nothing else: twice is once', async () => {
      const { ref, content, other } = await out();
      if (bench.platform.edit === undefined) return;
      const [before, ...more] = bench.live();
      await bench.platform.edit(context(), ref, other);
      await bench.platform.edit(context(), ref, other);
      expect(more).toEqual([]);
      expect(bench.live()).toEqual([{ ...before, ref, text: other.text }]);
      expect(other.text).not.toBe(content.text);
    });

    test('gets no other words from a process whose time is over: an edit is guarded to the last moment', async () => {
      const { ref, content, other } = await out();
      if (bench.platform.edit === undefined) return;
      const beforeSend = () => {
        throw new Error('The lease is over.');
      };
      const stopped = await failure(bench.platform.edit(context({ beforeSend }), ref, other));
      expect(stopped.details).toMatchObject({ kind: 'transient', sent: false });
      expect(bench.live()).toMatchObject([{ ref, text: content.text }]);
    });

    test.each(['http_500', 'reset'] as const)('%s after a change of it is trouble that may pass, and asking again ends it', async (how) => {
      const { ref, other, remove } = await out();
      const { delete: takeDown, edit } = bench.platform;
      if (takeDown === undefined || bench.loseChange === undefined) return;
      if (edit !== undefined) {
        bench.loseChange(how);
        expect((await failure(edit(context(), ref, other))).kind).toBe('transient');
        await edit(context(), ref, other);
        expect(bench.live()).toMatchObject([{ ref, text: other.text }]);
      }
      bench.loseChange(how);
      expect((await failure(remove())).kind).toBe('transient');
      await remove();
      expect(bench.live()).toEqual([]);
    });

    test('is never made anew by a change: one that is gone is refused an edit in plain words', async () => {
      const { ref, other, remove } = await out();
      if (bench.platform.edit === undefined) return;
      await remove();
      const error = await failure(bench.platform.edit(context(), ref, other));
      expect([error.kind, error.message]).toEqual(['rejected', `It is not on ${bench.platform.profile.name} any more.`]);
      expect(bench.live()).toEqual([]);
    });

    test('cannot be changed with an ended token: that asks to reconnect', async () => {
      const { ref, other, remove } = await out();
      const { delete: takeDown, edit } = bench.platform;
      bench.endToken();
      if (takeDown !== undefined) expect((await failure(remove())).kind).toBe('reauth_needed');
      if (edit !== undefined) expect((await failure(edit(context(), ref, other))).kind).toBe('reauth_needed');
      expect(bench.live()).toHaveLength(1);
    });
  });
}

/** The error a promise fails with; throws when it does not fail, or with another error. */
export async function failure(promise: Promise<unknown>): Promise<PlatformError> {
  const error = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof PlatformError) return error;
  throw new Error('It did not fail with a PlatformError.', { cause: error });
}

function firstOf(names: readonly string[]): string {
  return names[0] ?? '';
}

const PATIENCE_MS = 700;
