import { never } from '../../lib/never.js';
import { placed } from '../slack/elements.js';
import type { ClickTarget, Delivery, Fill, Json, SlackPerson, SlackStandIn } from '../slack/types.js';
import type { Act, ActAnswer, FillValue, Place } from './contract.js';

/** Does in Slack what a person did on the page. What goes wrong comes back as a sentence. */
export async function act(slack: SlackStandIn, userId: string, what: Act): Promise<ActAnswer> {
  const person = slack.as(userId);
  switch (what.do) {
    case 'say':
      await person.postMessage(what.channel, escaped(what.text), [...what.files], what.threadTs);
      return {};
    case 'command':
      return told(await person.command(what.command, what.text, what.channel), `${what.command} did not work`);
    case 'shortcut': {
      const { callbackId, message } = what;
      const sent = message === undefined ? person.shortcut(callbackId) : person.messageShortcut(callbackId, message.channel, message.ts);
      return told(await sent, 'That shortcut did not work');
    }
    case 'click':
      return click(slack, userId, what);
    case 'suggest':
      return suggest(person, what);
    case 'submit': {
      fill(person, what.fills);
      const delivery = await person.submit();
      return delivery.answer === 'client_refused' ? {} : told(delivery, 'That did not work');
    }
    case 'close':
      fill(person, what.fills);
      do await person.closeView();
      while (what.all && person.view() !== undefined);
      return {};
    case 'openHome':
      return told(await person.openHome(), 'Home could not be opened');
    default:
      return never(what);
  }
}

/** Text as Slack's client sends it: what was typed takes no effect as markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What the person is told about a delivery: nothing when it went well. */
function told(delivery: Delivery, what: string): ActAnswer {
  if (delivery.refused !== undefined) return { problem: `${what}: Slack did not take Copydesk’s answer (${delivery.refused.join(', ')}).` };
  if (delivery.status === 200) return {};
  if (delivery.answer === 'timeout') return { problem: `${what}: Copydesk did not answer within 3 seconds. Try again.` };
  if (delivery.status === 0) return { problem: `${what}: Copydesk cannot be reached. Is it running?` };
  return { problem: `${what}: Copydesk answered with the error ${delivery.status}.` };
}

async function click(slack: SlackStandIn, userId: string, what: Extract<Act, { do: 'click' }>): Promise<ActAnswer> {
  const person = slack.as(userId);
  const { place, blockId, actionId } = what;
  if (place.in === 'view') fill(person, what.fills ?? {});
  const blocks = blocksAt(slack, userId, place);
  const same = placed(blocks).filter((at) => at.actionId === actionId);
  const index = same.findIndex((at) => at.blockId === blockId);
  if (index < 0) return { problem: 'This is out of date: the message has changed since.' };
  const chosen = what.select === undefined ? {} : { select: chosenOf(what.select) };
  return told(await person.click(targetOf(place), actionId, { index, ...chosen }), 'That did not work');
}

async function suggest(person: SlackPerson, { blockId, actionId, text }: Extract<Act, { do: 'suggest' }>): Promise<ActAnswer> {
  const delivery = await person.suggest(`${blockId}/${actionId}`, text);
  const { problem } = told(delivery, 'The options could not be loaded');
  if (problem !== undefined) return { problem };
  const answer = delivery.answer as { options?: Json[]; option_groups?: Json[] };
  return { options: answer.option_groups ?? answer.options ?? [] };
}

/** Puts what stands in the modal's fields into them; a field that is gone by now is left out. */
function fill(person: SlackPerson, fills: Readonly<Record<string, FillValue>>): void {
  const there = new Set(placed(person.view()?.blocks ?? []).map(({ blockId, actionId }) => `${blockId}/${actionId}`));
  for (const [id, value] of Object.entries(fills)) if (there.has(id)) person.fill({ [id]: fillOf(value) });
}

function blocksAt(slack: SlackStandIn, userId: string, place: Place): Json[] {
  const person = slack.as(userId);
  if (place.in === 'view') return person.view()?.blocks ?? [];
  if (place.in === 'home') return person.home()?.blocks ?? [];
  const seen = [...slack.messages(place.channel), ...slack.ephemerals(userId)];
  return seen.find(({ channel, ts }) => channel === place.channel && ts === place.ts)?.blocks ?? [];
}

function targetOf(place: Place): ClickTarget {
  return place.in === 'message' ? { message: { channel: place.channel, ts: place.ts } } : place.in;
}

function chosenOf(value: FillValue): string | string[] {
  return value === null ? [] : typeof value === 'string' ? value : [...value];
}

function fillOf(value: FillValue): Fill {
  return value === null || typeof value === 'string' ? value : [...value];
}
