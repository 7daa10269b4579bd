/** `json.Marshal(*p)` -> `json.Marshal(p)`: the encoder follows pointers, and an interface holds one without a copy. */
import { messages } from '../../base/message.js';
import { calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { typeName } from './type-name.js';

const say = messages('remedy/pointer-there', {
  title: 'Pass the pointer `{name}` that is there already',
  verified: '(verified: the value is no longer copied to the heap)',
});

/** They write what a pointer leads to as they write the value. */
const ENCODERS: ReadonlySet<string> = new Set([
  'encoding/json.Marshal',
  'encoding/json.MarshalIndent',
  'encoding/xml.Marshal',
  'encoding/xml.MarshalIndent',
]);
/** Packages whose encoders' method `Encode` does so. */
const STREAMS: ReadonlySet<string> = new Set(['encoding/json.Encoder', 'encoding/xml.Encoder', 'encoding/gob.Encoder']);

export function pointerThere(context: RemedyContext): Remedy | undefined {
  const { tree } = context;
  const value = context.nodes.find(n => tree.kind(n) === K.UnaryExpression && tree.op(n) === '*') ?? NONE;
  const list = value === NONE ? NONE : tree.parent(value);
  const call = tree.kind(list) === K.ArgumentList ? tree.parent(list) : NONE;
  if (tree.kind(call) !== K.CallExpression || !encodes(context, tree.unparen(calleeOf(tree, call)))) return undefined;
  const name = tree.textOf(tree.first(value));
  return {
    title: say.title({ name }),
    // A nil pointer is written as null, and methods of the pointer are asked.
    safe: false,
    edits: [context.edit(tree.span(value), name)],
    proof: 'gone',
    verified: say.verified,
  };
}

export function encodes(context: RemedyContext, callee: Node): boolean {
  const { tree, packages } = context;
  if (tree.kind(callee) !== K.SelectorExpression) return false;
  const name = tree.textOf(tree.last(callee));
  const from = packages.of(tree.first(callee));
  if (from !== undefined) return ENCODERS.has(`${from}.${name}`);
  return name === 'Encode' && STREAMS.has(typeName(context, tree.first(callee)) ?? '');
}
