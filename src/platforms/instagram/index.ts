import type { MetaSetup } from '../meta/app.js';
import type { Platform } from '../platform.js';
import { findByContainer } from './find.js';
import { pollContainer } from './poll.js';
import { INSTAGRAM_PROFILE } from './profile.js';
import { mediaLink, profileUrl, publishContainer } from './publish.js';
import { instagramUsage, readQuota } from './quota.js';
import { stageContainers } from './stage.js';
import { validateInstagram } from './validate.js';

/** Instagram Business accounts, each acting by its Page's token. Instagram fetches pictures itself: `reachable` says whether it can. */
export function createInstagram(setup: MetaSetup, options: { readonly reachable: boolean }): Platform {
  return {
    id: 'instagram',
    family: 'meta',
    profile: INSTAGRAM_PROFILE,
    validate: (content) => validateInstagram(content, options.reachable),
    acts: (content) => [{ key: 'post', content }],
    stage: (ctx, content) => stageContainers(setup, ctx, content),
    poll: (ctx, staged) => pollContainer(setup, ctx, staged),
    publish: (ctx, _act, staged) => publishContainer(setup, ctx, staged),
    link: (ctx, ref) => mediaLink(setup, ctx, ref),
    find: (ctx, act, staged, sent) => findByContainer(setup, ctx, act, staged, sent),
    usage: instagramUsage,
    quota: (ctx) => readQuota(setup, ctx),
    profileUrl,
  };
}
