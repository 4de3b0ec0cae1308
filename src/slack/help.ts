import type { Blocks } from './blocks.js';
import { context, header, section } from './blocks.js';
import { COMMANDS } from './ids.js';

/** The private answer to `/publish help`: everything this version understands, each with an example. */
export function helpMessage(): { readonly response_type: 'ephemeral'; readonly text: string; readonly blocks: Blocks } {
  return {
    response_type: 'ephemeral',
    text: `How to use Copydesk: ${ENTRIES.map(([command, meaning]) => `${command}: ${meaning}`).join(' ')}`,
    blocks: [
      header('How to use Copydesk'),
      ...ENTRIES.map(([command, meaning]) => section(`\`${command}\`\n${meaning}`)),
      context(
        'Home, in the Copydesk app, shows all of this at once. You can also open the shortcuts menu and choose *New social post*, or *Turn into social post* in the menu of a message. A word like `help` counts only when it stands alone: anything else is the text of a post.',
      ),
    ],
  };
}

const ENTRIES: readonly (readonly [string, string])[] = [
  [COMMANDS.publish, 'Write a new post.'],
  [`${COMMANDS.publish} We are open again from Monday`, 'Write a new post that starts with this text.'],
  [`${COMMANDS.publish} templates`, 'Write a new post that starts from a template.'],
  [`${COMMANDS.publish} drafts`, 'See your drafts, go on with one or discard it.'],
  [`${COMMANDS.publish} queue`, 'See what waits to go out, and when.'],
  [`${COMMANDS.publish} status`, 'See whether publishing is on, what is in trouble, and what goes out next.'],
  [`${COMMANDS.publish} pause`, 'Stop everything that waits. Nothing goes out until somebody resumes it.'],
  [`${COMMANDS.publish} resume`, 'Go on after a pause.'],
  [
    `${COMMANDS.publish} settings`,
    'Choose the review channel, the time zone, posting times and who approves, if you are an admin; and when Copydesk writes to you: at once, in a daily digest, not in your quiet hours.',
  ],
  [`${COMMANDS.publish} library`, 'Keep templates, snippets, labels, campaigns and signatures.'],
  [`${COMMANDS.publish} help`, 'Show this list.'],
  [COMMANDS.connect, 'Connect Facebook, Instagram, LinkedIn and X accounts, and see how they are.'],
];
