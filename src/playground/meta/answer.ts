/** What goes back over the wire. `code` and `subcode` repeat an error body's, for the record of requests. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  code?: number;
  subcode?: number;
}

/** A JSON answer. */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=UTF-8', ...headers }, body: JSON.stringify(body) };
}

/** An HTML answer. */
export function htmlAnswer(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
