import { listOf, say } from '../../language/index.js';
import type { Secret } from '../../lib/secret.js';
import { PlatformError } from '../errors.js';

/** The app at Meta that Copydesk acts as. The addresses are origins without a final slash. */
export interface MetaApp {
  readonly appId: string;
  readonly appSecret: Secret;
  readonly graphUrl: string;
  readonly dialogUrl: string;
}

/** The app, or the variables that would set it up. */
export type MetaSetup = ({ readonly state: 'on' } & MetaApp) | { readonly state: 'not set up'; readonly missing: readonly string[] };

/** The app; throws {@link PlatformError} `reauth_needed` naming the missing variables when there is none. */
export function requireApp(setup: MetaSetup): MetaApp {
  if (setup.state === 'on') return setup;
  throw new PlatformError({
    kind: 'reauth_needed',
    sentence: say('meta.notSetUp', { variables: listOf(setup.missing) }),
    sent: false,
  });
}
