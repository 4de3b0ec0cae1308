import type { Metrics } from '../../metrics.js';
import type { SocialAccount, SocialPost } from '../../page/contract.js';
import { nudge } from '../api.js';
import { useDesk } from '../desk.js';
import { Icon, type IconName } from '../icons.js';

/** What the platform counts of a post, in its own words, each with a way to make it more or less. */
export function Counts({ platform, post }: { platform: SocialAccount['platform']; post: SocialPost }) {
  const { complain } = useDesk();
  return (
    <fieldset className="counts" aria-label="What the platform counts">
      {COUNTED.map(({ metric, icon, step }) => {
        const [one, many] = WORDS[platform][metric];
        const value = post.metrics[metric];
        const change = async (by: number) => complain((await nudge({ platform, post: post.id, metric, by })).problem);
        return (
          <span key={metric} className="counted">
            <Icon name={icon} />
            <span className="count">
              {new Intl.NumberFormat('en').format(value)} {value === 1 ? one : many}
            </span>
            <button type="button" aria-label={`Fewer ${many}`} disabled={value === 0} onClick={() => void change(-step)}>
              −
            </button>
            <button type="button" aria-label={`More ${many}`} onClick={() => void change(step)}>
              +
            </button>
          </span>
        );
      })}
    </fieldset>
  );
}

const COUNTED: readonly { readonly metric: keyof Metrics; readonly icon: IconName; readonly step: number }[] = [
  { metric: 'likes', icon: 'like', step: 1 },
  { metric: 'comments', icon: 'comment', step: 1 },
  { metric: 'shares', icon: 'share', step: 1 },
  { metric: 'impressions', icon: 'eye', step: 100 },
];

const WORDS: Readonly<Record<SocialAccount['platform'], Readonly<Record<keyof Metrics, readonly [string, string]>>>> = {
  facebook: { likes: ['like', 'likes'], comments: ['comment', 'comments'], shares: ['share', 'shares'], impressions: ['view', 'views'] },
  instagram: { likes: ['like', 'likes'], comments: ['comment', 'comments'], shares: ['share', 'shares'], impressions: ['view', 'views'] },
  linkedin: {
    likes: ['reaction', 'reactions'],
    comments: ['comment', 'comments'],
    shares: ['repost', 'reposts'],
    impressions: ['impression', 'impressions'],
  },
  x: { likes: ['like', 'likes'], comments: ['reply', 'replies'], shares: ['repost', 'reposts'], impressions: ['view', 'views'] },
};
