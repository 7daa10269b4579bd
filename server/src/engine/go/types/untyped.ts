/** Untyped values, and the types that their surroundings give them (Go spec, "Constants", "Assignability"). */
import { K, type Node } from '../../syntax/flat-tree.js';
import type { Checker, Operand, TreeTypes, Undecided } from './checking.js';
import type { Constant } from './constant.js';
import { representable } from './constant-ranges.js';
import { type Basic, Is, Mode, type Type, UNKNOWN } from './model.js';
import {
  all,
  allAre,
  hasNil,
  is,
  isInterface,
  isNilType,
  isTypeParameter,
  isUnknown,
  isUntyped,
  isUntypedNumber,
  under,
} from './predicates.js';
import { defaultType } from './universe.js';

/** Forgets the operand where the target does not take it. */
export function convertUntyped(c: Checker, x: Operand, target: Type): void {
  if (!x.isKnown || !isUntyped(x.type)) return;
  const converted = isUnknown(target) ? undefined : implicitType(x, target);
  if (!converted) {
    c.decide(x.node, UNKNOWN, true);
    x.forget();
    return;
  }
  const { type, value } = converted;
  if (value !== undefined) {
    x.value = value;
    const { undecided } = c.env.unit.types;
    const old = undecided.get(x.node);
    if (old) undecided.set(x.node, { ...old, value });
  }
  if (type !== x.type) {
    x.type = type;
    c.decide(x.node, type, false);
  }
}

interface Converted {
  readonly type: Type;
  /** Where it is another one than before. */
  readonly value?: Constant | undefined;
}

/** The type that an untyped value takes where one of type `target` is wanted; undefined: none. */
function implicitType(x: Operand, target: Type): Converted | undefined {
  const own = x.type as Basic;
  if (isUntyped(target)) {
    if (isUntypedNumber(own) && isUntypedNumber(target)) return { type: own.rank < target.rank ? target : own };
    return own.name === target.name ? { type: own } : undefined;
  }
  if (isTypeParameter(target)) {
    if (!all(target, t => implicitType(x, under(t)) !== undefined)) return undefined;
    return { type: isNilType(own) ? own : target };
  }
  const u = under(target);
  if (u.kind === 'basic') return implicitBasic(x, own, u, target);
  if (u.kind === 'interface') return { type: isNilType(own) ? own : defaultType(own) };
  // nil keeps its own type everywhere (go.dev/issue/13061).
  return isNilType(own) && hasNil(u) ? { type: own } : undefined;
}

function implicitBasic(x: Operand, own: Basic, basic: Basic, target: Type): Converted | undefined {
  if (isNilType(own)) return basic.name === 'unsafe.Pointer' ? { type: own } : undefined;
  if (x.mode === Mode.Constant && x.value !== undefined) {
    const value = representable(x.value, basic.name, 8);
    return value === undefined ? undefined : { type: target, value };
  }
  // Comparisons and shifts give untyped values that are no constants.
  const kind = is(own, Is.Boolean) ? Is.Boolean : is(own, Is.String) ? Is.String : Is.Numeric;
  return is(basic, kind) ? { type: target } : undefined;
}

/** Gives an untyped expression, and the operands that share its type, their type. UNKNOWN: nobody can tell it. */
export function decide(c: Checker, node: Node, type: Type, final: boolean): void {
  const { types } = c.env.unit;
  const open = [node];
  for (let n = open.pop(); n !== undefined; n = open.pop()) {
    const old = types.undecided.get(n);
    if (!old) continue;
    open.push(...sharingType(c, n, old.mode === Mode.Constant));
    if (!final && isUntyped(type)) types.undecided.set(n, { ...old, type });
    else decideOne(types, n, old, type);
  }
}

function decideOne(types: TreeTypes, node: Node, { mode, value, shiftOperand }: Undecided, type: Type): void {
  types.undecided.delete(node);
  const u = under(type);
  // What is shifted by a variable must become an integer; a constant must fit.
  const fits =
    !(shiftOperand && !allAre(type, Is.Integer)) &&
    !(value !== undefined && u.kind === 'basic' && representable(value, u.name, 8) === undefined);
  // The value stays as exact as it is: go/types rounds it where it is used.
  if (isUnknown(type) || !fits) types.forget(node);
  else types.set(node, mode, type, value);
}

const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** The operands whose type is that of the expression; those of a constant keep their own. */
function sharingType(c: Checker, node: Node, isConstant: boolean): readonly Node[] {
  const { tree } = c.env.unit;
  switch (tree.kind(node)) {
    case K.ParenthesizedExpression:
      return [tree.first(node)];
    case K.UnaryExpression:
      return isConstant ? [] : [tree.first(node)];
    case K.BinaryExpression: {
      const op = tree.op(node);
      if (isConstant || COMPARISONS.has(op)) return [];
      return op === '<<' || op === '>>' ? [tree.first(node)] : [tree.first(node), tree.last(node)];
    }
    default:
      return [];
  }
}

/** Both get the type that the larger or the typed one has. Forgets the first where that is not possible. */
export function matchTypes(c: Checker, x: Operand, y: Operand): void {
  if (!mayConvert(x, y)) return;
  c.convertUntyped(x, y.type);
  if (!x.isKnown) return;
  c.convertUntyped(y, x.type);
  if (!y.isKnown) x.forget();
}

function mayConvert(x: Operand, y: Operand): boolean {
  if (!isUntyped(x.type) && !isUntyped(y.type)) return false;
  for (const kind of [Is.Numeric])
    if (allAre(x.type, kind) !== allAre(y.type, kind) && !isInterface(x.type) && !isInterface(y.type)) return false;
  if (isInterface(x.type) || isInterface(y.type)) return true;
  for (const kind of [Is.Boolean, Is.String]) if (allAre(x.type, kind) !== allAre(y.type, kind)) return false;
  if (isNilType(x.type)) return hasNil(y.type);
  if (isNilType(y.type)) return hasNil(x.type);
  return under(x.type).kind !== 'pointer' && under(y.type).kind !== 'pointer';
}

/** A value that goes into a variable of type `target`; undefined: a blank one, or one whose type the value gives. */
export function assignment(c: Checker, x: Operand, target: Type | undefined): void {
  if (x.type.kind === 'tuple') x.forget();
  if (!x.isKnown) return;
  if (x.mode === Mode.NoValue || x.mode === Mode.Builtin || x.mode === Mode.Type) {
    x.forget();
    return;
  }
  if (isUntyped(x.type)) {
    const byDefault = target === undefined || isInterface(target);
    if (target === undefined && isNilType(x.type)) {
      x.forget();
      return;
    }
    c.convertUntyped(x, byDefault ? defaultType(x.type) : target);
    if (!x.isKnown) return;
  }
  if (target !== undefined) noteConversion(c, x, target);
}

/** Notes where a value becomes an interface. */
function noteConversion(c: Checker, x: Operand, target: Type): void {
  if (isUnknown(target) || isNilType(x.type) || !isInterface(target) || isInterface(x.type)) return;
  c.env.unit.types.conversions.push({ node: x.node, ...(x.part !== undefined && { part: x.part }), from: x.type, to: target });
}
