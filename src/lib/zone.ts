import { IANAZone } from 'luxon';

/** Every moment at which clocks in the zone show a wall time (as if it were UTC, in ms), earlier first: none in a gap, two in an overlap. */
export function moments(zone: string, wall: number): number[] {
  const iana = IANAZone.create(zone);
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((at) => iana.offset(at) * MINUTE_MS);
  return [...new Set(offsets)]
    .map((offset) => wall - offset)
    .filter((at) => at + iana.offset(at) * MINUTE_MS === wall)
    .sort((a, b) => a - b);
}

/** As {@link moments}; for a wall time in a gap, the moment at which clocks in the zone have passed it. */
export function firstMoments(zone: string, wall: number): number[] {
  for (let after = 0; after <= DAY_MS; after += MINUTE_MS) {
    const found = moments(zone, wall + after);
    if (found.length > 0) return found;
  }
  return [];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
