import type { Json } from './types.js';

/** A Web API call that Slack answers with `ok: false`. `extra` goes beside the error code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly extra: Json;

  constructor(code: string, extra: Json = {}) {
    super(`Slack answers ${code}`);
    this.code = code;
    this.extra = extra;
  }
}

/** A refusal with Slack's `response_metadata.messages`. `problems` are `<JSON pointer>: <problem>`; `under` is put before each pointer. */
export function refusalWith(code: string, problems: string[], under = ''): Refusal {
  const messages = problems.map((problem) => {
    const at = problem.indexOf(': ');
    return `[ERROR] ${problem.slice(at + 2)} [json-pointer:${under}${problem.slice(0, at)}]`;
  });
  return new Refusal(code, { response_metadata: { messages } });
}
