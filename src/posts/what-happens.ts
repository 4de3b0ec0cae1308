import { listOf, numeral, say } from '../language/index.js';
import { borderRatio } from '../media/index.js';
import type { Content, Profile } from '../platforms/platform.js';
import type { AccountDraft } from './content.js';
import type { Picture } from './draft-media.js';
import { filesAt, leftOut } from './left-out.js';
import type { Draft } from './post.js';

/** What happens to a draft on one account, as sentences: its link preview, the files it does not get, and what is done to its pictures. */
export function whatHappens(draft: Draft, { account, content, added, pictures, platform: { profile } }: AccountDraft): string[] {
  const bordered = ({ file, asset, medium }: Picture) =>
    asset !== undefined && medium !== undefined && file.border && borderRatio(asset, profile.images) !== undefined;
  const converted = ({ asset, medium }: Picture) => asset !== undefined && medium !== undefined && asset.mimeType !== medium.mimeType;
  const smaller = ({ asset, medium }: Picture) => asset !== undefined && medium !== undefined && medium.width < asset.width;
  const without = leftOut(draft, account.id);
  return [
    ...added,
    ...previewSentences(draft, content, profile),
    ...(without.length === 0 ? [] : [say('content.goesOutWithout', { files: filesAt(draft, without) })]),
    ...about('content.bordered', pictures.filter(bordered)),
    ...about('content.converted', pictures.filter(converted)),
    ...about('content.madeSmaller', pictures.filter(smaller)),
    ...videoSentences(pictures, profile),
  ];
}

function previewSentences({ link: typed, preview }: Draft, { link, media, options }: Content, profile: Profile): string[] {
  if (link === undefined || media.length > 0 || profile.link === 'none') return [];
  if (profile.link === 'preview' || options.linkPreview !== undefined) return [say('content.linkPreview')];
  return preview !== undefined && preview.link === typed && preview.failed !== undefined ? [preview.failed] : [];
}

function videoSentences(pictures: readonly Picture[], { name }: Profile): string[] {
  if (pictures.every(({ medium }) => medium?.video === undefined)) return [];
  return [say('content.videoAsItIs', { platform: name })];
}

function about(meaning: 'content.bordered' | 'content.converted' | 'content.madeSmaller', pictures: readonly Picture[]): string[] {
  const count = pictures.length;
  return count === 0 ? [] : [say(meaning, { count, numbers: listOf(pictures.map(({ position }) => numeral(position + 1))) })];
}
