/** Index, slice and selector expressions, composite literals (Go spec, "Primary expressions"). */
import { F, NONE, type Node } from '../../syntax/flat-tree.js';
import { type Checker, Operand } from './checking.js';
import { toInt } from './constant.js';
import { identical } from './identity.js';
import { Is, Mode, Slice, type Type, UNKNOWN } from './model.js';
import { coreOfBytes, is, isGeneric, isUnknown, typesOf, under } from './predicates.js';
import { typeArgumentsOf } from './type-arguments.js';
import { defaultType, INT, UINT8 } from './universe.js';

/** True when `x` is a generic function that the indexes instantiate. */
export function index(c: Checker, x: Operand, node: Node): boolean {
  const { tree } = c.env.unit;
  const operand = tree.first(node);
  c.raw(x, operand, undefined, true);
  const args = typeArgumentsOf(tree, node);
  if (!x.isKnown) {
    for (const a of args) forgetOperand(c, a);
    return false;
  }
  if (x.mode === Mode.Type) {
    const type = isGeneric(x.type) || isAliasName(c, operand) ? c.type(node) : UNKNOWN;
    if (isUnknown(type)) x.forget();
    else x.set(Mode.Type, type);
    return false;
  }
  if (x.type.kind === 'func' && x.type.parameters.length > 0) return true;
  if (x.type.kind === 'tuple' || args.length !== 1) {
    x.forget();
    return false;
  }
  elementAt(c, x, args[0]!);
  return false;
}

function isAliasName(c: Checker, operand: Node): boolean {
  const object = c.env.unit.types.objects.get(operand) ?? c.env.unit.types.objects.get(c.env.unit.tree.last(operand));
  return object?.kind === 'type' && object.aliasParameters !== undefined;
}

/** An operand of something unknown: what is untyped in it stays without a type. */
export function forgetOperand(c: Checker, node: Node): void {
  const x = new Operand();
  c.raw(x, node, undefined, true);
  c.decide(node, UNKNOWN, true);
}

/** The element of `x` at the index. */
export function elementAt(c: Checker, x: Operand, at: Node): void {
  const types = typesOf(x.type);
  const found = types?.map(t => elementOf(under(t), x.mode));
  const [first] = found ?? [];
  const known = first && found!.every(f => f && sameElement(f, first)) ? first : undefined;
  if (known?.key) {
    const key = new Operand();
    c.expr(key, at);
    c.assignment(key, known.key);
    x.set(Mode.MapIndex, known.elem);
    return;
  }
  indexOf(c, at);
  // Strings among the types of a type parameter: no element is a variable.
  if (known) x.set(found!.some(f => f?.mode === Mode.Value) ? Mode.Value : known.mode, known.elem);
  else x.forget();
}

interface Element {
  readonly key?: Type;
  readonly elem: Type;
  readonly mode: Mode;
}

function elementOf(u: Type, mode: Mode): Element | undefined {
  switch (u.kind) {
    case 'basic':
      return is(u, Is.String) ? { elem: UINT8, mode: Mode.Value } : undefined;
    case 'array':
      return { elem: u.elem, mode: mode === Mode.Variable ? Mode.Variable : Mode.Value };
    case 'pointer': {
      const array = under(u.elem);
      return array.kind === 'array' ? { elem: array.elem, mode: Mode.Variable } : undefined;
    }
    case 'slice':
      return { elem: u.elem, mode: Mode.Variable };
    case 'map':
      return { key: u.key, elem: u.elem, mode: Mode.MapIndex };
    default:
      return undefined;
  }
}

function sameElement(a: Element, b: Element): boolean {
  if ((a.key === undefined) !== (b.key === undefined)) return false;
  return identical(a.elem, b.elem) && (!a.key || !b.key || identical(a.key, b.key));
}

/** An index or a bound; its value where it is constant. Untyped ones become int. */
export function indexOf(c: Checker, node: Node): bigint | undefined {
  if (node === NONE) return undefined;
  const x = new Operand();
  c.expr(x, node);
  c.convertUntyped(x, INT);
  return x.mode === Mode.Constant && x.value ? toInt(x.value)?.value : undefined;
}

export function slice(c: Checker, x: Operand, node: Node): void {
  const { tree } = c.env.unit;
  c.expr(x, tree.field(node, F.Operand));
  for (const bound of [F.Start, F.End, F.Capacity]) indexOf(c, tree.field(node, bound));
  if (!x.isKnown) return;
  const core = coreOfBytes(x.type);
  switch (core?.kind) {
    case 'basic':
      if (!is(core, Is.String)) {
        x.forget();
        return;
      }
      x.set(Mode.Value, defaultType(x.type));
      return;
    case 'array':
      x.set(Mode.Value, new Slice(core.elem));
      return;
    case 'pointer': {
      const array = under(core.elem);
      array.kind === 'array' ? x.set(Mode.Value, new Slice(array.elem)) : x.forget();
      return;
    }
    case 'slice':
      x.set(Mode.Value, x.type);
      return;
    default:
      x.forget();
  }
}
