import { parseSync } from '@swc/core';
import { sourcesUnder } from './sources.js';

/** A string or template written in a source; the places of its values are `…`. */
export interface Literal {
  readonly path: string;
  readonly text: string;
  /** The calls and `new`s that it is an argument of, from the inside out: `say`, `new Error`, `log.warn`. */
  readonly within: readonly string[];
  /** Whether it is read while the module loads, and not when something is called. */
  readonly atLoad: boolean;
}

/** Every literal in the TypeScript sources under `folder`, but for imports and types. */
export function literalsUnder(folder: string): Literal[] {
  return sourcesUnder(folder).flatMap(({ path, code }) => {
    const found: Literal[] = [];
    visit(parseSync(code, { syntax: 'typescript' }).body, [], true, (literal) => found.push({ path, ...literal }));
    return found;
  });
}

/** Every string that is a type somewhere under `folder`: values that the compiler knows, and nobody reads. */
export function typesUnder(folder: string): Set<string> {
  const found = new Set<string>();
  const look = (node: unknown): void => {
    if (!isNode(node)) return;
    if (node.type === 'TsLiteralType' && isNode(node.literal) && typeof node.literal.value === 'string') found.add(node.literal.value);
    for (const each of Object.values(node)) look(each);
  };
  for (const { code } of sourcesUnder(folder)) look(parseSync(code, { syntax: 'typescript' }).body);
  return found;
}

function visit(node: unknown, within: readonly string[], atLoad: boolean, found: (literal: Omit<Literal, 'path'>) => void): void {
  if (!isNode(node) || SKIPPED.has(String(node.type)) || (String(node.type).startsWith('Ts') && !TRANSPARENT.has(String(node.type))))
    return;
  const inside = FUNCTIONS.has(String(node.type)) ? false : atLoad;
  const calls = [...callsOf(node), ...within];
  if (node.type === 'StringLiteral') found({ text: String(node.value), within, atLoad });
  if (node.type === 'TemplateLiteral') found({ text: quasisOf(node).join('…'), within, atLoad });
  for (const [name, each] of Object.entries(node)) {
    const isKey = node.type === 'KeyValueProperty' && name === 'key';
    if (!isKey) visit(each, calls, inside, found);
  }
}

function callsOf(node: Node): string[] {
  if (node.type === 'NewExpression') return [`new ${nameOf(node.callee)}`];
  return node.type === 'CallExpression' ? [nameOf(node.callee)] : [];
}

/** `say`, `log.warn`, `context.log.warn`. */
function nameOf(callee: unknown): string {
  if (!isNode(callee)) return '';
  if (callee.type === 'MemberExpression') return `${nameOf(callee.object)}.${nameOf(callee.property)}`;
  return typeof callee.value === 'string' ? callee.value : '';
}

function quasisOf({ quasis }: Node): string[] {
  return Array.isArray(quasis) ? quasis.map((each) => (isNode(each) ? String(each.cooked) : '')) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

type Node = Readonly<Record<string, unknown>>;

const SKIPPED = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'TypeAnnotation']);
const TRANSPARENT = new Set(['TsAsExpression', 'TsSatisfiesExpression', 'TsConstAssertion', 'TsTypeAssertion']);
const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'MethodProperty',
  'GetterProperty',
  'Constructor',
]);
