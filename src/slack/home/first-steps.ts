import type { SectionBlock } from '@slack/types';
import { type Blocks, button, context, header, mention, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import type { FirstSteps, HomeState } from './state.js';

/** What is left to do until the first post. */
export function firstSteps({ steps, manages }: Pick<HomeState, 'steps' | 'manages'>): Blocks {
  if (steps === undefined) return [];
  const connect = button(ACTIONS.homeAccounts, 'Connect accounts', { label: 'Connect social accounts' });
  const channel = button(ACTIONS.settings, 'Choose a channel', { label: 'Choose the review channel' });
  const write = button(ACTIONS.homeWrite, 'Write a post', { label: 'Write the first post' });
  return [
    header('Three steps to the first post'),
    step(1, 'Connect an account', 'Facebook Pages, Instagram, LinkedIn and X.', steps.accounts, manages ? connect : undefined),
    step(2, 'Choose the review channel', 'Posts wait there until somebody approves them.', steps.channel, manages ? channel : undefined),
    step(3, 'Send the first post', 'Write it here or with `/publish`.', steps.post, steps.accounts && steps.channel ? write : undefined),
    ...asking(steps),
  ];
}

function asking({ ask, accounts, channel }: FirstSteps): Blocks {
  if (ask === undefined || (accounts && channel)) return [];
  return [context(`${mention(ask)} set Copydesk up and can do the first two steps. So can admins of this workspace.`)];
}

function step(number: number, title: string, more: string, done: boolean, accessory: SectionBlock['accessory']): SectionBlock {
  const row = section(done ? `${number}. ~${title}~ Done` : `${number}. *${title}*\n${more}`);
  return done || accessory === undefined ? row : { ...row, accessory };
}
