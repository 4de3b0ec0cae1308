import { useRef, useState } from 'react';
import { upload } from '../api.js';
import { useDesk } from '../desk.js';
import { Icon } from '../icons.js';
import type { ElementProps } from './element.js';
import { useSurface } from './surface.js';
import { several } from './values.js';

/** A field for files, uploaded as soon as they are chosen or dropped. */
export function FileInput({ blockId, element, labelledBy, describedBy }: ElementProps) {
  const surface = useSurface();
  const { me, complain } = useDesk();
  const [names, setNames] = useState<Record<string, string>>({});
  const [uploading, setUploading] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const ids = several(surface.value(blockId, element));
  const most = Number(element.max_files ?? 10);
  const types = Array.isArray(element.filetypes) ? element.filetypes.map((type) => `.${String(type)}`).join(',') : undefined;
  const take = async (files: readonly File[]) => {
    setUploading(files.length);
    const added: string[] = [];
    for (const file of files) {
      const { id, problem } = await upload(me.name, file);
      if (id === undefined) complain(problem ?? 'The upload did not work.');
      else {
        added.push(id);
        setNames((before) => ({ ...before, [id]: file.name }));
      }
      setUploading((left) => left - 1);
    }
    surface.set(blockId, element, [...ids, ...added]);
  };
  return (
    <fieldset
      className="file-input"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take([...event.dataTransfer.files]);
      }}
    >
      {ids.length === 0 ? null : (
        <ul>
          {ids.map((id) => (
            <li key={id}>
              <img src={`/files/${id}`} alt="" onError={(event) => event.currentTarget.classList.add('none')} />
              <span>{names[id] ?? id}</span>
              <button
                type="button"
                className="plain"
                aria-label={`Remove ${names[id] ?? id}`}
                onClick={() =>
                  surface.set(
                    blockId,
                    element,
                    ids.filter((each) => each !== id),
                  )
                }
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="file-drop">
        <button type="button" className="button" onClick={() => field.current?.click()} disabled={uploading > 0}>
          {uploading > 0 ? 'Uploading…' : ids.length === 0 ? 'Add files' : 'Add more files'}
        </button>
        <span>or drop them here</span>
        <input
          ref={field}
          type="file"
          hidden
          multiple={most > 1}
          accept={types}
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
    </fieldset>
  );
}
