/** Findings of the static tier, worked out in slices or when somebody asks, and kept until a file they follow from changes. */
import type { Finding } from '../base/finding.js';
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
  /** Files whose findings are being worked out; a mark of its own for each run. */
  private readonly running = new Map<string, object>();

  constructor(
    private readonly tables: EstimatesTables,
    private readonly run: () => RuleRun,
  ) {}

  of(path: string, facts: FileFacts): readonly Finding[] {
    this.tables.goPackages.settleTargets();
    const known = this.known.get(path);
    if (known) return known;
    const found = whole(this.work(path, facts));
    this.known.set(path, found);
    return found;
  }

  /** Until they are known, or the file is not: what changes on the way is taken along. */
  *preparing(path: string): Sliced<void> {
    const { files, builds, goPackages } = this.tables;
    for (;;) {
      yield* files.settling('open');
      while (goPackages.mayHaveOtherTargets && builds.prepareNext()) yield;
      goPackages.settleTargets();
      const facts = files.facts(path);
      if (!facts || this.known.has(path)) return;
      yield* this.prepare(path, facts);
    }
  }

  /** Gives up when what the findings follow from changes. */
  private *prepare(path: string, facts: FileFacts): Sliced<void> {
    const mark = {};
    this.running.set(path, mark);
    const work = this.work(path, facts);
    try {
      for (let step = work.next(); ; step = work.next()) {
        if (step.done) {
          this.known.set(path, step.value);
          return;
        }
        yield;
        if (this.running.get(path) !== mark || !this.tables.files.isSettled) return;
      }
    } finally {
      work.return([]);
      if (this.running.get(path) === mark) this.running.delete(path);
    }
  }

  private work(path: string, facts: FileFacts): Sliced<readonly Finding[]> {
    return this.tables.backlog.judging(path, analyzing(facts, this.run()));
  }

  /** Files with findings, or soon to be. */
  paths(): Iterable<string> {
    return [...this.known.keys(), ...this.running.keys()];
  }

  forget(path: string): void {
    this.known.delete(path);
    this.running.delete(path);
  }

  forgetAll(): void {
    this.known.clear();
    this.running.clear();
  }
}
