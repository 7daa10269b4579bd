/**
 * The one way in which hosts drive a workspace: `next` says what is needed, the host answers, until nothing is. Hosts differ in where files
 * come from and in how long they may hold the thread, and in nothing else.
 */

import { directoriesUp, dirName } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import { languageOf } from '../builds/kinds.js';
import type { WorkspaceView } from '../program/view.js';
import type { Backlog } from './backlog.js';
import type { FileTable } from './file-table.js';
import { type AnalysisStep, type Ask, type Interest, type ProgramDemand, STEP } from './steps.js';
import { regionsOf, tellsRegion } from './surroundings.js';

const DONE: AnalysisStep = { kind: 'done' };
const ALL = ['go', 'go.mod', 'dockerfile', 'build', 'context'] as const;
const BUILDS = ['go.mod', 'dockerfile', 'build'] as const;

export class Analysis {
  private readonly steps: Generator<AnalysisStep, void>;
  /** Reads what was brought; what came since, the next one. */
  private settling: Sliced<void> | undefined;
  /** Packages that were needed; a host that did not answer is not asked again. */
  private readonly asked = new Set<string>();

  constructor(
    private readonly files: FileTable,
    private readonly backlog: Backlog,
    private readonly view: WorkspaceView,
    interests: readonly Interest[],
    settles: boolean,
  ) {
    this.steps = this.all(interests, settles);
  }

  /** The next thing to do, or to answer. What changes in the workspace meanwhile is taken along. */
  next(): AnalysisStep {
    if (!this.files.isRead) {
      this.settling ??= this.files.settling('all');
      if (this.settling.next().done) this.settling = undefined;
      return STEP;
    }
    return this.steps.next().value ?? DONE;
  }

  private *all(interests: readonly Interest[], settles: boolean): Generator<AnalysisStep, void> {
    for (const interest of interests) yield* this.look(interest);
    if (settles) yield* this.backlog.steps(this.asked);
  }

  private look(interest: Interest): Generator<AnalysisStep, void> {
    switch (interest.kind) {
      case 'package':
        return this.package(interest.dir, interest.root);
      case 'folder':
        return this.folder(interest.dir, 'all');
      case 'build files':
        return this.folder(interest.dir, 'builds');
      case 'files':
        return this.changed(interest.paths);
      case 'builds':
        return this.builds(interest.paths);
      case 'surroundings':
        return this.surroundings(interest.paths, interest.programs);
      case 'imports':
        return this.question(() => this.backlog.lookAhead(interest.path));
      case 'question':
        return this.question(interest.ask);
      case 'work':
        return this.work(interest.ask);
    }
  }

  private *package(dir: string, root: string | undefined): Generator<AnalysisStep, void> {
    this.files.folders.readWhole(dir);
    for (const above of directoriesUp(dir, root)) {
      yield* this.read(`${above}/go.mod`);
      if (this.files.facts(`${above}/go.mod`)) break;
    }
    for (const path of yield* this.list(dir, ['go'], false)) yield* this.read(path);
  }

  private *folder(dir: string, what: 'all' | 'builds'): Generator<AnalysisStep, void> {
    this.files.folders.readTree(dir, what);
    this.backlog.listAnew();
    for (const path of yield* this.list(dir, what === 'all' ? ALL : BUILDS, true)) yield* this.read(path);
  }

  private *changed(paths: Iterable<string>): Generator<AnalysisStep, void> {
    for (const path of paths) yield* this.read(path);
  }

  private *builds(paths: readonly string[]): Generator<AnalysisStep, void> {
    const absent = new Set<string>();
    for (const path of paths) {
      if (!this.files.facts(path)) yield* this.read(path);
      for (const dir of directoriesUp(dirName(path), undefined)) {
        const mod = `${dir}/go.mod`;
        if (!this.files.facts(mod) && !absent.has(mod)) yield* this.read(mod, () => absent.add(mod));
        if (this.files.facts(mod)) break;
      }
    }
  }

  private *surroundings(paths: readonly string[], programs: ProgramDemand): Generator<AnalysisStep, void> {
    const regions = regionsOf(this.view, paths, programs);
    const listed = new Set<string>();
    // The outer ones first: what lies in a module within another has been listed with that.
    for (const { dir } of [...regions].sort((a, b) => a.dir.length - b.dir.length)) {
      if (listed.has(`${dir}/go.mod`)) continue;
      for (const path of yield* this.list(dir, ALL, true)) {
        listed.add(path);
        if (this.files.facts(path)) continue;
        const take = (text: string) => {
          if (languageOf(path) !== 'go' || regions.some(region => tellsRegion(region, path, text))) this.files.bring(path, text, 'outline');
        };
        yield { kind: 'need file', path, answer: text => text !== undefined && take(text) };
      }
    }
  }

  private *question(ask: () => void): Generator<AnalysisStep, void> {
    do {
      ask();
      yield STEP;
    } while (yield* this.backlog.packages(this.asked));
  }

  private *work(ask: Ask): Generator<AnalysisStep, void> {
    do {
      for (const work = ask(); work && !work.next().done; ) yield STEP;
      yield STEP;
    } while (yield* this.backlog.packages(this.asked));
  }

  /** The file as it is now, which may be gone, whoever asks: of two who ask, the newer has its answer. The text of an open one is the editor's. */
  private *read(path: string, gone: () => void = () => this.files.remove(path)): Generator<AnalysisStep, void> {
    if (this.files.isOpen(path)) return;
    const answer = (text: string | undefined) =>
      text === undefined ? gone() : this.files.bring(path, text, this.files.folders.depthOf(path));
    yield { kind: 'need file', path, answer };
  }

  private *list(
    dir: string,
    kinds: (AnalysisStep & { kind: 'need folder' })['kinds'],
    deep: boolean,
  ): Generator<AnalysisStep, readonly string[]> {
    let found: readonly string[] = [];
    yield {
      kind: 'need folder',
      ...{ dir, kinds, deep },
      answer: paths => {
        found = paths;
      },
    };
    return found;
  }
}
