import { bot } from './seed.js';
import type { Json, SlackKept } from './types.js';
import { botBeneath, type Conversation, type World } from './world.js';

/** What of a world is kept between runs: all but its surroundings, and of its logs the newest. */
export function keptOf(world: World): SlackKept {
  const {
    options: _options,
    url: _url,
    beneath: _beneath,
    listeners: _listeners,
    faults: _faults,
    now: _now,
    shownAt: _shownAt,
    ...known
  } = world;
  return { ...known, calls: world.calls.slice(-NEWEST), deliveries: world.deliveries.slice(-NEWEST) };
}

/** A fresh world made what an earlier one was. The Slack beneath has given out other ids by now; from here on it is called by the old ones. */
export async function restoreWorld(fresh: World, kept: SlackKept): Promise<World> {
  const earlier = kept as unknown as Omit<World, 'options' | 'url' | 'beneath' | 'listeners' | 'faults' | 'now' | 'shownAt'>;
  const people = Object.values(earlier.roles).map((person): [string, string] => [personCalled(fresh, person.name), person.id]);
  const places = [...earlier.conversations.values()].filter(({ isIm }) => !isIm);
  const channels = places.map(({ id, name }): [string, string] => [channelCalled(fresh, name), id]);
  fresh.beneath.rename([...people, ...channels]);
  for (const direct of earlier.conversations.values()) if (direct.isIm) await reopen(fresh, direct);
  return { ...fresh, ...earlier };
}

const NEWEST = 400;

async function reopen({ beneath }: World, { id, members }: Conversation): Promise<void> {
  const person = [...members].find((member) => member !== bot.userId);
  const { channel } = await beneath.call(botBeneath, 'conversations.open', { users: person });
  beneath.rename([[String((channel as Json).id), id]]);
}

function personCalled(world: World, name: string): string {
  return [...world.people.values()].find((person) => person.name === name)?.id ?? name;
}

function channelCalled(world: World, name: string): string {
  return [...world.conversations.values()].find((conversation) => conversation.name === name)?.id ?? name;
}
