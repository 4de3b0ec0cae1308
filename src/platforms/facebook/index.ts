import { withComment } from '../first-comment.js';
import type { MetaSetup } from '../meta/app.js';
import { addComment } from '../meta/comments.js';
import { metaUsage } from '../meta/usage.js';
import { COMMENT_ACT, type Platform } from '../platform.js';
import { FACEBOOK_COMMENTS, findPageComment } from './comment.js';
import { findOnPage } from './find.js';
import { deletePost, editPost } from './live.js';
import { FACEBOOK_PROFILE } from './profile.js';
import { postLink, publishOnPage, stageOnPage } from './publish.js';
import { validateFacebook } from './validate.js';

/** Facebook Pages. Without an app at Meta it still validates; everything else throws. */
export function createFacebook(setup: MetaSetup): Platform {
  return {
    id: 'facebook',
    family: 'meta',
    profile: FACEBOOK_PROFILE,
    validate: validateFacebook,
    acts: (content) => withComment(content, [{ key: 'post', content }]),
    comments: FACEBOOK_COMMENTS,
    stage: (ctx, content) => stageOnPage(setup, ctx, content),
    publish: (ctx, act, staged, post) =>
      act.key === COMMENT_ACT
        ? addComment(setup, ctx, { name: 'Facebook', ...(post === undefined ? {} : { post }) }, act.content.text)
        : publishOnPage(setup, ctx, act, staged),
    link: (ctx, ref) => postLink(setup, ctx, ref),
    find: (ctx, act, staged, sent, post) =>
      act.key === COMMENT_ACT ? findPageComment(setup, ctx, act, sent, post) : findOnPage(setup, ctx, act, staged, sent),
    usage: metaUsage,
    delete: (ctx, ref) => deletePost(setup, ctx, ref),
    edit: (ctx, ref, content) => editPost(setup, ctx, ref, content),
    profileUrl: (account) => `https://www.facebook.com/${account.platformId}`,
  };
}
