import { say } from '../language/index.js';
import type { Blocks } from './blocks.js';
import { context, header, section } from './blocks.js';
import { COMMANDS } from './ids.js';

/** The private answer to `/publish help`: everything this version understands, each with an example. */
export function helpMessage(): { readonly response_type: 'ephemeral'; readonly text: string; readonly blocks: Blocks } {
  const entries = everyCommand();
  return {
    response_type: 'ephemeral',
    text: `${say('help.title')}: ${entries.map(([command, meaning]) => `${command}: ${meaning}`).join(' ')}`,
    blocks: [
      header(say('help.title')),
      ...entries.map(([command, meaning]) => section(`\`${command}\`\n${meaning}`)),
      context(say('help.elsewhere')),
    ],
  };
}

function everyCommand(): (readonly [command: string, meaning: string])[] {
  const { publish, connect } = COMMANDS;
  return [
    [publish, say('help.publish')],
    [`${publish} ${say('help.exampleText')}`, say('help.publishText')],
    ...WORDS.map((word) => [`${publish} ${word}`, say(`help.word.${word}`)] as const),
    [connect, say('help.connect')],
  ];
}

const WORDS = ['templates', 'drafts', 'queue', 'status', 'pause', 'resume', 'settings', 'library', 'help'] as const;
