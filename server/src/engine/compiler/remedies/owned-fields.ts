/**
 * Which slices and maps of a struct are its own: made for it, and never taken over from somebody else. Only their memory may be kept for the
 * next user; emptying a map that a caller had set would empty it for the caller too (encoding/xml: `d.Entity = xml.HTMLEntity`).
 */
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { RemedyContext } from './remedy.js';

/** True when every place of the package that sets the field gives it new memory, its own memory, or nothing. */
export function isOwned({ packageFiles }: RemedyContext, type: string, field: string): boolean {
  // Other packages may set what is exported.
  if (/^\p{Lu}/u.test(type) && /^\p{Lu}/u.test(field)) return false;
  const files = packageFiles(field);
  // A struct literal without names sets fields without naming them.
  const makers = packageFiles(type);
  if (!files || !makers || [...files, ...makers].some(f => f.syntax.hasError)) return false;
  return (
    files.every(({ syntax }) => syntax.declarations.every(({ tree }) => !tree.text.includes(field) || setsOwn(tree, field))) &&
    makers.every(({ syntax }) => syntax.declarations.every(({ tree }) => !tree.text.includes(type) || namesFields(tree, type)))
  );
}

function setsOwn(tree: FlatTree, field: string): boolean {
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kind(n);
    if (kind === K.AssignmentStatement && !assignsOwn(tree, n, field)) return false;
    if (kind === K.KeyedElement && tree.textOf(tree.first(n)) === field && !isNew(tree, tree.first(tree.last(n)))) return false;
    if (kind === K.UnaryExpression && tree.op(n) === '&' && isField(tree, tree.first(n), field)) return false;
    if (kind === K.RangeClause && expressionsOf(tree, tree.field(n, F.Left)).some(e => isField(tree, e, field))) return false;
  }
  return true;
}

function assignsOwn(tree: FlatTree, statement: Node, field: string): boolean {
  const left = expressionsOf(tree, tree.field(statement, F.Left));
  const right = expressionsOf(tree, tree.field(statement, F.Right));
  return left.every((target, i) => {
    if (!isField(tree, target, field)) return true;
    const value = left.length === right.length ? tree.unparen(right[i]!) : NONE;
    return value !== NONE && (isNew(tree, value) || isOwnMemory(tree, value, tree.textOf(target)));
  });
}

/** `x.f = append(x.f, …)`, `x.f = x.f[:n]`. */
function isOwnMemory(tree: FlatTree, value: Node, target: string): boolean {
  if (tree.kind(value) === K.SliceExpression) return tree.textOf(tree.first(value)) === target;
  if (tree.kind(value) !== K.CallExpression || tree.textOf(calleeOf(tree, value)) !== 'append') return false;
  const slice = argumentsOf(tree, value)[0] ?? NONE;
  return slice !== NONE && (tree.textOf(slice) === target || isOwnMemory(tree, slice, target));
}

function isNew(tree: FlatTree, value: Node): boolean {
  const kind = tree.kind(value);
  if (kind === K.Nil || kind === K.CompositeLiteral || kind === K.LiteralValue) return true;
  return kind === K.CallExpression && tree.textOf(calleeOf(tree, value)) === 'make';
}

const isField = (tree: FlatTree, e: Node, field: string): boolean =>
  tree.kind(e) === K.SelectorExpression && tree.textOf(tree.last(e)) === field;

/** Every literal of the type is empty or gives names. */
function namesFields(tree: FlatTree, type: string): boolean {
  for (let n = 0; n < tree.count; n++) {
    if (tree.kind(n) !== K.CompositeLiteral || tree.textOf(tree.first(n)) !== type) continue;
    const first = tree.first(tree.last(n));
    if (first !== NONE && tree.kind(first) !== K.KeyedElement) return false;
  }
  return true;
}
