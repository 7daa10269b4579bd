/** Fields of a pooled struct that a function only adds to, whatever it does with the others: entries of a map, a buffer, a slice. */
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { under } from '../types/predicates.js';
import { calledFunction, type PoolCode } from './pool-code.js';
import { bufferFilling, type Filling, isEmptiedByReset, isExtended } from './pool-fillings.js';

export type FieldFilling = 'insert' | 'append' | 'extend';

export interface FilledField {
  readonly kind: FieldFilling;
  /** The field, or the map, where it is added to first. */
  readonly at: Node;
}

type PutNames = { has(name: Node): boolean };

/** The first part of what the variable points to that is only added to and looked at, between the `Get` and the put of the whole. */
export function filledField(code: PoolCode, v: Variable, puts: PutNames): FilledField | undefined {
  const { tree, types } = code;
  const byField = new Map<string, Node[]>();
  for (const use of v.uses) {
    if (puts.has(use)) continue;
    const field = tree.parent(use);
    // The whole, or a method of it, may empty any of its fields.
    if (tree.kind(field) !== K.SelectorExpression || tree.first(field) !== use || types.selections.get(field)?.object.kind !== 'var')
      return undefined;
    const name = tree.textOf(tree.last(field));
    byField.set(name, [...(byField.get(name) ?? []), field]);
  }
  for (const fields of byField.values()) {
    const found = filledPart(code, fields);
    if (found) return found;
  }
  return undefined;
}

/** The same of places that are one map, buffer or slice. */
export function filledPart(code: PoolCode, places: readonly Node[]): FilledField | undefined {
  const { tree, types } = code;
  const type = types.typeOf(places[0]!);
  const u = type && under(type);
  if (!type || !u) return undefined;
  const held = u.kind === 'pointer' ? u.elem : type;
  const isBuffer = isEmptiedByReset(held);
  if (!isBuffer && u.kind !== 'map' && u.kind !== 'slice') return undefined;
  const fillings = places.map(place =>
    isBuffer ? bufferFilling(code, outermost(code, place)) : u.kind === 'map' ? mapFilling(code, place) : sliceFieldFilling(code, place),
  );
  const first = fillings.findIndex(f => f === 'insert' || f === 'append' || f === 'extend');
  if (first < 0) return undefined;
  const at = places[first]!;
  const isOther = fillings.some((f, i) => (f === 'unknown' || f === 'decode') && !isAside(code, places[i]!, at));
  // What nobody looks at is a list that others take from.
  if (isOther || !fillings.includes('read')) return undefined;
  return { kind: fillings[first] as FieldFilling, at: u.kind === 'slice' ? tree.ancestor(at, K.AssignmentStatement) : at };
}

/** `(*b.buf)`, `&b.buf`. */
function outermost({ tree }: PoolCode, place: Node): Node {
  let e = place;
  while (tree.parentKind(e) === K.ParenthesizedExpression || tree.op(tree.parent(e)) === '&') e = tree.parent(e);
  return e;
}

function mapFilling(code: PoolCode, place: Node): Filling | 'insert' {
  const { tree, types } = code;
  const p = tree.parent(place);
  switch (tree.kind(p)) {
    case K.IndexExpression:
      // Who looks up an entry may keep them on purpose.
      return tree.field(p, F.Operand) === place && isWritten(tree, p) && isPlainAssignment(code, p) ? 'insert' : 'unknown';
    case K.RangeClause:
      return tree.fields[place] === F.Right ? 'read' : 'unknown';
    case K.ArgumentList: {
      const call = tree.parent(p);
      const builtin = types.objects.get(tree.unparen(calleeOf(tree, call)));
      if (builtin?.kind === 'builtin') return builtin.name === 'len' ? 'read' : 'unknown';
      return isLookedAt(code, call) ? 'read' : 'unknown';
    }
    default:
      return 'unknown';
  }
}

/** Not `m[k]++`, `m[k] += x`, which begin with what is there. */
function isPlainAssignment({ tree }: PoolCode, place: Node): boolean {
  const statement = tree.parent(tree.parent(place));
  return tree.kind(statement) === K.AssignmentStatement && tree.op(statement) === '=';
}

/** A function of std that reads a map: printing, encoding, `maps.Keys`. */
function isLookedAt({ types }: PoolCode, call: Node): boolean {
  const func = calledFunction(types, call);
  if (func?.pkg === undefined || !hasStdPackage(func.pkg.path, undefined)) return false;
  return func.pkg.path === 'maps' ? /^(?:Keys|Values|All|Clone|Equal)$/.test(func.name) : !/^(?:Decode|Unmarshal)/.test(func.name);
}

function sliceFieldFilling(code: PoolCode, place: Node): Filling {
  const { tree } = code;
  if (isExtended(code, place)) return 'extend';
  const p = tree.parent(place);
  const kind = tree.kind(p);
  if (kind === K.RangeClause) return tree.fields[place] === F.Right ? 'read' : 'unknown';
  if (kind === K.IndexExpression) return tree.field(p, F.Operand) === place && !isWritten(tree, p) ? 'read' : 'unknown';
  return kind === K.ArgumentList || kind === K.VariadicArgument
    ? givenFilling(code, kind === K.VariadicArgument ? tree.parent(p) : p)
    : 'unknown';
}

/** A call with the slice: `copy` and whoever gives a slice back may be on the way to empty it. */
function givenFilling({ tree, types }: PoolCode, list: Node): Filling {
  const call = tree.parent(list);
  const builtin = types.objects.get(tree.unparen(calleeOf(tree, call)));
  if (builtin?.kind === 'builtin') return builtin.name === 'len' || builtin.name === 'cap' ? 'read' : 'unknown';
  const func = calledFunction(types, call);
  return func?.pkg !== undefined && hasStdPackage(func.pkg.path, undefined) && argumentsOf(tree, call).length > 0 ? 'read' : 'unknown';
}

/**
 * It happens on another path than the filling to its put: in a branch that returns, or where the size of what is kept is over a limit, so that
 * everything below the limit stays.
 */
export function isAside({ tree }: PoolCode, use: Node, fill: Node): boolean {
  for (let n = tree.parent(use); n !== NONE; n = tree.parent(n)) {
    if (tree.kind(n) === K.FuncLiteral) return false;
    const branch = tree.kind(n) === K.IfStatement ? tree.field(n, F.Consequence) : NONE;
    if (branch === NONE || !tree.within(use, branch) || tree.within(fill, branch) || tree.field(n, F.Alternative) !== NONE) continue;
    const list = tree.first(branch);
    const last = tree.kind(list) === K.StatementList ? tree.last(list) : list;
    if (tree.kind(last) === K.ReturnStatement) return true;
    if (fill < n && OVER_LIMIT.test(tree.textOf(tree.field(n, F.Condition)))) return true;
  }
  return false;
}

/** `len(p.words) > 1000`, `b.Cap() > maxSize`; not `> 0`. */
const OVER_LIMIT = /^(?:(?:len|cap)\([\w.*]+\)|[\w.]+\.(?:Len|Cap)\(\)) ?>=? ?(?:[1-9][\w<]*|[a-zA-Z]\w*(?: ?<< ?\w+)?)(?: ?<< ?\d+)?$/;
