import type { Json } from '../types.js';
import type { World } from '../world.js';

/** One Web API method. `scopes` are those it needs for these arguments; `token` says which kind of token may call it. */
export interface Method {
  token: 'bot' | 'app';
  scopes?: (world: World, args: Json) => string[];
  /** Does it, and resolves with what stands beside `ok: true`. Throws a Refusal. */
  run(world: World, args: Json): Promise<Json>;
}

/** Needs always the same scopes. */
export function needs(...scopes: string[]): () => string[] {
  return () => scopes;
}
