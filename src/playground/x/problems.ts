import { type Answer, jsonAnswer } from '../meta/answer.js';
import type { ProblemFault } from './types.js';

/** A refusal in X's words. `type` is the last segment of the problem's type, `about:blank` when absent. */
export interface ProblemFields extends ProblemFault {
  errors?: { message: string; parameters?: Record<string, unknown> }[];
}

/** A request that was refused, thrown by whatever refuses it. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`HTTP ${answer.status}`);
    this.name = 'Refusal';
    this.answer = answer;
  }
}

/** Throws a {@link Refusal} with a problem (xdocs:x-api/fundamentals/response-codes-and-errors, November 2026). */
export function refuse(fields: ProblemFields): never {
  throw new Refusal(problemAnswer(fields));
}

/** Refuses a request whose parameters are wrong. */
export function refuseInvalid(message: string, parameters: Record<string, unknown> = {}): never {
  const detail = 'One or more parameters to your request was invalid.';
  refuse({ status: 400, title: 'Invalid Request', type: 'invalid-request', detail, errors: [{ message, parameters }] });
}

/** Refuses what this account may not do. */
export function refuseForbidden(detail = 'You are not permitted to perform this action.'): never {
  refuse({ status: 403, title: 'Forbidden', detail });
}

/** Refuses what is not there. */
export function refuseMissing(what: string, id: string): never {
  refuse({ status: 404, title: 'Not Found Error', type: 'resource-not-found', detail: `Could not find ${what} with id: [${id}].` });
}

/** The answer a refusal is: the older shape where it names a code. */
export function problemAnswer({ status, title, detail, type, code, errors, headers }: ProblemFields): Answer {
  if (code !== undefined) return jsonAnswer(status, { errors: [{ code, message: detail ?? title ?? `Error ${code}` }] }, headers);
  const body = {
    title: title ?? 'Error',
    detail: detail ?? title ?? 'Error',
    type: type === undefined ? 'about:blank' : `https://api.x.com/2/problems/${type}`,
    status,
    errors,
  };
  return jsonAnswer(status, body, { 'content-type': 'application/problem+json', ...headers });
}
