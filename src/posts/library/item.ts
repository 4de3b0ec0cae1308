import type { PlatformId } from '../../platforms/platform.js';

/** Something that a brand keeps for its writers. */
export type LibraryItem = Template | Snippet | Label;

/** A kind of it. */
export type ItemKind = LibraryItem['kind'];

/** A post to start from; its blanks are written `{{product}}`. */
export interface Template extends Named {
  readonly kind: 'template';
  readonly text: string;
  /** Chosen with it, where they are still connected. */
  readonly accounts: readonly string[];
  /** Chosen with it, by id. */
  readonly labels: readonly string[];
}

/** Words to add to a text, such as a set of hashtags. */
export interface Snippet extends Named {
  readonly kind: 'snippet';
  readonly text: string;
}

/** Something that posts are sorted by. With a campaign, every link of theirs carries its tags. */
export interface Label extends Named {
  readonly kind: 'label';
  readonly campaign?: Campaign;
}

/** What the links of a campaign say about where a reader came from. None of it is empty. */
export interface Campaign {
  /** `utm_campaign`. */
  readonly name: string;
  /** `utm_medium`. */
  readonly medium: string;
  /** `utm_source`, where it is not the platform's id. */
  readonly sources: Readonly<Record<PlatformId, string>>;
}

/** The words that end every text of one account. */
export interface Signature {
  readonly workspace: string;
  readonly brand: string;
  readonly account: string;
  /** Never empty. */
  readonly text: string;
}

/** The medium of a campaign that names none. */
export const USUAL_MEDIUM = 'social';

interface Named {
  readonly id: string;
  readonly workspace: string;
  readonly brand: string;
  /** No other one of the brand and the kind is called so, whatever the case. */
  readonly name: string;
}
