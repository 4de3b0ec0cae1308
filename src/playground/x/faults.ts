import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, htmlAnswer } from '../meta/answer.js';
import { problemAnswer } from './problems.js';
import type { Target } from './routes.js';
import type { FaultKind, XFault, XRequest } from './types.js';
import type { World } from './world.js';

/** Plays a fault until it is used up; the function returned takes it back. */
export function addFault(world: World, rule: XFault): () => void {
  const fault = { ...rule, left: rule.times ?? 1, toSkip: rule.skip ?? 0 };
  world.faults.push(fault);
  return () => {
    world.faults = world.faults.filter((each) => each !== fault);
  };
}

/** The first fault of this timing that hits the request, one of its times used up. */
export function takeFault(world: World, when: XFault['when'], target: Target, request: XRequest): FaultKind | undefined {
  for (const fault of world.faults) {
    if (fault.when !== when || fault.left === 0 || !hits(fault, target, request)) continue;
    if (fault.toSkip > 0) {
      fault.toSkip -= 1;
      continue;
    }
    fault.left -= 1;
    return fault.how;
  }
  return undefined;
}

/**
 * Plays a fault on an answer that is ready, or on none yet. Returns what to answer instead; `undefined` when nothing is to be answered: the connection
 * was reset, or hangs until the stand-in closes.
 */
export async function playFault(
  world: World,
  how: FaultKind,
  response: ServerResponse,
  answer: () => Promise<Answer>,
): Promise<Answer | undefined> {
  if (how === 'http_500') return htmlAnswer(500, '<!doctype html><title>Error</title><p>Something is technically wrong.</p>');
  if (how === 'hang') return undefined;
  if (how === 'reset') {
    response.socket?.resetAndDestroy();
    return undefined;
  }
  if ('problem' in how) return problemAnswer(how.problem);
  await sleep(how.slow, undefined, { signal: world.closing.signal }).catch(() => undefined);
  return await answer();
}

function hits(fault: XFault, target: Target, request: XRequest): boolean {
  if (fault.accountId !== undefined && fault.accountId !== target.accountId) return false;
  if (typeof fault.match === 'string') return fault.match === target.operation;
  return new RegExp(fault.match.source, fault.match.flags.replace(/[gy]/g, '')).test(`${request.method} ${request.path}`);
}
