import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How any request can go wrong: a plain 500 page, a reset connection, no answer ever, or an answer that comes late (ms). */
export type CommonFault = 'http_500' | 'reset' | 'hang' | { slow: number };

/**
 * A failure to play; `Own` is an error in the platform's own words. `before`: the request has no effect. `after`: it takes effect first, and only
 * the answer is lost; a request that is refused had no effect, so it is answered as usual and the fault waits for the next one.
 */
export interface Fault<Operation extends string, Own extends object> {
  /** An operation, or a pattern for `METHOD /path`, the query left out. */
  match: Operation | RegExp;
  /** Only requests of or about this account, its posts and files included. */
  accountId?: string;
  /** How many requests it lets pass first; none when absent. */
  skip?: number;
  /** How many requests it hits; 1 when absent. */
  times?: number;
  when: 'before' | 'after';
  how: CommonFault | Own;
}

/** The faults of a stand-in, each with the requests it still hits, and lets pass first. */
export type Faults<Rule> = Set<Rule & { left: number; toSkip: number }>;

interface Faulty<Operation extends string, Own extends object> {
  readonly closing: AbortController;
  readonly faults: Faults<Fault<Operation, Own>>;
}

/** Plays a fault until it is used up; the function returned takes it back. */
export function addFault<Operation extends string, Own extends object>(
  world: Faulty<Operation, Own>,
  rule: Fault<Operation, Own>,
): () => void {
  const fault = { ...rule, left: rule.times ?? 1, toSkip: rule.skip ?? 0 };
  world.faults.add(fault);
  return () => void world.faults.delete(fault);
}

/**
 * Answers a request to the API, with the faults that hit it played on the answer. Resolves to `undefined` when nothing is to be answered: the
 * connection was reset, or hangs until the stand-in closes.
 */
export async function answerWithFaults<Operation extends string, Own extends object, Answer extends PlainAnswer>(
  world: Faulty<Operation, Own>,
  asked: Asked<Operation> & {
    readonly response: ServerResponse;
    /** The platform's answer to an error of its own. */
    readonly refuse: (own: Own) => Answer;
  },
  answer: () => Answer | Promise<Answer>,
): Promise<Answer | PlainAnswer | undefined> {
  const play = async (how: CommonFault | Own, ready: () => Answer | Promise<Answer>) => {
    if (!isCommon(how)) return asked.refuse(how);
    if (how === 'http_500') return BROKEN;
    if (how === 'reset') asked.response.socket?.resetAndDestroy();
    if (typeof how === 'string') return undefined;
    await sleep(how.slow, undefined, { signal: world.closing.signal }).catch(() => undefined);
    return await ready();
  };
  const before = takeFault(world, 'before', asked);
  if (before !== undefined) return await play(before, answer);
  const given = await answer();
  const after = given.status < 300 ? takeFault(world, 'after', asked) : undefined;
  return after === undefined ? given : await play(after, () => given);
}

interface PlainAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

interface Asked<Operation extends string> {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation | undefined;
  readonly accountId: string | undefined;
}

/** The first fault of this timing that hits the request, one of its times used up. */
function takeFault<Operation extends string, Own extends object>(
  { faults }: Faulty<Operation, Own>,
  when: 'before' | 'after',
  asked: Asked<Operation>,
): CommonFault | Own | undefined {
  for (const fault of faults) {
    if (fault.when !== when || fault.left === 0 || !hits(fault, asked)) continue;
    if (fault.toSkip === 0) {
      fault.left -= 1;
      return fault.how;
    }
    fault.toSkip -= 1;
  }
  return undefined;
}

function hits<Operation extends string, Own extends object>({ accountId, match }: Fault<Operation, Own>, asked: Asked<Operation>): boolean {
  if (accountId !== undefined && accountId !== asked.accountId) return false;
  if (typeof match === 'string') return match === asked.operation;
  return new RegExp(match.source, match.flags.replace(/[gy]/g, '')).test(`${asked.method} ${asked.path}`);
}

function isCommon<Own extends object>(how: CommonFault | Own): how is CommonFault {
  return typeof how === 'string' || 'slow' in how;
}

const BROKEN: PlainAnswer = {
  status: 500,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Error</title><p>Something went wrong.</p>',
};
