/**
 * Which types satisfy an interface (Go spec, "Interface types"), and when two types are one ("Type identity"). One file, because each asks the
 * other: interfaces are one when they have the same types, and terms of a union are intersected by identity.
 */
import { Budget } from './budget.js';
import {
  type Func,
  type Interface,
  idOf,
  type Signature,
  type Struct,
  type Term,
  type Type,
  type TypeParameter,
  type TypeSet,
  type Var,
} from './model.js';
import { enter, leave } from './nesting.js';

const ANY: TypeSet = { methods: new Map(), sorted: [], terms: undefined, comparable: false, partial: false };
/** Of an interface that is being worked out, or embeds what is unknown. */
const PARTIAL: TypeSet = { ...ANY, partial: true };
/** More terms are not told apart: nobody writes them. */
const MAX_TERMS = 100;

/** Methods that one question takes over from what is embedded; with more, what is left is partly unknown. */
const MAX_TAKEN = 20_000;
/** To work out one that is embedded takes as long as to take over so many methods. */
const EMBEDDED = 20;
let taken = 0;
let open = 0;

export function typeSetOf(type: Interface): TypeSet {
  if (type.set) return type.set;
  if (type.methods.length === 0 && type.embedded.length === 0) {
    type.set = ANY;
    return ANY;
  }
  if (!enter()) return PARTIAL;
  if (open++ === 0) taken = 0;
  try {
    type.set = PARTIAL; // an interface that embeds itself
    type.set = work(type);
  } finally {
    open--;
    leave();
  }
  return type.set;
}

function work(type: Interface): TypeSet {
  const methods = new Map<string, Func>();
  let terms: readonly Term[] | undefined;
  let comparable = false;
  let partial = false;
  for (const m of type.methods) methods.set(idOf(m.pkg, m.name), m);
  for (const embedded of type.embedded) {
    const set = setOf(embedded);
    taken += EMBEDDED + set.methods.size;
    if (taken > MAX_TAKEN) return PARTIAL;
    partial ||= set.partial;
    comparable ||= set.comparable;
    for (const [id, m] of set.methods) if (!methods.has(id)) methods.set(id, m);
    if (set.terms && set.terms !== terms) terms = terms ? intersect(terms, set.terms) : set.terms;
  }
  return new WholeSet(methods, terms, comparable, partial);
}

/** Few ask for the order of the methods. */
class WholeSet implements TypeSet {
  private inOrder: readonly Func[] | undefined;

  constructor(
    readonly methods: ReadonlyMap<string, Func>,
    readonly terms: readonly Term[] | undefined,
    readonly comparable: boolean,
    readonly partial: boolean,
  ) {}

  get sorted(): readonly Func[] {
    this.inOrder ??= [...this.methods].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, m]) => m);
    return this.inOrder;
  }
}

/** Of what an interface embeds: an interface, a union, or a type that stands for itself. */
export function setOf(type: Type): TypeSet {
  if (type.kind === 'union') return { ...ANY, ...unite(type.terms) };
  const u = type.kind === 'named' ? type.underlying : type;
  if (u.kind === 'interface') return typeSetOf(u);
  if (u.kind === 'basic' && u.name === 'unknown') return PARTIAL;
  return { ...ANY, terms: [{ tilde: false, type }] };
}

function unite(terms: readonly Term[]): { terms: readonly Term[] | undefined; partial: boolean } {
  const all: Term[] = [];
  let partial = false;
  for (const term of terms) {
    const u = term.type.kind === 'named' ? term.type.underlying : term.type;
    if (u.kind === 'interface') {
      const set = typeSetOf(u);
      partial ||= set.partial;
      if (!set.terms) return { terms: undefined, partial };
      all.push(...set.terms);
    } else {
      partial ||= u.kind === 'basic' && u.name === 'unknown';
      all.push(term);
    }
    if (all.length > MAX_TERMS) return { terms: undefined, partial: true };
  }
  return { terms: all, partial };
}

function intersect(a: readonly Term[], b: readonly Term[]): readonly Term[] {
  const out: Term[] = [];
  for (const x of a) {
    for (const y of b) {
      const common = meet(x, y);
      if (common && !out.some(o => o.tilde === common.tilde && identical(o.type, common.type))) out.push(common);
    }
  }
  return out;
}

function meet(x: Term, y: Term): Term | undefined {
  const ux = x.tilde || !y.tilde ? x.type : underlying(x.type);
  const uy = y.tilde || !x.tilde ? y.type : underlying(y.type);
  if (!identical(x.tilde && !y.tilde ? x.type : ux, x.tilde && !y.tilde ? underlying(y.type) : uy)) return undefined;
  return x.tilde ? y : x;
}

const underlying = (type: Type): Type => (type.kind === 'named' ? type.underlying : type);

/** The interface of a type parameter's constraint: `~int` alone stands for `interface{ ~int }`. */
export function constraintSet(parameter: TypeParameter): TypeSet {
  return setOf(parameter.constraint);
}

/** Pairs of interfaces that are being compared further out, assumed to be one, and how far the comparison may go. */
interface Assumed {
  readonly pairs: readonly (readonly [Interface, Interface])[];
  readonly budget: Budget;
}
/** Types with more parts count as two. */
const MAX_STEPS = 20_000;
/** Types nested deeper count as two: nobody writes them. */
const MAX_DEPTH = 60;

export function identical(x: Type, y: Type): boolean {
  return x === y || same(x, y, { pairs: [], budget: new Budget(MAX_STEPS) }, 0);
}

function same(x: Type, y: Type, assumed: Assumed, depth: number): boolean {
  if (x === y) return true;
  if (x.kind !== y.kind || depth > MAX_DEPTH || !assumed.budget.step()) return false;
  const next = depth + 1;
  switch (x.kind) {
    case 'basic':
    case 'type parameter':
      return false;
    case 'named': {
      const other = y as typeof x;
      return (
        x.origin !== undefined &&
        x.origin === other.origin &&
        x.args.length === other.args.length &&
        x.args.every((a, i) => same(a, other.args[i]!, assumed, next))
      );
    }
    case 'pointer':
    case 'slice':
      return same(x.elem, (y as typeof x).elem, assumed, next);
    case 'array': {
      const other = y as typeof x;
      return x.length === other.length && same(x.elem, other.elem, assumed, next);
    }
    case 'map': {
      const other = y as typeof x;
      return same(x.key, other.key, assumed, next) && same(x.elem, other.elem, assumed, next);
    }
    case 'chan': {
      const other = y as typeof x;
      return x.direction === other.direction && same(x.elem, other.elem, assumed, next);
    }
    case 'tuple':
      return sameVars(x.vars, (y as typeof x).vars, assumed, next);
    case 'func':
      return sameSignatures(x, y as Signature, assumed, next);
    case 'struct':
      return sameStructs(x, y as Struct, assumed, next);
    case 'interface':
      return sameInterfaces(x, y as Interface, assumed, next);
    case 'union': {
      const other = y as typeof x;
      return (
        x.terms.length === other.terms.length &&
        x.terms.every((t, i) => t.tilde === other.terms[i]!.tilde && same(t.type, other.terms[i]!.type, assumed, next))
      );
    }
  }
}

function sameVars(xs: readonly Var[], ys: readonly Var[], assumed: Assumed, depth: number): boolean {
  return xs.length === ys.length && xs.every((x, i) => same(x.type, ys[i]!.type, assumed, depth));
}

function sameSignatures(x: Signature, y: Signature, assumed: Assumed, depth: number): boolean {
  if (x.variadic !== y.variadic || x.parameters.length !== y.parameters.length) return false;
  if (x.parameters.length > 0 && !sameParameters(x.parameters, y.parameters)) return false;
  return sameVars(x.params, y.params, assumed, depth) && sameVars(x.results, y.results, assumed, depth);
}

/** Generic signatures are compared where both are the same declaration only: values of generic functions do not exist. */
function sameParameters(xs: readonly TypeParameter[], ys: readonly TypeParameter[]): boolean {
  return xs.every((x, i) => x === ys[i]);
}

function sameStructs(x: Struct, y: Struct, assumed: Assumed, depth: number): boolean {
  if (x.fields.length !== y.fields.length) return false;
  return x.fields.every((f, i) => {
    const g = y.fields[i]!;
    return (
      f.embedded === g.embedded &&
      idOf(f.pkg, f.name) === idOf(g.pkg, g.name) &&
      (x.tags[i] ?? '') === (y.tags[i] ?? '') &&
      same(f.type, g.type, assumed, depth)
    );
  });
}

function sameInterfaces(x: Interface, y: Interface, assumed: Assumed, depth: number): boolean {
  const a = typeSetOf(x);
  const b = typeSetOf(y);
  if (a.partial || b.partial || a.comparable !== b.comparable) return false;
  if ((a.terms === undefined) !== (b.terms === undefined) || a.terms?.length !== b.terms?.length) return false;
  if (a.methods.size !== b.methods.size) return false;
  if (assumed.pairs.some(([p, q]) => (p === x && q === y) || (p === y && q === x))) return true;
  const inside: Assumed = { ...assumed, pairs: [...assumed.pairs, [x, y]] };
  if (a.terms && b.terms) {
    const terms = b.terms;
    if (!a.terms.every(t => terms.some(u => t.tilde === u.tilde && same(t.type, u.type, inside, depth)))) return false;
  }
  return [...a.methods].every(([id, m]) => {
    const other = b.methods.get(id);
    return other !== undefined && same(m.type, other.type, inside, depth);
  });
}
