import type { PublishingDeps } from '../../src/publishing/index.js';

/** Where a process can be made to die: right before (`<`) and right after (`>`) everything that publishing writes. */
export interface Gates {
  /** May never resolve. Names: `intent <`, `write >`, `release <`, and `lane <` for whatever else a lane is told. */
  pass(name: string): Promise<void>;
}

/** The same dependencies with a gate around each call of a store that changes something. */
export function gated<Deps extends Pick<PublishingDeps, 'publications' | 'lanes'>>(deps: Deps, gates: Gates): Deps {
  return {
    ...deps,
    publications: guarded(deps.publications, gates, ([, next]) => (isIntent(next) ? 'intent' : 'write')),
    lanes: guarded(deps.lanes, gates, (_args, method) => (method === 'release' ? 'release' : 'lane')),
  };
}

function guarded<Store extends object>(store: Store, gates: Gates, nameOf: (args: unknown[], method: string) => string): Store {
  return new Proxy(store, {
    get: (target, key, receiver) => {
      const method: unknown = Reflect.get(target, key, receiver);
      if (typeof method !== 'function' || READS.has(String(key))) return method;
      return async (...args: unknown[]) => {
        const name = nameOf(args, String(key));
        await gates.pass(`${name} <`);
        const result: unknown = await Reflect.apply(method, target, args);
        await gates.pass(`${name} >`);
        return result;
      };
    },
  });
}

function isIntent(next: unknown): boolean {
  return typeof next === 'object' && next !== null && 'state' in next && next.state === 'publishing';
}

const READS = new Set(['publication', 'ofPost', 'candidates', 'open', 'reread', 'then']);
