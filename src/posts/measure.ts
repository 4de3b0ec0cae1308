import { COMMENT_ACT, type Content, type Platform } from '../platforms/platform.js';

/** The length of a content's text as its platform counts it, and the most one act may have. */
export function measure(
  platform: Pick<Platform, 'measure' | 'profile'>,
  content: Content,
): { readonly length: number; readonly maxLength: number } {
  return platform.measure?.(content) ?? { length: [...content.text].length, maxLength: platform.profile.text.maxLength };
}

/** One part of a text that its platform takes in several posts. */
export interface Part {
  readonly text: string;
  readonly length: number;
  readonly maxLength: number;
}

/** The parts in which a text goes out; none where it is one post. A first comment is no part of it. */
export function partsOf(platform: Pick<Platform, 'acts' | 'measure' | 'profile'>, content: Content): Part[] {
  const acts = platform.acts(content).filter(({ key }) => key !== COMMENT_ACT);
  return acts.length < 2 ? [] : acts.map((act) => ({ text: act.content.text, ...measure(platform, act.content) }));
}
