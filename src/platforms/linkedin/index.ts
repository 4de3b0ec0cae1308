import { commentProblems, withComment } from '../first-comment.js';
import { COMMENT_ACT, type Platform } from '../platform.js';
import { isOrganization, type LinkedInSetup, webOrigin } from './app.js';
import { commentOnLinkedIn, findLinkedInComment, linkedInComments } from './comment.js';
import { findOnLinkedIn } from './find.js';
import { deletePost, editPost } from './live.js';
import { linkedInMentions } from './mentions.js';
import { LINKEDIN_PROFILE } from './profile.js';
import { publishOnLinkedIn } from './publish.js';
import { pollUploads, stageOnLinkedIn } from './stage.js';
import { linkedInUsage } from './usage.js';
import { validateLinkedIn } from './validate.js';

/** LinkedIn profiles and pages. Without an app at LinkedIn it still validates; everything else throws. */
export function createLinkedIn(setup: LinkedInSetup): Platform {
  const comments = linkedInComments(setup);
  return {
    id: 'linkedin',
    family: 'linkedin',
    profile: LINKEDIN_PROFILE,
    validate: (content, account) => [
      ...validateLinkedIn(content, account),
      ...commentProblems(LINKEDIN_PROFILE.name, comments, content, account),
    ],
    acts: (content) => withComment(content, [{ key: 'post', content }]),
    comments,
    stage: (ctx, content) => stageOnLinkedIn(setup, ctx, content),
    poll: (ctx, staged) => pollUploads(setup, ctx, staged),
    publish: (ctx, act, staged, post) =>
      act.key === COMMENT_ACT ? commentOnLinkedIn(setup, ctx, act, post) : publishOnLinkedIn(setup, ctx, act, staged),
    link: async (_ctx, ref) => `${webOrigin(setup)}/feed/update/${ref}/`,
    mentions: linkedInMentions(setup),
    find: (ctx, act, staged, sent, post) =>
      act.key === COMMENT_ACT ? findLinkedInComment(setup, ctx, act, sent, post) : findOnLinkedIn(setup, ctx, act, staged, sent),
    usage: linkedInUsage,
    delete: (ctx, ref) => deletePost(setup, ctx, ref),
    edit: (ctx, ref, content) => editPost(setup, ctx, ref, content),
    profileUrl: ({ platformId, username }) => {
      if (!isOrganization(platformId)) return `${webOrigin(setup)}/feed/`;
      return `${webOrigin(setup)}/company/${username ?? platformId.slice(platformId.lastIndexOf(':') + 1)}/`;
    },
  };
}
