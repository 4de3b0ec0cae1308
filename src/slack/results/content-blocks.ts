import type { ImageBlock } from '@slack/types';
import { listOf, say } from '../../language/index.js';
import { sizeWords, videoLength } from '../../media/index.js';
import type { VideoFacts } from '../../platforms/platform.js';
import { type Blocks, button, context, cut, escaped, plain, quoted, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { type CardPicture, type CardState, labelOf, picturesOf } from './card-state.js';
import { areCut, commonComment, variationBlocks, variationsOf } from './variations.js';

/** What the post says and shows: accounts, text, link, pictures with their alt text, and the note. Everything a person typed stands to the letter. */
export function contentBlocks(state: CardState): Blocks {
  const { revision } = state;
  return [
    ...accountsBlocks(state),
    ...labelLine(state),
    ...textBlocks(state),
    ...commentBlocks(state),
    ...variationBlocks(state),
    ...readAll(state),
    ...(revision.link === undefined ? [] : [section(say('card.link')), quoted(revision.link)]),
    ...pictureBlocks(state),
    ...(revision.note === undefined ? [] : [section(say('card.note')), quoted(cut(revision.note, LIMITS.cardText))]),
  ];
}

/** The accounts, unless each has a row of its own above. */
function accountsBlocks(state: CardState): Blocks {
  const { revision, publications, post } = state;
  const named = new Set(publications.map(({ account }) => account));
  if (post.state !== 'in_review' && post.state !== 'held' && revision.accounts.every(({ account }) => named.has(account))) return [];
  const accounts = revision.accounts.map(({ account }) => escaped(labelOf(state, account)));
  return [section(say('card.accounts', { accounts: cut(listOf(accounts, 'list'), 1_500) }))];
}

/** How a post's text begins, in at most so many characters. */
export function textStart({ text }: { readonly text: string }, most: number): Blocks[number] {
  return quoted(cut(text === '' ? say('post.noText') : text, most));
}

/** The value of a button that decides on a revision: an old card cannot decide on new words. */
export function revisionValue(state: Pick<CardState, 'post' | 'revision'>): string {
  return `${state.post.id}:${state.revision.number}`;
}

function labelLine({ revision: { labels = [] } }: CardState): Blocks {
  if (labels.length === 0) return [];
  const names = labels.map(({ name }) => escaped(name));
  return [context(say('card.labels', { labels: cut(listOf(names, 'list'), 1_500) }))];
}

function textBlocks(state: CardState): Blocks {
  const { text } = state.revision;
  if (text === '') return [context(say('post.noText'))];
  return [quoted(cut(text, LIMITS.cardText))];
}

/** Where the card does not hold every word. */
function readAll(state: CardState): Blocks {
  const { text } = state.revision;
  const isLong = text.length > LIMITS.cardText;
  const isCommentLong = (commonComment(state)?.length ?? 0) > COMMENT_SHOWN;
  if (!isLong && !isCommentLong && !areCut(variationsOf(state))) return [];
  const label = isLong ? say('card.readAllCharacters', { count: text.length }) : say('card.readAll');
  return [{ type: 'actions', elements: [button(ACTIONS.readAll, label, { value: revisionValue(state) })] }];
}

/** The first comment that accounts get, below the post. */
function commentBlocks(state: CardState): Blocks {
  const comment = commonComment(state);
  return comment === undefined ? [] : [section(`*${say('label.firstComment')}*`), quoted(cut(comment, COMMENT_SHOWN))];
}

function pictureBlocks(state: CardState): Blocks {
  const pictures = picturesOf(state);
  const documents = pictures.filter(isDocument).map(({ altText }) => say('card.document', { name: escaped(cut(altText, 300)) }));
  const videos = pictures.flatMap((picture) => (picture.video === undefined ? [] : [videoWords(state, picture, picture.video)]));
  const images = pictures.filter((picture) => !isDocument(picture) && picture.video === undefined);
  const shown = images.slice(0, MAX_PICTURES).flatMap((picture): Blocks => {
    const file = state.pictures[picture.sha256];
    const { number } = picture;
    const whose = whoseIs(state, picture);
    const alt = picture.altText === '' ? say('card.altTextMissing') : say('card.altText', { words: picture.altText });
    if (file === undefined)
      return [context(`${say('card.pictureComing', { number, ...whose, accounts: escaped(whose.accounts) })} ${escaped(cut(alt, 300))}`)];
    const image: ImageBlock = {
      type: 'image',
      slack_file: { id: file },
      alt_text: cut(picture.altText === '' ? say('label.pictureNumber', { number }) : picture.altText, LIMITS.altText),
      title: plain(`${say('card.picture', { number, ...whose })} ${alt}`, 300),
    };
    return [image];
  });
  const more = images.length - MAX_PICTURES;
  return [
    ...(documents.length + videos.length === 0 ? [] : [context(...documents, ...videos)]),
    ...shown,
    ...(more > 0 ? [context(say('card.morePictures', { count: more }))] : []),
  ];
}

/** A video plays in the thread: a message can hold only those of other sites (slack:reference/block-kit/blocks/video-block, November 2026). */
function videoWords(state: CardState, picture: CardPicture, video: VideoFacts): string {
  const { whose, accounts } = whoseIs(state, picture);
  const facts = { whose, accounts: escaped(accounts), length: videoLength(video), size: sizeWords(picture.size) };
  return state.pictures[picture.sha256] === undefined ? say('card.videoComing', facts) : say('card.video', facts);
}

/** The accounts that get it, where that is not all of them; many are counted, so that its words are not crowded out. Not escaped. */
function whoseIs({ revision }: CardState, { labels }: CardPicture) {
  const all = revision.accounts.length;
  const accounts = labels.length > MOST_NAMED ? say('card.picture.accounts', { count: labels.length, all }) : listOf(labels, 'list');
  return { whose: labels.length < all ? 'some' : 'all', accounts } as const;
}

/** Slack shows no page of a PDF inside a message. */
function isDocument({ mimeType }: CardPicture): boolean {
  return mimeType === 'application/pdf';
}

const COMMENT_SHOWN = 1_000;
const MOST_NAMED = 3;

/** As many as leave room for the rest of a message of 50 blocks. */
const MAX_PICTURES = 14;
