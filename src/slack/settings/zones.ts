import type { PlainTextOption } from '@slack/types';
import { IANAZone } from 'luxon';
import { LIMITS } from '../limits.js';

/** A zone as an option that also says its difference from UTC at `at`. */
export function zoneOption(zone: string, at: Date): PlainTextOption {
  const offset = IANAZone.create(zone).formatOffset(at.getTime(), 'narrow');
  return { text: { type: 'plain_text', text: `${zone.replaceAll('_', ' ')} (UTC${offset})` }, value: zone };
}

/** Up to 100 zones for what a person typed: names that start with it, then cities that do, then whatever contains it. */
export function suggestedZones(typed: string): string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  const ranked = zones().flatMap((zone) => {
    const name = zone.toLowerCase();
    const city = name.slice(name.lastIndexOf('/') + 1);
    const rank = name.startsWith(wanted) ? 0 : city.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : undefined;
    return rank === undefined ? [] : [{ zone, rank }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .map(({ zone }) => zone)
    .slice(0, LIMITS.options);
}

function zones(): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), ...NEWER_NAMES])].sort();
}

/** Names people type that `Intl` lists under an older one only. */
const NEWER_NAMES = [
  'UTC',
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Pohnpei',
];
