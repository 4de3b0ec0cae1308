import type { Button, KnownBlock } from '@slack/types';
import { type AccountCheck, type DraftFile, fileTitle } from '../../posts/index.js';
import { button, confirm, cut, escaped, plain, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { problemLine } from './check-accounts.js';
import type { CheckState } from './check-view.js';

/** One file: its name and problems, a picture's preview and alt text, a video's length and size, and what can be done with it. */
export function pictureBlocks(state: CheckState, file: DraftFile, position: number): KnownBlock[] {
  const usable = file.asset !== undefined && file.refused === undefined;
  const title = fileTitle(file, position);
  const facts = state.videos?.get(file.slackFile);
  const head = [`*${title}*`, escaped(cut(file.name, SHOWN_NAME)), ...(facts === undefined ? [] : [facts])].join(' · ');
  return [
    section([head, ...problemLines(state.checks, position)].join('\n')),
    ...(usable && state.shown.has(file.slackFile) ? [preview(file, title)] : []),
    ...(usable && file.kind !== 'video' ? [altTextBlock(state, file, title)] : []),
    {
      type: 'actions',
      block_id: `picture:${file.slackFile}:${state.draft.version}`,
      elements: [removeButton(file, title), ...(usable ? borderButton(state.checks, file, position, title) : [])],
    },
  ];
}

/** The Slack file an alt text's action is about; undefined for another action. */
export function altTextFile(actionId: string): string | undefined {
  return actionId.startsWith(`${ACTIONS.altText}:`) ? actionId.slice(ACTIONS.altText.length + 1) : undefined;
}

function problemLines(checks: readonly AccountCheck[], position: number): string[] {
  const here = checks.flatMap(({ problems }) => problems.filter(({ field }) => field === `media.${position}`));
  return [...new Set(here.map(({ severity, sentence }) => problemLine(severity, sentence)))];
}

function preview({ slackFile, altText }: DraftFile, title: string): KnownBlock {
  return {
    type: 'image',
    slack_file: { id: slackFile },
    alt_text: altText === '' ? `${title}, without an alt text yet` : cut(altText, LIMITS.altText),
  };
}

function altTextBlock({ draft }: CheckState, { slackFile, altText, kind }: DraftFile, title: string): KnownBlock {
  return {
    type: 'input',
    block_id: `alt:${slackFile}:${draft.version}`,
    optional: true,
    label: plain(kind === 'document' ? `Title of ${title.toLowerCase()}` : `Alt text of ${title.toLowerCase()}`),
    hint: plain(
      kind === 'document' ? 'Shown with the document.' : 'Says what the picture shows, for people who cannot see it.',
      LIMITS.inputLabel,
    ),
    element: {
      type: 'plain_text_input',
      action_id: `${ACTIONS.altText}:${slackFile}`,
      multiline: true,
      max_length: LIMITS.altText,
      ...(altText === '' ? {} : { initial_value: altText }),
    },
  };
}

function removeButton({ slackFile }: DraftFile, title: string): Button {
  return button(ACTIONS.removeFile, 'Remove', {
    value: slackFile,
    label: `Remove ${title.toLowerCase()}`,
    confirm: confirm('Remove this file', `${title} and its words are taken out of the post.`, 'Remove', { danger: true }),
  });
}

function borderButton(checks: readonly AccountCheck[], file: DraftFile, position: number, title: string): Button[] {
  const wanted = checks.filter(({ borders }) => borders.includes(position)).map(({ platformName }) => platformName);
  if (wanted.length === 0) return [];
  const where = `${title.toLowerCase()} on ${new Intl.ListFormat('en').format(new Set(wanted))}`;
  return [
    file.border
      ? button(ACTIONS.removeBorder, 'Remove border', { value: file.slackFile, label: `Remove the border of ${where}` })
      : button(ACTIONS.addBorder, 'Add a border', { value: file.slackFile, label: `Add a white border to ${where}` }),
  ];
}

const SHOWN_NAME = 200;
