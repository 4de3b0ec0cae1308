import { useEffect, useRef } from 'react';
import type { Json } from '../../slack/types.js';
import { wordsOf } from './json.js';
import { TextObject } from './text.js';

/** Asks before something is done. */
export function ConfirmDialog({ confirm, onYes, onNo }: { confirm: Json; onYes: () => void; onNo: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="modal confirm"
      aria-labelledby="confirm-title"
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onNo();
      }}
    >
      <h2 id="confirm-title">{wordsOf(confirm.title) || 'Are you sure?'}</h2>
      <div className="confirm-words">
        <TextObject text={confirm.text} />
      </div>
      <footer>
        <button type="button" className="button" onClick={onNo}>
          {wordsOf(confirm.deny) || 'Cancel'}
        </button>
        <button type="button" className={confirm.style === 'danger' ? 'button danger solid' : 'button primary'} onClick={onYes}>
          {wordsOf(confirm.confirm) || 'Yes'}
        </button>
      </footer>
    </dialog>
  );
}
