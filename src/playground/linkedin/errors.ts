import { type Answer, jsonAnswer } from './answer.js';

/** An error as LinkedIn words it. */
export interface ErrorFields {
  status: number;
  code?: string;
  serviceErrorCode?: number;
  message: string;
  /** Codes that stand in the details only, as a duplicate's does. */
  inputErrors?: { code: string; description: string }[];
  headers?: Record<string, string>;
}

/** A request that was refused, thrown by whatever refuses it and turned into LinkedIn's error envelope. */
export class LinkedInRefusal extends Error {
  readonly fields: ErrorFields;

  constructor(fields: ErrorFields) {
    super(fields.message);
    this.name = 'LinkedInRefusal';
    this.fields = fields;
  }
}

/** Throws a {@link LinkedInRefusal}. */
export function refuse(fields: ErrorFields): never {
  throw new LinkedInRefusal(fields);
}

/** Refuses a value with status 400. */
export function refuseValue(code: string, message: string): never {
  refuse({ status: 400, code, message });
}

/** Refuses for want of a scope or a role. */
export function refuseAccess(resource: string): never {
  refuse({ status: 403, serviceErrorCode: 100, code: 'ACCESS_DENIED', message: `Not enough permissions to access: ${resource}` });
}

/** The answer a refusal becomes (li:shared/api-guide/concepts/error-handling, November 2026). */
export function refusalAnswer({ fields }: LinkedInRefusal): Answer {
  const { status, code, serviceErrorCode, message, inputErrors, headers } = fields;
  const details =
    inputErrors === undefined ? {} : { errorDetailType: 'com.linkedin.common.error.BadRequest', errorDetails: { inputErrors } };
  const answer = jsonAnswer(status, { message, status, code, serviceErrorCode, ...details }, { ...headers, 'x-li-uuid': 'AAYstandin==' });
  const shown = code ?? inputErrors?.[0]?.code;
  return { ...answer, ...(shown === undefined ? {} : { code: shown }) };
}
