import { IANAZone } from 'luxon';
import { say } from '../../language/index.js';
import { type When, wordsIn } from '../../posts/index.js';
import type { Brand, Person } from '../../workspaces/index.js';

/** The zone in which a person picks and reads times: their own where Slack names one that exists, else the brand's. */
export function zoneFor(person: Pick<Person, 'zone'>, brand: Pick<Brand, 'zone'>): string {
  return IANAZone.isValidZone(person.zone) ? person.zone : brand.zone;
}

/** When a post goes out, in a person's zone and the brand's. */
export function whenWords(when: When | undefined, zone: string, brand: Pick<Brand, 'zone'>): string {
  if (when === undefined || when.kind === 'after approval') return say('check.goesOut.afterApproval');
  if (when.kind === 'next slot') return say('check.goesOut.nextSlot');
  const own = wordsIn(zone, when.at);
  return zone === brand.zone
    ? say('check.goesOut.at', { when: own })
    : say('check.goesOut.atInBothZones', { when: own, whenOfBrand: wordsIn(brand.zone, when.at) });
}
