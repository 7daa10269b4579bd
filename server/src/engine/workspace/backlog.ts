/**
 * What stands between a workspace and its final verdicts: rows of the build table, packages from outside, code of programs, and the verdicts
 * that asked for those. Worked off in short steps; whatever changes on the way joins the queue.
 */

import type { Sliced } from '../base/slices.js';
import { languageOf } from '../builds/kinds.js';
import type { PackagePlace } from '../program/modules/module-build.js';
import { AskedFiles } from './asked-files.js';
import type { BuildTable } from './build-table.js';
import type { ClosureTable } from './closure-table.js';
import type { ExternalPackages } from './external-packages.js';
import type { FileTable } from './file-table.js';
import type { GoPackages } from './go-packages.js';
import { allModules } from './known-modules.js';
import type { ProgramTable } from './program-table.js';
import { type AnalysisStep, type FoundPackage, type PackageText, STEP } from './steps.js';

/** What the backlog works on. */
export interface BacklogTables {
  readonly files: FileTable;
  readonly builds: BuildTable;
  readonly external: ExternalPackages;
  readonly goPackages: GoPackages;
  readonly closures: ClosureTable;
  readonly programs: ProgramTable;
  /** Works the verdict on a file out, unless it is known. */
  look(path: string): Sliced<void>;
  /** The verdict on a file is to be worked out anew. */
  forget(path: string): void;
  /** What follows from the code of programs is another now. */
  codeRead(): void;
  bringPackage(importPath: string, source: readonly PackageText[] | 'missing'): void;
}

const isPlainGoFile = (name: string) => name.endsWith('.go') && !name.endsWith('_test.go');

function hasVerdict(path: string): boolean {
  const language = languageOf(path);
  return language === 'dockerfile' || language === 'build';
}

export class Backlog {
  /** Go files whose findings wait for packages that were asked for. */
  private readonly waitingGo = new Set<string>();
  /** Files that build whose verdict has been asked for since what it follows from changed. */
  private readonly looked = new Set<string>();
  /** Those whose verdict waits for something that was asked for. */
  private readonly waiting = new Set<string>();
  /** Those whose verdict follows from the code of a program. */
  private readonly followCode = new Set<string>();
  /** Paths that may have to be looked at, the next one last; undefined: to be listed anew. */
  private queue: string[] | undefined;

  readonly askedFiles = new AskedFiles(() => {
    this.forget();
    this.tables.codeRead();
  });

  constructor(private readonly tables: BacklogTables) {}

  /** A file is another one now, came or went. */
  changed(path: string): void {
    if (!hasVerdict(path)) return;
    this.looked.delete(path);
    this.waiting.delete(path);
    this.queue = undefined;
  }

  /** Verdicts on other files are wanted now. */
  listAnew(): void {
    this.queue = undefined;
  }

  /** All verdicts are to be asked for anew. */
  forget(): void {
    this.looked.clear();
    this.waiting.clear();
    this.queue = undefined;
  }

  /** Code of a program says something else now. */
  codeChanged(): void {
    for (const path of this.followCode) this.looked.delete(path);
    this.queue = undefined;
  }

  /** Does the work that makes a verdict, and notes whether it waits for anything. */
  *judging<T>(path: string, work: Sliced<T>): Sliced<T> {
    if (languageOf(path) === 'go') return yield* this.judgingGo(path, work);
    if (!hasVerdict(path)) return yield* work;
    const { askedFiles } = this;
    const { external, closures, programs } = this.tables;
    const allAsks = () => external.asks + programs.asks + askedFiles.asks;
    const own = { asks: 0, closures: 0, programs: 0 };
    for (;;) {
      // Others ask between two slices.
      const before = { asks: allAsks(), closures: closures.reads, programs: programs.reads };
      const step = work.next();
      own.asks += allAsks() - before.asks;
      own.closures += closures.reads - before.closures;
      own.programs += programs.reads - before.programs;
      if (step.done) {
        this.judged(path, own.asks > 0 || (external.isWaiting && own.closures > 0), own.programs > 0);
        return step.value;
      }
      yield;
    }
  }

  private *judgingGo<T>(path: string, work: Sliced<T>): Sliced<T> {
    const { goPackages } = this.tables;
    let asks = 0;
    for (;;) {
      const before = goPackages.asks;
      const step = work.next();
      asks += goPackages.asks - before;
      if (!step.done) {
        yield;
        continue;
      }
      if (asks > 0) this.waitingGo.add(path);
      return step.value;
    }
  }

  /** A closure is kept, so that only the first who reads it asks for its packages. */
  private judged(path: string, waits: boolean, followsCode: boolean): void {
    this.looked.add(path);
    if (followsCode) this.followCode.add(path);
    else this.followCode.delete(path);
    if (waits) this.waiting.add(path);
    else this.waiting.delete(path);
  }

  /** Ends when no verdict waits for anything that may still come. `asked`: packages not to be asked for again; grows. */
  *steps(asked: Set<string>): Generator<AnalysisStep, void> {
    const { builds, programs, look, codeRead } = this.tables;
    for (;;) {
      if (builds.prepareNext()) yield STEP;
      else if (yield* this.packages(asked)) continue;
      else if (programs.next()) {
        if (!programs.waits) codeRead();
        yield STEP;
      } else {
        const path = this.nextToLook();
        if (path === undefined) return;
        for (const work = look(path); !work.next().done; ) yield STEP;
        this.looked.add(path);
        yield STEP;
      }
    }
  }

  /** Wants what a Go file imports. */
  lookAhead(path: string): void {
    this.tables.goPackages.lookAhead(path);
  }

  /** Packages and files that somebody waits for, those of `asked` left out; false when there was none. */
  *packages(asked: Set<string>): Generator<AnalysisStep, boolean> {
    const { external, goPackages, bringPackage } = this.tables;
    const hasFiles = yield* this.askedFiles.needs(asked);
    if (hasFiles) for (const path of this.waiting) this.tables.forget(path);
    const hasPieces = yield* external.standard.needs(asked, () => goPackages.arrived());
    const hasNeeds = yield* goPackages.needs(asked);
    const wanted = external.wanted().filter(p => !asked.has(p));
    for (const importPath of wanted) {
      asked.add(importPath);
      const { edition } = external;
      const places = yield* this.places(importPath, asked);
      const answer = (found: FoundPackage | undefined) => {
        if (external.edition === edition) bringPackage(importPath, found?.files ?? 'missing');
      };
      yield { kind: 'need package', importPath, places, wants: isPlainGoFile, answer };
    }
    return hasFiles || hasPieces || hasNeeds || wanted.length > 0;
  }

  /** Where some module may find a package. */
  private *places(importPath: string, asked: Set<string>): Generator<AnalysisStep, readonly PackagePlace[]> {
    const { files, goPackages } = this.tables;
    const all: PackagePlace[] = [];
    for (const { dir } of allModules(files)) {
      let places = goPackages.builds.places(importPath, dir);
      while (!places && (yield* goPackages.needs(asked))) places = goPackages.builds.places(importPath, dir);
      all.push(...(places ?? []));
    }
    return all;
  }

  private nextToLook(): string | undefined {
    const { waiting, looked, waitingGo } = this;
    const { files } = this.tables;
    for (const path of waitingGo) {
      waitingGo.delete(path);
      return path;
    }
    const isWanted = (path: string) => files.isOpen(path) || !files.folders.isForGoOnly(path);
    this.queue ??= [...files.paths()].filter(path => hasVerdict(path) && !looked.has(path) && isWanted(path)).reverse();
    for (const path of waiting) {
      waiting.delete(path);
      looked.delete(path);
      this.queue.push(path);
    }
    // It stays in the queue until it has been looked at: who begins with it may not go on.
    for (let path = this.queue.at(-1); path !== undefined; path = this.queue.at(-1)) {
      if (!looked.has(path) && files.facts(path)) return path;
      this.queue.pop();
    }
    return undefined;
  }
}
