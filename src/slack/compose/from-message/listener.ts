import { z } from 'zod';
import { say } from '../../../language/index.js';
import { type Draft, MAX_FILES } from '../../../posts/index.js';
import { SHORTCUTS } from '../../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../../listener.js';
import { shortcutPayload } from '../../payloads.js';
import type { ComposeDeps } from '../deps.js';
import { keepText } from '../keep-text.js';
import { loadWrite } from '../load-write.js';
import { openModal } from '../open-modal.js';
import { NotReadyError } from '../refused.js';
import { MAX_TEXT } from '../text-parts.js';
import { type Message, messageObject, messagePieces } from './message.js';
import { wordsOf } from './names.js';
import { readTextFiles } from './text-files.js';

/**
 * "Turn into social post" on a message: its words and files as a new draft, open in the form. The files are kept by their Slack ids, so they may
 * be larger than what a modal takes, and are checked with the rest. Whatever stops the form, the draft stays.
 */
export function turnIntoPost(deps: ComposeDeps): AnyListener {
  return listener({
    kind: 'shortcut',
    id: SHORTCUTS.turnIntoPost,
    parse: messageAction,
    ack: async () => ({ carry: undefined }),
    work: async ({ message, trigger_id: triggerId }, context) => {
      let kept: Draft | undefined;
      let opened = false;
      try {
        opened = await openModal(deps, { context, triggerId }, async () => {
          kept = await keepMessage(deps, context, message);
          return loadWrite(deps, kept);
        });
      } finally {
        if (kept !== undefined && !opened) await context.tell(say('fromMessage.kept'));
        if (kept !== undefined && message.files.length > MAX_FILES)
          await context.tell(say('fromMessage.tooManyFiles', { most: MAX_FILES }));
      }
    },
  });
}

/** Throws {@link NotReadyError}, `NotAllowedError`, `DraftRefusedError`. */
async function keepMessage(deps: ComposeDeps, context: ListenerContext, message: Message): Promise<Draft> {
  const { workspace, userId: person, client } = context;
  const [words, { texts, others }] = await Promise.all([
    wordsOf({ people: deps.people, client, workspace: workspace.id }, messagePieces(message)),
    readTextFiles(deps, workspace.id, message.files),
  ]);
  const text = [words, ...texts].filter((part) => part !== '').join('\n\n');
  if (text === '' && others.length === 0) throw new NotReadyError(say('fromMessage.nothing'));
  if (text.length > MAX_TEXT) throw new NotReadyError(say('fromMessage.tooLong'));
  const files = others.slice(0, MAX_FILES).map(({ id, name }) => ({ slackFile: id, name }));
  return keepText(deps, { workspace: workspace.id, person }, text, files);
}

const messageAction = shortcutPayload.extend({ type: z.literal('message_action'), message: messageObject });
