import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import { MAX_FILES } from '../../posts/index.js';
import { section } from '../blocks.js';
import { VIEWS } from '../ids.js';
import { modal } from '../modal.js';
import { noticeView } from '../notice.js';
import { type ComposeMetadata, writeMetadata } from './metadata.js';
import { fileInput } from './write-view.js';

/** Stands until the data is there. */
export function openingView(): ModalView {
  return noticeView('Copydesk', say('compose.opening'));
}

/** Stands while files are taken and renditions made. Closing it loses nothing. */
export function checkingView(): ModalView {
  return noticeView(say('check.title'), say('check.checking'));
}

/** Asks for more pictures, on top of the second screen. */
export function addFilesView(metadata: ComposeMetadata, files: number, alsoTaken: readonly string[]): ModalView {
  return modal(VIEWS.addFiles, {
    private_metadata: writeMetadata(metadata),
    title: say('check.button.addFiles'),
    submit: say('compose.files.add'),
    close: say('button.back'),
    blocks: [
      section(say('compose.files.addAbout')),
      { ...fileInput(addFilesBlock(metadata), say('label.files'), { room: MAX_FILES - files, alsoTaken }), optional: false },
    ],
  });
}

/** The block of the files, for errors. */
export function addFilesBlock({ version }: ComposeMetadata): string {
  return `files:${version}`;
}
