import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { QueuedNotice } from '../../workspaces/index.js';
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
  if (first !== undefined && batch.length === 1) {
    const { text, blocks } = first.message;
    return { text, ...(blocks === undefined ? {} : { blocks: blocks as Blocks }) };
  }
  const posts = new Set(batch.flatMap(({ post }) => post ?? []));
  const links = new Map(await Promise.all([...posts].map(async (post) => [post, await linkOf(deps, client, batch, post)] as const)));
  return summary(batch.map(({ message, post }) => ({ ...message, ...(post === undefined ? {} : { link: links.get(post) }) })));
}

/** Several notices in one message, in their order; at most 20. */
export function summary(entries: readonly (QueuedNotice['message'] & { readonly link?: string | undefined })[]): Required<Spoken> {
  const title = `${entries.length} messages waited for you`;
  return {
    text: `${title}. ${cut(entries.map(({ text }) => text).join(' '), 2_000)}`,
    blocks: [
      header(title),
      ...entries.flatMap(({ link, about, ...message }): Blocks => {
        const line = section(cut(lineOf(message), 1_000));
        const open =
          link === undefined
            ? {}
            : { accessory: button(ACTIONS.openLink, 'Open the card', { url: link, label: 'Open the card of this post' }) };
        return [{ ...line, ...open }, ...(about === undefined || about === '' ? [] : [quoted(cut(about, 120))])];
      }),
    ],
  };
}

async function linkOf(
  deps: Pick<NoticesDeps, 'cards'>,
  client: WebClient,
  [first]: readonly QueuedNotice[],
  post: string,
): Promise<string | undefined> {
  const card = first === undefined ? undefined : await deps.cards.card(first.workspace, post);
  return card === undefined ? undefined : cardLink(client, card);
}

/** What a notice says first: its first section, which may have links that its text has not. */
function lineOf({ text, blocks = [] }: QueuedNotice['message']): string {
  const sections = z.array(sectionBlock).safeParse(blocks.filter((block) => 'type' in block && block.type === 'section'));
  return sections.data?.find((block) => block.text.type === 'mrkdwn')?.text.text ?? text;
}

const sectionBlock = z.object({ text: z.object({ type: z.string(), text: z.string() }) });
