import { listOf, say } from '../../language/index.js';
import type { Secret } from '../../lib/secret.js';
import { PlatformError } from '../errors.js';

/** The app at LinkedIn that Copydesk acts as. The addresses are origins without a final slash. */
export interface LinkedInApp {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly apiUrl: string;
  /** Where people log in, and where posts are shown. */
  readonly oauthUrl: string;
  /** Whether the app has LinkedIn's Community Management product, without which there are no pages. */
  readonly organizations: boolean;
}

/** The app, or the variables that would set it up. */
export type LinkedInSetup =
  | ({ readonly state: 'on' } & LinkedInApp)
  | { readonly state: 'not set up'; readonly missing: readonly string[] };

/** The app; throws {@link PlatformError} `reauth_needed` naming the missing variables when there is none. */
export function requireApp(setup: LinkedInSetup): LinkedInApp {
  if (setup.state === 'on') return setup;
  throw new PlatformError({
    kind: 'reauth_needed',
    sentence: say('problem.notSetUp', { platform: 'LinkedIn', variables: listOf(setup.missing) }),
    sent: false,
  });
}

/** The origin that shows posts and profiles. */
export function webOrigin(setup: LinkedInSetup): string {
  return setup.state === 'on' ? setup.oauthUrl : 'https://www.linkedin.com';
}

/** Whether an account is a page of an organisation; otherwise it is a person's own profile. */
export function isOrganization(urn: string): boolean {
  return urn.startsWith('urn:li:organization:');
}
