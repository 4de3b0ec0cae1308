import type { Button, KnownBlock } from '@slack/types';
import { listOf, say } from '../../language/index.js';
import { type AccountCheck, type DraftFile, fileTitle } from '../../posts/index.js';
import { button, confirm, cut, escaped, plain, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { problemLine } from './check-accounts.js';
import type { CheckState } from './check-view.js';

/** One file: its name and problems, a picture's preview and alt text, a video's length and size, and what can be done with it. */
export function pictureBlocks(state: CheckState, file: DraftFile, position: number): KnownBlock[] {
  const usable = file.asset !== undefined && file.refused === undefined;
  const number = position + 1;
  const facts = state.videos?.get(file.slackFile);
  const head = [`*${fileTitle(file, position)}*`, escaped(cut(file.name, SHOWN_NAME)), ...(facts === undefined ? [] : [facts])].join(' · ');
  return [
    section([head, ...problemLines(state.checks, position)].join('\n')),
    ...(usable && state.shown.has(file.slackFile) ? [preview(file, number)] : []),
    ...(usable && file.kind !== 'video' ? [altTextBlock(state, file, number)] : []),
    {
      type: 'actions',
      block_id: `picture:${file.slackFile}:${state.draft.version}`,
      elements: [removeButton(file, number), ...(usable ? borderButton(state.checks, file, position) : [])],
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

function preview({ slackFile, altText }: DraftFile, number: number): KnownBlock {
  return {
    type: 'image',
    slack_file: { id: slackFile },
    alt_text: altText === '' ? say('check.file.noAltText', { number }) : cut(altText, LIMITS.altText),
  };
}

function altTextBlock({ draft }: CheckState, { slackFile, altText, kind }: DraftFile, number: number): KnownBlock {
  return {
    type: 'input',
    block_id: `alt:${slackFile}:${draft.version}`,
    optional: true,
    label: plain(say(kind === 'document' ? 'check.file.title' : 'check.file.altText', { number })),
    hint: plain(say(kind === 'document' ? 'check.file.titleHint' : 'check.file.altTextHint'), LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: `${ACTIONS.altText}:${slackFile}`,
      multiline: true,
      max_length: LIMITS.altText,
      ...(altText === '' ? {} : { initial_value: altText }),
    },
  };
}

function removeButton({ slackFile, kind }: DraftFile, number: number): Button {
  const remove = say('button.remove');
  const file = { kind: kind ?? 'picture', number };
  return button(ACTIONS.removeFile, remove, {
    value: slackFile,
    label: say('check.file.removeLabel', file),
    confirm: confirm(say('check.file.removeTitle'), say('check.file.removeConfirm', file), remove, { danger: true }),
  });
}

function borderButton(checks: readonly AccountCheck[], file: DraftFile, position: number): Button[] {
  const wanted = checks.filter(({ borders }) => borders.includes(position)).map(({ platformName }) => platformName);
  if (wanted.length === 0) return [];
  const where = { number: position + 1, platforms: listOf(new Set(wanted)) };
  return [
    file.border
      ? button(ACTIONS.removeBorder, say('check.file.removeBorder'), {
          value: file.slackFile,
          label: say('check.file.removeBorderLabel', where),
        })
      : button(ACTIONS.addBorder, say('check.file.addBorder'), { value: file.slackFile, label: say('check.file.addBorderLabel', where) }),
  ];
}

const SHOWN_NAME = 200;
