import { refuse } from './errors.js';

/** What `fields=` asks for: each name with what is asked of it in braces. */
export type FieldTree = Map<string, FieldTree | undefined>;

/** Reads `id,picture.type(large),attachments{target{id}}`. Refuses what does not parse with code 2500. */
export function parseFields(text: string): FieldTree {
  const reader = { text: text.replaceAll(/\s/g, ''), at: 0 };
  const tree = readList(reader);
  if (reader.at < reader.text.length) syntaxError(reader);
  return tree;
}

/**
 * The asked part of a node. The node lists every field it knows, absent ones as undefined; any other name is refused with code 100. `id` is always
 * answered. A linked account without braces is answered by id alone.
 */
export function project(node: Record<string, unknown>, tree: FieldTree, nodeType: string): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const [name, inner] of tree) {
    if (!(name in node)) refuse({ code: 100, message: `(#100) Tried accessing nonexisting field (${name}) on node type (${nodeType})` });
    answer[name] = projectValue(node[name], inner ?? LINKED.get(name), name);
  }
  if (node.id !== undefined) answer.id = node.id;
  return answer;
}

const LINKED: ReadonlyMap<string, FieldTree> = new Map([['instagram_business_account', new Map([['id', undefined]])]]);

function projectValue(value: unknown, tree: FieldTree | undefined, name: string): unknown {
  if (tree === undefined || !isObject(value)) return value;
  const list = value.data;
  if (Array.isArray(list)) return { ...value, data: list.map((each) => projectValue(each, tree, name)) };
  return project(value, tree, name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

interface Reader {
  text: string;
  at: number;
}

function readList(reader: Reader): FieldTree {
  const tree: FieldTree = new Map();
  for (;;) {
    const name = take(reader, /[a-z0-9_]+/y);
    if (name === '') syntaxError(reader);
    take(reader, /(\.[a-z_]+\([^()]*\))*/y);
    tree.set(name, readBraces(reader));
    if (take(reader, /,/y) === '') return tree;
  }
}

function readBraces(reader: Reader): FieldTree | undefined {
  if (take(reader, /\{/y) === '') return undefined;
  const tree = readList(reader);
  if (take(reader, /\}/y) === '') syntaxError(reader);
  return tree;
}

function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += found.length;
  return found;
}

function syntaxError(reader: Reader): never {
  refuse({ code: 2500, message: `Syntax error "Expected name." at character ${reader.at}: ${reader.text}` });
}
