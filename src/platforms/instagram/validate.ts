import { say } from '../../language/index.js';
import { commentProblems } from '../first-comment.js';
import { profileProblems, stops } from '../meta/checks.js';
import type { Content, PlatformAccount, Problem } from '../platform.js';
import { INSTAGRAM_COMMENTS } from './comment.js';
import { INSTAGRAM_PROFILE } from './profile.js';

/** All problems of a content on Instagram. `reachable` = Instagram can fetch pictures from Copydesk. */
export function validateInstagram(content: Content, account: PlatformAccount, reachable: boolean): Problem[] {
  return [
    ...(reachable ? [] : [stops('account', say('instagram.notReachable'))]),
    ...profileProblems(INSTAGRAM_PROFILE, content),
    ...tagProblems('text', content.text),
    ...formatProblems(content),
    ...notes(content),
    ...commentProblems(INSTAGRAM_PROFILE.name, INSTAGRAM_COMMENTS, content, account),
    ...tagProblems('comment', content.comment ?? ''),
  ];
}

function tagProblems(where: 'text' | 'comment', text: string): Problem[] {
  const { maxHashtags, maxMentions } = INSTAGRAM_PROFILE.text;
  const hashtags = text.match(/#[\p{L}\p{M}\p{N}_]+/gu)?.length ?? 0;
  const mentions = text.match(/(?<![\w@.])@[\w.]+/g)?.length ?? 0;
  const problems: Problem[] = [];
  if (maxHashtags !== undefined && hashtags > maxHashtags) {
    const counts = { count: hashtags, most: maxHashtags, over: hashtags - maxHashtags };
    problems.push(stops(where, say('instagram.tooManyHashtags', { where, ...counts })));
  }
  if (maxMentions !== undefined && mentions > maxMentions) {
    const counts = { count: mentions, most: maxMentions, over: mentions - maxMentions };
    problems.push(stops(where, say('instagram.tooManyMentions', { where, ...counts })));
  }
  return problems;
}

function formatProblems({ media }: Content): Problem[] {
  return media.flatMap(({ mimeType, number }, index) =>
    mimeType === 'image/jpeg' ? [] : [stops(`media.${index}`, say('instagram.notJpeg', { number: number ?? index + 1 }))],
  );
}

function notes({ link, media }: Content): Problem[] {
  const problems: Problem[] = [];
  if (link !== undefined) problems.push({ field: 'link', severity: 'note', sentence: say('instagram.linkLeftOut') });
  if (new Set(media.map((medium) => (medium.width / medium.height).toFixed(2))).size > 1) {
    problems.push({ field: 'media', severity: 'note', sentence: say('instagram.cropped') });
  }
  return problems;
}
