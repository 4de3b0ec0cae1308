import { z } from 'zod';
import { authorize } from '../../workspaces/index.js';
import { ACTIONS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { accountChoices, matchingChoices } from './account-choices.js';
import type { ComposeDeps } from './deps.js';
import { readMetadata } from './metadata.js';

/** Answers what is typed into the accounts search, which stands where there are more accounts than a list can hold. */
export function accountsSearch(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'options',
    id: ACTIONS.writeAccounts,
    parse: suggestion,
    ack: async ({ value, view }, context) => {
      const { brand } = readMetadata(view.private_metadata);
      const workspace = context.workspace.id;
      await authorize(deps, { workspace, brand, person: context.userId, right: 'compose' });
      const accounts = await deps.accounts.accounts(workspace, brand);
      return { body: { option_groups: matchingChoices(accountChoices(accounts, deps.platforms), value) }, carry: undefined };
    },
  });
}

const suggestion = z.object({ value: z.string().default(''), view: z.object({ private_metadata: z.string().default('') }) });
