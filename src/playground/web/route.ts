import { useEffect, useState } from 'react';

/** Where a window is: whose eyes, which room, and what in it. The address bar holds the same. */
export interface Route {
  /** Short name of the person. */
  readonly person: string;
  readonly room: Room;
  /** What follows in the address. */
  readonly rest: readonly string[];
}

/** The rooms of the page. */
export type Room = 'slack' | 'facebook' | 'instagram' | 'linkedin' | 'x' | 'inside' | 'trouble';

/** The route in the address bar, and how to go elsewhere. */
export function useRoute(): [Route, (path: string) => void] {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const back = () => setPath(location.pathname);
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const go = (next: string) => {
    if (next !== location.pathname) history.pushState(null, '', next);
    setPath(next);
  };
  return [routeOf(path), go];
}

/** Remembers whose eyes these are, for an address that names nobody. */
export function rememberPerson(person: string): void {
  localStorage.setItem(LAST, person);
}

/** Reads an address; `me`, or no name at all, is whoever it was last, at first the author. */
export function routeOf(path: string): Route {
  const [named = 'me', room = 'slack', ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const person = named === 'me' ? (localStorage.getItem(LAST) ?? 'ana') : named;
  return { person, room: ROOMS.includes(room as Room) ? (room as Room) : 'slack', rest };
}

/** The address of a place. */
export function pathTo(person: string, room: Room, ...rest: readonly string[]): string {
  return `/${[person, room, ...rest].map(encodeURIComponent).join('/')}`;
}

const LAST = 'person';
const ROOMS: readonly Room[] = ['slack', 'facebook', 'instagram', 'linkedin', 'x', 'inside', 'trouble'];
