import { type Metrics, type MetricsByPost, metricsOf, nudge } from './metrics.js';

/** What every platform's stand-in lets one read, nudge and follow. */
export interface SharedControls {
  /** What it counts of a post now. */
  metrics(post: string): Metrics;
  /** Adds to one of a post's counts, or takes away; none falls below 0. */
  nudge(post: string, metric: keyof Metrics, by: number): void;
  /** Calls `listener` after every request and nudge until the function returned is called. */
  onChange(listener: () => void): () => void;
}

/** They over one stand-in's world. */
export function sharedControls(world: { readonly metrics: MetricsByPost; readonly listeners: Set<() => void> }): SharedControls {
  return {
    metrics: (post) => metricsOf(world.metrics, post),
    nudge: (post, metric, by) => {
      nudge(world.metrics, post, metric, by);
      for (const listener of world.listeners) listener();
    },
    onChange: (listener) => {
      world.listeners.add(listener);
      return () => world.listeners.delete(listener);
    },
  };
}
