/** Slices that are read from a pointer of a pool, and go back in another way: as the address of the copy, or grown in the copy only. */
import { calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { Mode } from '../types/model.js';
import { under } from '../types/predicates.js';
import type { PutNodes } from './pool-calls.js';
import { bare, calledFunction, isPoolMethod, type PoolCode } from './pool-code.js';
import { isPredeclaredCall } from './pool-made.js';
import type { ReslicedObject } from './pool-object-facts.js';

export function reslicedObjects(code: PoolCode, puts: readonly PutNodes[]): ReslicedObject[] {
  if (puts.length === 0) return [];
  const growing = growingCopies(code);
  return puts.flatMap((put, i): ReslicedObject[] => {
    const found = put.fact.byHelper ? undefined : (copied(code, put) ?? grown(code, put, growing));
    return found ? [{ ...found, put: i }] : [];
  });
}

type Found = Omit<ReslicedObject, 'put'>;

/** `b := *p.Get().(*[]byte); p.Put(&b)` */
function copied(code: PoolCode, { fact, object }: PutNodes): Found | undefined {
  const { tree, scopes } = code;
  if (!fact.addressOf) return undefined;
  const v = scopes.variableOf(tree.withoutAddress(object));
  if (v?.kind !== 'local' || v.init === NONE || v.initIndex > 0) return undefined;
  const pointer = readFrom(code, v.init);
  if (pointer === NONE || !comesFromPool(code, pointer)) return undefined;
  return { kind: 'copied', span: tree.span(v.init), name: v.name, pointer: tree.textOf(pointer) };
}

/** What `*p` or `(*p)[:0]` reads; NONE for anything else. */
function readFrom({ tree, types }: PoolCode, value: Node): Node {
  const e = tree.unparen(value);
  const star = tree.kind(e) === K.SliceExpression ? tree.unparen(tree.field(e, F.Operand)) : e;
  if (tree.kind(star) !== K.UnaryExpression || tree.op(star) !== '*') return NONE;
  const type = types.typeOf(star);
  return type && under(type).kind === 'slice' ? tree.unparen(tree.first(star)) : NONE;
}

/** The call of Get itself, or a variable that is declared with it. */
function comesFromPool(code: PoolCode, pointer: Node): boolean {
  const { tree, types, scopes } = code;
  const v = scopes.variableOf(pointer);
  const e = bare(tree, v ? v.init : pointer);
  const func = tree.kind(e) === K.CallExpression ? calledFunction(types, e) : undefined;
  return func !== undefined && isPoolMethod(func, 'Get');
}

/** A copy of the slice that a pointer leads to, and where it grows. */
type Growing = ReadonlyMap<Variable | undefined, { readonly name: string; readonly at: Node }>;

function growingCopies(code: PoolCode): Growing {
  const { tree, scopes } = code;
  const out = new Map<Variable | undefined, { name: string; at: Node }>();
  for (const copy of scopes.variables) {
    if (copy.kind !== 'local' || copy.init === NONE || copy.initIndex > 0) continue;
    const pointer = scopes.variableOf(readFrom(code, copy.init));
    if (!pointer || copy.uses.some(use => isAddressed(tree, use) || isMeasured(code, use))) continue;
    const at = growthOf(code, copy);
    if (at !== NONE) out.set(pointer, { name: copy.name, at });
  }
  return out;
}

/** `b := (*bp)[:0]; b = append(b, …); p.Put(bp)`, and nothing is stored back. */
function grown(code: PoolCode, { object }: PutNodes, growing: Growing): Found | undefined {
  const { tree, scopes } = code;
  const pointer = scopes.variableOf(tree.unparen(object));
  const copy = growing.get(pointer);
  if (!copy || pointer?.kind !== 'local' || !comesFromPool(code, tree.unparen(object))) return undefined;
  // Whoever else has the pointer may store it back.
  if (!pointer.uses.every(use => tree.within(use, object) || isRead(code, use))) return undefined;
  return { kind: 'grown', span: tree.span(copy.at), name: copy.name, pointer: pointer.name };
}

/** `*bp` as a value. */
function isRead({ tree }: PoolCode, use: Node): boolean {
  let e = tree.parent(use);
  if (tree.kind(e) !== K.UnaryExpression || tree.op(e) !== '*') return false;
  while (tree.parentKind(e) === K.ParenthesizedExpression || tree.parentKind(e) === K.SliceExpression) e = tree.parent(e);
  return tree.fields[tree.parent(e)] !== F.Left && !isAddressed(tree, e);
}

/** The statement in a loop that appends to the variable as much as there is. */
function growthOf(code: PoolCode, v: Variable): Node {
  const { tree, scopes, types } = code;
  for (const use of v.uses) {
    const list = tree.parent(use);
    const statement = tree.parent(list);
    if (tree.kind(statement) !== K.AssignmentStatement || tree.fields[list] !== F.Left || !isOpen(code, scopes.loopOf(statement))) continue;
    const [value = NONE] = expressionsOf(tree, tree.field(statement, F.Right));
    const call = tree.unparen(value);
    if (tree.kind(call) !== K.CallExpression) continue;
    const builtin = types.objects.get(tree.unparen(calleeOf(tree, call)));
    if (builtin?.kind === 'builtin' && builtin.name === 'append' && tree.textOf(call).startsWith(`append(${v.name},`)) return statement;
  }
  return NONE;
}

/** `len(b)+n > limit`, `len(b) == cap(b)`: the function may stop before the slice is full. */
function isMeasured(code: PoolCode, use: Node): boolean {
  const { tree } = code;
  const call = tree.parentKind(use) === K.ArgumentList ? tree.parent(tree.parent(use)) : NONE;
  if (tree.kind(call) !== K.CallExpression || !isPredeclaredCall(code, call, 'len', 'cap')) return false;
  return tree.kind(tree.parent(call)) === K.BinaryExpression && tree.op(tree.parent(call)) !== '-';
}

/** Nothing in its header limits the loop: the slice may be large enough for eight iterations, or for a number's digits. */
function isOpen({ tree, types }: PoolCode, loop: Node): boolean {
  if (loop === NONE) return false;
  const header = tree.first(loop) === tree.field(loop, F.Body) ? NONE : tree.first(loop);
  if (tree.kind(header) === K.RangeClause) {
    const ranged = tree.unparen(tree.field(header, F.Right));
    if (types.modes[ranged] === Mode.Constant || tree.kind(ranged) === K.SliceExpression || tree.kind(ranged) === K.CompositeLiteral)
      return false;
    const type = types.typeOf(ranged);
    const u = type && under(type);
    return u !== undefined && (u.kind === 'basic' ? u.name === 'string' : u.kind === 'slice' || u.kind === 'map' || u.kind === 'chan');
  }
  const condition = tree.kind(header) === K.ForClause ? tree.field(header, F.Condition) : header;
  if (tree.kind(condition) !== K.BinaryExpression) return condition === NONE || tree.kind(condition) === K.CallExpression;
  return /^<=?$/.test(tree.op(condition)) && types.modes[tree.unparen(tree.last(condition))] !== Mode.Constant;
}
