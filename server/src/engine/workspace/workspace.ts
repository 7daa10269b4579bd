/**
 * The files one analysis knows and what follows for one of them. Synchronous and in memory. Findings are computed on demand and
 * remembered until a file they depend on changes.
 */
import { type Config, DEFAULT_CONFIG } from '../base/config.js';
import { TooMuchWork } from '../base/faults.js';
import { compareFindings, type Finding } from '../base/finding.js';
import { LineIndex } from '../base/line-index.js';
import { dirName } from '../base/paths.js';
import { type Sliced, whole } from '../base/slices.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { languageOf } from '../builds/kinds.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { FileNeed } from '../go/package/file-uses.js';
import type { GoPackage } from '../go/package/go-package.js';
import type { TypedFile } from '../go/package/typed-file.js';
import { holds } from '../program/build-conditions.js';
import type { BuildContext } from '../program/build-contexts.js';
import type { CgoClosure, Platform } from '../program/cgo-closure.js';
import type { FileFacts } from '../program/file-facts.js';
import type { PlacedImageBuild } from '../program/image-builds.js';
import type { MachineFacts } from '../program/machine.js';
import type { NeededFile } from '../program/program-files.js';
import type { TargetSources } from '../program/target-in-force.js';
import type { WorkspaceView } from '../program/view.js';
import { type Evidence, judge, leakingIn } from '../rules/escape/judge.js';
import { RULES } from '../rules/registry.js';
import type { Rule } from '../rules/rule.js';
import type { CompilerEvidence, Leak } from '../sites/evidence.js';
import type { Engine } from '../syntax/engine.js';
import type { TextChange } from '../syntax/go-parser.js';
import { Analysis } from './analysis.js';
import type { RuleErrorHandler } from './analyze.js';
import { Backlog } from './backlog.js';
import { BuildTable } from './build-table.js';
import { ClosureTable } from './closure-table.js';
import { affects, sameImports, samePlaces, sameRequirements } from './dependence.js';
import { Estimates } from './estimates.js';
import { EvidenceTable } from './evidence-table.js';
import { ExternalPackages } from './external-packages.js';
import { type FaultHandler, FaultLog } from './fault-log.js';
import type { Depth } from './file-reader.js';
import { FileTable } from './file-table.js';
import { FlowTable } from './flow-table.js';
import { configured, type FolderConfig, FolderRules } from './folder-rules.js';
import { GoPackages } from './go-packages.js';
import type { GoSource, KnownGoFile, Wants } from './known-go-file.js';
import { moduleAbove } from './known-modules.js';
import { Outside } from './outside.js';
import { OwnGoFiles } from './own-go-files.js';
import { PackageTable } from './package-table.js';
import { ProgramTable } from './program-table.js';
import type { Interest, PackageText } from './steps.js';
import { applySuppressions, commentSuppressions } from './suppress.js';
import { TypedFiles } from './typed-files.js';
import { mayLackGoFiles } from './unwritten-files.js';

export interface WorkspaceOptions {
  readonly config?: Config;
  readonly rules?: readonly Rule[];
  readonly onRuleError?: RuleErrorHandler;
  /** A part of a file could not be read. Said once for each part. */
  readonly onFault?: FaultHandler;
  /** True where files that build are not known here: findings that hang on them are kept, for whoever knows them. */
  readonly keepsConditional?: boolean;
  /** Shared with other workspaces of the thread. */
  readonly outside?: Outside;
}

export class Workspace implements WorkspaceView {
  private readonly files: FileTable;
  private readonly packages: PackageTable;
  private readonly closures: ClosureTable;
  private readonly estimates: Estimates;
  /** What the compiler said about files; moved with their edits. */
  readonly evidence = new EvidenceTable();
  private readonly flows: FlowTable;
  readonly external: ExternalPackages;
  /** Packages as the resolver of types sees them. */
  readonly goPackages: GoPackages;
  private readonly typedFiles: TypedFiles;
  private readonly builds: BuildTable;
  private readonly programs: ProgramTable;
  private readonly backlog: Backlog;
  private inForce: FolderRules;
  private readonly onRuleError: RuleErrorHandler;
  /** What files that build have to say for a finding is said by those that are known. */
  readonly isGiven: (finding: Pick<Finding, 'condition'>) => boolean;
  machine: MachineFacts | undefined;
  /** A project's file says that nobody wants to hear of it. */
  readonly isLeftOut = (path: string): boolean => this.inForce.leavesOut(path);
  readonly module = (path: string): GoModFacts | undefined => moduleAbove(this.known.files, path);
  readonly cgoClosure = (dir: string, tags: readonly string[] = [], platform?: Platform): CgoClosure =>
    this.known.closures.withCgo(dir, tags, platform);
  readonly neededFiles = (dir: string, tags: readonly string[], needs: readonly FileNeed[]): readonly NeededFile[] | undefined =>
    this.known.programs.needed(dir, tags, needs);
  readonly edition = (): number => this.goPackages.changes;
  readonly paths = (): IterableIterator<string> => this.known.files.paths();
  /** The same with files that were brought and are not read yet. */
  readonly brought = (): ReadonlySet<string> => this.files.brought();
  readonly imageBuilds = (dockerfile: string): readonly PlacedImageBuild[] => this.known.builds.imageBuilds(dockerfile);
  readonly buildFiles = (): readonly BuildFileFacts[] => this.known.builds.buildFiles();
  readonly buildFacts = (path: string): BuildFileFacts | undefined => this.known.builds.buildFile(path);
  readonly dockerfileWith = (path: string, given: ReadonlyMap<string, string | undefined>): DockerfileFacts | undefined =>
    this.known.files.dockerfileWith(path, given);
  readonly dockerfiles = (): readonly DockerfileFacts[] => this.known.builds.dockerfiles();
  readonly moduleFiles = (path: string): readonly GoFileFacts[] => this.known.builds.goFiles(this.module(path));
  readonly packageDeclarations = (dir: string): GoPackage => this.known.packages.withDeclarations(dir);
  readonly closureWithoutCgo = (dir: string, tags: readonly string[] = [], platform?: Platform): CgoClosure =>
    this.known.closures.withoutCgo(dir, tags, platform);
  readonly goPackage = (path: string): GoPackage => this.known.packages.named(dirName(path), this.goFacts(path)?.packageName ?? '');
  readonly mainPackages = (dir: string): readonly string[] => this.known.packages.mainsBelow(dir);
  readonly typed = (path: string): TypedFile | undefined => this.known.typedFiles.of(path);
  readonly mayLackGoFiles = (dir: string) => mayLackGoFiles(dir, this.files);
  /** What is needed for final verdicts, step by step, beginning with what these interests need. Steps of several may be taken in turns. */
  readonly analysis = (...interests: readonly Interest[]) => new Analysis(this.files, this.backlog, this, interests, true);
  /** The same as far as these interests go: no verdict is worked out. */
  readonly reading = (...interests: readonly Interest[]) => new Analysis(this.files, this.backlog, this, interests, false);
  /** Works out in slices what `findings` needs for its answer, and reads what came. */
  readonly preparing = (path: string): Sliced<void> => this.estimates.preparing(path);
  /** `findings` has its answer: nothing is left to work out first. */
  readonly isPrepared = (path: string): boolean => this.files.isSettled && (this.estimates.has(path) || !this.files.facts(path));
  /** Reads in slices what editors have changed: who asks for its facts would have it read at once. */
  readonly settling = (): Sliced<void> => this.files.settling('open');
  /** Text, facts and trees of a Go file that was set with its syntax or is open; undefined where some bodies are left out. */
  readonly goSource = (path: string): GoSource | undefined => this.known.files.withSyntax(path);
  /** What another workspace may take over of a Go file, as plain data; what is wanted beyond the outline comes as far as it is known. */
  readonly handOver = (path: string, wants: Wants): KnownGoFile | undefined => this.known.files.handOver(path, wants);
  /** A Go file that another workspace has read. */
  readonly takeOver = (path: string, file: KnownGoFile): void => this.files.takeOver(path, file);

  constructor(engine: Engine, options: WorkspaceOptions = {}) {
    this.inForce = new FolderRules(options.rules ?? RULES, options.config ?? DEFAULT_CONFIG);
    const { outside = new Outside(engine.go) } = options;
    this.isGiven = ({ condition }) => !condition || options.keepsConditional === true || holds(condition, this);
    const faults = new FaultLog(options.onFault ?? (() => undefined));
    this.files = new FileTable(engine, (...change) => this.changed(...change), faults, this.inForce.readsTests);
    this.packages = new PackageTable(this.files);
    this.onRuleError = (rule, path, error) => {
      if (error instanceof TooMuchWork) faults.tell(path, { part: `check by ${rule}`, error });
      else options.onRuleError?.(rule, path, error);
    };
    this.external = new ExternalPackages(engine.go, outside.standard);
    this.builds = new BuildTable(this.files, faults);
    this.closures = new ClosureTable({
      packageFiles: dir => this.packages.filesIn(dir),
      externalPackage: importPath => this.external.get(importPath),
      module: dir => moduleAbove(this.files, `${dir}/_`),
    });
    this.programs = new ProgramTable(this.files, faults, { closure: (dir, tags) => this.closures.withCgo(dir, tags) });
    this.goPackages = new GoPackages({
      own: new OwnGoFiles(this.files, engine.go, faults),
      ...{ parser: engine.go, outside, replaced: path => this.estimates.forget(path) },
      around: dir => this.around(`${dir}/_`),
    });
    this.typedFiles = new TypedFiles(this.files, this.goPackages, faults);
    this.flows = new FlowTable(this, engine.go);
    const { files, builds, external, goPackages, closures, programs } = this;
    this.backlog = new Backlog({
      ...{ files, builds, external, goPackages, closures, programs },
      look: path => this.preparing(path),
      forget: path => this.estimates.forget(path),
      codeRead: () => this.forgetBuilds(),
      bringPackage: (importPath, source) => this.setExternalPackage(importPath, source),
    });
    const run = { workspace: this, onRuleError: this.onRuleError, onTooMuch: faults.tooMuch };
    this.estimates = new Estimates({ files, builds, goPackages, backlog: this.backlog }, path => ({
      ...run,
      inForce: this.inForce.at(path),
    }));
  }

  /** `folders`: those that have their own. */
  setConfig(config: Config, folders: readonly FolderConfig[] = []): void {
    const { targets } = this.inForce;
    this.inForce = new FolderRules(this.inForce.rules, config, folders);
    if (targets !== this.inForce.targets) this.goPackages.forget();
    this.files.setReadsTests(this.inForce.readsTests);
    this.estimates.forgetAll();
    this.backlog.forget();
  }

  /** What a host found out about Go on the machine; undefined takes it back. */
  setMachine(machine: MachineFacts | undefined): void {
    this.machine = machine;
    this.goPackages.forget();
    for (const path of this.estimates.paths()) if (languageOf(path) === 'go.mod') this.estimates.forget(path);
  }

  /** Takes over an editor's text; what is on disk does not matter until `close`. */
  open(path: string, text: string): void {
    if (this.files.text(path) !== text) this.flows.forget(path);
    this.files.open(path, text);
    this.evidence.isNow(path, text);
  }

  /** Changes of an open document, in order, each relative to the text the one before left. */
  edit(path: string, changes: readonly TextChange[]): void {
    const before = this.files.text(path);
    this.files.edit(path, changes);
    if (before !== undefined) this.evidence.edited(path, before, changes);
    if (before !== undefined) this.flows.edited(path, before, changes);
  }

  /** The document is the disk's again: its tree is freed, its facts stay until the host sets or removes the file. */
  close(path: string): void {
    this.files.close(path);
    this.evidence.closed(path);
    this.flows.forget(path);
  }

  /** A file from the disk; ignored while the document is open. */
  readonly set = (path: string, text: string, depth: Depth = 'full'): void => this.files.set(path, text, depth);

  /** Forgets a file that is gone; an open document stays. */
  readonly remove = (path: string): void => this.files.remove(path);
  readonly text = (path: string): string | undefined => this.files.text(path);
  readonly fileAside: WorkspaceView['fileAside'] = path => this.backlog.askedFiles.file(path);
  /** A file that is none of the workspace changed on the disk. True when somebody had asked for it. */
  readonly changedAside = (path: string): boolean => this.backlog.askedFiles.changed(path);
  readonly lineIndex = (path: string): LineIndex | undefined => this.files.lineIndex(path);

  goFacts(path: string): GoFileFacts | undefined {
    const facts = this.known.files.facts(path);
    return facts?.language === 'go' ? facts.go : undefined;
  }

  dockerfileFacts(path: string): DockerfileFacts | undefined {
    const facts = this.known.files.facts(path);
    return facts?.language === 'dockerfile' ? facts.dockerfile : undefined;
  }

  /** All of them read. What comes is read here unless it has been, in slices, by `preparing` or an analysis. */
  private get known(): this {
    this.files.settle();
    return this;
  }

  /** Findings of one file by all evidence about it, sorted; suppressed ones are marked. `isAsked`: for who asks about a place, and is told of every site. */
  findings(path: string, isAsked = this.inForce.common.config.escapeOnce): Finding[] {
    const facts = this.known.files.facts(path);
    if (!facts || this.inForce.leavesOut(path)) return [];
    const { config, byName: rules } = this.inForce.at(path);
    const said = this.saidOf(path);
    const judged = judge({ estimates: this.estimates.of(path, facts), ...said }).flatMap(f =>
      this.isGiven(f) ? configured(f, config, isAsked) : [],
    );
    const suppressions = facts.language === 'go' ? facts.go.suppressions : commentSuppressions(path, this.files.text(path)!);
    const lines = suppressions.length > 0 ? this.lineIndex(path)! : new LineIndex('');
    const context = { config, rules, compiled: said.compiler !== undefined };
    return applySuppressions(path, judged, suppressions, lines, context).sort(compareFindings);
  }

  /** Parameters of the file's functions that let out what callers pass, by all evidence about it. */
  readonly leaks = (path: string): readonly Leak[] => leakingIn(this.saidOf(path));
  /** Works out in slices what the escape graph says of a Go file. */
  readonly following = (path: string): Sliced<CompilerEvidence | undefined> => this.flows.evidence(path);
  /** Nothing has changed since. Also for a file that it is not asked about. */
  readonly isFollowed = (path: string): boolean => !this.asksGraph(path) || this.flows.isReady(path);

  /** Of a file that the compiler has seen as it is, the graph has nothing to say. */
  private asksGraph(path: string): boolean {
    const { config, judgesCompiler } = this.inForce.at(path);
    const { escapeGraph, escapeTests } = config;
    const facts = this.goFacts(path);
    if (escapeGraph === 'off' || !facts || facts.generated || (facts.isTest && !escapeTests)) return false;
    return this.evidence.get(path)?.unknown.length !== 0 && judgesCompiler;
  }

  private saidOf(path: string): Omit<Evidence, 'estimates'> {
    const graph = () => (this.inForce.common.config.escapeGraph === 'asked' ? whole(this.flows.evidence(path)) : this.flows.ready(path));
    return { compiler: this.evidence.get(path), graph: this.asksGraph(path) ? graph() : undefined };
  }

  /** The same for `text` of the file: where the workspace has another one, what `evidence` about it says alone. */
  findingsIn(path: string, text: string, evidence: CompilerEvidence): readonly Finding[] {
    return this.text(path) === text ? this.findings(path) : judge({ estimates: [], compiler: evidence }).filter(f => !f.site?.isAside);
  }

  private around(path: string): TargetSources {
    const { target: project } = this.inForce.at(path).config;
    return { contexts: this.buildContexts(path), module: this.module(path), machine: this.machine, project };
  }

  buildContexts(path: string): readonly BuildContext[] {
    return this.known.builds.contexts(this.module(path)?.path);
  }

  /** `missing`: the host looked and the package's sources are not on this machine. */
  setExternalPackage(importPath: string, source: readonly PackageText[] | 'missing'): void {
    this.external.set(importPath, source);
    this.forgetClosures();
  }

  /** Files among `among` whose findings may change when `path` does. */
  affectedBy(path: string, among: Iterable<string> = this.files.paths()): string[] {
    const importers = this.goPackages.importersOf(path);
    return [...among].filter(other => affects(path, other) || (other !== path && importers.has(other)));
  }

  private changed(path: string, before: FileFacts | undefined, after: FileFacts | undefined): void {
    this.estimates.forget(path);
    this.backlog.changed(path);
    this.builds.changed(path);
    this.goPackages.changed(path);
    this.typedFiles.forget(path);
    const language = languageOf(path);
    if (language === 'go' || language === 'go.mod') this.flows.changed();
    if (language === 'go.mod') {
      this.estimates.forgetAll();
      this.backlog.forget();
      if (!sameRequirements(before, after)) this.external.forget();
      this.forgetClosures();
    }
    if (language === 'build' || language === 'dockerfile') this.goPackages.targets.buildsChanged();
    if (language === 'build' || language === 'dockerfile' || language === 'context') this.forgetBuilds();
    if (language !== 'go') return;
    const dir = dirName(path);
    const isAskedFor = this.packages.changed(dir);
    const isOtherCode = this.programs.changed(path);
    if (isOtherCode) this.backlog.codeChanged();
    if (isOtherCode || isAskedFor) this.forgetBuilds();
    this.estimates.forgetIn(dir);
    if (sameImports(before, after)) {
      if (samePlaces(before, after)) return;
      this.closures.forget();
      this.forgetBuilds();
      return;
    }
    this.packages.clausesChanged();
    this.backlog.forget();
    this.forgetClosures();
  }

  private forgetClosures(): void {
    this.closures.forget();
    this.programs.forget();
    this.forgetBuilds();
  }

  /** Places that build are compared with each other and with the imports, so one change may touch what is said about any of them. */
  private forgetBuilds(): void {
    for (const path of this.estimates.paths()) {
      const language = languageOf(path);
      if (language !== undefined && language !== 'go') this.estimates.forget(path);
    }
  }
}
