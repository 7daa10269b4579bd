/** Lengths, sizes, alignments and offsets, which may be constants. */
import { K, type Node } from '../../syntax/flat-tree.js';
import { Budget } from './budget.js';
import { type Call, give } from './builtin-call.js';
import { type Checker, Operand } from './checking.js';
import { makeInt } from './constant.js';
import { forgetOperand } from './elements.js';
import { lookup } from './lookup.js';
import { Is, Mode, type Type } from './model.js';
import { is, isUntyped, under } from './predicates.js';
import { offsetOf } from './sizes.js';
import { defaultType, INT, UINTPTR } from './universe.js';

export function length({ c, x, node, args: [a] }: Call, isLen: boolean): void {
  if (!a) return;
  const u = under(a.type);
  const pointed = u.kind === 'pointer' ? under(u.elem) : u;
  const array = pointed.kind === 'array' ? pointed : undefined;
  if (is(a.type, Is.String) && isLen) {
    if (a.mode === Mode.Constant) {
      x.set(Mode.Constant, INT, a.value?.kind === 'string' ? makeInt(BigInt(a.value.bytes.length)) : undefined);
      return;
    }
  } else if (array && !callsOrReceives(c, a.node)) {
    x.set(Mode.Constant, INT, array.length === undefined ? undefined : makeInt(BigInt(array.length)));
    return;
  }
  give(c, x, node, INT, [defaultTypeOfString(a.type)]);
}

const defaultTypeOfString = (type: Type): Type => (isUntyped(type) ? defaultType(type) : type);

/** Of types with more parts. */
const MAX_STEPS = 5000;

/** The length of an array is constant where its expression does nothing. */
function callsOrReceives(c: Checker, node: Node): boolean {
  const { tree, types } = c.env.unit;
  for (let n = node; n < tree.afters[node]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.UnaryExpression && tree.op(n) === '<-') return true;
    if (kind !== K.CallExpression && kind !== K.TypeConversionExpression) continue;
    if (types.modes[n] === Mode.Constant || types.undecided.get(n)?.mode === Mode.Constant) continue;
    if (types.modes[tree.first(n)] !== Mode.Type) return true;
  }
  return false;
}

export function measured({ c, x, node, args: [a] }: Call, measure: (type: Type) => number | undefined): void {
  if (!a) return;
  c.assignment(a, undefined);
  constantOrNot(c, x, node, a.type, measure(a.type));
}

/** A size that hangs on a type parameter is no constant. */
function constantOrNot(c: Checker, x: Operand, node: Node, type: Type, size: number | undefined | 'varies'): void {
  if (hasVariableSize(type)) give(c, x, node, UINTPTR, [type]);
  else x.set(Mode.Constant, UINTPTR, typeof size === 'number' ? makeInt(BigInt(size)) : undefined);
}

function hasVariableSize(type: Type, depth = 0, budget = new Budget(MAX_STEPS)): boolean {
  if (depth > 20 || !budget.step()) return false;
  if (type.kind === 'type parameter') return true;
  const u = under(type);
  if (u.kind === 'array') return hasVariableSize(u.elem, depth + 1, budget);
  return u.kind === 'struct' && u.fields.some(f => hasVariableSize(f.type, depth + 1, budget));
}

export function offset({ c, x, node, nodes: [first] }: Call): void {
  const { tree, types } = c.env.unit;
  const selector = first === undefined ? -1 : tree.unparen(first);
  if (tree.kind(selector) !== K.SelectorExpression) {
    if (first !== undefined) forgetOperand(c, first);
    x.set(Mode.Constant, UINTPTR);
    return;
  }
  const base = new Operand();
  c.expr(base, tree.first(selector));
  const u = under(base.type);
  const type = u.kind === 'pointer' && under(u.elem).kind === 'struct' ? u.elem : base.type;
  const found = base.isKnown ? lookup(type, c.pkg, tree.textOf(tree.last(selector))) : 'unknown';
  if (typeof found === 'string' || found.object.kind !== 'var') {
    x.set(Mode.Constant, UINTPTR);
    return;
  }
  types.set(selector, base.mode === Mode.Variable ? Mode.Variable : Mode.Value, found.object.type);
  types.selections.set(selector, found);
  types.objects.set(tree.last(selector), found.object);
  constantOrNot(c, x, node, type, offsetOf(type, [...found.path, found.object]));
}
