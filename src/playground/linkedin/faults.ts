import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, htmlAnswer } from './answer.js';
import type { Target } from './api.js';
import { LinkedInRefusal, refusalAnswer } from './errors.js';
import type { FaultKind, LinkedInFault, LinkedInRequest } from './types.js';
import type { World } from './world.js';

/** Plays a fault until it is used up; the function returned takes it back. */
export function addFault(world: World, rule: LinkedInFault): () => void {
  const fault = { ...rule, left: rule.times ?? 1 };
  world.faults.push(fault);
  return () => {
    world.faults = world.faults.filter((each) => each !== fault);
  };
}

/** The first fault of this timing that hits the request, one of its times used up. */
export function takeFault(world: World, when: LinkedInFault['when'], target: Target, request: LinkedInRequest): FaultKind | undefined {
  const fault = world.faults.find((each) => each.when === when && each.left > 0 && hits(each, target, request));
  if (fault === undefined) return undefined;
  fault.left -= 1;
  return fault.how;
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
  if (how === 'http_500') return htmlAnswer(500, '<!doctype html><title>Error</title><p>Something went wrong.</p>');
  if (how === 'hang') return undefined;
  if (how === 'reset') {
    response.socket?.resetAndDestroy();
    return undefined;
  }
  if ('error' in how)
    return refusalAnswer(new LinkedInRefusal({ ...how.error, message: how.error.message ?? 'A fault asked for this answer' }));
  await sleep(how.slow, undefined, { signal: world.closing.signal }).catch(() => undefined);
  return await answer();
}

function hits(fault: LinkedInFault, target: Target, request: LinkedInRequest): boolean {
  if (fault.accountId !== undefined && fault.accountId !== target.accountId) return false;
  if (typeof fault.match === 'string') return fault.match === target.operation;
  return new RegExp(fault.match.source, fault.match.flags.replace(/[gy]/g, '')).test(`${request.method} ${request.path}`);
}
