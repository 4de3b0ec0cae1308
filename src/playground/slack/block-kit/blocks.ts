import { accessories, actionElements, imageElement, inputElements } from './elements.js';
import { anyText, exactlyOne, plainText, slackFile } from './objects.js';
import { richTextPart } from './rich-text.js';
import { boolean, type Finding, isJson, list, type Rule, refuse, type Surface, shaped, string, typed } from './rule.js';

/** Checks a list of blocks: their shapes, their place, their ids. At most 50 in a message, 100 in a view. */
export const blocks: Rule = (value, path, finding) => list(block, 0, finding.surface === 'message' ? 50 : 100)(value, path, finding);

// slack:blocks.json, the machine-readable surface list, November 2026; card and carousel are listed for modals there but fail live.
const elsewhere: Record<Surface, string[]> = {
  message: ['alert', 'file'],
  modal: ['card', 'carousel', 'context_actions', 'data_visualization', 'file', 'markdown', 'plan', 'table', 'task_card'],
  home: ['alert', 'context_actions', 'data_visualization', 'file', 'markdown', 'plan', 'table', 'task_card'],
};

const block: Rule = (value, path, finding) => {
  finding.actionIds = new Set();
  if (isJson(value) && typeof value.type === 'string' && elsewhere[finding.surface].includes(value.type)) {
    return refuse(finding, path, `a ${value.type} block is not allowed in a ${finding.surface}`);
  }
  kinds(value, path, finding);
  if (isJson(value) && typeof value.block_id === 'string') countId(value.block_id, path, finding);
};

const blockId = { block_id: string(255) };

const kinds = typed('a list of blocks', () => ({
  section: shaped({
    required: {},
    optional: {
      text: anyText(3000),
      fields: list(anyText(2000), 1, 10),
      accessory: typed('a section', accessories),
      expand: boolean,
      ...blockId,
    },
    also: (value, path, finding) => {
      if (value.text === undefined && value.fields === undefined) refuse(finding, path, 'must have text or fields');
    },
  }),
  header: shaped({ required: { text: plainText(150) }, optional: blockId }),
  divider: shaped({ required: {}, optional: blockId }),
  context: shaped({ required: { elements: list(contextElement, 1, 10) }, optional: blockId }),
  actions: shaped({ required: { elements: list(typed('an actions block', actionElements), 1, 25) }, optional: blockId }),
  image: shaped({
    required: { alt_text: string(2000) },
    optional: { image_url: string(3000), slack_file: slackFile, title: plainText(2000), ...blockId },
    also: (value, path, finding) => exactlyOne(value, ['image_url', 'slack_file'], path, finding),
  }),
  input: shaped({
    required: { label: plainText(2000), element: typed('an input', inputElements) },
    optional: { hint: plainText(2000), optional: boolean, dispatch_action: boolean, ...blockId },
    also: (_value, _path, finding) => {
      finding.inputs += 1;
    },
  }),
  rich_text: shaped({ required: { elements: list(richTextPart, 1, 1000) }, optional: blockId }),
}));

const contextElement: Rule = (value, path, finding) => {
  if (isJson(value) && value.type === 'image') imageElement(value, path, finding);
  else anyText(3000)(value, path, finding);
};

function countId(id: string, path: string, finding: Finding): void {
  if (finding.blockIds.has(id)) refuse(finding, `${path}/block_id`, `"${id}" is used twice`);
  finding.blockIds.add(id);
}
