import type { ImageBlock } from '@slack/types';
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
    section(`*For* ${cut(revision.accounts.map(({ account }) => escaped(labelOf(state, account))).join(', '), 1_500)}`),
    ...labelLine(state),
    ...textBlocks(state),
    ...commentBlocks(state),
    ...variationBlocks(state),
    ...readAll(state),
    ...(revision.link === undefined ? [] : [section('*Link*'), quoted(revision.link)]),
    ...pictureBlocks(state),
    ...(revision.note === undefined
      ? []
      : [section('*Note to the approvers* (never published)'), quoted(cut(revision.note, LIMITS.cardText))]),
  ];
}

/** The value of a button that decides on a revision: an old card cannot decide on new words. */
export function revisionValue(state: Pick<CardState, 'post' | 'revision'>): string {
  return `${state.post.id}:${state.revision.number}`;
}

function labelLine({ revision: { labels = [] } }: CardState): Blocks {
  return labels.length === 0 ? [] : [context(`*Labels* ${cut(labels.map(({ name }) => escaped(name)).join(', '), 1_500)}`)];
}

function textBlocks(state: CardState): Blocks {
  const { text } = state.revision;
  if (text === '') return [context('No text.')];
  return [quoted(cut(text, LIMITS.cardText))];
}

/** Where the card does not hold every word. */
function readAll(state: CardState): Blocks {
  const { text } = state.revision;
  const isLong = text.length > LIMITS.cardText;
  const isCommentLong = (commonComment(state)?.length ?? 0) > COMMENT_SHOWN;
  if (!isLong && !isCommentLong && !areCut(variationsOf(state))) return [];
  const label = isLong ? `Read all ${text.length.toLocaleString('en')} characters` : 'Read all';
  return [{ type: 'actions', elements: [button(ACTIONS.readAll, label, { value: revisionValue(state) })] }];
}

/** The first comment that accounts get, below the post. */
function commentBlocks(state: CardState): Blocks {
  const comment = commonComment(state);
  return comment === undefined ? [] : [section('*First comment*'), quoted(cut(comment, COMMENT_SHOWN))];
}

function pictureBlocks(state: CardState): Blocks {
  const pictures = picturesOf(state);
  const documents = pictures.filter(isDocument).map(({ altText }) => `*Document* ${escaped(cut(altText, 300))}, in the thread`);
  const everyAccount = state.revision.accounts.length;
  const videos = pictures.flatMap((picture) => (picture.video === undefined ? [] : [videoWords(state, picture, picture.video)]));
  const images = pictures.filter((picture) => !isDocument(picture) && picture.video === undefined);
  const shown = images.slice(0, MAX_PICTURES).flatMap((picture): Blocks => {
    const file = state.pictures[picture.sha256];
    const whose = picture.labels.length < everyAccount ? ` (${picture.labels.join(', ')})` : '';
    const alt = picture.altText === '' ? 'No alt text' : `Alt text: ${picture.altText}`;
    if (file === undefined) return [context(`Picture ${picture.number}${escaped(whose)} is being added. ${escaped(cut(alt, 300))}`)];
    const image: ImageBlock = {
      type: 'image',
      slack_file: { id: file },
      alt_text: cut(picture.altText === '' ? `Picture ${picture.number}` : picture.altText, LIMITS.altText),
      title: plain(`Picture ${picture.number}${whose}. ${alt}`, 300),
    };
    return [image];
  });
  const more = images.length - MAX_PICTURES;
  return [
    ...(documents.length + videos.length === 0 ? [] : [context(...documents, ...videos)]),
    ...shown,
    ...(more > 0 ? [context(`${more} more ${more === 1 ? 'picture is' : 'pictures are'} in the thread.`)] : []),
  ];
}

/** A video plays in the thread: a message can hold only those of other sites (slack:reference/block-kit/blocks/video-block, November 2026). */
function videoWords(state: CardState, { sha256, size, labels }: CardPicture, video: VideoFacts): string {
  const whose = labels.length < state.revision.accounts.length ? ` (${escaped(labels.join(', '))})` : '';
  const where = state.pictures[sha256] === undefined ? 'is being added to the thread' : 'in the thread';
  return `*1 video*${whose}, ${videoLength(video)}, ${sizeWords(size)}, ${where}`;
}

/** Slack shows no page of a PDF inside a message. */
function isDocument({ mimeType }: CardPicture): boolean {
  return mimeType === 'application/pdf';
}

const COMMENT_SHOWN = 1_000;

/** As many as leave room for the rest of a message of 50 blocks. */
const MAX_PICTURES = 14;
