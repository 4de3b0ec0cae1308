import { type KeyboardEvent, useRef, useState } from 'react';
import type { SlashCommand } from '../../page/contract.js';
import { upload } from '../api.js';
import { useDesk } from '../desk.js';
import { Floating } from '../floating.js';
import { Icon } from '../icons.js';
import { MenuButton } from '../menu.js';

/** The box to write in: messages, files, slash commands with completion, and the app's shortcuts. */
export function Composer({ conversation, name, threadTs }: { conversation: string; name: string; threadTs?: string }) {
  const { slices, me, act, complain, drafts, setDraft } = useDesk();
  const { commands, shortcuts } = slices.workspace;
  const key = threadTs ?? conversation;
  const text = drafts[key] ?? '';
  const [files, setFiles] = useState<readonly { id: string; name: string }[]>([]);
  const [active, setActive] = useState(0);
  const [isDismissed, dismiss] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const offered =
    threadTs === undefined && /^\/\S*$/.test(text) && !isDismissed
      ? commands.filter(({ command }) => command.startsWith(text) && command !== text)
      : [];

  const write = (next: string) => {
    dismiss(false);
    setActive(0);
    setDraft(key, next);
  };
  const send = async () => {
    const [word = '', ...rest] = text.trim().split(/\s+/);
    if (text.startsWith('/') && threadTs === undefined) {
      if (!commands.some(({ command }) => command === word))
        return complain(`${word} is not a valid command. Try ${commands.map(({ command }) => command).join(' or ')}.`);
      write('');
      return void (await act({
        do: 'command',
        channel: conversation,
        command: word,
        text: rest.length === 0 ? '' : text.trim().slice(word.length).trim(),
      }));
    }
    if (text.trim() === '' && files.length === 0) return;
    write('');
    setFiles([]);
    const thread = threadTs === undefined ? {} : { threadTs };
    await act({ do: 'say', channel: conversation, text: text.trim(), files: files.map(({ id }) => id), ...thread });
  };
  const complete = ({ command, hint }: SlashCommand) => {
    write(hint === '' ? command : `${command} `);
    dismiss(true);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const choice = offered[active];
    if (choice !== undefined && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setActive((active + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length);
    } else if (choice !== undefined && (event.key === 'Tab' || event.key === 'Enter')) {
      event.preventDefault();
      complete(choice);
    } else if (event.key === 'Escape' && offered.length > 0) dismiss(true);
    else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  };
  const take = async (chosen: readonly File[]) => {
    for (const file of chosen) {
      const { id, problem } = await upload(me.name, file);
      if (id === undefined) complain(problem ?? 'The upload did not work.');
      else setFiles((before) => [...before, { id, name: file.name }]);
    }
  };
  const items = [
    { key: 'upload', label: 'Upload files', onChoose: () => picker.current?.click() },
    ...shortcuts
      .filter(({ type }) => type === 'global')
      .map(({ name: words, callbackId, description }) => ({
        key: callbackId,
        label: words,
        hint: description,
        onChoose: () => void act({ do: 'shortcut', callbackId }),
      })),
  ];
  return (
    <div className="composer" ref={box}>
      {offered.length === 0 ? null : (
        <Floating anchor={box} isWide prefer="above" onLeave={() => dismiss(true)}>
          <div className="options commands" role="listbox" id={`${key}-commands`} aria-label="Commands">
            {offered.map((command, index) => (
              <button
                key={command.command}
                id={`${key}-command-${index}`}
                type="button"
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={index === active ? 'active' : undefined}
                onClick={() => complete(command)}
              >
                <strong>{command.command}</strong> <span>{command.hint}</span> <small>{command.description}</small>
              </button>
            ))}
          </div>
        </Floating>
      )}
      {files.length === 0 ? null : (
        <ul className="attached">
          {files.map((file) => (
            <li key={file.id}>
              {file.name}
              <button
                type="button"
                className="plain"
                aria-label={`Remove ${file.name}`}
                onClick={() => setFiles(files.filter(({ id }) => id !== file.id))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label={`Message ${name}`}
        placeholder={`Message ${name}`}
        aria-controls={offered.length === 0 ? undefined : `${key}-commands`}
        aria-activedescendant={offered.length === 0 ? undefined : `${key}-command-${active}`}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="composer-bar">
        <MenuButton label="Attach files and shortcuts" className="plain plus" items={items} prefer="above">
          <Icon name="plus" />
        </MenuButton>
        <button
          type="button"
          className="plain send"
          aria-label="Send"
          disabled={text.trim() === '' && files.length === 0}
          onClick={() => void send()}
        >
          <Icon name="send" />
        </button>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
