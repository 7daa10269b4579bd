/** Fields and methods by name (Go spec, "Selectors" and "Method sets"). */
import { constraintSet, identical, typeSetOf } from './identity.js';
import { type Func, idOf, type Named, type PackageId, type Type, type TypeSet, type Var } from './model.js';
import { isUnknown, under } from './predicates.js';

/** How a selector reaches what it names. */
export interface Selection {
  readonly object: Var | Func;
  /** The fields that are stepped through before. */
  readonly path: readonly Var[];
  /** A pointer is followed on the way. */
  readonly indirect: boolean;
  /** Where the way starts: the type that is selected from. */
  readonly receiver: Type;
}

/** `none`: there is surely no such name, or two; `unknown`: a type on the way is not known. */
export type LookupResult = Selection | 'none' | 'unknown';

interface Candidate {
  readonly type: Type;
  readonly path: readonly Var[];
  readonly indirect: boolean;
  /** The same type stands more than once at this depth: what it holds is ambiguous. */
  readonly multiple: boolean;
}

const MAX_EMBEDDED = 1000;

/** The field or method that `x.name` means for an `x` of the type, seen from `pkg`. Methods of `*T` are found for `T` too. */
export function lookup(type: Type, pkg: PackageId | undefined, name: string): LookupResult {
  const found = find(type, pkg, name);
  return typeof found === 'string' ? found : { ...found, receiver: type };
}

type Found = Omit<Selection, 'receiver'>;
type FindResult = Found | 'none' | 'unknown';

function find(type: Type, pkg: PackageId | undefined, name: string): FindResult {
  if (name === '_') return 'none';
  let start = type;
  let indirect = false;
  const pointer = type.kind === 'named' ? under(type) : type;
  if (pointer.kind === 'pointer') {
    // A declared pointer type has no methods, and fields only.
    if (type.kind === 'named') {
      const result = search(pointer.elem, true, pkg, name);
      return typeof result === 'string' || result.object.kind === 'var' ? result : 'none';
    }
    start = pointer.elem;
    indirect = true;
    if (start.kind === 'type parameter' || under(start).kind === 'interface') return 'none';
  }
  return search(start, indirect, pkg, name);
}

function search(start: Type, indirect: boolean, pkg: PackageId | undefined, name: string): FindResult {
  const id = idOf(pkg, name);
  const seen = new Set<Named>();
  let level: Candidate[] = [{ type: start, path: [], indirect, multiple: false }];
  let visited = 0;
  while (level.length > 0) {
    const next: Candidate[] = [];
    let found: Found | undefined;
    let unknown = false;
    for (const candidate of level) {
      if (++visited > MAX_EMBEDDED) return 'unknown';
      const { type } = candidate;
      if (type.kind === 'named') {
        if (seen.has(type)) continue;
        seen.add(type);
      }
      if (isUnknown(under(type))) {
        // A declared type may have methods although nobody knows what it is made of.
        const method = type.kind === 'named' ? type.method(id) : undefined;
        if (!method) unknown = true;
        else if (found || candidate.multiple) return 'none';
        else found = { object: method, path: candidate.path, indirect: candidate.indirect };
        continue;
      }
      const here = inType(candidate, id, next);
      if (here === 'unknown') unknown = true;
      else if (here) {
        if (found || candidate.multiple) return 'none';
        found = here;
      }
    }
    if (unknown) return 'unknown';
    if (found) return found;
    if (next.length > MAX_EMBEDDED) return 'unknown';
    level = consolidate(next);
  }
  return 'none';
}

/** What the type itself declares; what it embeds is added to `next`. */
function inType(candidate: Candidate, id: string, next: Candidate[]): Found | 'unknown' | undefined {
  const { type, path, indirect } = candidate;
  if (type.kind === 'named') {
    const method = type.method(id);
    if (method) return { object: method, path, indirect };
  }
  if (type.kind === 'type parameter') return inSet(constraintSet(type), id, candidate);
  const u = under(type);
  if (u.kind === 'struct') {
    const field = u.field(id);
    if (field) return { object: field, path, indirect };
    for (const f of u.embedded) {
      const pointer = f.type.kind === 'pointer' ? f.type : undefined;
      next.push({
        type: pointer ? pointer.elem : f.type,
        path: [...path, f],
        indirect: indirect || pointer !== undefined,
        multiple: candidate.multiple,
      });
    }
    return undefined;
  }
  return u.kind === 'interface' ? inSet(typeSetOf(u), id, candidate) : undefined;
}

function inSet(set: TypeSet, id: string, { path, indirect }: Candidate): Found | 'unknown' | undefined {
  const method = set.methods.get(id);
  if (method) return { object: method, path, indirect };
  return set.partial ? 'unknown' : undefined;
}

/** The same type twice at one depth counts once, and hides what it holds. */
function consolidate(level: readonly Candidate[]): Candidate[] {
  const out: Candidate[] = [];
  const known = new Map<Type, number>();
  /** Those that are the same although they are two objects, perhaps. */
  const composed: number[] = [];
  for (const c of level) {
    const isComposed = c.type.kind !== 'named' || c.type.args.length > 0;
    const same = isComposed ? composed.find(o => identical(out[o]!.type, c.type)) : undefined;
    const i = known.get(c.type) ?? same;
    if (i !== undefined) {
      out[i] = { ...out[i]!, multiple: true };
      continue;
    }
    if (isComposed) composed.push(out.length);
    known.set(c.type, out.length);
    out.push(c);
  }
  return out;
}

/** Every method that a pointer to the type has (an interface: that it has), by name. */
export function methodsOf(type: Type): readonly Selection[] {
  const names = new Map<string, Func>();
  collect(type, names);
  const out: Selection[] = [];
  for (const { pkg, name } of names.values()) {
    const found = lookup(type, pkg, name);
    if (typeof found !== 'string' && found.object.kind === 'func') out.push(found);
  }
  return out;
}

/** Types without methods, of their own and of what they embed. */
const bare = new WeakSet<Type>();

function collect(start: Type, names: Map<string, Func>): void {
  const seen = new Set<Type>([start]);
  let isKnown = true;
  const add = (m: Func) => names.set(idOf(m.pkg, m.name), m);
  for (const type of seen) {
    if (bare.has(type)) continue;
    if (type.kind === 'named') type.methods.forEach(add);
    const u = under(type);
    if (u.kind === 'interface') {
      const set = typeSetOf(u);
      set.sorted.forEach(add);
      if (set.partial) isKnown = false;
    }
    if (isUnknown(u) || seen.size >= MAX_EMBEDDED) isKnown = false;
    if (u.kind !== 'struct') continue;
    for (const f of u.embedded) if (seen.size < MAX_EMBEDDED) seen.add(f.type.kind === 'pointer' ? f.type.elem : f.type);
  }
  if (isKnown && names.size === 0) for (const type of seen) bare.add(type);
}

/** Methods with pointer receivers belong to pointers, and to structs that embed one. */
export function inMethodSet(type: Type, { object, indirect }: Selection): boolean {
  return object.kind !== 'func' || !object.pointerReceiver || indirect || type.kind === 'pointer';
}
