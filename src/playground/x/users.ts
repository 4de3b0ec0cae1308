import { type Call, needScopes } from './call.js';

/** `GET /2/users/me`: `id`, `name` and `username` always, the rest where it was asked for (xdocs:x-api/users/get-me, November 2026). */
export function readMe(call: Call): { data: Record<string, unknown> } {
  needScopes(call, 'tweet.read', 'users.read');
  const { userId: id, name, username, subscription } = call.person;
  const fields = (call.incoming.url.searchParams.get('user.fields') ?? '').split(',');
  const more = {
    profile_image_url: `${call.world.url}/picture/${id}.svg`,
    subscription_type: subscription,
    verified: subscription !== 'None',
    verified_type: subscription === 'None' ? 'none' : 'blue',
  };
  return { data: { id, name, username, ...Object.fromEntries(Object.entries(more).filter(([field]) => fields.includes(field))) } };
}
