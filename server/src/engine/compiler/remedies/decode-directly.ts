/**
 * `binary.Read(bytes.NewReader(b), order, &v)` -> `binary.Decode(b, order, &v)`, of Go 1.23: no reader, and no buffer between. Too few bytes
 * are another error then.
 */
import { messages } from '../../base/message.js';
import { onlyValue } from '../../go/body/loops.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { importEdits, usesOf } from './imports.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/decode-directly', {
  title: 'Decode the bytes with binary.Decode',
  verified: '(verified: no reader is made)',
});

/** First minor release with `binary.Decode`. */
const DECODE = 23;

export function decodeDirectly(context: RemedyContext): Remedy | undefined {
  const { tree, source, language } = context;
  const reader = context.nodes.find(n => isCallOf(context, n, 'bytes', 'NewReader')) ?? NONE;
  const call = reader === NONE ? NONE : tree.parent(tree.parent(reader));
  if (language.minor < DECODE || !isCallOf(context, call, 'encoding/binary', 'Read')) return undefined;
  const [first, order, value, more] = argumentsOf(tree, call);
  const [bytes, second] = argumentsOf(tree, reader);
  if (first !== reader || order === undefined || value === undefined || more !== undefined || bytes === undefined || second !== undefined)
    return undefined;
  const statement = tree.parent(tree.parent(call));
  const kind = tree.kind(statement);
  const error = kind === K.ShortVarDeclaration || kind === K.AssignmentStatement ? onlyValue(tree, statement, F.Left) : NONE;
  if (error === NONE || onlyValue(tree, statement, F.Right) !== call) return undefined;
  const drop = usesOf(source, tree.textOf(tree.first(calleeOf(tree, reader)))) === 1 ? 'bytes' : undefined;
  const imports = importEdits(source, undefined, drop);
  if (!imports) return undefined;
  const before = { start: tree.starts[error]!, end: tree.starts[error]! };
  return {
    title: say.title,
    safe: false,
    edits: [
      ...imports,
      context.edit(before, '_, '),
      context.edit(tree.span(tree.last(calleeOf(tree, call))), 'Decode'),
      context.edit(tree.span(reader), tree.textOf(bytes)),
    ],
    proof: 'gone',
    verified: say.verified,
  };
}

function isCallOf({ tree, packages }: RemedyContext, n: Node, pkg: string, name: string): boolean {
  const callee = tree.kind(n) === K.CallExpression ? calleeOf(tree, n) : NONE;
  return tree.kind(callee) === K.SelectorExpression && packages.of(tree.first(callee)) === pkg && tree.textOf(tree.last(callee)) === name;
}
