import type { WebClient } from '@slack/web-api';
import { say } from '../../../language/index.js';
import { never } from '../../../lib/never.js';
import type { People } from '../../../workspaces/index.js';
import type { Piece } from './piece.js';

/** Where names of people and groups are found. */
export interface NameSource {
  readonly people: Pick<People, 'person'>;
  readonly client: Pick<WebClient, 'usergroups'>;
  readonly workspace: string;
}

/**
 * The words of a message. People and groups get their names without an `@`, which on a platform would call a stranger of that name; a
 * channel keeps its `#`, because that is how Slack shows a hashtag that is also a channel. Never throws: who cannot be named is `somebody`.
 */
export async function wordsOf(source: NameSource, pieces: readonly Piece[]): Promise<string> {
  const groups = pieces.some((piece) => typeof piece !== 'string' && piece.kind === 'group' && piece.name === undefined)
    ? await groupNames(source)
    : new Map<string, string>();
  const words = await Promise.all(pieces.map((piece) => (typeof piece === 'string' ? piece : nameOf(source, groups, piece))));
  return words.join('').trim();
}

async function nameOf(
  source: NameSource,
  groups: ReadonlyMap<string, string>,
  { kind, id, name }: Exclude<Piece, string>,
): Promise<string> {
  switch (kind) {
    case 'user':
      return (await personName(source, id)) ?? name ?? say('fromMessage.somebody');
    case 'group':
      return name ?? groups.get(id) ?? say('fromMessage.aGroup');
    case 'channel':
      return name === undefined ? say('fromMessage.aChannel') : `#${name}`;
    default:
      return never(kind);
  }
}

async function personName({ people, workspace }: NameSource, id: string): Promise<string | undefined> {
  try {
    const { name } = await people.person(workspace, id);
    return name === id ? undefined : name;
  } catch {
    return undefined;
  }
}

async function groupNames({ client }: NameSource): Promise<Map<string, string>> {
  try {
    const { usergroups = [] } = await client.usergroups.list({});
    return new Map(usergroups.map(({ id = '', name = '' }) => [id, name]));
  } catch {
    return new Map();
  }
}
