import type { Publication } from '../../src/publishing/index.js';
import type { Ground } from './ground.js';
import type { Kind } from './kinds.js';

/** One post on one account that a proof sent on its way. */
export interface Sent {
  readonly kind: Pick<Kind, 'name' | 'parts' | 'platform'>;
  readonly mark: string;
  readonly post: string;
}

/** What the platforms' ledgers say about publications that nothing moves any more, against what Copydesk says. */
export interface Verdict {
  readonly posts: number;
  /** Posts that are live more than once. */
  readonly doubles: number;
  /** Published by Copydesk's word and not on the platform, or given up, or never settled. */
  readonly lost: number;
  /** What a person has to look for. */
  readonly unknown: number;
  /** Of those, what a look could have answered: it is live, or the platform proves that it is not, as Instagram does of a post. LinkedIn lets nobody read a person's posts. */
  readonly needless: number;
  /** A sentence for each thing that is wrong. */
  readonly faults: readonly string[];
}

/** Judges them. The ledger is the truth. */
export async function judge(ground: Pick<Ground, 'live' | 'database'>, sent: readonly Sent[]): Promise<Verdict> {
  const verdicts = await Promise.all(sent.map((each) => judgeOne(ground, each)));
  return sum(verdicts);
}

/** Several verdicts as one. */
export function sum(verdicts: readonly Verdict[]): Verdict {
  const total = (of: (verdict: Verdict) => number) => verdicts.reduce((all, each) => all + of(each), 0);
  return {
    posts: total(({ posts }) => posts),
    doubles: total(({ doubles }) => doubles),
    lost: total(({ lost }) => lost),
    unknown: total(({ unknown }) => unknown),
    needless: total(({ needless }) => needless),
    faults: verdicts.flatMap(({ faults }) => faults),
  };
}

async function judgeOne({ live, database }: Pick<Ground, 'live' | 'database'>, { kind, mark, post }: Sent): Promise<Verdict> {
  const publication = (await database.connection
    .collection('publications')
    .findOne({ post, platform: kind.platform })) as unknown as Publication | null;
  const account = await database.connection
    .collection<{ _id: string; platformId: string }>('accounts')
    .findOne({ _id: publication?.account ?? '' });
  const texts = live(mark).map(({ text }) => text);
  const doubles = texts.length - new Set(texts).size;
  const known = publication?.acts.filter(({ ref }) => ref !== undefined).length ?? 0;
  const isUnknown = publication?.state === 'unknown';
  const isLost = isUnknown ? texts.length < known : publication?.state !== 'published' || texts.length < kind.parts;
  const canBeLookedFor = account?.platformId.startsWith('urn:li:person:') !== true;
  const isProvable = kind.platform === 'instagram' && known === 0;
  const isNeedless = isUnknown && canBeLookedFor && (texts.length > known || isProvable);
  const said = `${kind.name} ${mark}: ${texts.length} live, ${JSON.stringify(publication)}`;
  return {
    posts: 1,
    doubles,
    lost: isLost ? 1 : 0,
    unknown: isUnknown ? 1 : 0,
    needless: isNeedless ? 1 : 0,
    faults: [
      ...(doubles > 0 ? [`Twice: ${said}`] : []),
      ...(isLost ? [`Lost: ${said}`] : []),
      ...(isNeedless ? [`Needlessly unknown: ${said}`] : []),
    ],
  };
}
