import type { Json } from '../../slack/types.js';
import { Element } from './element.js';
import { InputBlock } from './input-block.js';
import { isJson, listOf, textOf, wordsOf } from './json.js';
import { blockKeys } from './keys.js';
import { Picture } from './picture.js';
import { RichText } from './rich-text.js';
import { useSurface } from './surface.js';
import { TextObject, withEmoji } from './text.js';

/** The blocks of a message or view, as Slack draws them. */
export function Blocks({ blocks }: { blocks: readonly Json[] }) {
  const keys = blockKeys(useSurface().kind, blocks);
  return blocks.map((block, index) => <Block key={keys[index]} block={block} />);
}

function Block({ block }: { block: Json }) {
  const id = textOf(block.block_id);
  switch (block.type) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return <h3 className="block header">{withEmoji(wordsOf(block.text))}</h3>;
    case 'divider':
      return <hr className="block" />;
    case 'context':
      return (
        <div className="block context">
          {listOf(block.elements).map((element, index) =>
            element.type === 'image' ? (
              <Picture key={`${index}`} image={element} className="context-picture" />
            ) : (
              <span key={`${index}`}>
                <TextObject text={element} />
              </span>
            ),
          )}
        </div>
      );
    case 'actions':
      return (
        <div className="block actions">
          {listOf(block.elements).map((element) => (
            <Element key={textOf(element.action_id)} blockId={id} element={element} />
          ))}
        </div>
      );
    case 'image':
      return (
        <figure className="block image">
          {isJson(block.title) ? <figcaption>{withEmoji(wordsOf(block.title))}</figcaption> : null}
          <Picture image={block} className="large-picture" />
        </figure>
      );
    case 'input':
      return <InputBlock block={block} />;
    case 'rich_text':
      return (
        <div className="block">
          <RichText block={block} />
        </div>
      );
    default:
      return <p className="block">[{textOf(block.type)}]</p>;
  }
}

function Section({ block }: { block: Json }) {
  const { accessory } = block;
  const fields = listOf(block.fields);
  return (
    <div className="block section">
      <div className="section-words">
        {block.text === undefined ? null : (
          <div>
            <TextObject text={block.text} />
          </div>
        )}
        {fields.length === 0 ? null : (
          <div className="fields">
            {fields.map((field, index) => (
              <div key={`${index}`}>
                <TextObject text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isJson(accessory) ? (
        <div className="accessory">
          {accessory.type === 'image' ? (
            <Picture image={accessory} className="accessory-picture" />
          ) : (
            <Element blockId={textOf(block.block_id)} element={accessory} />
          )}
        </div>
      ) : null}
    </div>
  );
}
