/** The packages that one thread looks at: each file is read from the disk and parsed once, whoever needs its text, facts or trees. */

import type { Config } from '../../engine/base/config.js';
import type { Fault } from '../../engine/base/faults.js';
import type { Message } from '../../engine/base/message.js';
import { baseName, directoriesUp, dirName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import type { GoHome } from '../../engine/program/modules/go-home.js';
import type { ReportPackage } from '../../engine/reports/escapes.js';
import type { Engine } from '../../engine/syntax/engine.js';
import { drive, type Sources } from '../../engine/workspace/drive.js';
import { Outside } from '../../engine/workspace/outside.js';
import type { Ask } from '../../engine/workspace/steps.js';
import { type Region, tellsRegion } from '../../engine/workspace/surroundings.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import type { CompiledSource } from '../../lsp/core/host.js';
import { leadsAway } from '../host/boundary.js';
import { readText } from '../host/bounded-reader.js';
import { readPackage } from '../host/module-cache.js';
import { PackageJoin } from '../host/package-join.js';
import { readTable } from '../host/std-pieces.js';
import { gapsOf, notesOf } from './compiler-answer.js';
import { countLines, type ReadSource, readOrTell, readSource } from './disk-text.js';
import { FileFaults } from './file-faults.js';
import { type GoModFile, GoModFiles } from './go-mod-files.js';
import { toChecked } from './model.js';
import { remarks } from './outcome.js';
import { type PackageJob, type PackageOutcome, partFailed, ruleFailed } from './package-job.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** Bytes: longer ones say nothing of modules. */
const MAX_MODULE_FILE = 4_000_000;

/** Where types of other packages come from. */
const SOURCES: Sources = {
  file: path => (leadsAway(path) ? undefined : readText(path, MAX_MODULE_FILE)),
  package: needed => readPackage(needed),
  table: ({ importPath }) => readTable(importPath),
};

export class PackageReader {
  private readonly goMods: GoModFiles;
  private readonly lookedForGoMod = new Set<string>();
  /** What the packages import is read once, whoever asks. */
  private readonly outside: Outside;

  constructor(
    private readonly engine: Engine,
    private readonly config: Config,
    private readonly home: GoHome,
    private readonly readSource_: ReadSource = readSource,
  ) {
    this.goMods = new GoModFiles(readSource_);
    this.outside = new Outside(engine.go, { sources: SOURCES, home });
  }

  read(job: PackageJob): ReadPackage {
    const { engine, config, outside } = this;
    const faults = new FileFaults();
    const texts = new Map<string, string>();
    const onRuleError = (rule: string, path: string, error: unknown) => faults.tell(path, ruleFailed(rule, path, error));
    const onFault = (path: string, fault: Fault) => faults.tell(path, partFailed(path, fault), !fault.isCommon);
    const workspace = new Workspace(engine, { config, onRuleError, onFault, outside, keepsConditional: true });
    workspace.goPackages.setHome(this.home);
    const mod = this.goModOf(job);
    if (mod && 'text' in mod) workspace.set(mod.path, mod.text);
    for (const path of [...job.report, ...job.context]) {
      const source = readOrTell(path, faults, this.readSource_);
      if (source === undefined) continue;
      texts.set(path, source.hasBom ? BYTE_ORDER_MARK + source.text : source.text);
      workspace.set(path, source.text, 'syntax');
    }
    const ask = () => {
      for (const path of job.report) workspace.findings(path);
    };
    drive(workspace.reading({ kind: 'question', ask }), SOURCES);
    return new ReadPackage(job, workspace, engine, texts, faults);
  }

  /** No folder of its way up that has none is asked for one again. */
  private goModOf({ report, goMod }: PackageJob): GoModFile | undefined {
    const dir = dirName(report[0] ?? '');
    const path = goMod ? goMod.path : this.goMods.pathAbove(dir);
    for (const above of directoriesUp(dir, undefined)) {
      if (`${above}/go.mod` === path || this.lookedForGoMod.has(above)) break;
      this.lookedForGoMod.add(above);
      this.outside.tell(`${above}/go.mod`, undefined);
    }
    const found = path === undefined ? undefined : this.goMods.file(path);
    if (found && 'text' in found) this.outside.tell(found.path, found.text);
    return found;
  }

  /** Findings of the package, and what others want to know of it. Runs the same in every thread. */
  async check(job: PackageJob): Promise<PackageOutcome> {
    const { answer, regions = [] } = job;
    const compiled = answer?.kind === 'word' ? answer.result : undefined;
    const pkg = this.read(job);
    const { workspace, faults } = pkg;
    const known = job.report.filter(p => workspace.text(p) !== undefined);
    if (compiled) await pkg.join(compiled);
    const findings = known.flatMap(path => workspace.findings(path).map(f => toChecked(workspace, f)));
    return {
      ...remarks(faults.of(job.report), { gaps: answer ? gapsOf(answer) : [], notes: answer ? notesOf(answer) : [] }),
      findings,
      files: known.length,
      lines: known.reduce((n, p) => n + countLines(workspace.text(p)!), 0),
      known: [...job.report, ...job.context].flatMap(path => handOver(workspace, path, regions)),
    };
  }
}

/** What the regions want to know of one file. */
function handOver(workspace: Workspace, path: string, regions: readonly Region[]): PackageOutcome['known'] {
  const text = workspace.text(path);
  const asking = text === undefined ? [] : regions.filter(region => tellsRegion(region, path, text));
  if (asking.length === 0) return [];
  const file = workspace.handOver(path, { declarations: asking.some(r => r.declarations), parts: asking.some(r => r.parts) });
  return file ? [[path, file]] : [];
}

export interface CompiledPackage {
  readonly result: CompilerPackageResult;
  /** Sources and findings of the files that were compiled; none of a package that does not build. */
  readonly report: ReportPackage;
  /** Knows the files of the job and the compiler's word about them, and no others. */
  readonly workspace: Workspace;
  /** What could not be looked at in its files. */
  readonly gaps: readonly Message[];
}

/** One package in a workspace of its own, which knows its files and the go.mod above them. */
export class ReadPackage {
  constructor(
    private readonly job: PackageJob,
    readonly workspace: Workspace,
    private readonly engine: Engine,
    private readonly texts: ReadonlyMap<string, string>,
    readonly faults: FileFaults,
  ) {}

  /** Adds the compiler's word; the files that it is about. Nothing for a package that does not build. */
  async join(result: CompilerPackageResult): Promise<readonly CompiledSource[]> {
    if (result.error) return [];
    const { workspace, engine, texts, job } = this;
    const know = async (asks: readonly Ask[]) => drive(workspace.reading(...asks.map(ask => ({ kind: 'work' as const, ask }))), SOURCES);
    const join = new PackageJoin(result, dirName(job.report[0] ?? ''), { open: new Map(), workspace, engine, texts, know });
    const compiled: CompiledSource[] = [];
    for (const path of job.report) {
      const found = result.files.includes(baseName(path)) ? await join.file(baseName(path)) : undefined;
      if (!found) continue;
      workspace.evidence.set(path, found.evidence, found.source.lines.text);
      compiled.push(found);
    }
    return compiled;
  }

  async compiled(result: CompilerPackageResult): Promise<CompiledPackage> {
    const { workspace } = this;
    const files = (await this.join(result)).map(({ source, evidence }) => ({
      source,
      findings: workspace.findingsIn(source.path, source.lines.text, evidence),
    }));
    return { workspace, result, report: { result, files }, gaps: this.faults.of(this.job.report).gaps };
  }
}
