import { boolean, integer, list, oneOf, type Rule, shaped, string, typed } from './rule.js';

/** The parts of a rich_text block. slack:reference/block-kit/blocks/rich-text-block, November 2026. */
export const richTextPart: Rule = typed('rich text', () => ({
  rich_text_section: section,
  rich_text_list: shaped({
    required: {
      elements: list(
        typed('a rich text list', () => ({ rich_text_section: section })),
        1,
        1000,
      ),
      style: oneOf('bullet', 'ordered'),
    },
    optional: { indent: integer(0, 8), offset: integer(0, 100_000), border: integer(0, 1) },
  }),
  rich_text_quote: shaped({ required: { elements: list(inline, 0, 1000) }, optional: { border: integer(0, 1) } }),
  rich_text_preformatted: shaped({
    required: { elements: list(inline, 0, 1000) },
    optional: { border: integer(0, 1), language: string(255) },
  }),
}));

const style = shaped({
  required: {},
  optional: {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
});

const inline: Rule = typed('a rich text section', () => ({
  text: shaped({ required: { text: string(Number.POSITIVE_INFINITY) }, optional: { style } }),
  link: shaped({ required: { url: string(3000) }, optional: { text: string(Number.POSITIVE_INFINITY), unsafe: boolean, style } }),
  user: shaped({ required: { user_id: string(255) }, optional: { style } }),
  channel: shaped({ required: { channel_id: string(255) }, optional: { style } }),
  usergroup: shaped({ required: { usergroup_id: string(255) }, optional: { style } }),
  team: shaped({ required: { team_id: string(255) }, optional: { style } }),
  emoji: shaped({ required: { name: string(255) }, optional: { unicode: string(255), skin_tone: integer(1, 6), style } }),
  date: shaped({
    required: { timestamp: integer(0, 99_999_999_999), format: string(255) },
    optional: { url: string(3000), fallback: string(3000), style },
  }),
  color: shaped({ required: { value: string(255) }, optional: { style } }),
  broadcast: shaped({ required: { range: oneOf('here', 'channel', 'everyone') }, optional: { style } }),
}));

const section = shaped({ required: { elements: list(inline, 0, 1000) }, optional: {} });
