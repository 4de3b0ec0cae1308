import type { Playground } from '../playground.js';
import type { Slices } from './contract.js';
import { lookInside } from './inside.js';
import { logOf } from './log.js';
import { readManifest } from './manifest.js';
import { createScenes, type Scenes } from './scenes.js';
import { socialOf } from './social.js';
import { createTroubles, type Troubles } from './troubles/index.js';
import { messagesOf, workspaceOf } from './workspace.js';

/** A playground as the page shows it. */
export interface Room {
  readonly playground: Playground;
  readonly troubles: Troubles;
  readonly scenes: Scenes;
  /** Everything as the person with this name or id sees it. */
  slicesFor(person: string): Promise<Slices>;
  /** `start`, `stop` or `kill`. */
  setCopydesk(what: string): Promise<void>;
  /** Stops looking; the playground goes on. */
  leave(): Promise<void>;
}

/** Begins to look at a playground; `onChange` is called after whatever may have changed. */
export async function openRoom(
  playground: Playground,
  options: { readonly canStartOver: boolean; readonly onChange: () => void },
): Promise<Room> {
  const { slack } = playground;
  const { onChange, canStartOver } = options;
  const offered = readManifest();
  const troubles = createTroubles(playground);
  const inside = await lookInside(playground, onChange);
  const undo = playground.onChange(onChange);
  const scenes = createScenes(playground, troubles, inside.connected);
  return {
    playground,
    troubles,
    scenes,
    slicesFor: async (person) => {
      const me = personNamed(playground, person);
      return {
        workspace: { ...workspaceOf(playground, me, offered), canStartOver },
        messages: messagesOf(playground, me),
        view: slack.as(me).view() ?? null,
        home: slack.as(me).home() ?? null,
        social: socialOf(playground),
        troubles: troubles.states(),
        scenes: scenes.states(),
        log: logOf(playground),
        inside: await inside.read(),
      };
    },
    setCopydesk: async (what) => {
      const done = what === 'start' ? playground.startApp() : what === 'kill' ? playground.killApp() : playground.stopApp();
      onChange();
      await done;
    },
    leave: async () => {
      undo();
      await inside.close();
    },
  };
}

/** The Slack id of someone by short name or id. Throws when there is nobody. */
export function personNamed({ slack }: Playground, name: string | null): string {
  const person = Object.values(slack.people).find((each) => each.name === name || each.id === name);
  if (person === undefined) throw new Error(`There is nobody called ${name ?? 'nothing'} in this workspace.`);
  return person.id;
}
