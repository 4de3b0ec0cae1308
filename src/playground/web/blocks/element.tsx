import type { Json } from '../../slack/types.js';
import { BlockButton, BlockOverflow } from './button.js';
import { Choices } from './choices.js';
import { Combobox } from './combobox.js';
import { FileInput } from './file-input.js';
import { textOf } from './json.js';
import { DateTimeInput, TextInput } from './text-input.js';

/** One interactive element. `labelledBy` names the label of its input block; elsewhere the element names itself. */
export function Element({ blockId, element, labelledBy, describedBy }: ElementProps) {
  const props = {
    blockId,
    element,
    ...(labelledBy === undefined ? {} : { labelledBy }),
    ...(describedBy === undefined ? {} : { describedBy }),
  };
  switch (element.type) {
    case 'button':
      return <BlockButton {...props} />;
    case 'overflow':
      return <BlockOverflow {...props} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <Choices {...props} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextInput {...props} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateTimeInput {...props} />;
    case 'file_input':
      return <FileInput {...props} />;
    default:
      return textOf(element.type).includes('select') ? <Combobox {...props} /> : <span>[{textOf(element.type)}]</span>;
  }
}

/** What every element is drawn from. */
export interface ElementProps {
  readonly blockId: string;
  readonly element: Json;
  /** Id of the label. */
  readonly labelledBy?: string;
  /** Ids of hint and error. */
  readonly describedBy?: string;
}
