/** Generic types and functions with their parameters replaced (Go spec, "Instantiations"). */
import {
  ArrayType,
  Channel,
  type DeclaredMethods,
  Func,
  Interface,
  idOf,
  MapType,
  Named,
  Pointer,
  Signature,
  Slice,
  Struct,
  Tuple,
  type Type,
  TypeParameter,
  UNKNOWN,
  Union,
  Var,
} from './model.js';

export type Substitution = ReadonlyMap<TypeParameter, Type>;

export function substitution(parameters: readonly TypeParameter[], args: readonly Type[]): Map<TypeParameter, Type> {
  return new Map(parameters.map((p, i) => [p, args[i] ?? UNKNOWN]));
}

/** Made when somebody asks first: constraints of many parameters share it. */
export function laterSubstitution(parameters: readonly TypeParameter[], args: () => readonly Type[]): () => Substitution {
  let made: Substitution | undefined;
  return () => {
    made ??= substitution(parameters, args());
    return made;
  };
}

/** Instances nested deeper are unknown: a generic type may hold ever larger instances of itself. */
const MAX_DEPTH = 40;
/** Types with more parts are unknown: one may hold the one before twice, and so on. */
const MAX_STEPS = 20_000;
let steps = 0;

/** The type with the parameters replaced; the very same object where there is nothing to replace. */
export function substitute(type: Type, by: Substitution, depth = 0): Type {
  if (by.size === 0) return type;
  if (depth === 0) steps = 0;
  if (depth > MAX_DEPTH || ++steps > MAX_STEPS) return UNKNOWN;
  const inner = (t: Type) => substitute(t, by, depth + 1);
  switch (type.kind) {
    case 'basic':
      return type;
    case 'type parameter':
      return by.get(type) ?? type;
    case 'named':
      return substituteNamed(type, by, depth);
    case 'pointer': {
      const elem = inner(type.elem);
      return elem === type.elem ? type : new Pointer(elem);
    }
    case 'slice': {
      const elem = inner(type.elem);
      return elem === type.elem ? type : new Slice(elem);
    }
    case 'array': {
      const elem = inner(type.elem);
      return elem === type.elem ? type : new ArrayType(elem, type.length);
    }
    case 'map': {
      const key = inner(type.key);
      const elem = inner(type.elem);
      return key === type.key && elem === type.elem ? type : new MapType(key, elem);
    }
    case 'chan': {
      const elem = inner(type.elem);
      return elem === type.elem ? type : new Channel(type.direction, elem);
    }
    case 'tuple': {
      const vars = substituteVars(type.vars, by, depth);
      return vars === type.vars ? type : new Tuple(vars);
    }
    case 'func':
      return substituteSignature(type, by, depth);
    case 'struct': {
      const fields = substituteVars(type.fields, by, depth);
      return fields === type.fields ? type : new Struct(fields, type.tags);
    }
    case 'interface':
      return substituteInterface(type, by, depth);
    case 'union': {
      const terms = type.terms.map(t => {
        const replaced = inner(t.type);
        return replaced === t.type ? t : { ...t, type: replaced };
      });
      return terms.every((t, i) => t === type.terms[i]) ? type : new Union(terms);
    }
  }
}

function substituteNamed(type: Named, by: Substitution, depth: number): Type {
  if (type.args.length === 0 || !type.origin) return type;
  const args = type.args.map(a => substitute(a, by, depth + 1));
  return args.every((a, i) => a === type.args[i]) ? type : instantiate(type.origin, args);
}

function substituteVars(vars: readonly Var[], by: Substitution, depth: number): readonly Var[] {
  const out = vars.map(v => {
    const type = substitute(v.type, by, depth + 1);
    return type === v.type ? v : new Var(v.pkg, v.name, type, v.role, v.declared, v.embedded);
  });
  return out.every((v, i) => v === vars[i]) ? vars : out;
}

export function substituteSignature(type: Signature, by: Substitution, depth = 0): Signature {
  const params = substituteVars(type.params, by, depth);
  const results = substituteVars(type.results, by, depth);
  if (params === type.params && results === type.results) return type;
  return new Signature(params, results, type.variadic, type.parameters, type.receiver, type.receiverParameters);
}

function substituteInterface(type: Interface, by: Substitution, depth: number): Interface {
  const methods = type.methods.map(m => {
    const signature = m.type;
    if (signature.kind !== 'func') return m;
    const replaced = substituteSignature(signature, by, depth + 1);
    return replaced === signature
      ? m
      : new Func(
          m.pkg,
          m.name,
          () => replaced,
          m.declared,
          () => false,
          m.origin ?? m,
        );
  });
  const embedded = type.embedded.map(e => substitute(e, by, depth + 1));
  const isSame = methods.every((m, i) => m === type.methods[i]) && embedded.every((e, i) => e === type.embedded[i]);
  return isSame ? type : new Interface(methods, embedded);
}

/** How deep instances stand in a type. */
function nestingOf(type: Type, depth = 0): number {
  if (depth > MAX_NESTING) return depth;
  switch (type.kind) {
    case 'named':
      return type.nesting;
    case 'pointer':
    case 'slice':
    case 'array':
    case 'chan':
      return 1 + nestingOf(type.elem, depth + 1);
    case 'map':
      return 1 + Math.max(nestingOf(type.key, depth + 1), nestingOf(type.elem, depth + 1));
    case 'func':
      return 1 + Math.max(0, ...[...type.params, ...type.results].map(v => (v.type.kind === 'named' ? v.type.nesting : 0)));
    default:
      return 0;
  }
}

/** Larger ones are unknown: a generic type may hold ever larger instances of itself. */
const MAX_NESTING = 50;

/** The instance of a generic type for these arguments, the same object for the same ones where that is cheap to tell. */
export function instantiate(generic: Named, args: readonly Type[]): Named | typeof UNKNOWN {
  const nesting = 1 + Math.max(0, ...args.map(a => nestingOf(a)));
  if (nesting > MAX_NESTING) return UNKNOWN;
  const key = args.map(keyOf).join(',');
  generic.instances ??= new Map();
  const known = key.includes('?') ? undefined : generic.instances.get(key)?.deref();
  if (known) return known;
  const methods: DeclaredMethods = {
    ids: () => generic.methods.map(m => idOf(m.pkg, m.name)),
    byId: id => {
      const method = generic.method(id);
      return method && methodOf(method, instance);
    },
  };
  const instance: Named = new Named(generic.object, () => substitute(generic.underlying, substitution(generic.parameters, args)), methods);
  instance.origin = generic;
  instance.args = args;
  instance.nesting = nesting;
  instance.isOnly = !key.includes('?');
  if (instance.isOnly) generic.instances.set(key, new WeakRef(instance));
  return instance;
}

/** The method of an instance: its receiver's own names of the parameters are replaced. */
function methodOf(method: Func, instance: Named): Func {
  const signature = (): Signature | typeof UNKNOWN => {
    const declared = method.type;
    if (declared.kind !== 'func') return UNKNOWN;
    const by = substitution(declared.receiverParameters, instance.args);
    const parameters = ownParameters(declared.parameters, by);
    const replaced = substituteSignature(declared, by);
    const type = method.pointerReceiver ? new Pointer(instance) : instance;
    const receiver = new Var(method.pkg, declared.receiver?.name ?? '', type, 'receiver', declared.receiver?.declared);
    return new Signature(replaced.params, replaced.results, replaced.variadic, parameters, receiver);
  };
  return new Func(method.pkg, method.name, signature, method.declared, () => method.pointerReceiver, method);
}

/** The parameters of a generic method, for one instance: their constraints may name the parameters of the type. Adds them to `by`. */
function ownParameters(parameters: readonly TypeParameter[], by: Map<TypeParameter, Type>): TypeParameter[] {
  const own = parameters.map(p => new TypeParameter(p.object, p.index, () => substitute(p.constraint, by), p.owner));
  parameters.forEach((p, i) => {
    by.set(p, own[i]!);
  });
  return own;
}

let ids = 0;
const idsOf = new WeakMap<object, number>();
function idOfObject(object: object): number {
  const id = idsOf.get(object) ?? ++ids;
  idsOf.set(object, id);
  return id;
}

/** Alike for identical types; '?' in it where that is not cheap to tell. */
function keyOf(type: Type): string {
  switch (type.kind) {
    case 'basic':
      return type.name;
    case 'type parameter':
      return `$${type.id}`;
    case 'named':
      return type.args.length === 0 || type.isOnly ? `#${idOfObject(type)}` : '?';
    case 'pointer':
      return `*${keyOf(type.elem)}`;
    case 'slice':
      return `[]${keyOf(type.elem)}`;
    case 'array':
      return `[${type.length}]${keyOf(type.elem)}`;
    case 'map':
      return `map[${keyOf(type.key)}]${keyOf(type.elem)}`;
    case 'chan':
      return `${type.direction} ${keyOf(type.elem)}`;
    case 'interface':
      return type.methods.length === 0 && type.embedded.length === 0 ? 'any' : '?';
    default:
      return '?';
  }
}
