import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import type { Mentionable, MentionSource, PlatformContext } from '../platform.js';
import { isOrganization, type LinkedInSetup } from './app.js';
import { rest } from './wire.js';

/**
 * Organisations by the name in their page's address, which is the only search that LinkedIn has for apps like this one; it needs the Community
 * Management product and a person who manages a page (li:marketing/community-management/organizations/organization-lookup-api, November 2026).
 */
export function linkedInMentions(setup: LinkedInSetup): MentionSource {
  const mayLookUp = setup.state === 'on' && setup.organizations;
  const ofAccount: MentionSource['ofAccount'] = ({ platformId, name }) =>
    isOrganization(platformId) ? { name, urn: platformId } : undefined;
  return {
    get hint() {
      return say(mayLookUp ? 'linkedin.mention.how' : 'linkedin.mention.noProduct');
    },
    ofAccount,
    ...(mayLookUp ? { find: (ctx, words) => findOrganizations(setup, ctx, words) } : {}),
  };
}

async function findOrganizations(setup: LinkedInSetup, ctx: Omit<PlatformContext, 'media'>, words: string): Promise<Mentionable[]> {
  const vanityName = vanityNameIn(words);
  if (vanityName === undefined) return [];
  const path = `/rest/organizations?q=vanityName&vanityName=${encodeURIComponent(vanityName)}`;
  try {
    const { elements } = await rest(setup, ctx, { method: 'GET', path, restliMethod: 'FINDER', answer: foundSchema });
    return elements.map(({ id, localizedName }) => ({ name: localizedName, urn: `urn:li:organization:${id}` }));
  } catch (error) {
    // Someone who manages no page may not look, and a name that nobody has is answered with 404.
    if (error instanceof PlatformError && [403, 404].includes(error.details.status ?? 0)) return [];
    throw error;
  }
}

/** `bluebird-coffee` of an address, or by itself. */
function vanityNameIn(words: string): string | undefined {
  const name = /linkedin\.com\/(?:company|school|showcase)\/([^/?#\s]+)/i.exec(words)?.[1] ?? words.trim();
  return /^[\p{L}\p{N}][\p{L}\p{N}-]{1,99}$/u.test(name) ? name.toLowerCase() : undefined;
}

const foundSchema = z.object({ elements: z.array(z.object({ id: z.union([z.number(), z.string()]), localizedName: z.string().min(1) })) });
