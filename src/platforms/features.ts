import type { PlatformAccount, Standing } from './platform.js';

/** What an account may do where a permission of its own decides it. */
export type Feature = 'comments' | 'deletions';

/** What an account has beyond the ordinary: the features whose permission its consent holds. */
export function featuresGranted(
  granted: readonly string[],
  scopes: Readonly<Partial<Record<Feature, string>>>,
): { readonly features?: readonly string[] } {
  const features = Object.entries(scopes).flatMap(([feature, scope]) => (granted.includes(scope) ? [feature] : []));
  return features.length === 0 ? {} : { features };
}

/** Whether an account has a feature, or would have it once it is connected again. */
export function standingBy(feature: Feature, { features = [] }: PlatformAccount): Standing {
  return { may: features.includes(feature) ? 'now' : 'after reconnect' };
}
