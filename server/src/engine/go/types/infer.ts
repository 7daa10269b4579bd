/** Type arguments that a call leaves out (Go spec, "Type inference"). */
import { constraintSet } from './identity.js';
import { lookup } from './lookup.js';
import { mentions } from './mentions.js';
import { type Signature, Signature as SignatureOf, type Type, TypeParameter } from './model.js';
import { coreType, isNilType, isUnknown, isUntyped, isUntypedNumber } from './predicates.js';
import { laterSubstitution, substitute, substituteSignature, substitution } from './substitute.js';
import { Unifier } from './unify.js';
import { defaultType } from './universe.js';

export interface Argument {
  readonly type: Type;
  /** Parameters of a generic function that is handed over itself. */
  readonly parameters: readonly TypeParameter[];
  /** The first type arguments of that function, where they are written. */
  readonly given?: readonly Type[];
}

/**
 * The types that the parameters stand for, those at the front given. An entry is undefined where the call does not tell. Undefined as a whole:
 * the arguments do not fit.
 */
export function infer(
  parameters: readonly TypeParameter[],
  given: readonly Type[],
  params: readonly Type[],
  args: readonly Argument[],
): readonly (Type | undefined)[] | undefined {
  const every = [...parameters, ...args.flatMap(a => a.parameters)];
  const unifier = new Unifier(every);
  given.forEach((type, i) => {
    const p = parameters[i];
    if (p) unifier.set(p, type);
  });
  for (const a of args) {
    a.given?.forEach((type, i) => {
      const p = a.parameters[i];
      if (p) unifier.set(p, type);
    });
  }
  const wanted = new Set(every);
  const untyped: { parameter: TypeParameter; type: Type }[] = [];
  // What is written stands: an argument of a declared type with the same underlying type does not take its place.
  const written = substitution(parameters.slice(0, given.length), given);
  for (const [i, arg] of args.entries()) {
    const param = params[i] && substitute(params[i], written);
    if (!param || !(mentions(param, wanted) || arg.parameters.length > 0)) continue;
    if (!isUntyped(arg.type)) {
      if (!unifier.unify(param, arg.type, 'assign')) return undefined;
    } else if (param.kind === 'type parameter' && !isNilType(arg.type)) untyped.push({ parameter: param, type: arg.type });
  }
  if (!byConstraints(unifier)) return undefined;
  // What an unknown argument would say comes before any default.
  const isComplete = !args.some((a, i) => isUnknown(a.type) && params[i] && mentions(params[i], wanted));
  if (isComplete && !byDefaults(unifier, untyped)) return undefined;
  return unifier.inferred();
}

/** What constraints say: the type that all their terms are made of, and the methods. */
function byConstraints(unifier: Unifier): boolean {
  for (;;) {
    const before = unifier.unknowns;
    for (const parameter of unifier.parameters) {
      const known = unifier.at(parameter);
      const set = constraintSet(parameter);
      const core = set.terms ? coreType(parameter) : undefined;
      if (core) {
        const [term, ...others] = set.terms!;
        const single = others.length === 0;
        if (known) {
          const exact = single && !term!.tilde;
          if (!unifier.unify(known, exact ? term!.type : core, exact ? 'exact' : 'loose')) return false;
        } else if (single && !term!.tilde) unifier.set(parameter, term!.type);
        else if (single) unifier.set(parameter, term!.type);
      } else if (known) {
        for (const method of set.sorted) {
          const found = lookup(known, method.pkg, method.name);
          if (typeof found === 'string' || found.object.kind !== 'func') continue;
          if (!unifier.unify(method.type, found.object.type, 'exact')) return false;
        }
      }
    }
    if (unifier.unknowns === before) return true;
  }
}

/** Untyped constants give their default type, the largest kind of several. */
function byDefaults(unifier: Unifier, untyped: readonly { parameter: TypeParameter; type: Type }[]): boolean {
  const largest = new Map<TypeParameter, Type>();
  for (const { parameter, type } of untyped) {
    if (unifier.at(parameter)) continue;
    const known = largest.get(parameter);
    if (!known) largest.set(parameter, type);
    else if (isUntypedNumber(known) && isUntypedNumber(type)) {
      if (type.rank > known.rank) largest.set(parameter, type);
    } else if (known !== type) return false;
  }
  for (const [parameter, type] of largest) unifier.set(parameter, defaultType(type));
  return true;
}

/** The signature with parameters of its own for one call: a generic function may call itself. */
export function withFreshParameters(signature: Signature): Signature {
  const fresh = freshParameters(signature.parameters);
  const replaced = substituteSignature(signature, substitution(signature.parameters, fresh));
  return new SignatureOf(replaced.params, replaced.results, replaced.variadic, fresh, replaced.receiver);
}

function freshParameters(parameters: readonly TypeParameter[]): TypeParameter[] {
  const by = laterSubstitution(parameters, () => fresh);
  const fresh: TypeParameter[] = parameters.map((p, i) => new TypeParameter(p.object, i, () => substitute(p.constraint, by()), p.owner));
  return fresh;
}

/** A generic function's signature for these arguments: no longer generic. */
export function instantiateSignature(signature: Signature, args: readonly Type[]): Signature {
  const replaced = substituteSignature(signature, substitution(signature.parameters, args));
  return new SignatureOf(replaced.params, replaced.results, replaced.variadic, [], replaced.receiver);
}
