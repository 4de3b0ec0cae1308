import { say } from '../../language/index.js';
import { commentProblems } from '../first-comment.js';
import type { CommentRules, Content, PlatformAccount, Problem } from '../platform.js';
import { X_PROFILE } from './profile.js';
import { countCashtags, hasRefusedCharacters, weightedLength } from './text.js';
import { threadParts } from './thread.js';

/** On X a first comment is one more post that answers the last part, so it needs no permission of its own. It is never a thread or a long post. */
export const X_COMMENTS: CommentRules = {
  maxLength: X_PROFILE.text.maxLength,
  length: weightedLength,
  arePosts: true,
  standing: () => ({ may: 'now' }),
};

/** What is wrong with a content's first comment. */
export function xCommentProblems(content: Content, account: PlatformAccount): Problem[] {
  const { comment = '' } = content;
  if (hasRefusedCharacters(comment)) {
    return [stops(say('x.comment.invisible'))];
  }
  const said = threadParts(content).map((part) => part.normalize('NFC'));
  return [
    ...commentProblems(X_PROFILE.name, X_COMMENTS, content, account),
    ...(countCashtags(comment) > 1 ? [stops(say('x.comment.cashtags'))] : []),
    ...(comment !== '' && said.includes(comment.normalize('NFC')) ? [stops(say('x.comment.sameAsPost'))] : []),
  ];
}

function stops(sentence: string): Problem {
  return { field: 'comment', sentence, severity: 'stops' };
}
