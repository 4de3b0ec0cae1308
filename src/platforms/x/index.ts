import { commentError } from '../first-comment.js';
import { COMMENT_ACT, type Platform } from '../platform.js';
import { postUrl, profileUrl, refOf } from './addresses.js';
import type { XSetup } from './app.js';
import { X_COMMENTS } from './comment.js';
import { findPost } from './find.js';
import { xUsage } from './limits.js';
import { deletePost } from './live.js';
import { X_PROFILE, type XProfile } from './profile.js';
import { publishPost } from './publish.js';
import { pollMedia, stageMedia } from './stage.js';
import { weightedLength } from './text.js';
import { contentPrice, partLimit, threadActs } from './thread.js';
import { validateX } from './validate.js';
import { whyNotPart } from './why-not.js';

/** What X has beside what every platform has. */
export interface XPlatform extends Platform {
  readonly profile: XProfile;
}

/** X accounts. Without an app at X it still validates; everything else throws. */
export function createX(setup: XSetup): XPlatform {
  return {
    id: 'x',
    family: 'x',
    profile: X_PROFILE,
    validate: validateX,
    acts: threadActs,
    comments: X_COMMENTS,
    measure: (content) => ({ length: weightedLength(content.text), maxLength: partLimit(content) }),
    stage: (ctx, content, begun) => stageMedia(setup, ctx, content, begun),
    poll: (ctx, staged) => pollMedia(setup, ctx, staged),
    publish: (ctx, act, staged, parent) =>
      publishPost(setup, ctx, act, staged, parent).catch((error: unknown) => {
        throw act.key === COMMENT_ACT ? commentError(X_PROFILE.name, error) : error;
      }),
    link: async (ctx, ref) => postUrl(setup, ctx.account, ref),
    refOf: (account, address) => refOf(setup, account, address),
    whyNot: (ctx, act, ref, parent) => whyNotPart(setup, ctx, act, ref, parent),
    find: (ctx, act, staged, sent, parent?: string) => findPost(setup, ctx, act, staged, sent, parent),
    delete: (ctx, ref) => deletePost(setup, ctx, ref),
    profileUrl: (account) => profileUrl(setup, account),
    usage: xUsage,
    price: contentPrice,
  };
}
