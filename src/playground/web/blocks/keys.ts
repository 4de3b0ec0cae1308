import type { Json } from '../../slack/types.js';
import { isJson, listOf, textOf } from './json.js';
import type { Surface } from './surface.js';

/**
 * What tells the blocks of a message, Home or modal apart when they are drawn anew. In a modal a new block id begins a field afresh, as in Slack.
 * Elsewhere ids are new at every edit, so a block is known by what can be done in it: a question that stands open outlives the edit.
 */
export function blockKeys(kind: Surface['kind'], blocks: readonly Json[]): string[] {
  if (kind === 'modal') return blocks.map((block) => textOf(block.block_id));
  const times = new Map<string, number>();
  return blocks.map((block) => {
    const actions = [...listOf(block.elements), ...[block.accessory, block.element].filter(isJson)].map((each) => textOf(each.action_id));
    const acts = `${textOf(block.type)} ${actions.join(' ')}`;
    const time = times.get(acts) ?? 0;
    times.set(acts, time + 1);
    return `${acts} ${time}`;
  });
}
