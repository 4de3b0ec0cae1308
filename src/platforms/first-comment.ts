import { PlatformError } from './errors.js';
import {
  type Act,
  COMMENT_ACT,
  type CommentRules,
  type CommentStanding,
  type Content,
  type FindResult,
  type PlatformAccount,
  type Problem,
} from './platform.js';

/** The acts of a post, and after them its first comment where it has one. */
export function withComment({ comment }: Content, post: readonly Act[]): Act[] {
  if (comment === undefined) return [...post];
  return [...post, { key: COMMENT_ACT, content: { text: comment, media: [], options: {} } }];
}

/** What an account has beyond the ordinary where its consent holds the permission to comment. */
export function featuresGranted(granted: readonly string[], scope: string): { readonly features?: readonly string[] } {
  return granted.includes(scope) ? { features: [MAY_COMMENT] } : {};
}

/** Whether Copydesk may comment, where a permission decides it. */
export function standingByFeature({ features = [] }: PlatformAccount): CommentStanding {
  return { may: features.includes(MAY_COMMENT) ? 'now' : 'after reconnect' };
}

/** What is wrong with a content's first comment: that there can be none yet, or its length. */
export function commentProblems(name: string, rules: CommentRules, { comment }: Content, account: PlatformAccount): Problem[] {
  if (comment === undefined) return [];
  const length = rules.length(comment);
  const over = length - rules.maxLength;
  return [
    ...standingProblems(rules.standing(account)),
    ...(over <= 0
      ? []
      : [
          stops(
            'comment',
            `The first comment has ${number(length)} characters; ${name} takes ${number(rules.maxLength)}. Take out at least ${number(over)}.`,
          ),
        ]),
  ];
}

/**
 * What an error means where a first comment was sent: it is the comment that is missing or may be there, never the post. What the account lacks is only
 * the permission to comment, so that is no reason to call its whole access broken.
 */
export function commentError(name: string, error: unknown): unknown {
  if (!(error instanceof PlatformError)) return error;
  const { details } = error;
  if (details.kind === 'unknown_outcome') {
    return new PlatformError({ ...details, sentence: `${name} did not say whether it took the comment.`, cause: error });
  }
  if (details.kind !== 'reauth_needed' || isTokenEnded(error)) return error;
  const sentence = `${name} does not let Copydesk comment there. Press Reconnect in /connect and leave every permission on, then retry.`;
  return new PlatformError({ ...details, kind: 'rejected', sentence, cause: error });
}

/** What `find` says where nobody knows which post the comment belongs to. */
export const POST_UNKNOWN: FindResult = {
  outcome: 'cannot tell',
  checked: 'Copydesk does not know which post the comment belongs to, so it has no way to look.',
};

/** Where the comments of a post may not be read, nobody can tell; an ended token is another matter. */
export function mayNotRead(error: unknown): boolean {
  return error instanceof PlatformError && error.kind === 'reauth_needed' && !isTokenEnded(error);
}

/** The answer where nobody knows which post the comment belongs to. */
export function noPost(name: string): PlatformError {
  const sentence = `Copydesk does not know which post of ${name} the comment belongs to. Add it by hand.`;
  return new PlatformError({ kind: 'rejected', sent: false, sentence });
}

/** 190 at Meta, 401 elsewhere. */
function isTokenEnded({ details: { code, status } }: PlatformError): boolean {
  return code === 190 || status === 401;
}

function standingProblems(standing: CommentStanding): Problem[] {
  if (standing.may === 'now') return [];
  return [stops('account', standing.may === 'never' ? standing.sentence : NOT_YET)];
}

function stops(field: Problem['field'], sentence: string): Problem {
  return { field, sentence, severity: 'stops' };
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

const MAY_COMMENT = 'comments';
const NOT_YET = 'Copydesk may not comment as this account yet. Press “Reconnect to allow comments”, or leave its first comment out.';
