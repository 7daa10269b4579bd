/** The closures of programs, kept until somebody says that imports changed. */
import { type ClosureSources, cgoClosure, closureWithoutCgo, type Platform, type ProgramClosure } from '../program/cgo-closure.js';

export class ClosureTable {
  private readonly known = new Map<string, ProgramClosure>();
  /** How often a closure was handed out. */
  reads = 0;

  constructor(private readonly sources: ClosureSources) {}

  withCgo(dir: string, tags: readonly string[], platform?: Platform): ProgramClosure {
    const key = ['cgo', platform?.os, platform?.arch, dir, ...tags].join(' ');
    return this.get(key, () => cgoClosure(dir, this.sources, tags, platform));
  }

  withoutCgo(dir: string, tags: readonly string[], platform?: Platform): ProgramClosure {
    const key = ['no cgo', platform?.os, platform?.arch, dir, ...tags].join(' ');
    return this.get(key, () => closureWithoutCgo(dir, this.sources, tags, platform));
  }

  forget(): void {
    this.known.clear();
  }

  private get(key: string, walk: () => ProgramClosure): ProgramClosure {
    this.reads++;
    const known = this.known.get(key) ?? walk();
    this.known.set(key, known);
    return known;
  }
}
