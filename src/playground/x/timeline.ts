import twitterText from 'twitter-text';
import { metricsOf } from '../metrics.js';
import { type Call, needScopes } from './call.js';
import { shortened } from './posts.js';
import { refuseInvalid, refuseMissing } from './problems.js';
import { liveOn, type Post, type World } from './world.js';

/** `GET /2/users/{id}/tweets`: the account's posts, newest first, 5 to 100 a page (xdocs:x-api/users/get-posts, November 2026). */
export function listPosts(call: Call): Record<string, unknown> {
  needScopes(call, 'tweet.read', 'users.read');
  const { world, id } = call;
  const query = call.incoming.url.searchParams;
  if (!world.people.some((person) => person.userId === id)) refuseMissing('user', id);
  const size = Number(query.get('max_results') ?? 10);
  if (!Number.isInteger(size) || size < 5 || size > 100)
    refuseInvalid('The `max_results` query parameter value is not between 5 and 100', { max_results: [String(size)] });
  const since = startTime(query.get('start_time'));
  const posts = liveOn(world, id).filter(({ entry }) => entry.at >= since);
  const from = Number(query.get('pagination_token')?.replace(/^p/, '') ?? 0);
  const page = posts.slice(from, from + size);
  if (page.length === 0) return { meta: { result_count: 0 } };
  const next = from + size < posts.length ? { next_token: `p${from + size}` } : {};
  const fields = (query.get('tweet.fields') ?? '').split(',');
  const ends = { newest_id: page[0]?.entry.id, oldest_id: page.at(-1)?.entry.id };
  return { data: page.map((post) => node(world, post, fields)), meta: { result_count: page.length, ...ends, ...next } };
}

/** `GET /2/tweets/{id}`: anybody's post; what is not there is answered without `data` (xdocs:x-api/posts/get-post-by-id, November 2026). */
export function readPost(call: Call): Record<string, unknown> {
  needScopes(call, 'tweet.read', 'users.read');
  const { world, id } = call;
  const post = world.posts.get(id);
  if (post === undefined || post.entry.deletedAt !== undefined) {
    const detail = `Could not find tweet with id: [${id}].`;
    return { errors: [{ title: 'Not Found Error', detail, resource_type: 'tweet', resource_id: id, parameter: 'id', value: id }] };
  }
  return { data: node(world, post, (call.incoming.url.searchParams.get('tweet.fields') ?? '').split(',')) };
}

function startTime(text: string | null): number {
  if (text === null) return 0;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || Number.isNaN(Date.parse(text))) {
    refuseInvalid('The `start_time` query parameter value is not a valid time', { start_time: [text] });
  }
  return Date.parse(text);
}

/** `id` and `text` always, the rest where it was asked for. What is longer than 280 is cut in `text` and whole in `note_tweet`. */
function node(world: World, post: Post, fields: readonly string[]): Record<string, unknown> {
  const { entry, mediaKeys } = post;
  const { text, urls } = shortened(post);
  const { likes, comments, shares, impressions } = metricsOf(world.metrics, entry.id);
  const pictures = mediaKeys.map((key) => ({
    url: `https://t.co/${entry.id.slice(-8)}pc`,
    expanded_url: `${entry.permalink}/photo/1`,
    media_key: key,
  }));
  const isLong = twitterText.parseTweet(entry.text).weightedLength > 280;
  const whole: Record<string, unknown> = {
    attachments: mediaKeys.length === 0 ? undefined : { media_keys: mediaKeys },
    author_id: entry.accountId,
    conversation_id: entry.conversationId,
    created_at: new Date(entry.at).toISOString(),
    entities: isLong ? { urls: pictures } : { urls: [...urls, ...pictures] },
    note_tweet: isLong ? { text, entities: { urls } } : undefined,
    referenced_tweets: entry.inReplyTo === undefined ? undefined : [{ type: 'replied_to', id: entry.inReplyTo }],
    public_metrics: {
      retweet_count: shares,
      reply_count: replies(world, entry.id) + comments,
      like_count: likes,
      quote_count: 0,
      bookmark_count: 0,
      impression_count: impressions,
    },
  };
  const asked = Object.fromEntries(Object.entries(whole).filter(([name, value]) => fields.includes(name) && value !== undefined));
  const shown = isLong ? `${text.slice(0, 276)}…` : text;
  const last = pictures[0] === undefined ? '' : `${shown === '' ? '' : ' '}${pictures[0].url}`;
  return { id: entry.id, text: `${shown}${last}`, edit_history_tweet_ids: [entry.id], ...asked };
}

function replies(world: World, id: string): number {
  return [...world.posts.values()].filter(({ entry }) => entry.inReplyTo === id && entry.deletedAt === undefined).length;
}
