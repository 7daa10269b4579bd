/**
 * One run of the command line: a session of the language server without a wire. One workspace owns what is known, and the disk answers what
 * it needs.
 */

import { setImmediate } from 'node:timers/promises';
import { type Config, DEFAULT_CONFIG } from '../../engine/base/config.js';
import type { Fault } from '../../engine/base/faults.js';
import { directoriesUp, dirName } from '../../engine/base/paths.js';
import type { GoHome } from '../../engine/program/modules/go-home.js';
import { type WrittenProfile, writtenProfiles } from '../../engine/program/written-profiles.js';
import type { Rule } from '../../engine/rules/rule.js';
import { Engine, type Grammars } from '../../engine/syntax/engine.js';
import { drive, type Sources } from '../../engine/workspace/drive.js';
import type { Interest, NeededFolder } from '../../engine/workspace/steps.js';
import { regionsOf } from '../../engine/workspace/surroundings.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import { leadsAway } from '../host/boundary.js';
import { goHome, readPackage } from '../host/module-cache.js';
import { readTable } from '../host/std-pieces.js';
import { type CompileOptions, compileModules } from './compiled-packages.js';
import type { CompilerAnswer } from './compiler-answer.js';
import { confirmedPackages } from './compiler-tier.js';
import { ContextFilesAbove, filesBelow, goFilesIn, isFound, toKey } from './discover.js';
import { DiskFolders, type ListFolder } from './disk-folders.js';
import { countLines, type ReadSource, readOrTell, readSource } from './disk-text.js';
import { FileFaults } from './file-faults.js';
import { GoModFiles } from './go-mod-files.js';
import { toChecked } from './model.js';
import type { Remarks } from './outcome.js';
import { type FilesOutcome, type PackageJob, type PackageOutcome, partFailed, ruleFailed } from './package-job.js';
import { type CompiledPackage, PackageReader } from './package-reader.js';
import { say } from './words.js';
import { PackagePool } from './worker-pool.js';

export interface SessionOptions {
  readonly grammars: Grammars;
  /** May say where the module cache is. */
  readonly env: NodeJS.ProcessEnv;
  readonly config?: Config;
  /** Default: all. */
  readonly rules?: readonly Rule[];
  readonly readers?: Readers;
  /** Folders that the run may have listed before. */
  readonly disk?: DiskFolders;
}

/** How files are read, what parses them, and how folders are listed where that is not as usual. */
export interface Readers {
  readonly readSource: ReadSource;
  readonly listFolder?: ListFolder;
  loadEngine(grammars: Grammars): Promise<Engine>;
}

const READERS: Readers = { readSource, loadEngine: grammars => Engine.load(grammars, 'whole') };

export interface PackagesOptions extends CompileOptions {
  readonly tier: 'static' | 'all';
  readonly grammars: Grammars;
  /** The bundled worker; undefined checks in this thread. */
  readonly workerScript: string | undefined;
  readonly onProgress?: (filesDone: number, filesAll: number) => void;
}

/** What the compiler says of a job, joined to its sources where it says something. */
export type CompiledJob = Exclude<CompilerAnswer, { kind: 'word' }> | { readonly kind: 'word'; readonly package: CompiledPackage };

export class Session {
  readonly workspace: Workspace;
  private readonly faults = new FileFaults();
  /** Go files that have been read, whether or not the workspace had to know of them. */
  private readonly looked = new Set<string>();
  private readonly reader: PackageReader;
  private readonly home: GoHome;
  private readonly disk: DiskFolders;
  private readonly contextAbove: ContextFilesAbove;
  private readonly goMods: GoModFiles;

  private constructor(
    engine: Engine,
    options: SessionOptions,
    private readonly readers: Readers,
  ) {
    const { config = DEFAULT_CONFIG, rules, disk = new DiskFolders(readers.listFolder) } = options;
    this.disk = disk;
    this.contextAbove = new ContextFilesAbove(disk);
    this.goMods = new GoModFiles(readers.readSource, disk);
    const onRuleError = (rule: string, path: string, error: unknown) => this.faults.tell(path, ruleFailed(rule, path, error));
    const onFault = (path: string, fault: Fault) => this.faults.tell(path, partFailed(path, fault), !fault.isCommon);
    this.workspace = new Workspace(engine, { config, onRuleError, onFault, ...(rules && { rules }) });
    this.home = goHome(options.env, toKey);
    this.workspace.goPackages.setHome(this.home);
    this.reader = new PackageReader(engine, config, this.home, this.readers.readSource);
  }

  /** Runs `use` with a session, and frees it. Rejects when the grammars do not load. */
  static async run<T>(options: SessionOptions, use: (session: Session) => T | Promise<T>): Promise<T> {
    const { readers = READERS } = options;
    const engine = await readers.loadEngine(options.grammars);
    try {
      return await use(new Session(engine, options, readers));
    } finally {
      engine.dispose();
    }
  }

  /** Reads what these interests need. */
  read(...interests: readonly Interest[]): void {
    drive(this.workspace.reading(...interests), this.sources);
  }

  /** Reads what these interests need and works off what the verdicts wait for. */
  drive(...interests: readonly Interest[]): void {
    drive(this.workspace.analysis(...interests), this.sources);
  }

  /** Outcomes of Go packages, in their order. The workspace takes over what `builds`, files that it knows, want to know of them. */
  async packages(jobs: readonly PackageJob[], builds: readonly string[], options: PackagesOptions): Promise<readonly FilesOutcome[]> {
    const regions = new Map(regionsOf(this.workspace, builds, 'asked for').map(region => [region.dir, region]));
    const asked = jobs.map(job => {
      const own = dirName(job.report[0] ?? '');
      const around = [...directoriesUp(own, undefined)].flatMap(dir => regions.get(dir) ?? []);
      return { ...job, goMod: { path: this.goMods.pathAbove(own) }, regions: around };
    });
    const outcomes = await this.check(asked, options);
    for (const { known } of outcomes) for (const [path, file] of known) this.workspace.takeOver(path, file);
    for (const { report, context } of jobs) for (const path of [...report, ...context]) this.looked.add(path);
    return outcomes.map(({ known: _, ...outcome }) => outcome);
  }

  private async check(jobs: readonly PackageJob[], options: PackagesOptions): Promise<readonly PackageOutcome[]> {
    const { config, grammars, tier, workerScript: script } = options;
    const files = jobs.reduce((n, job) => n + job.report.length, 0);
    const onProgress = (done: number) => options.onProgress?.(done, files);
    const pool = new PackagePool({ ...{ config, grammars, script, files, onProgress }, home: this.home, reader: this.reader });
    try {
      if (tier === 'static' || jobs.length === 0) return await pool.run(jobs);
      return await confirmedPackages(jobs, { ...options, profilesOf: this.profilesOf }, some => pool.run(some));
    } finally {
      await pool.close();
    }
  }

  /** Packages as the compiler sees them, one after the other. */
  async *compiled(jobs: readonly PackageJob[], options: CompileOptions): AsyncGenerator<CompiledJob> {
    for await (const answered of compileModules(jobs, { ...options, profilesOf: this.profilesOf })) {
      for (let next = answered.shift(); next; next = answered.shift()) {
        const { index, answer } = next;
        if (answer.kind !== 'word') yield answer;
        else yield { kind: 'word', package: await this.reader.read(jobs[index]!).compiled(answer.result) };
        // Signals are heard between packages.
        await setImmediate();
      }
    }
  }

  /** What the files that build a module say of profiles. */
  private readonly profilesOf = (root: string): readonly WrittenProfile[] => {
    const dir = toKey(root);
    const paths = [...filesBelow(dir, this.disk)].flatMap(([path, language]) =>
      language === 'build' || language === 'dockerfile' ? [path] : [],
    );
    this.read({ kind: 'builds', paths });
    return writtenProfiles(this.workspace, `${dir}/_`);
  };

  /** A package as it is known without the compiler. */
  readPackage(job: PackageJob): Workspace {
    return this.reader.read(job).workspace;
  }

  /** Without findings that hang on files that build, where those say otherwise. */
  readonly given = (outcome: FilesOutcome): FilesOutcome => ({ ...outcome, findings: outcome.findings.filter(this.workspace.isGiven) });

  /** Findings of files that build, when everything that they need has been driven here. */
  outcome(paths: readonly string[]): FilesOutcome {
    const { workspace } = this;
    const known = paths.filter(p => workspace.text(p) !== undefined);
    const findings = known.flatMap(p => workspace.findings(p).map(f => toChecked(workspace, f)));
    return {
      ...this.remarks(paths),
      findings,
      files: known.length,
      lines: known.reduce((n, p) => n + countLines(workspace.text(p)!), 0),
    };
  }

  /** What could not be looked at in these files that were asked for. Nothing is said of files around them. */
  remarks(paths: readonly string[]): Remarks {
    return { gaps: this.faults.of(paths).gaps, notes: this.faults.doubts(paths) };
  }

  /** Files that no walk has found are asked for by name alone: whether their links stay here is asked now. */
  private text(path: string): string | undefined {
    if (this.looked.has(path) || !this.disk.mayHave(path)) return undefined;
    if (!isFound(path) && leadsAway(path)) {
      this.faults.tell(path, say.leadsOut({ path }));
      return undefined;
    }
    return readOrTell(path, this.faults, this.readers.readSource)?.text;
  }

  private readonly sources: Sources = {
    file: path => this.text(path),
    folder: needed => this.folder(needed),
    package: needed => readPackage(needed),
    table: ({ importPath }) => readTable(importPath),
  };

  /** What a repository has above a folder counts for what is in it. */
  private folder({ dir, kinds, deep }: NeededFolder): readonly string[] {
    if (!deep) return goFilesIn(dir, this.disk);
    const below = [...filesBelow(dir, this.disk)].filter(([, language]) => kinds.includes(language)).map(([path]) => path);
    return [...this.contextAbove.of(dir), ...below];
  }
}
