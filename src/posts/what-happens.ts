import { borderRatio } from '../media/index.js';
import type { AccountDraft, Picture } from './content.js';

/** What happens to a draft on one account, as sentences: its link preview, and what is done to its pictures. */
export function whatHappens({ content, pictures, platform: { profile } }: AccountDraft): string[] {
  const preview = content.link !== undefined && content.media.length === 0 && profile.link === 'preview';
  const bordered = ({ file, asset }: Picture) => asset !== undefined && file.border && borderRatio(asset, profile.images) !== undefined;
  const converted = ({ asset, medium }: Picture) => asset !== undefined && medium !== undefined && asset.mimeType !== medium.mimeType;
  const smaller = ({ asset, medium }: Picture) => asset !== undefined && medium !== undefined && medium.width < asset.width;
  return [
    ...(preview ? ['The link is shown with a preview.'] : []),
    ...about(pictures.map(bordered), 'gets a white border', 'get a white border'),
    ...about(pictures.map(converted), 'is converted to JPEG', 'are converted to JPEG'),
    ...about(pictures.map(smaller), 'is made smaller', 'are made smaller'),
  ];
}

function about(holds: readonly boolean[], one: string, many: string): string[] {
  const numbers = holds.flatMap((held, position) => (held ? [String(position + 1)] : []));
  if (numbers.length === 0) return [];
  return [numbers.length === 1 ? `Picture ${numbers[0]} ${one}.` : `Pictures ${new Intl.ListFormat('en').format(numbers)} ${many}.`];
}
