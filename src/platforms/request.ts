import type { Secret } from '../lib/secret.js';

/** One request to a platform. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute, without secrets. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: Secret;
  /** Fields whose values are secrets, merged into `form`, else into the query: `appsecret_proof`, `client_secret`. */
  readonly secretFields?: Readonly<Record<string, Secret>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly file?: { readonly field: string; readonly name: string; readonly mimeType: string; readonly bytes: Uint8Array };
  /** The whole body as it is, for uploads that are no form. */
  readonly raw?: { readonly mimeType: string; readonly bytes: Uint8Array };
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** The last synchronous step before the bytes leave, on a connection of its own; what it throws stops the request. */
  readonly beforeSend?: () => void;
}

/** An answer of any status: the body as parsed JSON, or as text when it is not JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** No usable answer came. `sent` is false only when the request provably never left. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly reason: 'timeout' | 'connection' | 'too large' | 'aborted' | 'stopped';
  readonly sent: boolean;

  constructor(reason: TransportError['reason'], sent: boolean, cause: unknown) {
    super(reason, { cause });
    this.reason = reason;
    this.sent = sent;
  }
}
