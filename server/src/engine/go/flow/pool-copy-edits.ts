/**
 * Edits that turn a copy into a pointer to the original, where nothing else in the function has to change: every use of the copy is a
 * selector, which works on pointers too, and nothing is written to it, which would have stayed in the copy.
 */
import type { RelativeFix } from '../../base/finding.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import { onlyValue } from '../body/loops.js';
import type { Variable } from '../names/variable.js';
import { under } from '../types/predicates.js';
import type { PoolCode } from './pool-code.js';

/** `p := pool` -> `p := &pool`; `p := *pp` -> `p := pp`. `e` is the expression that is copied. */
export function assignmentEdits({ tree, scopes }: PoolCode, e: Node): RelativeFix['edits'] | undefined {
  const statement = tree.parent(tree.parent(e));
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== e) return undefined;
  const v = scopes.variableOf(onlyValue(tree, statement, F.Left));
  if (v === undefined || !tree.within(v.node, statement) || !isOnlyRead(tree, v)) return undefined;
  const start = tree.starts[e]!;
  if (tree.kind(e) === K.UnaryExpression) return [{ span: { start, end: tree.starts[tree.first(e)]! }, newText: '' }];
  return isNamePath(tree, e) ? [{ span: { start, end: start }, newText: '&' }] : undefined;
}

/** `func (s T) m()` -> `func (s *T) m()`. */
export function receiverEdits({ tree, scopes }: PoolCode, typeNode: Node): RelativeFix['edits'] | undefined {
  const name = tree.first(tree.parent(typeNode));
  const v = name === typeNode ? undefined : scopes.variableOf(name);
  if (tree.kind(typeNode) !== K.TypeIdentifier || (v && !isOnlyRead(tree, v))) return undefined;
  const start = tree.starts[typeNode]!;
  return [{ span: { start, end: start }, newText: '*' }];
}

/** `for _, x := range xs {` -> `for i := range xs {` with `x := &xs[i]` as the first statement. `value` is the range's variable. */
export function rangeEdits({ tree, scopes, types }: PoolCode, value: Node): RelativeFix['edits'] | undefined {
  const clause = tree.ancestor(value, K.RangeClause);
  const left = tree.field(clause, F.Left);
  const ranged = tree.field(clause, F.Right);
  const key = tree.first(left);
  const v = scopes.variableOf(value);
  const body = tree.last(tree.parent(clause));
  const first = tree.first(tree.first(body));
  const type = types.typeOf(ranged);
  // Elements of slices and arrays have an address, those of maps have none.
  if (!type || !['slice', 'array'].includes(under(type).kind)) return undefined;
  if (v?.node !== value || tree.textOf(key) !== '_' || !isOnlyRead(tree, v) || !isNamePath(tree, ranged)) return undefined;
  if (tree.kind(body) !== K.Block || first === NONE || scopes.variables.some(o => o.name === 'i')) return undefined;
  // The new line takes the white space of the first statement, which has to be on a line of its own.
  const indent = /\n([ \t]*)$/.exec(tree.text.slice(tree.starts[body], tree.starts[first]))?.[1];
  if (indent === undefined || /\bi\b/.test(tree.text.slice(tree.starts[body], tree.ends[body]))) return undefined;
  const at = tree.starts[first]!;
  return [
    { span: { start: tree.starts[left]!, end: tree.ends[left]! }, newText: 'i' },
    { span: { start: at, end: at }, newText: `${v.name} := &${tree.textOf(ranged)}[i]\n${indent}` },
  ];
}

/** Every use reads a field or calls a method, and none writes. */
function isOnlyRead(tree: FlatTree, v: Variable): boolean {
  return v.uses.every(use => {
    let e = tree.parent(use);
    if (tree.kind(e) !== K.SelectorExpression || tree.first(e) !== use || isWritten(tree, use)) return false;
    for (let p = tree.parent(e); ; e = p, p = tree.parent(p)) {
      if (isWritten(tree, e) || (tree.kind(p) === K.UnaryExpression && tree.op(p) === '&')) return false;
      if (tree.kind(p) !== K.SelectorExpression && tree.kind(p) !== K.IndexExpression) return true;
    }
  });
}

/** `pool`, `s.pool`: addressable unless it is behind a function or a map. */
function isNamePath(tree: FlatTree, e: Node): boolean {
  if (tree.kind(e) === K.Identifier) return true;
  return tree.kind(e) === K.SelectorExpression && isNamePath(tree, tree.first(e));
}
