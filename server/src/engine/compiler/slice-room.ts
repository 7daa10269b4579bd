/** Slices that have room for what is appended to them, as far as the function tells: whether they ever grow is not known, and mostly they do not. */
import { under } from '../go/types/predicates.js';
import { argumentsOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

/** True for an `append` to such a slice. */
export function appendsWithRoom(context: SiteContext, append: Node): boolean {
  const [slice = NONE, ...added] = argumentsOf(context.tree, append);
  const few = added.filter(a => context.tree.kind(a) !== K.VariadicArgument).length;
  return hasRoom(context, slice) && !isOutgrown(context, context.tree.unparen(slice), few);
}

/** The slice was made with a capacity in this function, or begins anew in the room it has. */
export function hasRoom({ tree, scopes }: SiteContext, slice: Node): boolean {
  const e = tree.unparen(slice);
  if (tree.kind(e) === K.SliceExpression && EMPTIED.test(tree.textOf(e))) return true;
  if (wasGivenRoom(tree, e)) return true;
  const variable = tree.kind(e) === K.Identifier ? scopes.variableOf(e) : undefined;
  if (!variable || variable.init === NONE) return false;
  const init = tree.unparen(variable.init);
  return tree.kind(init) === K.SliceExpression || isMadeWithRoom(tree, init); // buf[:0]
}

/** `make([]T, 0, n)`. A slice that has no more than its length is full. */
function isMadeWithRoom(tree: FlatTree, value: Node): boolean {
  if (tree.kind(value) !== K.CallExpression || tree.textOf(tree.first(value)) !== 'make') return false;
  const [length, capacity] = sizesOfMake(tree, value);
  return capacity !== undefined && capacity !== '0' && capacity !== length;
}

interface Given {
  readonly statement: Node;
  readonly hasRoom: boolean;
}

/** Assignments of a function by what they assign to, but for `x = append(x, …)`. */
const given = new WeakMap<FlatTree, ReadonlyMap<string, readonly Given[]>>();

/** `x.all = x.all[:0]`, `x.all = make([]T, 0, n)` before it, on the way to it, and nothing else since. */
function wasGivenRoom(tree: FlatTree, slice: Node): boolean {
  const kind = tree.kind(slice);
  if (kind !== K.Identifier && kind !== K.SelectorExpression) return false;
  let known = given.get(tree);
  if (!known) {
    known = assignments(tree);
    given.set(tree, known);
  }
  const last = known.get(tree.textOf(slice))?.findLast(a => a.statement < slice);
  return last?.hasRoom === true && leadsTo(tree, last.statement, slice);
}

function assignments(tree: FlatTree): ReadonlyMap<string, readonly Given[]> {
  const out = new Map<string, Given[]>();
  for (let n = 0; n < tree.count; n++) {
    if (tree.kinds[n] !== K.AssignmentStatement || tree.op(n) !== '=') continue;
    const targets = expressionsOf(tree, tree.field(n, F.Left));
    const values = expressionsOf(tree, tree.field(n, F.Right));
    for (const [i, target] of targets.entries()) {
      const value = targets.length === values.length ? tree.unparen(values[i]!) : NONE;
      if (tree.kind(value) === K.CallExpression && tree.textOf(tree.first(value)) === 'append') continue;
      const name = tree.textOf(tree.unparen(target));
      const known = out.get(name) ?? [];
      known.push({ statement: n, hasRoom: isMadeWithRoom(tree, value) || isShortened(tree, value, target) });
      out.set(name, known);
    }
  }
  return out;
}

/** `x[:n]` leaves out elements at the end, whose room stays. What a field has kept from calls before, nothing for a start, is another matter. */
function isShortened(tree: FlatTree, value: Node, target: Node): boolean {
  if (tree.kind(value) !== K.SliceExpression || tree.field(value, F.End) === NONE) return false;
  const isField = tree.kind(tree.unparen(target)) === K.SelectorExpression;
  if (isField && EMPTIED.test(tree.textOf(value)) && tree.textOf(tree.first(value)) === tree.textOf(target)) return false;
  const start = tree.field(value, F.Start);
  return start === NONE || tree.textOf(start) === '0';
}

/** The statement is in a block around the node, or makes up for what is missing: `if x.all == nil { … }`. */
function leadsTo(tree: FlatTree, statement: Node, node: Node): boolean {
  const list = tree.parent(statement);
  if (tree.ancestor(statement, K.FuncLiteral) !== tree.ancestor(node, K.FuncLiteral)) return false;
  if (tree.within(node, list)) return true;
  const choice = tree.parent(tree.parent(list));
  const target = tree.textOf(tree.field(statement, F.Left));
  if (tree.kind(choice) !== K.IfStatement || !tree.within(node, tree.parent(choice))) return false;
  return [`${target} == nil`, `cap(${target})`].some(missing => tree.textOf(tree.field(choice, F.Condition)).startsWith(missing));
}

const EMPTIED = /\[0?:0\]$/;

/** `append(n.sub0[:0], a, b)` of an array with room for one. */
function isOutgrown(context: SiteContext, slice: Node, added: number): boolean {
  const { tree } = context;
  if (tree.kind(slice) !== K.SliceExpression || !EMPTIED.test(tree.textOf(slice))) return false;
  const array = under(typeAt(context, tree.first(slice)));
  return array.kind === 'array' && array.length !== undefined && array.length < added;
}

/** Length and capacity as they are written. */
export function sizesOfMake(tree: FlatTree, make: Node): string[] {
  return argumentsOf(tree, make)
    .slice(1)
    .map(n => tree.textOf(n));
}
