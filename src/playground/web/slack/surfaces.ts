import { useState } from 'react';
import type { FillValue, Place, SeenMessage } from '../../page/contract.js';
import type { Json, SlackView } from '../../slack/types.js';
import { isJson, textOf } from '../blocks/json.js';
import type { Surface } from '../blocks/surface.js';
import { chosenIn, fieldId, heldIn, startOf } from '../blocks/values.js';
import { useDesk } from '../desk.js';

/** The surface of a message: what is chosen in it is told at once. */
export function useMessageSurface({ channel, ts }: Pick<SeenMessage, 'channel' | 'ts'>): Surface {
  return { ...useActing({ in: 'message', channel, ts }), kind: 'message', errors: {} };
}

/** The surface of Home. */
export function useHomeSurface(view: SlackView): Surface {
  return { ...useActing({ in: 'home' }, view), kind: 'home', errors: {} };
}

/** The surface of a modal, and what stands in its fields. A field whose block is drawn anew under another id begins afresh, as in Slack. */
export function useModalSurface(view: SlackView): Surface & { fills: Record<string, FillValue> } {
  return { ...useActing({ in: 'view' }, view), kind: 'modal', errors: view.errors };
}

function useActing(place: Place, view?: SlackView) {
  const desk = useDesk();
  const [typed, setTyped] = useState<{ view: string | undefined; values: Record<string, FillValue> }>({ view: view?.id, values: {} });
  const values = typed.view === view?.id ? typed.values : {};
  const there = new Set(
    Object.entries(view?.state.values ?? {}).flatMap(([block, actions]) => Object.keys(actions).map((action) => `${block}/${action}`)),
  );
  const fills = Object.fromEntries(Object.entries(values).filter(([id]) => there.has(id)));
  const stateOf = (blockId: string, element: Json) => view?.state.values[blockId]?.[textOf(element.action_id)];
  return {
    fills,
    value: (blockId: string, element: Json): FillValue => {
      const own = values[fieldId(blockId, element)];
      if (own !== undefined) return own;
      const state = stateOf(blockId, element);
      return state === undefined ? startOf(element) : heldIn(state);
    },
    offered: (blockId: string, element: Json): Json[] => [
      ...chosenIn(stateOf(blockId, element)),
      ...[element.initial_option, ...(Array.isArray(element.initial_options) ? element.initial_options : [])].filter(isJson),
    ],
    set: (blockId: string, element: Json, value: FillValue) =>
      setTyped((before) => ({
        view: view?.id,
        values: { ...(before.view === view?.id ? before.values : {}), [fieldId(blockId, element)]: value },
      })),
    act: async (blockId: string, element: Json, select?: FillValue) => {
      const actionId = textOf(element.action_id);
      await desk.act({
        do: 'click',
        place,
        blockId,
        actionId,
        ...(select === undefined ? {} : { select }),
        ...(place.in === 'view' ? { fills } : {}),
      });
    },
    suggest: async (blockId: string, element: Json, text: string) =>
      (await desk.act({ do: 'suggest', blockId, actionId: textOf(element.action_id), text })).options ?? [],
  };
}
