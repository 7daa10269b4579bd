/** Calls of predeclared functions, and conversions. */
import { K, type Node } from '../../syntax/flat-tree.js';
import { Is, Mode, type Type } from '../types/model.js';
import { coreType, is, isBytes, isInterface, under } from '../types/predicates.js';
import { argumentsOf, calledNode, isConversion, lastArgument } from './callee.js';
import { boxed } from './expressions.js';
import type { Flow } from './flow.js';
import { shifted } from './graph.js';
import type { Hole } from './location.js';
import { holdsPointers } from './pointers.js';
import { constantOf } from './room.js';

export function conversion(f: Flow, hole: Hole, n: Node, target: Type, arg: Node): void {
  const from = f.typeOf(arg);
  if (isInterface(target)) {
    f.value(from && !f.isConstant(arg) ? boxed(f, hole, arg, from) : hole, arg);
    return;
  }
  const copies = from && ((is(target, Is.String) && !is(from, Is.String)) || (isText(target) && is(from, Is.String)));
  if (copies) {
    f.spill(hole, n, 'conversion');
    f.discard(arg);
  } else if (from && isUnsafePointer(target) && is(from, Is.Integer)) address(f, hole, arg);
  else f.value(from && coreType(target)?.kind === 'array' && coreType(from)?.kind === 'slice' ? shifted(hole, 1) : hole, arg);
}

function isUnsafePointer(type: Type): boolean {
  const u = under(type);
  return u.kind === 'basic' && u.name === 'unsafe.Pointer';
}

/** An integer that was made of a pointer, and becomes one again (cmd/compile/internal/escape, unsafeValue). */
function address(f: Flow, hole: Hole, node: Node): void {
  const { tree, types } = f;
  const n = tree.unparen(node);
  const kind = tree.kind(n);
  if (kind === K.BinaryExpression || kind === K.UnaryExpression) for (const c of tree.children(n)) address(f, hole, c);
  else if (kind === K.CallExpression || kind === K.TypeConversionExpression) {
    const [arg] = types.modes[calledNode(f, n)] === Mode.Type || isConversion(f, n) ? argumentsOf(f, n) : [];
    const from = arg === undefined ? undefined : f.typeOf(arg);
    if (from && arg !== undefined && isUnsafePointer(from)) f.value(hole, arg);
    else f.discard(n);
  } else f.discard(n);
}

const isText = (type: Type): boolean => {
  const u = coreType(type);
  return u?.kind === 'slice' && (isBytes(u) || is(u.elem, Is.Integer));
};

export function builtin(f: Flow, hole: Hole, n: Node, name: string, args: readonly Node[]): void {
  const [first, second] = args;
  switch (name) {
    case 'append':
      append(f, hole, n, args);
      return;
    case 'copy':
      if (first !== undefined) f.discard(first);
      if (second !== undefined) copied(f, second, n);
      return;
    case 'make': {
      const type = f.typeOf(n);
      const core = type && coreType(type);
      if (core && core.kind !== 'chan') f.spill(hole, n, 'make').to.printed = makeWithSizes(f, args);
      for (const a of args.slice(1)) f.discard(a);
      return;
    }
    case 'new': {
      const made = f.spill(hole, n, 'pointer');
      if (first !== undefined && f.types.modes[first] !== Mode.Type) f.value(made, first);
      return;
    }
    case 'panic':
      if (first !== undefined) f.value(f.note(f.heap, n, 'panic'), first);
      return;
    case 'max':
    case 'min':
    case 'unsafe.Add':
    case 'unsafe.Slice':
    case 'unsafe.SliceData':
    case 'unsafe.String':
    case 'unsafe.StringData':
      for (const a of args) f.value(hole, a);
      return;
    default:
      for (const a of args) f.discard(a);
  }
}

/** `make([]byte, 512)`, as the compiler prints it where the source names a constant. */
function makeWithSizes(f: Flow, [type, ...sizes]: readonly Node[]): string | undefined {
  if (type === undefined || !sizes.some(s => constantOf(f, s) !== undefined)) return undefined;
  const text = (size: Node) => {
    const known = constantOf(f, size);
    return known?.kind === 'int' ? String(known.value) : f.tree.textOf(size);
  };
  return `make(${[f.tree.textOf(type), ...sizes.map(text)].join(', ')})`;
}

function append(f: Flow, hole: Hole, n: Node, args: readonly Node[]): void {
  const [slice, ...rest] = args;
  if (slice === undefined) return;
  f.spill(hole, n, 'append');
  const elem = elementOf(f, slice);
  const moved = elem && holdsPointers(elem) ? [f.note(shifted(f.heap, 1), n, 'appendee slice')] : [];
  f.value(f.tee([f.note(hole, n, 'append'), ...moved]), slice);
  if (f.tree.kind(lastArgument(f, n)) === K.VariadicArgument) {
    if (rest[0] !== undefined) copied(f, rest[0], n, 'appended slice...');
  } else for (const a of rest) f.value(f.note(f.heap, n, 'call parameter'), a);
}

/** What the elements of a slice point to goes on where the copies are. */
function copied(f: Flow, slice: Node, n: Node, reason: 'copied slice' | 'appended slice...' = 'copied slice'): void {
  const elem = elementOf(f, slice);
  if (elem && holdsPointers(elem)) f.value(f.note(shifted(f.heap, 1), n, reason), slice);
  else f.discard(slice);
}

function elementOf(f: Flow, slice: Node): Type | undefined {
  const type = f.typeOf(slice);
  const core = type && coreType(type);
  return core?.kind === 'slice' ? core.elem : undefined;
}
