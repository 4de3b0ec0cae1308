import type { Json } from '../../slack/types.js';
import { isJson, textOf } from './json.js';

/** A picture of a block, from Slack's own files or by its address. */
export function Picture({ image, className }: { image: Json; className: string }) {
  const file = isJson(image.slack_file) ? image.slack_file : undefined;
  const address = file === undefined ? textOf(image.image_url) : `/files/${textOf(file.id) || fileIdIn(textOf(file.url))}`;
  return <img className={className} src={address} alt={textOf(image.alt_text)} loading="lazy" />;
}

function fileIdIn(url: string): string {
  return /files-pri\/([^/]+)/.exec(url)?.[1] ?? '';
}
