import type { Button } from '@slack/types';
import { type Blocks, cut } from './blocks.js';
import { LIMITS } from './limits.js';

/** The same blocks; buttons that would sound alike and do different things, as those of two posts with the same words, are numbered from the second on. */
export function distinctlyHeard(blocks: Blocks): Blocks {
  const heard = new Map<string, string[]>();
  const numbered = (button: Button): Button => {
    const sound = button.accessibility_label ?? button.text.text;
    const act = JSON.stringify([button.action_id, button.value, button.url]);
    const acts = heard.get(sound) ?? [];
    if (!acts.includes(act)) heard.set(sound, [...acts, act]);
    const number = heard.get(sound)?.indexOf(act) ?? 0;
    if (number === 0) return button;
    const mark = ` (${number + 1})`;
    return { ...button, accessibility_label: `${cut(sound, LIMITS.accessibilityLabel - mark.length)}${mark}` };
  };
  return blocks.map((block) => {
    if (block.type === 'section' && block.accessory?.type === 'button') return { ...block, accessory: numbered(block.accessory) };
    if (block.type !== 'actions') return block;
    return { ...block, elements: block.elements.map((element) => (element.type === 'button' ? numbered(element) : element)) };
  });
}
