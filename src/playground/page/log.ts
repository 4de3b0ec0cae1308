import type { LinkedInRequest } from '../linkedin/types.js';
import type { MetaRequest } from '../meta/types.js';
import type { Playground } from '../playground.js';
import type { Delivery, Json, WebApiCall } from '../slack/types.js';
import type { XRequest } from '../x/types.js';
import type { LogLine, Party } from './contract.js';

/** The newest requests between Slack, Copydesk and the platforms, newest first, one line each. */
export function logOf({ slack, meta, linkedin, x }: Playground, newest = 200): LogLine[] {
  const lines = [
    ...tail(slack.deliveries, newest).map(([index, delivery]) => deliveryLine(`delivery-${index}`, delivery)),
    ...tail(slack.calls, newest).map(([index, call]) => callLine(`call-${index}`, call)),
    ...tail(meta.requests, newest)
      .filter(([, { path }]) => !isBrowsing(path))
      .map(([index, request]) => metaLine(`meta-${index}`, request)),
    ...tail(linkedin.requests, newest)
      .filter(([, { path }]) => /^\/(rest|v2|dms-uploads|oauth\/v2\/(?!authorization$))/.test(path))
      .map(([index, request]) => platformLine(`linkedin-${index}`, 'LinkedIn', request)),
    ...tail(x.requests, newest)
      .filter(([, { path }]) => path.startsWith('/2/'))
      .map(([index, request]) => platformLine(`x-${index}`, 'X', request)),
  ];
  return lines.sort((a, b) => b.at - a.at).slice(0, newest);
}

/** The whole of one request, as it was kept; undefined when there is none with this id. */
export function logEntry({ slack, meta, linkedin, x }: Playground, id: string): unknown {
  const [kind = '', index = ''] = id.split('-');
  const at = Number(index);
  if (kind === 'delivery') return slack.deliveries[at];
  if (kind === 'call') return slack.calls[at];
  if (kind === 'linkedin') return linkedin.requests[at];
  if (kind === 'x') return x.requests[at];
  return kind === 'meta' ? meta.requests[at] : undefined;
}

function tail<T>(items: readonly T[], newest: number): [number, T][] {
  const from = Math.max(0, items.length - newest);
  return items.slice(from).map((item, index) => [from + index, item]);
}

function deliveryLine(id: string, delivery: Delivery): LogLine {
  const { kind, payload, status, answer, at, ms, refused } = delivery;
  const result = refused !== undefined ? 'refused' : status === 200 ? 'ok' : status === 0 ? String(answer) : String(status);
  return {
    id,
    at,
    from: 'Slack',
    to: 'Copydesk',
    what: `${kind.replaceAll('_', ' ')} ${subject(payload)}`,
    result,
    isTrouble: result !== 'ok',
    ms,
  };
}

function callLine(id: string, { method, status, answer, at, ms }: WebApiCall): LogLine {
  const error = isJson(answer) && answer.ok === false ? String(answer.error) : undefined;
  const result = error ?? (status === 200 ? 'ok' : status === 0 ? (typeof answer === 'string' ? answer : 'waiting') : String(status));
  return { id, at, from: 'Copydesk', to: 'Slack', what: method, result, isTrouble: result !== 'ok' && result !== 'waiting', ms };
}

function metaLine(id: string, { method, path, status, code, subcode, at }: MetaRequest): LogLine {
  const codes = code === undefined ? '' : ` ${code}${subcode === undefined ? '' : `/${subcode}`}`;
  const result = status === 0 ? 'waiting' : status < 400 ? 'ok' : `${status}${codes}`;
  return { id, at, from: 'Copydesk', to: 'Meta', what: `${method} ${path}`, result, isTrouble: status >= 400 };
}

function platformLine(id: string, to: Party, { method, path, status, at, ...rest }: LinkedInRequest | XRequest): LogLine {
  const code = 'code' in rest && rest.code !== undefined ? ` ${rest.code}` : '';
  const result = status === 0 ? 'waiting' : status < 400 ? 'ok' : `${status}${code}`;
  return { id, at, from: 'Copydesk', to, what: `${method} ${path}`, result, isTrouble: status >= 400 };
}

/** Which command, button, modal or event a delivery is about. */
function subject(payload: Json): string {
  const [action] = Array.isArray(payload.actions) ? payload.actions.filter(isJson) : [];
  const view = isJson(payload.view) ? payload.view.callback_id : undefined;
  const event = isJson(payload.event) ? payload.event.type : undefined;
  return String(payload.command ?? action?.action_id ?? view ?? payload.callback_id ?? event ?? '');
}

/** What a person's browser asks of Meta by itself: pictures and public pages. */
function isBrowsing(path: string): boolean {
  return /^\/(bytes|picture|facebook|instagram|p)\//.test(path) || /^\/\d+_\d+$/.test(path) || path === '/favicon.ico';
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
