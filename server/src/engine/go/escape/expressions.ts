/** Where the values of expressions go (cmd/compile/internal/escape, expr.go). */
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import { boxSize, isPointerShaped } from '../types/boxing.js';
import { Is, Mode, type Type, type Var } from '../types/model.js';
import { coreType, is, isInterface, under } from '../types/predicates.js';
import type { Flow } from './flow.js';
import { shifted } from './graph.js';
import { elided, literal } from './literals.js';
import { type Hole, NO_LEAKS } from './location.js';
import { holdsPointers } from './pointers.js';
import { constantOf } from './room.js';

export function value(f: Flow, hole: Hole, node: Node): void {
  if (node === NONE) return;
  const { tree } = f;
  const n = tree.unparen(node);
  const conversion = f.conversionAt(n) ?? f.conversionAt(node);
  // Constants are in read-only data, boxed or not.
  if (f.isConstant(n)) return;
  bare(f, conversion ? boxed(f, hole, n, conversion.from) : hole, n, conversion !== undefined);
}

/** A value of the type becomes an interface: in memory of its own, if it needs any. Of a type parameter nobody knows. */
export function boxed(f: Flow, hole: Hole, node: Node, from: Type): Hole {
  if (isInterface(from) || (boxSize(from) ?? 0) === 0 || constantOf(f, node) !== undefined) return hole;
  return f.note(f.spill(hole, node, isPlainLiteral(f, node) ? 'literal' : 'boxed'), node, 'interface-converted');
}

/** A literal that is no memory of its own until it is boxed. */
function isPlainLiteral(f: Flow, node: Node): boolean {
  const type = f.tree.kind(node) === K.CompositeLiteral ? f.typeOf(node) : undefined;
  const kind = type && coreType(type)?.kind;
  return kind === 'struct' || kind === 'array';
}

function bare(f: Flow, given: Hole, n: Node, isBoxed: boolean): void {
  const { tree, types } = f;
  if (types.modes[n] === Mode.Type) return;
  const type = f.typeOf(n);
  const hole = !isBoxed && given.derefs >= 0 && type && !holdsPointers(type) ? f.nowhere : given;
  switch (tree.kind(n)) {
    case K.Identifier: {
      const object = types.objects.get(n);
      const location = object?.kind === 'var' ? f.locationOf(object) : undefined;
      if (!location) return;
      if (given.isAddress) location.addressTaken = true;
      f.graph.flow(hole, location);
      return;
    }
    case K.FuncLiteral:
      f.closure(hole, n);
      return;
    case K.CompositeLiteral:
      literal(f, hole, n, tree.childOfKind(n, K.LiteralValue), type);
      return;
    case K.LiteralValue:
      elided(f, hole, n, type);
      return;
    case K.UnaryExpression:
      unary(f, hole, n);
      return;
    case K.BinaryExpression:
      if (tree.op(n) === '+' && type && is(type, Is.String)) {
        f.spill(hole, n, 'concat');
        operands(f, n);
      } else for (const c of tree.children(n)) f.discard(c);
      return;
    case K.SelectorExpression:
      selector(f, hole, n);
      return;
    case K.IndexExpression:
      index(f, hole, n);
      return;
    case K.SliceExpression:
      slice(f, hole, n);
      return;
    case K.TypeAssertionExpression: {
      const isHeld = type !== undefined && !isInterface(type) && isPointerShaped(type) === false;
      f.value(f.note(isHeld ? shifted(hole, 1) : hole, n, 'dot'), tree.first(n));
      return;
    }
    case K.TypeConversionExpression:
    case K.CallExpression:
      f.call([hole], n);
      return;
    case K.VariadicArgument:
      f.value(hole, tree.first(n));
      return;
    default:
  }
}

function unary(f: Flow, hole: Hole, n: Node): void {
  const { tree } = f;
  const operand = tree.unparen(tree.first(n));
  switch (tree.op(n)) {
    case '&':
      if (tree.kind(operand) === K.CompositeLiteral) f.value(f.note(f.spill(hole, n, 'pointer'), n, 'address-of'), operand);
      else f.value(f.note(shifted(hole, -1), n, 'address-of'), operand);
      return;
    case '*':
      f.value(f.note(shifted(hole, 1), n, 'indirection'), operand);
      return;
    default:
      f.discard(operand);
  }
}

/** The operands of a sum of strings, which is one allocation. */
function operands(f: Flow, n: Node): void {
  const { tree } = f;
  for (const c of tree.children(n)) {
    const inner = tree.unparen(c);
    if (tree.kind(inner) === K.BinaryExpression && tree.op(inner) === '+' && !f.isConstant(inner)) operands(f, inner);
    else f.discard(c);
  }
}

/** Dereferences on the way from a value of the type through embedded and selected fields, and the type at its end. */
export function through(type: Type | undefined, path: readonly Var[]): { readonly derefs: number; readonly end: Type | undefined } {
  let derefs = 0;
  let at = type;
  for (const field of path) {
    if (at && under(at).kind === 'pointer') derefs++;
    at = field.type;
  }
  return { derefs, end: at };
}

function selector(f: Flow, hole: Hole, n: Node): void {
  const { tree, types } = f;
  const selection = types.selections.get(n);
  const operand = tree.first(n);
  if (!selection) {
    // Another package's name, or unknown.
    if (types.modes[operand] !== Mode.None && types.modes[operand] !== Mode.Type) f.discard(operand);
    return;
  }
  const { object, path } = selection;
  if (object.kind === 'var') {
    const { derefs } = through(f.typeOf(operand), [...path, object]);
    f.value(f.note(shifted(hole, derefs), n, derefs > 0 ? 'dot of pointer' : 'dot'), operand);
    return;
  }
  if (types.modes[operand] === Mode.Type) return;
  // A method value keeps its receiver; nobody knows when it is called.
  const closure = f.spill(hole, n, 'method');
  const { derefs, end } = through(f.typeOf(operand), path);
  const isUnseen = end === undefined || isInterface(end) || end.kind === 'type parameter';
  const isPointer = end !== undefined && under(end).kind === 'pointer';
  const step = isUnseen ? derefs : derefs + (object.pointerReceiver ? (isPointer ? 0 : -1) : isPointer ? 1 : 0);
  const leaks = isUnseen ? undefined : (f.functions.summaryOf(object)?.receiver ?? NO_LEAKS);
  const kept = f.note(closure, n, 'method value');
  const sinks = [kept];
  if (isUnseen) sinks.push(f.heap);
  else if (leaks) {
    const least = Math.min(leaks.heap ?? Number.POSITIVE_INFINITY, ...leaks.results.values());
    if (Number.isFinite(least)) sinks.push(f.note(shifted(f.heap, least), n, 'method value'));
  }
  f.value(shifted(f.tee(sinks), step), operand);
}

function index(f: Flow, hole: Hole, n: Node): void {
  const { tree, types } = f;
  const operand = tree.first(n);
  if (types.instances.size > 0 && f.typeOf(n)?.kind === 'func' && types.modes[operand] !== Mode.Variable && isFunction(f, operand)) return;
  const type = f.typeOf(operand);
  const core = type && coreType(type);
  for (const c of tree.children(n)) if (c !== operand) f.discard(c);
  if (core?.kind === 'array') f.value(f.note(hole, n, 'index of array'), operand);
  else if (core?.kind === 'slice' || core?.kind === 'pointer') f.value(f.note(shifted(hole, 1), n, 'index of slice'), operand);
  else f.discard(operand);
}

function isFunction({ tree, types }: Flow, node: Node): boolean {
  const n = tree.unparen(node);
  const named = tree.kind(n) === K.SelectorExpression ? tree.last(n) : n;
  return types.objects.get(named)?.kind === 'func';
}

function slice(f: Flow, hole: Hole, n: Node): void {
  const { tree } = f;
  const operand = tree.first(n);
  for (const c of tree.children(n)) if (c !== operand) f.discard(c);
  const type = f.typeOf(operand);
  const isArray = type && coreType(type)?.kind === 'array';
  f.value(f.note(isArray ? shifted(hole, -1) : hole, n, 'slice'), operand);
}
