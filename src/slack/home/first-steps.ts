import type { SectionBlock } from '@slack/types';
import { say } from '../../language/index.js';
import { chooseButton } from '../accounts/chosen-views.js';
import { type Blocks, button, context, header, mention, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import type { FirstSteps, HomeState } from './state.js';

/** What is left to do until the first post. */
export function firstSteps({ steps, manages }: Pick<HomeState, 'steps' | 'manages'>): Blocks {
  if (steps === undefined) return [];
  const connect = button(ACTIONS.homeAccounts, say('home.step.connectAccounts'), { label: say('home.step.connectAccountsHeard') });
  const { choose } = manages ? steps : {};
  const first =
    choose === undefined
      ? step(1, say('home.step.accounts'), say('home.step.accountsMore'), steps.accounts, manages ? connect : undefined)
      : step(1, say('home.step.accounts'), say('home.step.chooseMore', choose), false, chooseButton(choose));
  const channel = button(ACTIONS.settings, say('brand.channel.choose'), { label: say('home.step.channel') });
  const write = button(ACTIONS.homeWrite, say('home.step.writePost'), { label: say('home.step.writePostHeard') });
  return [
    header(say('home.step.title')),
    first,
    step(2, say('home.step.channel'), say('home.step.channelMore'), steps.channel, manages ? channel : undefined),
    step(3, say('home.step.post'), say('home.step.postMore'), steps.post, steps.accounts && steps.channel ? write : undefined),
    ...asking(steps),
  ];
}

function asking({ ask, accounts, channel }: FirstSteps): Blocks {
  if (ask === undefined || (accounts && channel)) return [];
  return [context(say('home.step.asking', { person: mention(ask) }))];
}

function step(number: number, title: string, more: string, done: boolean, accessory: SectionBlock['accessory']): SectionBlock {
  const row = section(say(done ? 'home.step.done' : 'home.step.todo', { number, step: title, more }));
  return done || accessory === undefined ? row : { ...row, accessory };
}
