/** What only the package can tell about pools: whether an expression is one, and whether a function hands its argument to one. */
import type { PutWrapper, Taker } from '../flow/pool-facts.js';
import { type TypeRef, UNKNOWN } from '../types/types.js';
import type { GoPackage } from './go-package.js';

/** Wrappers may call wrappers, but nobody stacks many. */
const MAX_DEPTH = 4;
/** Types that lead to a pool by embedding, and levels of types that hold one. */
const MAX_TYPES = 100;
const MAX_HELD = 12;

/** True for `sync.Pool`, a pointer to one and a struct of this package that embeds one. False also when unknown. */
export function isPool(pkg: GoPackage, type: TypeRef): boolean {
  return remembered(pkg, type, 'is', () => isPoolType(pkg, type, new Set()));
}

/** `seen`: names of types that the question has led through. */
function isPoolType(pkg: GoPackage, type: TypeRef, seen: Set<string>): boolean {
  let t = pkg.resolve(type);
  if (t.kind === 'unknown' && type.kind === 'selector') t = genericField(pkg, type.of, type.name);
  if (t.kind === 'pointer') t = pkg.resolve(t.elem);
  if (t.kind !== 'named') return false;
  if (isSyncPool(t)) return true;
  const symbol = t.pkg === '' ? pkg.type(t.name) : undefined;
  if (!symbol || seen.has(t.name) || seen.size > MAX_TYPES) return false;
  seen.add(t.name);
  if (symbol.alias) return isPoolType(pkg, symbol.type, seen);
  return symbol.type.kind === 'struct' && symbol.type.fields.some(f => f.embedded && isPoolType(pkg, f.type, seen));
}

const answers = new WeakMap<GoPackage, Map<string, boolean>>();

/** Answers about types of the package, each worked out once. */
function remembered(pkg: GoPackage, type: TypeRef, question: string, work: () => boolean): boolean {
  if (type.kind !== 'named' || type.pkg !== '') return work();
  let known = answers.get(pkg);
  if (!known) {
    known = new Map();
    answers.set(pkg, known);
  }
  const key = `${question} ${type.name}`;
  const answer = known.get(key) ?? work();
  known.set(key, answer);
  return answer;
}

/** The field's type as the generic struct declares it: that a field is a sync.Pool does not depend on type arguments. */
function genericField(pkg: GoPackage, of: TypeRef, name: string): TypeRef {
  const struct = receiverName(pkg, of);
  const symbol = struct === undefined ? undefined : pkg.type(struct);
  const fields = symbol && symbol.typeParameters.length > 0 && symbol.type.kind === 'struct' ? symbol.type.fields : [];
  return fields.find(f => f.name === name)?.type ?? UNKNOWN;
}

/** True when a value of the type holds a sync.Pool by value: itself, a field of a field, an array's element. */
export function holdsPool(pkg: GoPackage, type: TypeRef): boolean {
  return remembered(pkg, type, 'holds', () => holdsPoolType(pkg, type, new Set(), 0));
}

/** `seen`: names of types that were looked into; what one of them holds is known by then. */
function holdsPoolType(pkg: GoPackage, type: TypeRef, seen: Set<string>, depth: number): boolean {
  if (depth > MAX_HELD) return false;
  const t = pkg.resolve(type);
  if (isSyncPool(t)) return true;
  const u = t.kind === 'named' ? (t.pkg === '' ? pkg.underlying(t) : undefined) : t;
  if (t.kind === 'named' && t.pkg === '') {
    if (seen.has(t.name)) return false;
    seen.add(t.name);
    const own = pkg.type(t.name)?.type;
    if (own && isSyncPool(own)) return true;
  }
  if (u?.kind === 'struct') return u.fields.some(f => holdsPoolType(pkg, f.type, seen, depth + 1));
  return u?.kind === 'array' && holdsPoolType(pkg, u.elem, seen, depth + 1);
}

/** True when some struct or variable of the package makes `holdsPool` possible: cheap, and false for most packages. */
export function usesPools(pkg: GoPackage): boolean {
  return pkg.files.some(f => f.imports.some(i => i.path === 'sync') && f.declarations.some(d => d.pools.declarations.length > 0));
}

/**
 * Who a call gives its argument to. `pool`: to a sync.Pool at once; `wrapper`: to a function or method of this package that does.
 * Undefined when it is neither, or when that is not known.
 */
export function takerKind(pkg: GoPackage, taker: Taker, depth = 0): 'pool' | 'wrapper' | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (taker.of === undefined) return wraps(pkg, taker.name, undefined, taker.argument, depth) ? 'wrapper' : undefined;
  const receiver = receiverName(pkg, taker.of);
  if (receiver !== undefined && wraps(pkg, taker.name, receiver, taker.argument, depth)) return 'wrapper';
  const own = receiver !== undefined && pkg.method(receiver, taker.name) !== undefined;
  return taker.name === 'Put' && taker.argument === 0 && !own && isPool(pkg, taker.of) ? 'pool' : undefined;
}

/** True when whoever holds a value of the type shares what it points to; undefined when the type is not known. */
export function sharesMemory(pkg: GoPackage, type: TypeRef): boolean | undefined {
  const u = pkg.underlying(type);
  switch (u.kind) {
    case 'pointer':
    case 'slice':
    case 'map':
    case 'chan':
      return true;
    case 'unknown':
    case 'typeParameter':
    case 'interface':
      return undefined;
    case 'basic':
      return u.name === 'any' || u.name === 'error' ? undefined : false;
    default:
      return false;
  }
}

/** True for bytes.Buffer and pointers to it. */
export function isBytesBuffer(pkg: GoPackage, type: TypeRef): boolean {
  let t = pkg.resolve(type);
  if (t.kind === 'pointer') t = pkg.resolve(t.elem);
  return t.kind === 'named' && t.pkg === 'bytes' && t.name === 'Buffer';
}

function isSyncPool(t: TypeRef): boolean {
  return t.kind === 'named' && t.pkg === 'sync' && t.name === 'Pool';
}

function receiverName(pkg: GoPackage, type: TypeRef): string | undefined {
  let t = pkg.resolve(type);
  if (t.kind === 'pointer') t = pkg.resolve(t.elem);
  return t.kind === 'named' && t.pkg === '' ? t.name : undefined;
}

function wraps(pkg: GoPackage, name: string, receiver: string | undefined, argument: number, depth: number): boolean {
  const found = wrappersOf(pkg).get(receiver === undefined ? name : `${receiver}.${name}`);
  return found?.some(w => w.parameter === argument && takerKind(pkg, w.taker, depth + 1) !== undefined) ?? false;
}

const cache = new WeakMap<GoPackage, ReadonlyMap<string, readonly PutWrapper[]>>();

function wrappersOf(pkg: GoPackage): ReadonlyMap<string, readonly PutWrapper[]> {
  const known = cache.get(pkg);
  if (known) return known;
  const found = new Map<string, readonly PutWrapper[]>();
  for (const file of pkg.files) {
    for (const { pools, symbols } of file.declarations) {
      const fn = symbols.functions[0];
      if (fn && pools.wrappers.length > 0) found.set(fn.receiver === undefined ? fn.name : `${fn.receiver}.${fn.name}`, pools.wrappers);
    }
  }
  cache.set(pkg, found);
  return found;
}

/** A type as a person writes it; undefined where that is not known. */
export function typeText(type: TypeRef): string | undefined {
  switch (type.kind) {
    case 'basic':
    case 'constant':
      return type.name;
    case 'named':
      return type.pkg === '' ? type.name : `${type.pkg.slice(type.pkg.lastIndexOf('/') + 1)}.${type.name}`;
    case 'pointer':
      return prefixed('*', type.elem);
    case 'slice':
      return prefixed('[]', type.elem);
    case 'array':
      return type.length === undefined ? undefined : prefixed(`[${type.length}]`, type.elem);
    default:
      return undefined;
  }
}

function prefixed(prefix: string, elem: TypeRef): string | undefined {
  const text = typeText(elem);
  return text === undefined ? undefined : prefix + text;
}
