/** Findings of the static tier, worked out in slices or when somebody asks, and kept until a file they follow from changes. */
import type { Finding } from '../base/finding.js';
import { dirName } from '../base/paths.js';
import { type Sliced, whole } from '../base/slices.js';
import type { FileFacts } from '../program/file-facts.js';
import { analyzing, type RuleRun } from './analyze.js';
import type { Backlog } from './backlog.js';
import type { BuildTable } from './build-table.js';
import type { FileTable } from './file-table.js';
import type { GoPackages } from './go-packages.js';

/** What findings follow from. */
export interface EstimatesTables {
  readonly files: FileTable;
  readonly builds: BuildTable;
  readonly goPackages: GoPackages;
  readonly backlog: Backlog;
}

export class Estimates {
  private readonly known = new Map<string, readonly Finding[]>();
  /** What is being worked out: one run a file, whoever takes its steps. Two that began anew after each other would never end. */
  private readonly running = new Map<string, Sliced<readonly Finding[]>>();
  private stepping: Sliced<readonly Finding[]> | undefined;
  /** By directory, files that are asked about. */
  private readonly byDir = new Map<string, Set<string>>();

  constructor(
    private readonly tables: EstimatesTables,
    private readonly run: (path: string) => RuleRun,
  ) {}

  of(path: string, facts: FileFacts): readonly Finding[] {
    this.tables.goPackages.settleTargets();
    const known = this.known.get(path);
    if (known) return known;
    this.stop(path);
    const found = whole(this.work(path, facts));
    this.note(path);
    this.known.set(path, found);
    return found;
  }

  /** Until they are known, or the file is not: what changes on the way is taken along. */
  *preparing(path: string): Sliced<void> {
    const { files, builds, goPackages } = this.tables;
    for (;;) {
      // What is opened in a rest is read in slices, too.
      while (!files.isSettled) yield* files.settling('open');
      if (goPackages.targets.mayDiffer && builds.prepareNext()) {
        yield;
        continue;
      }
      goPackages.settleTargets();
      const facts = files.facts(path);
      if (!facts || this.known.has(path)) return;
      if (facts.language !== 'go') yield* builds.preparing();
      if (facts !== files.facts(path)) continue;
      this.step(path, facts);
      if (!this.known.has(path)) yield;
    }
  }

  /** One step of the run, of a new one where what the findings follow from has changed. */
  private step(path: string, facts: FileFacts): void {
    const work = this.running.get(path) ?? this.work(path, facts);
    this.note(path);
    this.running.set(path, work);
    this.stepping = work;
    let step: IteratorResult<void, readonly Finding[]> | undefined;
    try {
      step = work.next();
    } finally {
      this.stepping = undefined;
      const isWanted = this.running.get(path) === work;
      if (isWanted && step?.done) this.known.set(path, step.value);
      if (isWanted && step?.done !== false) this.running.delete(path);
      if (!isWanted) work.return([]);
    }
  }

  private work(path: string, facts: FileFacts): Sliced<readonly Finding[]> {
    return this.tables.backlog.judging(path, analyzing(facts, this.run(path)));
  }

  private note(path: string): void {
    const dir = dirName(path);
    const here = this.byDir.get(dir) ?? new Set();
    this.byDir.set(dir, here.add(path));
  }

  /** They are known: nobody has to wait for them. */
  has(path: string): boolean {
    return this.known.has(path);
  }

  /** Files with findings, or soon to be. */
  paths(): Iterable<string> {
    return [...this.known.keys(), ...this.running.keys()];
  }

  forget(path: string): void {
    this.known.delete(path);
    this.stop(path);
    this.byDir.get(dirName(path))?.delete(path);
  }

  /** Of all files directly in a directory, which may hold thousands of which nobody has asked yet. */
  forgetIn(dir: string): void {
    for (const path of this.byDir.get(dir) ?? []) this.forget(path);
  }

  forgetAll(): void {
    this.known.clear();
    this.byDir.clear();
    for (const path of [...this.running.keys()]) this.stop(path);
  }

  /** A run that asks for that itself is ended after its step. */
  private stop(path: string): void {
    const work = this.running.get(path);
    this.running.delete(path);
    if (work !== this.stepping) work?.return([]);
  }
}
