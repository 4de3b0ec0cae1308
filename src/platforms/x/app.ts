import { listOf, say } from '../../language/index.js';
import type { Secret } from '../../lib/secret.js';
import { PlatformError } from '../errors.js';

/** The app at X that Copydesk acts as: a confidential client. The addresses are origins without a final slash. */
export interface XApp {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly apiUrl: string;
  /** Where people sign in, and where posts are seen. */
  readonly authorizeUrl: string;
}

/** The app, or the variables that would set it up. */
export type XSetup = ({ readonly state: 'on' } & XApp) | { readonly state: 'not set up'; readonly missing: readonly string[] };

/** The app; throws {@link PlatformError} `reauth_needed` naming the missing variables when there is none. */
export function requireApp(setup: XSetup): XApp {
  if (setup.state === 'on') return setup;
  throw new PlatformError({
    kind: 'reauth_needed',
    sentence: say('problem.notSetUp', { platform: 'X', variables: listOf(setup.missing) }),
    sent: false,
  });
}
