import type { LinkedInPerson } from './types.js';

/** An organisation's page as the world knows it; who may do what on it is kept beside it. */
export interface SeededPage {
  id: string;
  urn: string;
  name: string;
  vanityName: string;
}

/** The three people. */
export function seedPeople(): LinkedInPerson[] {
  return [
    { id: 'ada', sub: 'aDa-7_Marsh', name: 'Ada Marsh' },
    { id: 'ben', sub: 'bEn-8_Okafor', name: 'Ben Okafor' },
    { id: 'cleo', sub: 'cLeo-9_Varga', name: 'Cleo Varga' },
  ];
}

/** Their pages, and the roles each person has on each: Ada's three, and Cleo's 130, of which the first is also Ada's first. */
export function seedPages(): { pages: SeededPage[]; roles: Map<string, Map<string, readonly string[]>> } {
  const [coffee, bakery, archive] = [page(1, 'Bluebird Coffee'), page(2, 'Bluebird (Bakery)'), page(3, 'Bluebird Archive')];
  const stalls = Array.from({ length: 129 }, (_, index) => page(101 + index, `Market Stall ${index + 1}`));
  const roles = new Map<string, Map<string, readonly string[]>>([
    [
      'ada',
      new Map([
        [coffee.urn, ['ADMINISTRATOR']],
        [bakery.urn, ['ANALYST', 'CONTENT_ADMINISTRATOR']],
        [archive.urn, ['ANALYST']],
      ]),
    ],
    ['ben', new Map()],
    ['cleo', new Map([coffee, ...stalls].map((each) => [each.urn, ['ADMINISTRATOR']]))],
  ]);
  return { pages: [coffee, bakery, archive, ...stalls], roles };
}

function page(number: number, name: string): SeededPage {
  const id = `5515${String(number).padStart(4, '0')}`;
  const vanityName = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return { id, urn: `urn:li:organization:${id}`, name, vanityName };
}
