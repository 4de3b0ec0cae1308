/** What a platform counts of one post; each is 0 until somebody nudges it. */
export interface Metrics {
  likes: number;
  comments: number;
  shares: number;
  /** How often it was shown. */
  impressions: number;
}

/** The counts of a stand-in's posts, by post id. */
export type MetricsByPost = Map<string, Metrics>;

/** A post's counts as they are now. */
export function metricsOf(all: ReadonlyMap<string, Metrics>, post: string): Metrics {
  return all.get(post) ?? { likes: 0, comments: 0, shares: 0, impressions: 0 };
}

/** Adds to one of a post's counts, or takes away; none falls below 0. */
export function nudge(all: MetricsByPost, post: string, metric: keyof Metrics, by: number): void {
  const now = metricsOf(all, post);
  all.set(post, { ...now, [metric]: Math.max(0, now[metric] + by) });
}
