import { z } from 'zod';
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
        if (kept !== undefined && !opened) await context.tell('The message is kept as a draft. Go on with it later by /publish drafts.');
        if (kept !== undefined && message.files.length > MAX_FILES) await context.tell(TOO_MANY_FILES);
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
  if (text === '' && others.length === 0) throw new NotReadyError('This message has no words and no files that a post could be made of.');
  if (text.length > MAX_TEXT) throw new NotReadyError('This message is longer than any platform takes. Shorten it, then try again.');
  const files = others.slice(0, MAX_FILES).map(({ id, name }) => ({ slackFile: id, name }));
  return keepText(deps, { workspace: workspace.id, person }, text, files);
}

const messageAction = shortcutPayload.extend({ type: z.literal('message_action'), message: messageObject });

const TOO_MANY_FILES = `A post takes ${MAX_FILES} files, so the first ${MAX_FILES} of the message were taken.`;
