import { useEffect, useRef, useState } from 'react';
import type { SlackView } from '../../slack/types.js';
import { BotAvatar } from '../avatar.js';
import { Blocks } from '../blocks/blocks.js';
import { SurfaceContext } from '../blocks/surface.js';
import { useDesk } from '../desk.js';
import { Icon } from '../icons.js';
import { Problem } from '../problem.js';
import { useModalSurface } from './surfaces.js';

/** The modal on top of this person's stack. */
export function ModalStack({ view }: { view: SlackView }) {
  const { act } = useDesk();
  const surface = useModalSurface(view);
  const [doing, setDoing] = useState<'submit' | 'close'>();
  const dialog = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  // Each view begins at its top, and at its first field.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
    const first = body.current?.querySelector<HTMLElement>('input:not([type=file]), textarea, button');
    (first ?? body.current)?.focus({ preventScroll: true });
  }, [view.id]);
  useEffect(() => {
    if (Object.keys(view.errors).length > 0) body.current?.querySelector('.wrong')?.scrollIntoView({ block: 'nearest' });
  }, [view.errors]);
  const submit = async () => {
    setDoing('submit');
    await act({ do: 'submit', fills: surface.fills });
    setDoing(undefined);
  };
  const close = async (all: boolean) => {
    setDoing('close');
    await act({ do: 'close', all, fills: surface.fills });
    setDoing(undefined);
  };
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby="modal-title"
      data-view={view.callbackId}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === dialog.current) void close(false);
      }}
    >
      <header>
        {view.previousId === undefined ? (
          <BotAvatar size={28} />
        ) : (
          <button type="button" className="plain" aria-label="Back" onClick={() => void close(false)}>
            <Icon name="back" />
          </button>
        )}
        <h2 id="modal-title">{view.title}</h2>
        <button type="button" className="plain" aria-label="Close" onClick={() => void close(true)}>
          <Icon name="close" />
        </button>
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (doing === undefined && view.submit !== undefined) void submit();
        }}
        noValidate
      >
        <div className="modal-body" ref={body} tabIndex={-1}>
          <SurfaceContext value={surface}>
            <Blocks blocks={view.blocks} />
          </SurfaceContext>
        </div>
        <footer>
          <button type="button" className="button" disabled={doing !== undefined} onClick={() => void close(false)}>
            {view.close ?? 'Cancel'}
          </button>
          {view.submit === undefined ? null : (
            <button type="submit" className={doing === 'submit' ? 'button primary busy' : 'button primary'} aria-busy={doing === 'submit'}>
              {view.submit}
            </button>
          )}
        </footer>
      </form>
      <Problem />
    </dialog>
  );
}
