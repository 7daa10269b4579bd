/**
 * `var v T` in a loop, whose address goes to a call that nobody can see into -> one variable before the loop, which each iteration sets anew. Right only
 * if the callee does not keep the address: the title says so.
 */
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { lentTo, zeroOf } from './lent.js';
import { isOutside } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';

const say = messages('remedy/hoisted-variable', {
  title: 'Declare `{name}` once, before the loop: right only if `{callee}` does not keep it',
  verified: '(verified: no longer allocates in each iteration)',
});

/** A declaration alone in its statement: what it is of, and the assignment that sets the variable anew. */
export interface Declared {
  readonly statement: Node;
  readonly type: string;
  readonly anew: string;
}

export function hoistedVariable(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const v = scopes.variableOf(context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  const loop = v ? innermostLoop(tree, v.node) : NONE;
  const declared = v?.kind === 'local' && tree.kind(loop) === K.ForStatement ? declaredAlone(context, v) : undefined;
  if (!v || !declared || tree.parentKind(loop) !== K.StatementList || scopes.variables.some(o => o !== v && o.name === v.name))
    return undefined;
  // Before it was declared, the loop may have meant this.
  if (isOutside(context, v.name)) return undefined;
  // A type that the loop declares has no name before it.
  if (scopes.variables.some(o => o.kind === 'type' && tree.within(o.node, loop))) return undefined;
  const callee = lentTo(context, v);
  if (callee === undefined) return undefined;
  const before = { start: tree.starts[loop]!, end: tree.starts[loop]! };
  return {
    title: say.title({ name: v.name, callee }),
    safe: false,
    edits: [
      context.edit(before, `var ${v.name} ${declared.type}\n${indentOf(tree, loop)}`),
      context.edit({ start: tree.starts[declared.statement]!, end: declaredUntil(context, v, declared) }, `${v.name} = ${declared.anew}`),
    ],
    proof: 'outOfLoop',
    verified: say.verified,
  };
}

/** Up to the value of `v := T{…}`, which stays as it is written. */
export function declaredUntil({ tree }: RemedyContext, v: Variable, { statement, anew }: Declared): number {
  return anew === '' ? tree.starts[v.init]! : tree.ends[statement]!;
}

/** `var v T` or `v := T{…}`; `anew` is empty for the second. */
export function declaredAlone(context: RemedyContext, v: Variable): Declared | undefined {
  const { tree } = context;
  const parent = tree.parent(v.node);
  const statement = tree.parent(parent);
  if (tree.parentKind(statement) !== K.StatementList) return undefined;
  if (tree.kind(parent) === K.VarSpec) {
    const isAlone = tree.kind(statement) === K.VarDeclaration && tree.first(parent) === v.node && tree.next(v.node) === v.typeNode;
    const anew = isAlone && v.init === NONE ? zeroOf(context, v) : undefined;
    return anew === undefined ? undefined : { statement, type: tree.textOf(v.typeNode), anew };
  }
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Left) !== v.node) return undefined;
  const literal = onlyValue(tree, statement, F.Right);
  if (literal !== v.init || tree.kind(literal) !== K.CompositeLiteral) return undefined;
  const type = tree.textOf(tree.first(literal));
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(type) ? { statement, type, anew: '' } : undefined;
}
