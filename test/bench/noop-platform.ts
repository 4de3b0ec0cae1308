import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../../src/platforms/platform.js';

/** What the benches publish on. */
export const NOOP = 'noop';

/** A platform that publishes by waiting. `sent` hears the text of what it publishes at the moment it would leave. */
export function noopPlatform(takesMs: number, sent: (text: string) => void): Platform {
  let count = 0;
  return {
    id: NOOP,
    family: NOOP,
    profile: {
      name: 'Nowhere',
      text: { maxLength: 1_000, count: 'characters' },
      images: { max: 0, maxBytes: 0, maxWidth: 0 },
      link: 'none',
      altText: 'none',
      requires: 'text or media',
      needsPublicUrl: false,
      supports: { stage: false, poll: false, link: false, find: false, delete: false, edit: false, insights: false },
    },
    validate: () => [],
    acts: (content) => [{ key: 'post', content }],
    publish: async ({ beforeSend }, { content }) => {
      beforeSend?.();
      sent(content.text);
      if (takesMs > 0) await sleep(takesMs);
      count += 1;
      return `${process.pid}-${count}`;
    },
    profileUrl: ({ platformId }) => `https://nowhere.example/${platformId}`,
  };
}
