import { say } from '../language/index.js';
import { PlatformError } from './errors.js';
import {
  type Act,
  COMMENT_ACT,
  type CommentRules,
  type Content,
  type FindResult,
  type PlatformAccount,
  type Problem,
  type Standing,
} from './platform.js';

/** The acts of a post, and after them its first comment where it has one. */
export function withComment({ comment }: Content, post: readonly Act[]): Act[] {
  if (comment === undefined) return [...post];
  return [...post, { key: COMMENT_ACT, content: { text: comment, media: [], options: {} } }];
}

/** What is wrong with a content's first comment: that there can be none yet, or its length. */
export function commentProblems(name: string, rules: CommentRules, { comment }: Content, account: PlatformAccount): Problem[] {
  if (comment === undefined) return [];
  const length = rules.length(comment);
  const over = length - rules.maxLength;
  const sizes = { length, most: rules.maxLength, over };
  return [
    ...standingProblems(rules.standing(account)),
    ...(over <= 0 ? [] : [stops('comment', say('problem.comment.tooLong', { platform: name, ...sizes }))]),
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
    return new PlatformError({ ...details, sentence: say('problem.comment.mayBeThere', { platform: name }), cause: error });
  }
  if (details.kind !== 'reauth_needed' || isTokenEnded(error)) return error;
  const sentence = say('problem.comment.notAllowed', { platform: name });
  return new PlatformError({ ...details, kind: 'rejected', sentence, cause: error });
}

/** What `find` says where nobody knows which post the comment belongs to. */
export function postUnknown(): FindResult {
  return { outcome: 'cannot tell', checked: say('problem.comment.postNotSeen') };
}

/** Where the comments of a post may not be read, nobody can tell; an ended token is another matter. */
export function mayNotRead(error: unknown): boolean {
  return error instanceof PlatformError && error.kind === 'reauth_needed' && !isTokenEnded(error);
}

/** The answer where nobody knows which post the comment belongs to. */
export function noPost(name: string): PlatformError {
  return new PlatformError({ kind: 'rejected', sent: false, sentence: say('problem.comment.postUnknown', { platform: name }) });
}

/** 190 at Meta, 401 elsewhere. */
function isTokenEnded({ details: { code, status } }: PlatformError): boolean {
  return code === 190 || status === 401;
}

function standingProblems(standing: Standing): Problem[] {
  if (standing.may === 'now') return [];
  return [stops('account', standing.may === 'never' ? standing.sentence : say('problem.comment.notYet'))];
}

function stops(field: Problem['field'], sentence: string): Problem {
  return { field, sentence, severity: 'stops' };
}
