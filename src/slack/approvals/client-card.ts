import { listOf, say } from '../../language/index.js';
import { type Blocks, confirm, context, escaped, header, mention } from '../blocks.js';
import type { CardState } from '../results/card-state.js';
import { contentBlocks } from '../results/content-blocks.js';
import { whenWords } from '../results/timing.js';
import { answerValue, approveButton, refuseButtons } from './pending-card.js';

/** The card for people from outside: the post as it will go out and nothing internal, with its buttons while these people are `asked`. */
export function clientCard(state: CardState, asked: readonly string[] | undefined): { readonly text: string; readonly blocks: Blocks } {
  const { post, brand } = state;
  const { note: _note, labels: _labels, ...revision } = state.revision;
  const people = asked === undefined || asked.length === 0 ? undefined : listOf(asked.slice(0, 20).map(mention), 'list');
  const outcome = asked === undefined ? outcomeOf(state) : undefined;
  const title = asked === undefined ? (outcome?.title ?? say('review.client.notWaiting')) : say('review.client.asked');
  const name = escaped(brand.name);
  return {
    text: `${people === undefined ? title : say('review.client.askedFor', { people })}: ${escaped(revision.text.slice(0, 200))}`,
    blocks: [
      header(title),
      context(
        people === undefined ? name : say('review.client.brandFor', { brand: name, people }),
        ...(asked !== undefined || post.state === 'in_review' || post.state === 'approved' ? [whenWords({ post, brand })] : []),
        ...(outcome === undefined ? [] : [outcome.by]),
      ),
      ...contentBlocks({ ...state, revision, publications: [] }),
      ...(asked === undefined ? [] : [answers(state)]),
    ],
  };
}

/** What is left of a card whose words are being changed: people from outside see new ones only when they are asked about them. */
export function replacedClientCard(): { readonly text: string; readonly blocks: Blocks } {
  const words = say('review.client.replaced');
  return { text: words, blocks: [header(say('review.client.notWaiting')), context(words)] };
}

function answers(state: CardState): Blocks[number] {
  const value = answerValue(state);
  const sure = confirm(say('review.approve.title'), say('review.approve.likeAbove'), say('button.approve'));
  return { type: 'actions', elements: [approveButton(value, sure), ...refuseButtons(value)] };
}

/** What somebody from outside answered last. What people inside did is not theirs to see. */
function outcomeOf({ decisions, revision }: CardState): { readonly title: string; readonly by: string } | undefined {
  const own = decisions.filter(({ revision: number, as }) => number === revision.number && (as === 'stranger' || as === 'guest')).at(-1);
  switch (own?.kind) {
    case 'approved':
    case 'changes_requested':
    case 'rejected':
      return {
        title: say(`review.client.outcome.${own.kind}`),
        by: say(`review.client.by.${own.kind}`, { person: mention(own.person) }),
      };
    default:
      return undefined;
  }
}
