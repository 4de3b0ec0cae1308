import type { Json } from './types.js';

/**
 * The `rich_text` block that Slack makes of what a person types, beside the message's `text`: mentions, channels, links and formatted words are elements
 * of their own (slack:reference/block-kit/blocks/rich-text-block, November 2026). No block where there are no words.
 */
export function typedBlocks(text: string): Json[] {
  if (text.trim() === '') return [];
  const elements: Json[] = [];
  let end = 0;
  for (const token of text.matchAll(TOKENS)) {
    if (token.index > end) elements.push(words(text.slice(end, token.index)));
    elements.push(elementOf(token[0], token.groups ?? {}));
    end = token.index + token[0].length;
  }
  if (end < text.length) elements.push(words(text.slice(end)));
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

function elementOf(token: string, { user, channel, url, label, bold, italic }: Readonly<Record<string, string | undefined>>): Json {
  if (user !== undefined) return { type: 'user', user_id: user };
  if (channel !== undefined) return { type: 'channel', channel_id: channel };
  if (bold !== undefined) return { ...words(bold), style: { bold: true } };
  if (italic !== undefined) return { ...words(italic), style: { italic: true } };
  return { type: 'link', url: url ?? token, ...(label === undefined ? {} : { text: label }) };
}

/** Slack escapes these three in `text`, and nothing in `rich_text`. */
function words(text: string): Json {
  return { type: 'text', text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') };
}

const TOKENS =
  /<@(?<user>\w+)>|<#(?<channel>\w+)(?:\|[^>]*)?>|<(?<url>https?:[^|>\s]+)(?:\|(?<label>[^>]*))?>|https?:\/\/[^\s<>]+|\*(?<bold>[^*\s](?:[^*\n]*[^*\s])?)\*|\b_(?<italic>[^_\s](?:[^_\n]*[^_\s])?)_\b/g;
