/** Slices that are only cut before the object that holds them is put: their arrays stay as they are. */
import { expressionsOf, F, type FlatTree, K, type Node } from '../../syntax/flat-tree.js';
import { hasNoPointers } from '../known/pointer-free.js';
import type { Variable } from '../names/variable.js';
import type { Type } from '../types/model.js';
import { isBytes, under } from '../types/predicates.js';
import type { PoolCode } from './pool-code.js';

export interface Cut {
  readonly statement: Node;
  readonly name: string;
  /** The type and the field that is cut. */
  readonly grows?: { readonly type: string; readonly field: string; readonly isBuffer?: boolean };
}

/** `q.tasks = q.tasks[:0]` of elements with pointers, as the last thing that happens to them before the put. */
export function cutBefore(code: PoolCode, v: Variable, call: Node): Cut | undefined {
  for (const { statement, target, elem } of cutsBefore(code, v, call))
    if (refersOn(elem) && !isEmptied(code, target, statement)) return { statement, name: code.tree.textOf(target) };
  return undefined;
}

/** `l.b = l.b[:0]` of bytes in a struct that a type of the package is. */
export function bytesCutBefore(code: PoolCode, v: Variable, call: Node): Cut | undefined {
  const { tree, types } = code;
  const object = types.objects.get(v.node);
  const pointer = object?.kind === 'var' ? object.type : undefined;
  const type = pointer?.kind === 'pointer' ? pointer.elem : undefined;
  if (type?.kind !== 'named') return undefined;
  for (const { statement, target, elem } of cutsBefore(code, v, call)) {
    const u = under(elem);
    if (tree.kind(target) !== K.SelectorExpression || u.kind !== 'basic' || u.name !== 'uint8') continue;
    return { statement, name: tree.textOf(target), grows: { type: type.object.name, field: tree.textOf(tree.last(target)) } };
  }
  return undefined;
}

/** Of a struct type of the package: its fields of bytes and its buffers, which may have grown to any size. */
export function byteFields({ types }: PoolCode, v: Variable): NonNullable<Cut['grows']>[] {
  const object = types.objects.get(v.node);
  const pointer = object?.kind === 'var' ? object.type : undefined;
  const type = pointer?.kind === 'pointer' ? pointer.elem : undefined;
  const u = type && under(type);
  if (type?.kind !== 'named' || type.origin || u?.kind !== 'struct' || object?.kind !== 'var' || type.object.pkg !== object.pkg) return [];
  return u.fields.flatMap(f => {
    const isBuffer = isBufferType(f.type);
    return isBuffer || isBytes(f.type) ? [{ type: type.object.name, field: f.name, ...(isBuffer && { isBuffer }) }] : [];
  });
}

/** A bytes.Buffer, or a pointer to one. */
function isBufferType(type: Type): boolean {
  const held = type.kind === 'pointer' ? type.elem : type;
  return held.kind === 'named' && held.object.name === 'Buffer' && held.object.pkg?.path === 'bytes';
}

/** Statements of the same block that cut something of the variable to nothing, and the type of its elements. */
function* cutsBefore(code: PoolCode, v: Variable, call: Node): Generator<{ statement: Node; target: Node; elem: Type }> {
  const { tree } = code;
  const list = tree.ancestor(call, K.StatementList);
  for (const use of v.uses) {
    const target = placeOf(tree, use);
    const left = tree.parent(target);
    const statement = tree.parent(left);
    if (tree.fields[left] !== F.Left || tree.kind(statement) !== K.AssignmentStatement || tree.parent(statement) !== list) continue;
    const [value] = expressionsOf(tree, tree.field(statement, F.Right));
    const elem = statement > call || value === undefined ? undefined : cutOf(code, value);
    if (elem) yield { statement, target, elem };
  }
}

/** `*v` or `v.f` around the name. */
function placeOf(tree: FlatTree, use: Node): Node {
  const p = tree.parent(use);
  return tree.kind(p) === K.SelectorExpression || (tree.kind(p) === K.UnaryExpression && tree.op(p) === '*') ? p : use;
}

/** The type of the elements of `x[:0]`. */
function cutOf({ tree, types }: PoolCode, value: Node): Type | undefined {
  const e = tree.unparen(value);
  if (tree.kind(e) !== K.SliceExpression || !/\[(?:0)?:0\]$/.test(tree.textOf(e))) return undefined;
  const type = types.typeOf(e);
  const u = type && under(type);
  return u?.kind === 'slice' ? u.elem : undefined;
}

/** Elements refer to other memory: as pointers or values of interfaces. */
function refersOn(type: Type): boolean {
  const elem = under(type);
  return (
    elem.kind === 'pointer' || elem.kind === 'interface' || (elem.kind === 'struct' && hasNoPointers(type) === false && holdsPointer(elem))
  );
}

const holdsPointer = (type: { readonly fields: readonly { readonly type: Parameters<typeof under>[0] }[] }): boolean =>
  type.fields.some(f => ['pointer', 'interface', 'map'].includes(under(f.type).kind));

/** Nothing was put into it since it was emptied before, or a loop looks after each element. */
function isEmptied({ tree }: PoolCode, target: Node, statement: Node): boolean {
  const name = tree.textOf(target);
  const before = tree.text.slice(0, tree.starts[statement]);
  const ranged = before.lastIndexOf(`range ${name}`);
  return (ranged >= 0 && LOOKS_AFTER.test(before.slice(ranged))) || before.includes(`${name} = ${name}[:0]`);
}

/** An element is set, or something is called that may end it. */
const LOOKS_AFTER = /\] ?=|reset|clear|free|release|put|recycl|close|clean|nil/i;
