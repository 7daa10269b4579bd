/** Arguments of calls, and the type arguments that follow from them (Go spec, "Calls", "Instantiations"). */
import { K, type Node } from '../../syntax/flat-tree.js';
import type { Checker, Operand } from './checking.js';
import { infer, instantiateSignature, withFreshParameters } from './infer.js';
import { mentions } from './mentions.js';
import { Mode, Signature, type Type, UNKNOWN } from './model.js';
import { isUnknown, under } from './predicates.js';

/** The types of the parameters for this many arguments. Undefined: the numbers do not fit. */
function parametersFor(signature: Signature, count: number, spread: boolean): Type[] | undefined {
  const params = signature.params.map(p => p.type);
  if (!signature.variadic || spread) return params.length === count ? params : undefined;
  const last = params.pop();
  const elem = last?.kind === 'slice' ? last.elem : UNKNOWN;
  while (params.length < count) params.push(elem);
  return params.length === count ? params : undefined;
}

/** Gives the arguments their types; the signature as it is called, instantiated. Undefined: the arguments do not tell it. */
export function giveArguments(
  c: Checker,
  signature: Signature,
  given: readonly Type[],
  args: readonly Operand[],
  spread: boolean,
  callee: Node,
): Signature | undefined {
  const fresh = signature.parameters.length > 0 ? withFreshParameters(signature) : signature;
  let params = parametersFor(fresh, args.length, spread);
  if (!params) {
    for (const a of args) c.decide(a.node, UNKNOWN, true);
    return given.length === signature.parameters.length && given.length > 0 ? instantiateSignature(signature, given) : undefined;
  }
  let result: Signature | undefined = signature;
  const generic = args.map(a => (a.type.kind === 'func' && a.type.parameters.length > 0 ? withFreshParameters(a.type) : undefined));
  if (fresh.parameters.length > 0 || generic.some(g => g !== undefined)) {
    const every = args.map((a, i) => ({
      type: a.isKnown ? (generic[i] ? withoutParameters(generic[i]) : a.type) : UNKNOWN,
      parameters: generic[i]?.parameters ?? [],
      given: a.given,
    }));
    const found = infer(fresh.parameters, given, params, every);
    const own = fresh.parameters.map((_, i) => found?.[i] ?? given[i] ?? UNKNOWN);
    const isComplete = found !== undefined && own.every(t => !isUnknown(t));
    if (fresh.parameters.length > 0) {
      // Results that the unknown parameters are no part of are known all the same.
      result = instantiateSignature(signature, own);
      params = parametersFor(result, args.length, spread) ?? [];
      if (isComplete) recordInstance(c, callee, own);
      else if (found === undefined) {
        for (const a of args) c.decide(a.node, UNKNOWN, true);
        return signature.results.some(r => mentions(r.type, new Set(signature.parameters))) ? undefined : result;
      }
    }
    let at = fresh.parameters.length;
    generic.forEach((g, i) => {
      if (!g) return;
      const types = g.parameters.map((_, k) => found?.[at + k] ?? UNKNOWN);
      at += g.parameters.length;
      instantiateOperand(c, args[i]!, types);
    });
  }
  args.forEach((a, i) => {
    const param = params![i] ?? UNKNOWN;
    if (isUnknown(param)) c.decide(a.node, UNKNOWN, true);
    else c.assignment(a, param);
  });
  return result;
}

const withoutParameters = (s: Signature): Signature => new Signature(s.params, s.results, s.variadic);

function instantiateOperand(c: Checker, x: Operand, types: readonly Type[]): void {
  if (x.type.kind !== 'func' || types.some(isUnknown)) {
    x.forget();
    return;
  }
  x.type = instantiateSignature(x.type, types);
  c.env.unit.types.set(x.node, Mode.Value, x.type);
  recordInstance(c, x.node, types);
}

function recordInstance(c: Checker, callee: Node, args: readonly Type[]): void {
  const { tree, types } = c.env.unit;
  let n = callee;
  for (;;) {
    const kind = tree.kind(n);
    if (
      kind === K.IndexExpression ||
      kind === K.GenericType ||
      kind === K.TypeInstantiationExpression ||
      kind === K.ParenthesizedExpression
    )
      n = tree.first(n);
    else if (kind === K.SelectorExpression || kind === K.QualifiedType) n = tree.last(n);
    else break;
  }
  types.instances.set(n, args);
}

/** A generic function with type arguments behind it, or one that is assigned to a variable of type `target`. */
export function instantiateFunction(c: Checker, x: Operand, node: Node, args: readonly Node[], target: Type | undefined): void {
  const signature = x.type;
  if (signature.kind !== 'func') {
    x.forget();
    return;
  }
  const given = args.map(a => c.type(a));
  const wanted = signature.parameters.length;
  let types: readonly (Type | undefined)[] | undefined = given;
  if (given.length < wanted) {
    const goal = target && under(target);
    const fresh = withFreshParameters(signature);
    const same = goal?.kind === 'func' ? [withoutParameters(fresh)] : [];
    types = infer(fresh.parameters, given, same, goal?.kind === 'func' ? [{ type: goal, parameters: [] }] : []);
  }
  if (!types || types.length < wanted || types.slice(0, wanted).some(t => t === undefined || isUnknown(t))) {
    // As an argument the rest follows from the call.
    x.given = given;
    return;
  }
  const found = types.slice(0, wanted) as Type[];
  x.set(Mode.Value, instantiateSignature(signature, found));
  recordInstance(c, node, found);
}
