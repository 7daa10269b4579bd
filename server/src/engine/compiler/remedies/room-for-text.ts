/** A `strings.Builder` that a loop over a text fills piece by piece -> `b.Grow(len(s))` before the loop: the builder is made once, not step by step. */
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { Is } from '../../go/types/model.js';
import { is } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { isSteadyVariable } from './steady-variable.js';
import { indentOf } from './string-builder.js';
import { typeName } from './type-name.js';

const say = messages('remedy/room-for-text', {
  title: 'Give `{name}` room for `{length}` bytes before the loop',
  verified: '(verified: compiles; the first `{length}` bytes need one allocation)',
});

export function roomForText(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const callee = call === NONE ? NONE : calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || !/^Write(?:Byte|Rune|String)?$/.test(tree.textOf(tree.last(callee)))) return undefined;
  const builder = tree.first(callee);
  const v = tree.kind(builder) === K.Identifier ? scopes.variableOf(builder) : undefined;
  const loop = innermostLoop(tree, call);
  if (v?.kind !== 'local' || typeName(context, builder) !== 'strings.Builder' || tree.kind(loop) !== K.ForStatement) return undefined;
  if (tree.parentKind(loop) !== K.StatementList || scopes.loopOf(loop) !== v.loop || v.node > loop) return undefined;
  // It begins with the loop, and nobody has made room.
  if (v.uses.some(u => u < loop || tree.textOf(tree.parent(u)) === `${v.name}.Grow`)) return undefined;
  const text = rangedText(context, loop);
  if (text === undefined || isHidden(context, 'len')) return undefined;
  const length = `len(${text})`;
  const before = { start: tree.starts[loop]!, end: tree.starts[loop]! };
  return {
    title: say.title({ name: v.name, length }),
    safe: false,
    edits: [context.edit(before, `${v.name}.Grow(${length})\n${indentOf(tree, loop)}`)],
    proof: 'builds',
    verified: say.verified({ length }),
  };
}

/** `s` of `for … range s`, `range []byte(s)` is none, and of `for i := 0; i < len(s); i++`. */
function rangedText(context: RemedyContext, loop: Node): string | undefined {
  const { tree, scopes } = context;
  const clause = tree.childOfKind(loop, K.RangeClause);
  const ranged = clause === NONE ? NONE : tree.unparen(tree.field(clause, F.Right));
  const condition = clause === NONE ? tree.field(tree.childOfKind(loop, K.ForClause), F.Condition) : NONE;
  const bound = tree.kind(condition) === K.BinaryExpression && tree.op(condition) === '<' ? tree.last(condition) : ranged;
  const isLength = tree.kind(bound) === K.CallExpression && tree.textOf(calleeOf(tree, bound)) === 'len';
  const text = isLength ? (argumentsOf(tree, bound)[0] ?? NONE) : ranged;
  const v = tree.kind(text) === K.Identifier ? scopes.variableOf(text) : undefined;
  return v && is(typeAt(context, text), Is.String) && isSteadyVariable(context, v, loop) ? tree.textOf(text) : undefined;
}
