import type { Button } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { say } from '../../language/index.js';
import type { NoticeMessage, QueuedNotice } from '../../workspaces/index.js';
import { type Blocks, button, cut, header, quoted, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { cardLink } from '../results/card-link.js';
import type { NoticesDeps } from './deps.js';

/** A message as it is sent. */
export interface Spoken {
  readonly text: string;
  readonly blocks?: Blocks;
}

/** One notice in its own words, or several of them summed up, each with a link to its card. */
export async function messageOf(deps: Pick<NoticesDeps, 'cards'>, client: WebClient, batch: readonly QueuedNotice[]): Promise<Spoken> {
  const [first] = batch;
  if (first === undefined || batch.length > 1)
    return summary(await Promise.all(batch.map(async (notice) => ({ ...notice.message, link: await linkOf(deps, client, notice) }))));
  const { text, blocks } = first.message;
  if (blocks === undefined) return { text };
  const link = first.topic === 'waiting' ? await linkOf(deps, client, first) : undefined;
  return {
    text,
    blocks: [...(blocks as Blocks), ...(link === undefined ? [] : [{ type: 'actions' as const, elements: [openCard(link)] }])],
  };
}

/** Several notices in one message, in their order; at most 16. */
export function summary(entries: readonly (NoticeMessage & { readonly link?: string | undefined })[]): Required<Spoken> {
  const title = say('notice.summary', { count: entries.length });
  return {
    text: say('notice.summaryText', { title, messages: cut(entries.map(({ text }) => text).join(' '), 2_000) }),
    blocks: [
      header(title),
      ...entries.flatMap(({ link, about, ...message }, index): Blocks => {
        const line = section(firstLines(saidFirst(message)));
        const accessory = link === undefined ? buttonOf(message) : openCard(link);
        return [
          ...(index === 0 ? [] : [{ type: 'divider' as const }]),
          { ...line, ...(accessory === undefined ? {} : { accessory: ofMessage(accessory, index + 1) }) },
          ...(about === undefined || about === '' ? [] : [quoted(cut(about, 120))]),
        ];
      }),
    ],
  };
}

async function linkOf(deps: Pick<NoticesDeps, 'cards'>, client: WebClient, { workspace, post }: QueuedNotice): Promise<string | undefined> {
  const card = post === undefined ? undefined : await deps.cards.card(workspace, post);
  return card === undefined ? undefined : cardLink(client, card);
}

function openCard(url: string): Button {
  return button(ACTIONS.openLink, say('notice.openCard'), { url, label: say('notice.openCardHeard') });
}

/** The same button, told apart from those of the other messages by whoever hears its label. */
function ofMessage(said: Button, nth: number): Button {
  const label = cut(said.accessibility_label ?? said.text.text, 60);
  return { ...said, accessibility_label: say('notice.buttonOfMessage', { label, number: nth }) };
}

/** What a notice says first: its first section, which may have links that its text has not. */
function saidFirst({ text, blocks = [] }: NoticeMessage): string {
  const sections = z.array(sectionBlock).safeParse(blocks.filter((block) => 'type' in block && block.type === 'section'));
  return sections.data?.find((block) => block.text.type === 'mrkdwn')?.text.text ?? text;
}

/** Whole lines, so that no link is cut in two; one that is too long by itself is cut. */
function firstLines(text: string): string {
  const lines = text.split('\n');
  const fits = (many: number) => lines.slice(0, many).join('\n').length <= MOST_SAID;
  const many = Math.max(1, lines.findLastIndex((_, index) => fits(index + 1)) + 1);
  const more = lines.length - many;
  return [cut(lines.slice(0, many).join('\n'), MOST_SAID), ...(more > 0 ? [say('list.andMore', { count: more })] : [])].join('\n');
}

/** Where there is no card to open, the notice's own first button. */
function buttonOf({ blocks = [] }: NoticeMessage): Button | undefined {
  for (const block of blocks as Blocks) {
    const found = block.type === 'actions' ? block.elements.find((element) => element.type === 'button') : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const MOST_SAID = 500;
const sectionBlock = z.object({ text: z.object({ type: z.string(), text: z.string() }) });
