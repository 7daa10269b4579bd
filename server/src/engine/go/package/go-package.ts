/** One Go package as its files tell it: symbols by name. */
import type { FunctionSymbol, TypeSymbol, ValueSymbol } from '../names/symbols.js';
import type { GoFileFacts } from './facts.js';

export class GoPackage {
  private readonly types = new Map<string, TypeSymbol>();
  private readonly values = new Map<string, ValueSymbol>();
  private readonly functions = new Map<string, FunctionSymbol>();
  private catches: boolean | undefined;
  private numbered: ReadonlySet<string> | undefined;

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

  /** True for a type whose values constants of the package number: nearly all are from 0 to 255. */
  numbers(type: string): boolean {
    this.numbered ??= new Set([...this.values.values()].flatMap(v => v.numbers ?? []));
    return this.numbered.has(type);
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
}
