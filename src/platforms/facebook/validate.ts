import { say } from '../../language/index.js';
import { commentProblems } from '../first-comment.js';
import { profileProblems, stops } from '../meta/checks.js';
import type { Content, PlatformAccount, Problem } from '../platform.js';
import { FACEBOOK_COMMENTS } from './comment.js';
import { FACEBOOK_PROFILE } from './profile.js';

/** All problems of a content on a Facebook Page. */
export function validateFacebook(content: Content, account: PlatformAccount): Problem[] {
  return [
    ...profileProblems(FACEBOOK_PROFILE, content),
    ...linkProblems(content),
    ...commentProblems(FACEBOOK_PROFILE.name, FACEBOOK_COMMENTS, content, account),
  ];
}

function linkProblems({ link, media }: Content): Problem[] {
  if (link === undefined) return [];
  if (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol)) {
    return [stops('link', say('problem.linkNotWhole'))];
  }
  if (media.length > 0) return [{ field: 'link', severity: 'note', sentence: say('facebook.linkLeftOut') }];
  if (isFacebook(new URL(link).hostname)) return [stops('link', say('facebook.linkToFacebook'))];
  return [];
}

/** Refused by Facebook with 1609008 (postiz, November 2026). */
function isFacebook(host: string): boolean {
  return host === 'facebook.com' || host.endsWith('.facebook.com');
}
