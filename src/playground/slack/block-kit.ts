import { blocks } from './block-kit/blocks.js';
import { plainText } from './block-kit/objects.js';
import { boolean, type Finding, isJson, type Rule, refuse, type Surface, shaped, string } from './block-kit/rule.js';

/**
 * Everything Slack would refuse in a message, each as `<JSON pointer>: <problem>`; empty when it is fine. Reads `text` and `blocks` only.
 * Stricter than Slack in one thing: `text` is required beside blocks too, because notifications and screen readers have nothing else.
 * Limits: slack:reference/block-kit and node-slack-sdk:packages/types/src/block-kit, November 2026.
 */
export function checkMessage(message: object): string[] {
  const finding = fresh('message');
  const { text, blocks: given } = { text: undefined, blocks: undefined, ...message };
  if (typeof text !== 'string' || text === '') refuse(finding, '/text', 'is required, beside blocks too');
  else string(40_000)(text, '/text', finding);
  if (given !== undefined) blocks(given, '/blocks', finding);
  return finding.problems;
}

/** Everything Slack would refuse in a modal or a Home view, each as `<JSON pointer>: <problem>`; empty when it is fine. */
export function checkView(view: object): string[] {
  const type = isJson(view) ? view.type : undefined;
  if (type !== 'modal' && type !== 'home') return ['/type: must be modal or home'];
  const finding = fresh(type);
  (type === 'modal' ? modal : home)(view, '', finding);
  if (type === 'modal' && finding.inputs > 0 && !('submit' in view)) refuse(finding, '/submit', 'is required when the view has an input');
  return finding.problems;
}

const shared: Record<string, Rule> = { private_metadata: string(3000, 0), callback_id: string(255, 0), external_id: string(255, 0) };

const modal = shaped({
  required: { title: plainText(24), blocks },
  optional: {
    ...shared,
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
});

const home = shaped({ required: { blocks }, optional: shared });

function fresh(surface: Surface): Finding {
  return { surface, problems: [], blockIds: new Set(), actionIds: new Set(), focused: 0, inputs: 0 };
}
