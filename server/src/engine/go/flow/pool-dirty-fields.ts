/** Fields of a pooled struct that a function only adds to, whatever it does with the others: entries of a map, a buffer, a slice. */
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { under } from '../types/predicates.js';
import { ERROR } from '../types/universe.js';
import { calledFunction, type PoolCode } from './pool-code.js';
import { bufferFilling, type Filling, type FillingCalls, isEmptiedByReset, isExtended } from './pool-fillings.js';

export type FieldFilling = 'insert' | 'append' | 'extend' | 'kept';

export interface FilledField {
  readonly kind: FieldFilling;
  /** The field, or the map, where it is added to first. */
  readonly at: Node;
}

type PutNames = { has(name: Node): boolean };

/** The first part of what the variable points to that is only added to and looked at, between the `Get` and the put of the whole. */
export function filledField(code: PoolCode, v: Variable, puts: PutNames, filling: FillingCalls): FilledField | undefined {
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
    const found = filledPart(code, fields, filling);
    if (found) return found;
  }
  return undefined;
}

/** The same of places that are one map, buffer or slice. */
export function filledPart(code: PoolCode, places: readonly Node[], filling: FillingCalls): FilledField | undefined {
  const { tree, types } = code;
  const type = types.typeOf(places[0]!);
  const u = type && under(type);
  if (!type || !u) return undefined;
  const held = u.kind === 'pointer' ? u.elem : type;
  const isBuffer = isEmptiedByReset(held);
  if (!isBuffer && u.kind !== 'map' && u.kind !== 'slice') return undefined;
  const fillings = places.map(place =>
    isBuffer
      ? bufferFilling(code, outermost(code, place))
      : u.kind === 'map'
        ? mapFilling(code, place)
        : sliceFieldFilling(code, place, filling),
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

function sliceFieldFilling(code: PoolCode, place: Node, filling: FillingCalls): Filling {
  const { tree } = code;
  if (isExtended(code, place, filling)) return 'extend';
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

/** The place where a field gets its value under a condition only, that of the last use otherwise, and is looked at in any case. */
export function keptField(code: PoolCode, v: Variable, puts: PutNames): FilledField | undefined {
  const { tree, types } = code;
  const byField = new Map<string, Node[]>();
  let isRead = false;
  for (const use of v.uses) {
    if (puts.has(use)) continue;
    const field = tree.parent(use);
    if (tree.kind(field) === K.SelectorExpression && tree.first(field) === use && types.selections.get(field)?.object.kind === 'var') {
      const name = tree.textOf(tree.last(field));
      byField.set(name, [...(byField.get(name) ?? []), field]);
    } else if (tree.kind(field) === K.ArgumentList && isLookedAt(code, tree.parent(field))) isRead = true;
    else return undefined;
  }
  for (const fields of byField.values()) {
    const sets = fields.filter(field => isWritten(tree, field));
    const [first] = sets;
    if (first === undefined || !isPlainValue(code, first) || !sets.every(set => isPlainAssignment(code, set))) continue;
    const choices = sets.map(set => choiceOf(code, set, v));
    const others = fields.filter(field => !sets.includes(field));
    const isOwn = others.every(field => !isChanged(code, field) && !choices.some(choice => choice !== NONE && tree.within(field, choice)));
    if (!choices.includes(NONE) && isOwn && (isRead || others.some(field => field > first))) return { kind: 'kept', at: first };
  }
  return undefined;
}

/** `v.f[0] = x`, `&v.f`, `v.f.Set()`: nobody knows what becomes of it. */
function isChanged({ tree }: PoolCode, field: Node): boolean {
  const p = tree.parent(field);
  return tree.kind(p) === K.SelectorExpression || tree.kind(p) === K.IndexExpression || tree.op(p) === '&';
}

/** A flag, a number, a text, an error: what refers to memory may be kept for its room. */
function isPlainValue({ types }: PoolCode, field: Node): boolean {
  const type = types.typeOf(field) ?? types.selections.get(field)?.object.type;
  return type !== undefined && (under(type).kind === 'basic' || type === ERROR);
}

/** The `if` without `else` that the assignment hangs on, which asks nothing of the object and sets only plain fields of it; NONE for all others. */
function choiceOf(code: PoolCode, set: Node, v: Variable): Node {
  const { tree, scopes, types } = code;
  const list = tree.parent(tree.parent(tree.parent(set)));
  const choice = tree.parent(tree.parent(list));
  if (tree.kind(choice) !== K.IfStatement || tree.first(tree.field(choice, F.Consequence)) !== list) return NONE;
  if (tree.field(choice, F.Alternative) !== NONE || tree.parentKind(tree.parent(tree.parent(choice))) === K.IfStatement) return NONE;
  const own = tree.ancestor(choice, K.ForStatement, K.FuncLiteral, K.ExpressionCase, K.TypeCase, K.CommunicationCase);
  if (own !== NONE && own > v.func) return NONE;
  const last = tree.last(list);
  if (tree.kind(last) === K.ReturnStatement) return NONE;
  for (const use of v.uses) {
    if (!tree.within(use, choice)) continue;
    const field = tree.parent(use);
    const isSet = tree.within(use, list) && isWritten(tree, field) && isPlainValue({ ...code, types, scopes }, field);
    if (!isSet) return NONE;
  }
  return choice;
}
