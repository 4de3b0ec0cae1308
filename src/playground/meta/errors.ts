import { randomBytes } from 'node:crypto';

/** An error as the Graph API words it. `status` is 400 and `type` OAuthException when absent. */
export interface GraphErrorFields {
  status?: number;
  type?: 'OAuthException' | 'GraphMethodException';
  code: number;
  subcode?: number;
  message: string;
  isTransient?: boolean;
  userTitle?: string;
  userMsg?: string;
  headers?: Record<string, string>;
}

/** A request that was refused, thrown by whatever refuses it and turned into Meta's error envelope. */
export class GraphRefusal extends Error {
  readonly fields: GraphErrorFields;

  constructor(fields: GraphErrorFields) {
    super(fields.message);
    this.name = 'GraphRefusal';
    this.fields = fields;
  }
}

/** Throws a {@link GraphRefusal}. */
export function refuse(fields: GraphErrorFields): never {
  throw new GraphRefusal(fields);
}

/** Refuses a parameter: code 100. */
export function refuseParameter(message: string): never {
  refuse({ code: 100, message: `(#100) ${message}` });
}

/** Refuses an object that is absent, or that this token may not see: Meta answers both alike, with 100/33. */
export function refuseObject(method: string, id: string): never {
  refuse({
    type: 'GraphMethodException',
    code: 100,
    subcode: 33,
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  });
}

/** The body of an error answer (meta:graph-api/guides/error-handling, November 2026). */
export function errorEnvelope(fields: GraphErrorFields): { error: Record<string, unknown> } {
  return {
    error: {
      message: fields.message,
      type: fields.type ?? 'OAuthException',
      code: fields.code,
      error_subcode: fields.subcode,
      is_transient: fields.isTransient ?? false,
      error_user_title: fields.userTitle,
      error_user_msg: fields.userMsg,
      fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
    },
  };
}
