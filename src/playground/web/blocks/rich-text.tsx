import type { ReactNode } from 'react';
import type { Json } from '../../slack/types.js';
import { emojiOf } from './emoji.js';
import { isJson, listOf, textOf } from './json.js';
import { ChannelLink, Mention, Moment, OutLink } from './text.js';

/** A rich_text block: its text to the letter, with the styles it carries. */
export function RichText({ block }: { block: Json }) {
  return (
    <div className="rich-text">
      {listOf(block.elements).map((part, index) => (
        <Part key={`${index}`} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: Json }) {
  const inner = listOf(part.elements).map((element, index) => <Element key={`${index}`} element={element} />);
  switch (part.type) {
    case 'rich_text_section':
      return <div className="rich-line">{inner}</div>;
    case 'rich_text_quote':
      return <blockquote>{inner}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{inner}</pre>;
    case 'rich_text_list': {
      const items = listOf(part.elements).map((section, index) => (
        <li key={`${index}`}>
          {listOf(section.elements).map((element, at) => (
            <Element key={`${at}`} element={element} />
          ))}
        </li>
      ));
      return part.style === 'ordered' ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    default:
      return null;
  }
}

function Element({ element }: { element: Json }): ReactNode {
  return styled(bare(element), isJson(element.style) ? element.style : {});
}

function bare(element: Json): ReactNode {
  switch (element.type) {
    case 'text':
      return textOf(element.text);
    case 'link':
      return <OutLink url={textOf(element.url)}>{textOf(element.text) || textOf(element.url)}</OutLink>;
    case 'user':
      return <Mention id={textOf(element.user_id)} />;
    case 'channel':
      return <ChannelLink id={textOf(element.channel_id)} />;
    case 'emoji':
      return emojiOf(textOf(element.name));
    case 'broadcast':
      return <span className="mention me">@{textOf(element.range)}</span>;
    case 'date':
      return <Moment seconds={Number(element.timestamp)} format={textOf(element.format)} fallback={textOf(element.fallback)} />;
    default:
      return null;
  }
}

function styled(inner: ReactNode, style: Json): ReactNode {
  const coded = style.code === true ? <code>{inner}</code> : inner;
  const struck = style.strike === true ? <s>{coded}</s> : coded;
  const slanted = style.italic === true ? <em>{struck}</em> : struck;
  return style.bold === true ? <strong>{slanted}</strong> : slanted;
}
