/**
 * One Go package as its files tell it: symbols by name, and answers to the questions that symbolic types leave open.
 * Unknown stays unknown.
 */

import type { FunctionSymbol, TypeSymbol, ValueSymbol } from '../names/symbols.js';
import { stdType } from '../types/std-types.js';
import { basic, type FieldRef, type TypeRef, UNKNOWN } from '../types/types.js';
import { isPredeclaredType } from '../types/universe.js';
import type { GoFileFacts } from './facts.js';
import { Layouts } from './layouts.js';

const MAX_DEPTH = 30;
/** Types that embed each other deeper have no promoted fields. */
const MAX_EMBEDDED = 30;

export class GoPackage {
  private readonly types = new Map<string, TypeSymbol>();
  private readonly values = new Map<string, ValueSymbol>();
  private readonly functions = new Map<string, FunctionSymbol>();
  private catches: boolean | undefined;
  private readonly layouts = new Layouts(this);
  /** Promoted fields and methods, remembered: types that embed types twice would be walked for ever. */
  private readonly selectors = new Map<string, TypeRef>();
  private nesting = 0;

  /** `files` are the facts of all known files of the directory, tests included. */
  constructor(readonly files: readonly GoFileFacts[]) {
    for (const file of files) {
      for (const { symbols } of file.declarations) {
        for (const t of symbols.types) this.types.set(t.name, t);
        for (const v of symbols.values) this.values.set(v.name, v);
        for (const f of symbols.functions) this.functions.set(f.receiver === undefined ? f.name : `${f.receiver}.${f.name}`, f);
      }
    }
  }

  /** A file of the package calls `recover`; tests do not count. */
  get recovers(): boolean {
    this.catches ??= this.files.some(f => f.recovers && !f.isTest);
    return this.catches;
  }

  type(name: string): TypeSymbol | undefined {
    return this.types.get(name);
  }

  /** Package-level variable or constant. */
  value(name: string): ValueSymbol | undefined {
    return this.values.get(name);
  }

  function(name: string): FunctionSymbol | undefined {
    return this.functions.get(name);
  }

  method(receiver: string, name: string): FunctionSymbol | undefined {
    return this.functions.get(`${receiver}.${name}`);
  }

  /** Path of the file that declares the function or method (`f`, `T.m`). */
  fileOf(name: string): string | undefined {
    const symbol = this.functions.get(name);
    return symbol && this.files.find(f => f.declarations.some(d => d.symbols.functions.includes(symbol)))?.path;
  }

  /** Answers the questions in a type (`value`, `result`, `selector`, `element`); a named type stays named. */
  resolve(type: TypeRef, depth = 0): TypeRef {
    if (depth > MAX_DEPTH) return UNKNOWN;
    switch (type.kind) {
      case 'value':
        return this.resolveValue(type.pkg, type.name, depth + 1);
      case 'result':
        return this.resolveResult(type.of, type.index, depth + 1);
      case 'selector':
        return this.resolveSelector(this.resolve(type.of, depth + 1), type.name, depth + 1);
      case 'element':
        return this.resolveElement(this.underlying(type.of, depth + 1), type.what, depth + 1);
      default:
        return type;
    }
  }

  /** Resolves and follows named types and aliases to the type behind them. */
  underlying(type: TypeRef, depth = 0): TypeRef {
    const resolved = this.resolve(type, depth);
    if (resolved.kind !== 'named' || depth > MAX_DEPTH) return resolved.kind === 'named' ? UNKNOWN : resolved;
    if (resolved.pkg !== '') return stdType(resolved.pkg, resolved.name) ?? UNKNOWN;
    const symbol = this.types.get(resolved.name);
    if (!symbol || symbol.typeParameters.length > 0) return symbol?.type.kind === 'interface' ? symbol.type : UNKNOWN;
    return this.underlying(symbol.type, depth + 1);
  }

  /** Undefined when not known: a type parameter, a type of another package, something too deep. */
  isInterface(type: TypeRef): boolean | undefined {
    const u = this.underlying(type);
    if (u.kind === 'basic') return u.name === 'any' || u.name === 'error' || u.name === 'comparable';
    if (u.kind === 'unknown' || u.kind === 'typeParameter') return undefined;
    return u.kind === 'interface';
  }

  /** True for types whose value is one pointer, which an interface holds without allocating (go-facts §4.4). */
  pointerShaped(type: TypeRef, depth = 0): boolean | undefined {
    const u = this.underlying(type, depth);
    if (depth > MAX_DEPTH) return undefined;
    switch (u.kind) {
      case 'pointer':
      case 'map':
      case 'chan':
      case 'func':
        return true;
      case 'struct':
        return u.fields.length === 1 && this.pointerShaped(u.fields[0]!.type, depth + 1);
      case 'array':
        return u.length === undefined ? undefined : u.length === 1 && this.pointerShaped(u.elem, depth + 1);
      case 'basic':
        return u.name === 'unsafe.Pointer';
      case 'unknown':
      case 'typeParameter':
        return undefined;
      default:
        return false;
    }
  }

  /** Bytes on linux/amd64, or undefined when not known. */
  sizeOf(type: TypeRef): number | undefined {
    return this.layouts.of(type)?.size;
  }

  private resolveValue(pkg: string, name: string, depth: number): TypeRef {
    if (pkg !== '') return stdType(pkg, name, 'value') ?? { kind: 'value', pkg, name };
    const value = this.values.get(name);
    if (value) return this.resolve(value.type, depth);
    const fn = this.functions.get(name);
    if (fn) return fn.generic ? UNKNOWN : fn.type;
    if (this.types.has(name)) return { kind: 'func', params: [], results: [{ kind: 'named', pkg: '', name }], variadic: false }; // conversion T(x)
    return isPredeclaredType(name) ? { kind: 'func', params: [], results: [basic(name)], variadic: false } : UNKNOWN;
  }

  private resolveResult(of: TypeRef, index: number, depth: number): TypeRef {
    const fn = this.underlying(of, depth);
    if (fn.kind === 'func') return this.resolve(fn.results[index] ?? UNKNOWN, depth);
    return UNKNOWN;
  }

  private resolveSelector(of: TypeRef, name: string, depth: number): TypeRef {
    if (depth > MAX_DEPTH) return UNKNOWN;
    const base = of.kind === 'pointer' ? this.resolve(of.elem, depth) : of;
    if (base.kind === 'named') {
      if (base.pkg !== '') return stdType(base.pkg, `${base.name}.${name}`, 'value') ?? UNKNOWN;
      const method = this.functions.get(`${base.name}.${name}`);
      if (method) return method.generic ? UNKNOWN : method.type;
    }
    const struct = this.underlying(base, depth);
    if (struct.kind !== 'struct') return UNKNOWN;
    const field = struct.fields.find(f => f.name === name);
    if (field) return this.resolve(field.type, depth);
    if (base.kind !== 'named') return this.promoted(struct.fields, name, depth);
    const key = `${base.name}.${name}`;
    const known = this.selectors.get(key);
    if (known) return known;
    if (this.nesting > MAX_EMBEDDED) return UNKNOWN;
    this.selectors.set(key, UNKNOWN);
    this.nesting++;
    const type = this.promoted(struct.fields, name, 0);
    this.nesting--;
    this.selectors.set(key, type);
    return type;
  }

  private promoted(fields: readonly FieldRef[], name: string, depth: number): TypeRef {
    for (const f of fields) {
      if (!f.embedded) continue;
      const type = this.resolveSelector(this.resolve(f.type, depth), name, depth + 5);
      if (type.kind !== 'unknown') return type;
    }
    return UNKNOWN;
  }

  private resolveElement(of: TypeRef, what: string, depth: number): TypeRef {
    const base = of.kind === 'pointer' && what !== 'deref' ? this.underlying(of.elem, depth) : of;
    switch (base.kind) {
      case 'pointer':
        return this.resolve(base.elem, depth);
      case 'slice':
      case 'array':
        return what === 'rangeKey' ? basic('int') : this.resolve(base.elem, depth);
      case 'map':
        return what === 'rangeKey' ? this.resolve(base.key, depth) : this.resolve(base.elem, depth);
      case 'chan':
        return this.resolve(base.elem, depth);
      case 'constant':
      case 'basic':
        if (base.name === 'string') return basic(what === 'rangeKey' ? 'int' : what === 'rangeValue' ? 'rune' : 'byte');
        return what === 'rangeKey' && base.name.includes('int') ? base : UNKNOWN;
      default:
        return UNKNOWN;
    }
  }
}
