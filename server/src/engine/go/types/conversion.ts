/** Conversions `T(x)` (Go spec, "Conversions"). */
import type { Checker, Operand } from './checking.js';
import { type IntConstant, toInt } from './constant.js';
import { representable } from './constant-ranges.js';
import { stringFromInt } from './constant-strings.js';
import { Is, Mode, type Type, UNKNOWN } from './model.js';
import { allAre, is, isInterface, isNilType, isUnknown, isUntyped, under } from './predicates.js';
import { defaultType } from './universe.js';

/** `T(x)`: a constant where both can be constants. */
export function conversion(c: Checker, x: Operand, target: Type): void {
  if (!x.isKnown || x.type.kind === 'tuple') {
    c.decide(x.node, UNKNOWN, true);
    if (!isUnknown(target)) x.set(Mode.Value, target);
    return;
  }
  const u = under(target);
  const isConstantType = u.kind === 'basic' && is(u, Is.Constant);
  const wasConstant = x.mode === Mode.Constant;
  const own = x.type;
  let isConstant = false;
  if (wasConstant && isConstantType) {
    const value = x.value === undefined ? undefined : convertConstant(x, u.name, is(u, Is.String));
    if (x.value !== undefined && value === undefined) {
      c.decide(x.node, UNKNOWN, true);
      x.forget();
      return;
    }
    x.value = value;
    isConstant = true;
  }
  if (isUntyped(own)) {
    let final: Type = target;
    // Type parameters are no types of constants either.
    if (isInterface(target) || (wasConstant && !isConstantType) || isNilType(own)) final = defaultType(own);
    else if (wasConstant && is(own, Is.Integer) && allAre(target, Is.String)) final = own;
    c.decide(x.node, final, true);
  }
  if (isConstant) x.set(Mode.Constant, target, x.value);
  else x.set(Mode.Value, target);
}

function convertConstant(x: Operand, to: string, intoString: boolean) {
  const direct = representable(x.value!, to, 8);
  if (direct !== undefined) return direct;
  const integer = is(x.type, Is.Integer) && intoString ? toInt(x.value!) : undefined;
  return integer ? stringFromInt(integer as IntConstant) : undefined;
}
