import { borderRatio } from '../media/index.js';
import type { Content, Profile } from '../platforms/platform.js';
import type { AccountDraft } from './content.js';
import type { Picture } from './draft-media.js';
import { leftOut, withoutWords } from './left-out.js';
import type { Draft } from './post.js';

/** What happens to a draft on one account, as sentences: its link preview, the files it does not get, and what is done to its pictures. */
export function whatHappens(draft: Draft, { account, content, added, pictures, platform: { profile } }: AccountDraft): string[] {
  const bordered = ({ file, asset, medium }: Picture) =>
    asset !== undefined && medium !== undefined && file.border && borderRatio(asset, profile.images) !== undefined;
  const converted = ({ asset, medium }: Picture) => asset !== undefined && medium !== undefined && asset.mimeType !== medium.mimeType;
  const smaller = ({ asset, medium }: Picture) => asset !== undefined && medium !== undefined && medium.width < asset.width;
  return [
    ...added,
    ...previewSentences(draft, content, profile),
    ...withoutWords(draft, leftOut(draft, account.id)).map((words) => `${words}.`),
    ...about(pictures.filter(bordered), 'gets a white border', 'get a white border'),
    ...about(pictures.filter(converted), 'is converted to JPEG', 'are converted to JPEG'),
    ...about(pictures.filter(smaller), 'is made smaller', 'are made smaller'),
    ...videoSentences(pictures, profile),
  ];
}

function previewSentences({ link: typed, preview }: Draft, { link, media, options }: Content, profile: Profile): string[] {
  if (link === undefined || media.length > 0 || profile.link === 'none') return [];
  if (profile.link === 'preview' || options.linkPreview !== undefined) return ['The link is shown with a preview.'];
  return preview !== undefined && preview.link === typed && preview.failed !== undefined ? [preview.failed] : [];
}

function videoSentences(pictures: readonly Picture[], { name }: Profile): string[] {
  if (pictures.every(({ medium }) => medium?.video === undefined)) return [];
  return [`The video is sent as it is. ${name} works on it before it shows it, which can take a few minutes.`];
}

function about(pictures: readonly Picture[], one: string, many: string): string[] {
  const numbers = pictures.map(({ position }) => String(position + 1));
  if (numbers.length === 0) return [];
  return [numbers.length === 1 ? `Picture ${numbers[0]} ${one}.` : `Pictures ${new Intl.ListFormat('en').format(numbers)} ${many}.`];
}
