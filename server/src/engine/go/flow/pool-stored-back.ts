/** Memory that an append may have moved, and that becomes the object's own again: `b := append((*p)[:0], x...)`, and later `*p = b`. */
import type { Work } from '../../base/faults.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import type { PutNodes } from './pool-calls.js';
import type { PoolCode } from './pool-code.js';

/** Behind the step, in its block or one around it, `*p` gets the variable that the value was made from, as the variable was then. */
export function isStoredBack(code: PoolCode & { readonly work: Work }, value: Node, step: Node): boolean {
  const { tree, work } = code;
  const roots = rootsOf(code, value);
  if (roots.size === 0) return false;
  let list = tree.ancestor(step, K.StatementList);
  for (let from = step; list !== NONE; from = list, list = tree.ancestor(list, K.StatementList, K.FuncLiteral)) {
    if (tree.kind(list) !== K.StatementList) return false;
    for (const statement of tree.children(list)) {
      work.spend();
      if (statement < from || tree.kind(statement) !== K.AssignmentStatement || tree.op(statement) !== '=') continue;
      const [place = NONE, ...others] = expressionsOf(tree, tree.field(statement, F.Left));
      const [stored = NONE] = expressionsOf(tree, tree.field(statement, F.Right));
      const target = tree.unparen(place);
      if (others.length > 0 || tree.kind(target) !== K.UnaryExpression || tree.op(target) !== '*') continue;
      const v = stored === NONE ? undefined : code.scopes.variableOf(whole(tree, stored));
      const since = v && roots.get(v);
      if (since !== undefined && !v!.uses.some(use => use > since && use < statement && isWritten(tree, use))) return true;
    }
  }
  return false;
}

/** `b` of `b[:0]`. */
function whole(tree: PoolCode['tree'], value: Node): Node {
  const e = tree.unparen(value);
  return tree.kind(e) === K.SliceExpression ? tree.unparen(tree.field(e, F.Operand)) : e;
}

/** The variables in the value, and those that a variable in it was made from once and for all: with the node where they were read. */
function rootsOf({ tree, scopes }: PoolCode, value: Node): Map<Variable, Node> {
  const out = new Map<Variable, Node>();
  const look = (e: Node, depth: number): void => {
    for (let n = e; n < tree.afters[e]!; n++) {
      const v = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
      if (!v || out.has(v)) continue;
      out.set(v, n);
      if (depth < 2 && v.kind === 'local' && v.init !== NONE && !v.uses.some(use => isWritten(tree, use))) look(v.init, depth + 1);
    }
  };
  look(value, 0);
  return out;
}

/** `s.last = l.raw`, and nothing that follows writes the field or gives it more room: what was read is still its memory when the object is put. */
export function isFieldAsRead(code: PoolCode & { readonly work: Work }, value: Node, step: Node, puts: readonly PutNodes[]): boolean {
  const { tree, scopes, views, work } = code;
  const field = readFrom(code, whole(tree, value));
  const v = views?.has(field) && tree.kind(field) === K.SelectorExpression ? scopes.variableOf(tree.first(field)) : undefined;
  if (v?.kind !== 'local' || scopes.loopOf(step) !== scopes.loopOf(v.node)) return false;
  const name = tree.textOf(tree.last(field));
  work.spend(v.uses.length * (1 + puts.length));
  return v.uses.every(use => use < tree.afters[field]! || puts.some(p => tree.within(use, p.call)) || leavesField(code, use, name));
}

/** What the variable was made from once and for all; else the value itself. */
function readFrom({ tree, scopes }: PoolCode, value: Node): Node {
  const v = scopes.variableOf(value);
  const isOne = v?.kind === 'local' && v.init !== NONE && v.initIndex <= 0 && !v.uses.some(use => isWritten(tree, use));
  return isOne ? whole(tree, v.init) : value;
}

/** The use of the object looks at a field, or writes another one. */
function leavesField({ tree, types, scopes }: PoolCode, use: Node, name: string): boolean {
  const field = tree.parent(use);
  if (tree.kind(field) !== K.SelectorExpression || tree.first(field) !== use || isAddressed(tree, field)) return false;
  if (types.selections.get(field)?.object.kind !== 'var' || scopes.functionOf(use) !== scopes.variableOf(use)?.func) return false;
  if (tree.textOf(tree.last(field)) !== name) return true;
  const call = tree.parentKind(field) === K.ArgumentList ? tree.parent(tree.parent(field)) : NONE;
  const isBuiltin = call !== NONE && types.objects.get(tree.unparen(calleeOf(tree, call)))?.kind === 'builtin';
  return !isWritten(tree, field) && !(isBuiltin && argumentsOf(tree, call)[0] === field && tree.textOf(calleeOf(tree, call)) === 'append');
}
