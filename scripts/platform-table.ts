import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createPlatformHttp } from '../src/platforms/http.js';
import { createPlatforms } from '../src/platforms/index.js';
import type { Profile, VideoRules } from '../src/platforms/platform.js';

/** README with its platform table made anew from the profiles. Throws when README has no place for it. */
export function withPlatformTable(readme: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README.md needs the lines ${BEGIN} and ${END}.`);
  return `${readme.slice(0, from + BEGIN.length)}\n${platformTable()}\n${readme.slice(to)}`;
}

/** A row per platform, from what each says of itself. */
function platformTable(): string {
  const off = { state: 'not set up', missing: [] } as const;
  const { platforms } = createPlatforms({
    http: createPlatformHttp(),
    config: { meta: off, linkedin: off, x: off },
    publicUrl: 'https://example.com',
  });
  const rows = [...platforms.values()].map(
    ({ profile }) =>
      `| ${[profile.name, textOf(profile), picturesOf(profile), linkOf(profile), altTextOf(profile), liveOf(profile), restOf(profile)].join(' | ')} |`,
  );
  return ['| platform | text | pictures | link | alt text | once live | also |', '|---|---|---|---|---|---|---|', ...rows].join('\n');
}

function textOf({ text, requires }: Profile): string {
  const most = `${text.maxLength.toLocaleString('en')}${text.count === 'weighted' ? ' weighted characters' : ' characters'}`;
  const tags = text.maxHashtags === undefined ? [] : [`${text.maxHashtags} hashtags`];
  const mentions = text.maxMentions === undefined ? [] : [`${text.maxMentions} mentions`];
  return [most, ...tags, ...mentions, ...(requires === 'media' ? ['needs a picture'] : [])].join(', ');
}

function picturesOf({ images: { max, maxBytes, ratio } }: Profile): string {
  const shape = ratio === undefined ? '' : `, ratio ${ratio.min} to ${Math.round(ratio.max * 100) / 100}`;
  return `up to ${max}, ${Math.round(maxBytes / 1_000_000)} MB each${shape}`;
}

function linkOf({ link }: Profile): string {
  return { preview: 'preview', 'prepared preview': 'preview, frozen before review', none: 'no preview' }[link];
}

function altTextOf({ altText }: Profile): string {
  return altText === 'none' ? 'no' : `${altText.maxLength.toLocaleString('en')} characters`;
}

function liveOf({ supports }: Profile): string {
  const can = [...(supports.edit ? ['edit the text'] : []), ...(supports.delete ? ['delete'] : [])];
  return can.length === 0 ? 'stays as it is' : can.join(', ');
}

function restOf({ files = {}, options, needsPublicUrl, price }: Profile): string {
  const parts = [
    ...(files.document === undefined ? [] : [`one PDF of up to ${files.document.maxParts} pages`]),
    ...(files.gif === undefined ? [] : ['one moving GIF']),
    ...(files.video === undefined ? [] : [videoOf(files.video)]),
    ...(options?.() ?? []).map(({ label }) => label.toLowerCase()),
    ...(needsPublicUrl ? ['needs a public HTTPS address'] : []),
    ...(price === undefined ? [] : ['each post costs money']),
  ];
  return parts.join('; ');
}

function videoOf({ maxMs, maxBytes, more }: VideoRules): string {
  const longer = more === undefined ? '' : ` (${(more.maxMs / 3_600_000).toLocaleString('en')} hours with a subscription)`;
  return `one MP4 or MOV video of up to ${maxMs / 1000} seconds${longer} and ${maxBytes / 1_000_000} MB`;
}

const BEGIN = '<!-- platforms: npm run readme -->';
const END = '<!-- /platforms -->';

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync('README.md', withPlatformTable(readFileSync('README.md', 'utf8')));
}
