/** The parts of a person's Home. */
export const SECTIONS = ['trouble', 'waiting', 'drafts', 'coming', 'results', 'accounts'] as const;

/** One part of Home. */
export type Section = (typeof SECTIONS)[number];

/** What a person chose to see on their Home: filters, and one section alone with its page. Ids only. */
export interface HomeChoice {
  readonly brand?: string;
  readonly account?: string;
  /** The author of posts. */
  readonly person?: string;
  /** Absent shows the beginning of each. */
  readonly section?: Section;
  /** Of the section, from 0. */
  readonly page: number;
}

/** A person's Home as it was opened and published last. */
export interface KeptHome {
  readonly openedAt: Date;
  readonly choice: HomeChoice;
  /** Slack's mark of the view that is shown, as far as we know. */
  readonly hash?: string;
}

/** Stored Homes, one per person; swept a month after they were opened last. */
export interface HomeStore {
  home(workspace: string, person: string): Promise<KeptHome | undefined>;
  /** The person opened it: filters stay, the section and page they looked at do not. */
  opened(workspace: string, person: string, at: Date): Promise<void>;
  choose(workspace: string, person: string, choice: HomeChoice, at: Date): Promise<void>;
  published(workspace: string, person: string, hash: string): Promise<void>;
  /** Slack shows another view than we know of: the next publication replaces whatever it is. */
  forgetHash(workspace: string, person: string): Promise<void>;
  /** Who opened theirs since, the last ones first. */
  viewers(workspace: string, since: Date, limit: number): Promise<string[]>;
}
