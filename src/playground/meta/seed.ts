import type { MetaPerson } from './types.js';

/** A Page as the world knows it; who may do what on it is kept beside it. */
export interface SeededPage {
  id: string;
  name: string;
  username: string;
  instagram: { id: string; username: string } | undefined;
}

/** The three people. */
export function seedPeople(): MetaPerson[] {
  return [
    { id: 'ada', userId: '10160000000000011', name: 'Ada Marsh' },
    { id: 'ben', userId: '10160000000000012', name: 'Ben Okafor' },
    { id: 'cleo', userId: '10160000000000013', name: 'Cleo Varga' },
  ];
}

/** Their Pages, and the tasks each person has on each: Ada's four, and Cleo's 130, of which the first is also Ada's first. */
export function seedPages(): { pages: SeededPage[]; roles: Map<string, Map<string, readonly string[]>> } {
  const bluebird = [
    page(1, 'Bluebird Coffee', true),
    page(2, 'Bluebird Bakery', true),
    page(3, 'Bluebird Events', false),
    page(4, 'Bluebird Archive', false),
  ];
  const stalls = Array.from({ length: 129 }, (_, index) => page(101 + index, `Market Stall ${index + 1}`, index % 10 === 0));
  const ada = new Map(bluebird.map((each) => [each.id, each.name === 'Bluebird Archive' ? READER : PUBLISHER]));
  const cleo = new Map([...bluebird.slice(0, 1), ...stalls].map((each) => [each.id, PUBLISHER]));
  const roles = new Map<string, Map<string, readonly string[]>>([
    ['ada', ada],
    ['ben', new Map()],
    ['cleo', cleo],
  ]);
  return { pages: [...bluebird, ...stalls], roles };
}

const PUBLISHER: readonly string[] = ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'];
const READER: readonly string[] = ['ANALYZE'];

function page(number: number, name: string, instagram: boolean): SeededPage {
  const username = name.toLowerCase().replaceAll(' ', '.');
  return {
    id: `1029384756${String(number).padStart(5, '0')}`,
    name,
    username: username.replaceAll('.', ''),
    instagram: instagram ? { id: `178414${String(number).padStart(11, '0')}`, username } : undefined,
  };
}
