import type { ModalView } from '@slack/types';
import { MAX_FILES } from '../../posts/index.js';
import { plain, section } from '../blocks.js';
import { VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { noticeView } from '../notice.js';
import { type ComposeMetadata, writeMetadata } from './metadata.js';
import { fileInput } from './write-view.js';

/** Stands until the data is there. */
export function openingView(): ModalView {
  return noticeView('Copydesk', 'One moment, this is being opened.');
}

/** Stands while files are taken and renditions made. Closing it loses nothing. */
export function checkingView(): ModalView {
  return noticeView(
    'Check your post',
    'Checking your files… Your post is kept as a draft. You can close this: you get a message once it is checked.',
  );
}

/** Asks for more pictures, on top of the second screen. */
export function addFilesView(metadata: ComposeMetadata, files: number, alsoTaken: readonly string[]): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.addFiles,
    private_metadata: writeMetadata(metadata),
    title: plain('Add files', LIMITS.viewTitle),
    submit: plain('Add', LIMITS.viewTitle),
    close: plain('Back', LIMITS.viewTitle),
    blocks: [
      section('They come behind the pictures you have.'),
      { ...fileInput(addFilesBlock(metadata), 'Files', { room: MAX_FILES - files, alsoTaken }), optional: false },
    ],
  };
}

/** The block of the files, for errors. */
export function addFilesBlock({ version }: ComposeMetadata): string {
  return `files:${version}`;
}
