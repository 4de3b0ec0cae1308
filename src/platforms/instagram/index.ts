import { withComment } from '../first-comment.js';
import type { MetaSetup } from '../meta/app.js';
import { COMMENT_ACT, type Platform } from '../platform.js';
import { commentOnMedia, findMediaComment, INSTAGRAM_COMMENTS } from './comment.js';
import { findByContainer } from './find.js';
import { deleteMedia, INSTAGRAM_DELETION } from './live.js';
import { pollContainer } from './poll.js';
import { INSTAGRAM_PROFILE } from './profile.js';
import { mediaLink, profileUrl, publishContainer } from './publish.js';
import { instagramUsage, readQuota } from './quota.js';
import { stageContainers } from './stage.js';
import { validateInstagram } from './validate.js';

/** Instagram Business accounts, each acting by its Page's token, but deleting by the person's. Instagram fetches pictures itself: `reachable` says whether it can. */
export function createInstagram(setup: MetaSetup, options: { readonly reachable: boolean }): Platform {
  return {
    id: 'instagram',
    family: 'meta',
    profile: INSTAGRAM_PROFILE,
    validate: (content, account) => validateInstagram(content, account, options.reachable),
    acts: (content) => withComment(content, [{ key: 'post', content }]),
    comments: INSTAGRAM_COMMENTS,
    stage: (ctx, content) => stageContainers(setup, ctx, content),
    poll: (ctx, staged) => pollContainer(setup, ctx, staged),
    publish: (ctx, act, staged, post) =>
      act.key === COMMENT_ACT ? commentOnMedia(setup, ctx, act, post) : publishContainer(setup, ctx, staged),
    link: (ctx, ref) => mediaLink(setup, ctx, ref),
    find: (ctx, act, staged, sent, post) =>
      act.key === COMMENT_ACT ? findMediaComment(setup, ctx, act, sent, post) : findByContainer(setup, ctx, act, staged, sent),
    usage: instagramUsage,
    quota: (ctx) => readQuota(setup, ctx),
    deletion: INSTAGRAM_DELETION,
    delete: (ctx, ref) => deleteMedia(setup, ctx, ref),
    profileUrl,
  };
}
