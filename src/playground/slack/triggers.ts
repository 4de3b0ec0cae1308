import { randomBytes, randomInt } from 'node:crypto';
import { Refusal } from './refusal.js';
import type { Trigger, World } from './world.js';

const LIFE_MS = 3000;

/** Makes a trigger id for what a person just did, in the modal `viewId` if it was there. */
export function issueTrigger(world: World, userId: string, viewId?: string): string {
  const id = `${randomInt(1e9, 1e10)}.${randomInt(1e9, 1e10)}.${randomBytes(16).toString('hex')}`;
  world.triggers.set(id, { userId, ...(viewId === undefined ? {} : { viewId }), at: world.now(), used: false });
  return id;
}

/** Spends a trigger id. Throws `invalid_trigger_id`, `exchanged_trigger_id`, or `expired_trigger_id` after 3 s. */
export function spendTrigger(world: World, id: unknown): Trigger {
  const trigger = world.triggers.get(String(id));
  if (trigger === undefined) throw new Refusal('invalid_trigger_id');
  if (trigger.used) throw new Refusal('exchanged_trigger_id');
  if (world.now() - trigger.at > LIFE_MS) throw new Refusal('expired_trigger_id');
  trigger.used = true;
  return trigger;
}
