/** Unary and binary operators, comparisons, shifts (Go spec, "Operators"). */
import { K, type Node } from '../../syntax/flat-tree.js';
import { type Checker, Operand } from './checking.js';
import { type Constant, makeBool, overflows, toInt } from './constant.js';
import {
  type BinaryOperator,
  binary as binaryConstant,
  type Comparison,
  compare,
  shift as shiftConstant,
  type UnaryOperator,
  unary as unaryConstant,
} from './constant-operations.js';
import { representable } from './constant-ranges.js';
import { identical } from './identity.js';
import { Is, Mode, Pointer, type Type, UNKNOWN } from './model.js';
import { allAre, coreType, is, isUntyped, under } from './predicates.js';
import { defaultType, UINT, UNTYPED_BOOL, UNTYPED_INT } from './universe.js';

const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);
/** Which types an operator takes. */
const TAKES: Readonly<Record<string, number>> = {
  '+': Is.Numeric | Is.String,
  '-': Is.Numeric,
  '*': Is.Numeric,
  '/': Is.Numeric,
  '%': Is.Integer,
  '&': Is.Integer,
  '|': Is.Integer,
  '^': Is.Integer,
  '&^': Is.Integer,
  '&&': Is.Boolean,
  '||': Is.Boolean,
};
const UNARY: Readonly<Record<string, number>> = { '+': Is.Numeric, '-': Is.Numeric, '^': Is.Integer, '!': Is.Boolean };

export function unary(c: Checker, x: Operand, node: Node): void {
  const { tree } = c.env.unit;
  const op = tree.op(node);
  const operand = tree.first(node);
  if (op === '*') {
    dereference(c, x, operand);
    return;
  }
  if (op === '&') {
    addressOf(c, x, operand);
    return;
  }
  c.expr(x, operand);
  if (!x.isKnown) return;
  if (op === '<-') {
    const core = coreType(x.type);
    if (core?.kind === 'chan' && core.direction !== 'send') x.set(Mode.CommaOk, core.elem);
    else x.forget();
    return;
  }
  const takes = UNARY[op];
  if (takes === undefined || !allAre(x.type, takes)) {
    x.forget();
    return;
  }
  if (x.mode !== Mode.Constant) {
    x.mode = Mode.Value;
    return;
  }
  if (x.value === undefined) return;
  const u = under(x.type);
  const bits = is(u, Is.Unsigned) && u.kind === 'basic' ? u.size * 8 : undefined;
  x.value = unaryConstant(op as UnaryOperator, x.value, bits);
  x.node = node;
  checkOverflow(x);
}

function dereference(c: Checker, x: Operand, operand: Node): void {
  c.exprOrType(x, operand);
  if (!x.isKnown) return;
  if (x.mode === Mode.Type) {
    x.type = new Pointer(x.type);
    return;
  }
  const core = coreType(x.type);
  if (core?.kind === 'pointer') x.set(Mode.Variable, core.elem);
  else x.forget();
}

/** The address of a variable or of a composite literal. */
function addressOf(c: Checker, x: Operand, operand: Node): void {
  const { tree } = c.env.unit;
  c.exprOrType(x, operand);
  const inner = tree.unparen(operand);
  if (!x.isKnown) return;
  if (x.mode !== Mode.Variable && tree.kind(inner) !== K.CompositeLiteral && tree.kind(inner) !== K.LiteralValue) {
    x.forget();
    return;
  }
  x.set(Mode.Value, new Pointer(x.type));
}

/** A typed constant must fit its type; an untyped integer has at most 512 bits. Otherwise its value is unknown. */
function checkOverflow(x: Operand): void {
  if (x.value === undefined) return;
  if (!isUntyped(x.type)) {
    const u = under(x.type);
    const fits = u.kind === 'basic' ? representable(x.value, u.name, 8) : undefined;
    if (fits === undefined) x.forget();
    else x.value = fits;
  } else if (overflows(x.value)) x.value = undefined;
}

/** `x` is what stands on the left. `node` is -1 for the operator of an assignment. */
export function binary(c: Checker, x: Operand, node: Node, left: Node, right: Node, op: string): void {
  const y = new Operand();
  c.expr(y, right);
  if (!x.isKnown || !y.isKnown) {
    // What the other side would have decided stays open.
    c.decide(left, UNKNOWN, true);
    if (op !== '<<' && op !== '>>') c.decide(right, UNKNOWN, true);
    if (COMPARISONS.has(op)) {
      x.set(Mode.Value, UNTYPED_BOOL);
      x.node = node;
    } else x.forget();
    return;
  }
  if (op === '<<' || op === '>>') {
    shift(c, x, y, node, op);
    return;
  }
  c.matchTypes(x, y);
  if (!x.isKnown) return;
  if (COMPARISONS.has(op)) {
    c.comparison(x, y, op);
    return;
  }
  const takes = TAKES[op];
  if (takes === undefined || !identical(x.type, y.type) || !allAre(x.type, takes)) {
    x.forget();
    return;
  }
  if (x.mode !== Mode.Constant || y.mode !== Mode.Constant) {
    x.mode = Mode.Value;
    x.value = undefined;
    return;
  }
  const known = x.value !== undefined && y.value !== undefined;
  x.value = known ? binaryConstant(op as BinaryOperator, x.value as Constant, y.value as Constant, is(x.type, Is.Integer)) : undefined;
  x.node = node;
  // Division by zero is no constant.
  if (known && x.value === undefined && (op === '/' || op === '%')) {
    x.forget();
    return;
  }
  checkOverflow(x);
}

/** The result is an untyped boolean; operands get their final types. */
export function comparison(c: Checker, x: Operand, y: Operand, op: string): void {
  if (x.mode === Mode.Constant && y.mode === Mode.Constant) {
    const result = x.value !== undefined && y.value !== undefined ? compare(op as Comparison, x.value, y.value) : undefined;
    x.value = result === undefined ? undefined : makeBool(result);
  } else {
    c.decide(x.node, defaultType(x.type), true);
    c.decide(y.node, defaultType(y.type), true);
    noteComparison(c, x, y);
    x.mode = Mode.Value;
    x.value = undefined;
  }
  x.type = UNTYPED_BOOL;
}

/** A value that is compared with an interface becomes one. */
function noteComparison(c: Checker, x: Operand, y: Operand): void {
  const [ux, uy] = [under(x.type), under(y.type)];
  const { conversions } = c.env.unit.types;
  const isNil = (t: Type) => t.kind === 'basic' && t.name === 'untyped nil';
  if (ux.kind === 'interface' && uy.kind !== 'interface' && !isNil(y.type)) conversions.push({ node: y.node, from: y.type, to: x.type });
  if (uy.kind === 'interface' && ux.kind !== 'interface' && !isNil(x.type)) conversions.push({ node: x.node, from: x.type, to: y.type });
}

function shift(c: Checker, x: Operand, y: Operand, node: Node, op: '<<' | '>>'): void {
  const isConstant = x.mode === Mode.Constant;
  const integer = isConstant && x.value !== undefined ? toInt(x.value) : undefined;
  if (!allAre(x.type, Is.Integer) && !(isUntyped(x.type) && (integer !== undefined || x.value === undefined))) {
    x.forget();
    return;
  }
  if (y.mode !== Mode.Constant) {
    if (!allAre(y.type, Is.Integer)) {
      x.forget();
      return;
    }
    if (isUntyped(y.type)) c.convertUntyped(y, UINT);
  }
  if (isConstant && y.mode === Mode.Constant) {
    if (!is(x.type, Is.Integer)) x.type = UNTYPED_INT;
    const count = y.value === undefined ? undefined : toInt(y.value);
    if (integer === undefined || count === undefined) {
      x.value = undefined;
      return;
    }
    x.value = shiftConstant(op, integer, count.value);
    x.node = node;
    if (x.value === undefined) {
      x.forget();
      return;
    }
    checkOverflow(x);
    return;
  }
  if (isConstant && isUntyped(x.type)) {
    // Its type is what it would be without the shift: the surroundings decide.
    const { undecided } = c.env.unit.types;
    const old = undecided.get(x.node);
    if (old) undecided.set(x.node, { ...old, shiftOperand: true });
    x.mode = Mode.Value;
    x.value = undefined;
    return;
  }
  if (!allAre(x.type, Is.Integer)) {
    x.forget();
    return;
  }
  x.mode = Mode.Value;
  x.value = undefined;
}
