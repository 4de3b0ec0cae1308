import { useId } from 'react';
import type { Json } from '../../slack/types.js';
import { Icon } from '../icons.js';
import { Element } from './element.js';
import { isJson, textOf, wordsOf } from './json.js';
import { useSurface } from './surface.js';
import { withEmoji } from './text.js';

/** An input block: label, element, hint, and what is wrong with it. */
export function InputBlock({ block }: { block: Json }) {
  const { errors } = useSurface();
  const id = useId();
  const blockId = textOf(block.block_id);
  const error = errors[blockId];
  if (!isJson(block.element)) return null;
  const described = [block.hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter((each) => each !== '');
  return (
    <div className={error === undefined ? 'block input' : 'block input wrong'}>
      <div className="label" id={id}>
        {withEmoji(wordsOf(block.label))} {block.optional === true ? <small>(optional)</small> : null}
      </div>
      <Element
        blockId={blockId}
        element={{ ...block.element, dispatches: block.dispatch_action === true }}
        labelledBy={id}
        {...(described.length === 0 ? {} : { describedBy: described.join(' ') })}
      />
      {error === undefined ? null : (
        <p className="error" id={`${id}-error`} role="alert">
          <Icon name="warning" size={14} />
          {error}
        </p>
      )}
      {block.hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {wordsOf(block.hint)}
        </p>
      )}
    </div>
  );
}
