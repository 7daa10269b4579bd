/** Type unification (Go spec, "Type unification"): finds the types that type parameters must stand for so that two types fit. */

import { Budget } from './budget.js';
import { identical, typeSetOf } from './identity.js';
import { lookup } from './lookup.js';
import { mentions } from './mentions.js';
import type { Interface, Named, Signature, Type, TypeParameter, Var } from './model.js';
import { coreType, isInterface, isUnknown, under } from './predicates.js';
import { substitute } from './substitute.js';

/** How well two types must fit: as a value fits a variable; the same but for declared types' names; the same. */
export type Fit = 'assign' | 'loose' | 'exact';

const MAX_DEPTH = 60;
const MAX_STEPS = 20_000;

interface Handle {
  type: Type | undefined;
}

export class Unifier {
  /** Parameters that were found to be one share a handle. */
  private readonly handles = new Map<TypeParameter, Handle>();
  private depth = 0;
  private readonly wanted: ReadonlySet<TypeParameter>;
  private readonly budget = new Budget(MAX_STEPS);

  constructor(readonly parameters: readonly TypeParameter[]) {
    this.wanted = new Set(parameters);
    for (const p of parameters) this.handles.set(p, { type: undefined });
  }

  at(parameter: TypeParameter): Type | undefined {
    return this.handles.get(parameter)?.type;
  }

  set(parameter: TypeParameter, type: Type): void {
    const handle = this.handles.get(parameter);
    if (handle) handle.type = type;
  }

  get unknowns(): number {
    return this.parameters.filter(p => this.at(p) === undefined).length;
  }

  /** False when they cannot fit. Unknown types fit everything and say nothing. */
  unify(a: Type, b: Type, fit: Fit): boolean {
    if (a === b) return true;
    if (isUnknown(a) || isUnknown(b)) return true;
    if (this.depth > MAX_DEPTH || !this.budget.step()) return false;
    this.depth++;
    const fits = this.pair(a, b, fit);
    this.depth--;
    return fits;
  }

  /** The type as one of the parameters that are looked for. */
  private bound(type: Type): TypeParameter | undefined {
    return type.kind === 'type parameter' && this.handles.has(type) ? type : undefined;
  }

  private pair(a: Type, b: Type, fit: Fit): boolean {
    let x = a;
    let y = b;
    if (x.kind === 'named' || this.bound(y)) [x, y] = [y, x];
    if (fit !== 'exact' && y.kind === 'named' && isLiteral(x) && x.kind !== 'interface') {
      // A declared type fits a type literal that it is made of.
      if (!isInterface(y)) y = under(y);
      if (x === y) return true;
    }
    const [px, py] = [this.bound(x), this.bound(y)];
    if (px) return py ? this.two(px, py, fit) : this.one(px, y, fit);
    if (x.kind === 'type parameter' || y.kind === 'type parameter') return this.byCore(x, y, fit);
    if (fit !== 'exact' && (isInterface(x) || isInterface(y))) return this.interfaces(x, y);
    return this.structure(x, y, fit);
  }

  private two(x: TypeParameter, y: TypeParameter, fit: Fit): boolean {
    const [hx, hy] = [this.handles.get(x)!, this.handles.get(y)!];
    if (hx === hy) return true;
    if (hx.type && hy.type) return this.unify(hx.type, hy.type, fit);
    const joined: Handle = { type: hx.type ?? hy.type };
    for (const [p, h] of this.handles) if (h === hx || h === hy) this.handles.set(p, joined);
    return true;
  }

  private one(x: TypeParameter, y: Type, fit: Fit): boolean {
    const known = this.at(x);
    if (!known) {
      this.set(x, y);
      return true;
    }
    if (!this.unify(known, y, fit)) return false;
    if (fit === 'exact') return true;
    const [fromInterface, toInterface] = [isInterface(known), isInterface(y)];
    if (fromInterface && toInterface) {
      // Of two interfaces the smaller one takes both; of equal ones the declared one stays.
      const [kn, yn] = [methodCount(known), methodCount(y)];
      if (yn < kn || (yn === kn && y.kind === 'named' && known.kind !== 'named')) this.set(x, y);
    } else if (toInterface) this.set(x, y);
    else if (!fromInterface) {
      const [kc, yc] = [under(known), under(y)];
      if (kc.kind === 'chan' && yc.kind === 'chan' && known.kind !== 'named' && y.kind !== 'named') {
        // A channel of both directions fits one of a single direction, not the other way round.
        if (kc.direction === 'both' && yc.direction !== 'both') this.set(x, y);
      } else if (y.kind === 'named' && known.kind !== 'named') this.set(x, y);
    }
    return true;
  }

  /** A type parameter that is not looked for, as the type of an argument inside of a generic function. */
  private byCore(x: Type, y: Type, fit: Fit): boolean {
    const [parameter, other] = x.kind === 'type parameter' ? [x, y] : [y, x];
    if (fit !== 'exact' && isInterface(other)) return this.interfaces(parameter, other);
    const core = coreType(parameter);
    if (!core || other.kind === 'type parameter') return false;
    return this.unify(core, other, fit === 'exact' ? 'loose' : fit);
  }

  /** What is assigned to an interface has its methods; between interfaces one has those of the other. */
  private interfaces(x: Type, y: Type): boolean {
    const [ix, iy] = [under(x), under(y)];
    if (ix.kind === 'interface' && iy.kind === 'interface') {
      if (x.kind === 'named' && y.kind === 'named' && x.origin && x.origin === y.origin) return this.args(x, y);
      const [few, many] = methodCount(x) <= methodCount(y) ? [ix, iy] : [iy, ix];
      return this.methodsOf(few, id => typeSetOf(many).methods.get(id)?.type);
    }
    const [iface, value] = ix.kind === 'interface' ? [ix, y] : [iy as Interface, x];
    for (const wanted of typeSetOf(iface).sorted) {
      const found = lookup(value, wanted.pkg, wanted.name);
      if (found === 'unknown') continue;
      if (found === 'none' || found.object.kind !== 'func') return false;
      if (!this.unify(wanted.type, found.object.type, 'exact')) return false;
    }
    return true;
  }

  private methodsOf(few: Interface, other: (id: string) => Type | undefined): boolean {
    for (const [id, m] of typeSetOf(few).methods) {
      const type = other(id);
      if (!type || !this.unify(m.type, type, 'exact')) return false;
    }
    return true;
  }

  private args(x: Named, y: Named): boolean {
    return x.args.every((a, i) => this.unify(a, y.args[i]!, 'exact'));
  }

  private structure(x: Type, y: Type, fit: Fit): boolean {
    const elements: Fit = fit === 'assign' ? 'loose' : fit;
    const inner: Fit = elements === 'loose' ? 'exact' : elements;
    if (x.kind !== y.kind) return false;
    switch (x.kind) {
      case 'named': {
        const other = y as Named;
        if (x.origin === undefined || x.origin !== other.origin) return identical(x, y);
        return this.args(x, other);
      }
      case 'pointer':
      case 'slice':
        return this.unify(x.elem, (y as typeof x).elem, inner);
      case 'array':
        return x.length === (y as typeof x).length && this.unify(x.elem, (y as typeof x).elem, inner);
      case 'map':
        return this.unify(x.key, (y as typeof x).key, inner) && this.unify(x.elem, (y as typeof x).elem, inner);
      case 'chan':
        return (fit !== 'exact' || x.direction === (y as typeof x).direction) && this.unify(x.elem, (y as typeof x).elem, inner);
      case 'func':
        return this.signatures(x, y as Signature, inner);
      case 'tuple':
        return this.vars(x.vars, (y as typeof x).vars, inner);
      case 'struct': {
        const other = y as typeof x;
        return (
          x.fields.length === other.fields.length &&
          x.fields.every((f, i) => f.name === other.fields[i]!.name && f.embedded === other.fields[i]!.embedded) &&
          this.vars(x.fields, other.fields, inner)
        );
      }
      case 'interface': {
        const [a, b] = [typeSetOf(x), typeSetOf(y as Interface)];
        return a.methods.size === b.methods.size && this.methodsOf(x, id => b.methods.get(id)?.type);
      }
      default:
        return identical(x, y);
    }
  }

  private signatures(x: Signature, y: Signature, fit: Fit): boolean {
    if (x.variadic !== y.variadic || x.parameters.length !== y.parameters.length) return false;
    return this.vars(x.params, y.params, fit) && this.vars(x.results, y.results, fit);
  }

  private vars(xs: readonly Var[], ys: readonly Var[], fit: Fit): boolean {
    return xs.length === ys.length && xs.every((x, i) => this.unify(x.type, ys[i]!.type, fit));
  }

  /** What was found, with parameters inside replaced by what was found for them; a parameter that is left is not known. */
  inferred(): (Type | undefined)[] {
    const known = new Map<TypeParameter, Type>();
    for (const p of this.parameters) {
      const type = this.at(p);
      if (type) known.set(p, type);
    }
    // Each round replaces one level; more rounds than parameters would be a circle.
    for (let round = 0, changed = true; changed && round <= this.parameters.length; round++) {
      changed = false;
      for (const [p, type] of known) {
        if (!this.mentions(type)) continue;
        const replaced = substitute(type, without(known, p));
        changed ||= replaced !== type;
        known.set(p, replaced);
      }
    }
    return this.parameters.map(p => {
      const type = known.get(p);
      return type && !this.mentions(type) ? type : undefined;
    });
  }

  private mentions(type: Type): boolean {
    return mentions(type, this.wanted);
  }
}

function without(map: ReadonlyMap<TypeParameter, Type>, parameter: TypeParameter): Map<TypeParameter, Type> {
  const rest = new Map(map);
  rest.delete(parameter);
  return rest;
}

const methodCount = (type: Type): number => {
  const u = under(type);
  return u.kind === 'interface' ? typeSetOf(u).methods.size : 0;
};

const isLiteral = (type: Type): boolean => type.kind !== 'named' && type.kind !== 'type parameter';
