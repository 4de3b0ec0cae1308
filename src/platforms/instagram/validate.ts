import { commentProblems } from '../first-comment.js';
import { profileProblems, stops } from '../meta/checks.js';
import type { Content, PlatformAccount, Problem, ProblemField } from '../platform.js';
import { INSTAGRAM_COMMENTS } from './comment.js';
import { INSTAGRAM_PROFILE } from './profile.js';

/** All problems of a content on Instagram. `reachable` = Instagram can fetch pictures from Copydesk. */
export function validateInstagram(content: Content, account: PlatformAccount, reachable: boolean): Problem[] {
  return [
    ...(reachable ? [] : [stops('account', NOT_REACHABLE)]),
    ...profileProblems(INSTAGRAM_PROFILE, content),
    ...tagProblems('text', 'The text', content.text),
    ...formatProblems(content),
    ...notes(content),
    ...commentProblems(INSTAGRAM_PROFILE.name, INSTAGRAM_COMMENTS, content, account),
    ...tagProblems('comment', 'The first comment', content.comment ?? ''),
  ];
}

const NOT_REACHABLE =
  'Instagram fetches pictures from Copydesk, which needs a public HTTPS address. Ask whoever runs Copydesk to set PUBLIC_URL to one, or leave Instagram out.';

function tagProblems(field: ProblemField, title: string, text: string): Problem[] {
  const { maxHashtags, maxMentions } = INSTAGRAM_PROFILE.text;
  const hashtags = text.match(/#[\p{L}\p{M}\p{N}_]+/gu)?.length ?? 0;
  const mentions = text.match(/(?<![\w@.])@[\w.]+/g)?.length ?? 0;
  const problems: Problem[] = [];
  if (maxHashtags !== undefined && hashtags > maxHashtags) {
    problems.push(
      stops(field, `${title} has ${hashtags} hashtags; Instagram takes ${maxHashtags}. Take out at least ${hashtags - maxHashtags}.`),
    );
  }
  if (maxMentions !== undefined && mentions > maxMentions) {
    problems.push(
      stops(field, `${title} has ${mentions} mentions; Instagram takes ${maxMentions}. Take out at least ${mentions - maxMentions}.`),
    );
  }
  return problems;
}

function formatProblems({ media }: Content): Problem[] {
  return media.flatMap((medium, index) =>
    medium.mimeType === 'image/jpeg'
      ? []
      : [stops(`media.${index}`, `Picture ${index + 1} is not a JPEG, which Instagram needs. Add it again.`)],
  );
}

function notes({ link, media }: Content): Problem[] {
  const problems: Problem[] = [];
  if (link !== undefined) {
    const sentence = 'Instagram shows links as plain text; it is not added to the caption. Put it into the text if people should see it.';
    problems.push({ field: 'link', severity: 'note', sentence });
  }
  if (new Set(media.map((medium) => (medium.width / medium.height).toFixed(2))).size > 1) {
    problems.push({ field: 'media', severity: 'note', sentence: 'Instagram crops every picture to the shape of the first.' });
  }
  return problems;
}
