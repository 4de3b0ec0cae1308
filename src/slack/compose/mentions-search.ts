import { z } from 'zod';
import { findMentionable } from '../../posts/index.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { type AnyListener, listener } from '../listener.js';
import { mentionOption } from './customise-view.js';
import type { ComposeDeps } from './deps.js';
import { readMetadata } from './metadata.js';

/** Answers what is typed into the search for organisations to mention. */
export function mentionsSearch(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'options',
    id: ACTIONS.mention,
    parse: suggestion,
    ack: async ({ value, view }, context) => {
      const { account = '' } = readMetadata(view.private_metadata);
      const found = await findMentionable(deps, { workspace: context.workspace.id, account, words: value, withinMs: WITHIN_MS });
      return { body: { options: found.flatMap((each) => mentionOption(each) ?? []).slice(0, LIMITS.options) }, carry: undefined };
    },
  });
}

/** Slack waits three seconds for the answer. */
const WITHIN_MS = 1_800;

const suggestion = z.object({ value: z.string().default(''), view: z.object({ private_metadata: z.string().default('') }) });
