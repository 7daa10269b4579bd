/**
 * One client's session after `initialize`: puts documents, workspace, scheduler, publisher, indexer and compiler tier together and says what
 * each event means for them. `server.ts` connects it to the wire.
 */
import type {
  CancellationToken,
  CodeAction,
  CodeActionParams,
  Connection,
  DidChangeTextDocumentParams,
  DidOpenTextDocumentParams,
  Hover,
  HoverParams,
  PublishDiagnosticsParams,
} from 'vscode-languageserver';
import type { Sliced } from '../../engine/base/slices.js';
import type { Rule } from '../../engine/rules/rule.js';
import type { Engine } from '../../engine/syntax/engine.js';
import { Outside } from '../../engine/workspace/outside.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import { CompilerTier } from '../compiler/compiler-tier.js';
import { VerifiedFixes } from '../compiler/verified-fixes.js';
import { Documents, type OpenDocument } from '../documents/documents.js';
import { GraphTier } from '../documents/graph-tier.js';
import { Indexer } from '../documents/indexer.js';
import { MachineWatch } from '../documents/machine-watch.js';
import { placesOf } from '../documents/places.js';
import { Publisher } from '../documents/publisher.js';
import { analyzeEscapes } from '../features/analyze-escapes.js';
import { BuildMatrix } from '../features/build-matrix.js';
import type { EditTarget } from '../features/code-actions.js';
import { HeapViews } from '../features/heap-views.js';
import { hoverInTime } from '../features/hovers.js';
import { actionsAt } from '../features/light-bulb.js';
import type { MachineAccess } from '../features/machine-reports-access.js';
import type { ClientFeatures } from './capabilities.js';
import type { Host } from './host.js';
import type { AnalyzeEscapesParams, AnalyzeEscapesResult } from './messages.js';
import { ProgressReporter } from './progress.js';
import { Projects } from './projects.js';
import { RuleErrors } from './rule-errors.js';
import { Scheduler } from './scheduler.js';
import { parseSettings, type Settings } from './settings.js';
import { StatusLine } from './status-line.js';
import { folderOf, toKey } from './uris.js';

export class Session {
  readonly scheduler: Scheduler;
  readonly compiler: CompilerTier;
  readonly heap: HeapViews;
  readonly matrix: BuildMatrix;
  readonly workspace: Workspace;
  private readonly documents = new Documents();
  readonly projects: Projects;
  private readonly publisher: Publisher;
  private readonly fixes: VerifiedFixes;
  private readonly indexer: Indexer;
  private readonly machine: MachineWatch;
  private readonly graph: GraphTier;
  readonly progress: ProgressReporter;
  readonly places: EditTarget;
  private settings: Settings;
  private sections: readonly unknown[] = [];
  private readonly parse = (): Settings => parseSettings(this.sections, this.trusted, this.host.compiler !== undefined);
  readonly machineAccess = (): MachineAccess => {
    const { host, settings, trusted, folders } = this;
    return { host, settings, trusted, folders };
  };

  constructor(
    connection: Connection,
    private readonly host: Host,
    engine: Engine,
    rules: readonly Rule[],
    private readonly features: ClientFeatures,
    private folders: readonly string[],
    private trusted: boolean,
  ) {
    this.settings = this.parse();
    const send = (params: PublishDiagnosticsParams) => void connection.sendDiagnostics(params);
    const dirs = () => this.folders;
    this.projects = new Projects({ host, rules, send, folders: dirs, changed: () => this.applySettings(this.sections) });
    const outside = new Outside(engine.go);
    this.workspace = new Workspace(engine, { rules, config: this.settings.config, outside, ...new RuleErrors(host).handlers });
    this.scheduler = new Scheduler(host, key => this.analyse(key));
    this.places = placesOf(this.documents, this.workspace);
    this.publisher = new Publisher(send, this.workspace, this.places, features, message => host.log('info', message));
    this.progress = new ProgressReporter(connection, features.progress);
    const { documents, workspace, scheduler, publisher, places, machineAccess: access } = this;
    const views = { connection, host, features, documents, workspace, places, settings: () => this.settings };
    const followed = (key: string) => this.indexer.know([() => workspace.following(key)]);
    this.heap = new HeapViews({ ...views, followed, settled: uri => this.settled(uri) });
    const [goTools, news] = [() => this.settings.tools, () => this.newsOfFiles()];
    this.indexer = new Indexer(host, workspace, documents, scheduler, dirs, goTools, news);
    this.graph = new GraphTier({ documents, workspace, publisher, know: this.indexer.know });
    this.matrix = new BuildMatrix({ connection, host, workspace, places, access, readAll: () => this.indexer.wholeFolders() });
    const tools = { host, documents, workspace, engine, publisher, settings: () => this.settings, isTrusted: () => this.trusted };
    const spoken = () => {
      this.heap.refresh();
      this.graph.compilerSpoke();
    };
    this.compiler = new CompilerTier({ ...tools, know: this.indexer.know, status: new StatusLine(connection).show, spoken });
    this.machine = new MachineWatch({ access, workspace, documents, scheduler });
    this.fixes = new VerifiedFixes({ ...tools, outside, verified: document => publisher.publish(document, 'anew') });
  }

  /** The settings are known, or are not coming: work may begin. */
  start(): void {
    this.scheduler.start();
    this.compiler.start();
  }

  open(params: DidOpenTextDocumentParams): void {
    const document = this.documents.open(params);
    this.workspace.open(document.key, document.text.getText());
    this.scheduler.request(document.key);
    this.analyseNeighbours(document.key);
    this.indexer.opened(document);
    this.compiler.opened(document);
    this.machine.look(document.key);
  }

  change(params: DidChangeTextDocumentParams): void {
    const change = this.documents.change(params);
    if (change === undefined) return;
    const { document, textBefore, changes } = change;
    this.workspace.edit(document.key, changes);
    this.fixes.stop();
    this.compiler.changed(document, textBefore, changes);
    this.scheduler.request(document.key);
    this.analyseNeighbours(document.key);
    if (!document.isGo) this.matrix.changed();
  }

  save(uri: string): void {
    const document = this.documents.get(uri);
    this.matrix.changed();
    this.machine.look(toKey(uri));
    if (document !== undefined) this.compiler.saved(document);
  }

  close(uri: string): void {
    const document = this.documents.close(uri);
    if (document === undefined) return;
    this.scheduler.forget(document.key);
    this.fixes.forget();
    this.publisher.close(document);
    this.compiler.closed(document);
    this.workspace.close(document.key);
    this.analyseNeighbours(document.key);
    this.indexer.closed(document.key);
  }

  async filesChanged(uris: readonly string[]): Promise<void> {
    const keys = uris.map(toKey);
    for (const key of keys) if (this.documents.byKey(key) === undefined) this.workspace.evidence.forget(key);
    this.indexer.changedOnDisk(keys);
    this.fixes.forget();
    await this.projects.filesChanged(keys);
  }

  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    const gone = removed.map(toKey);
    this.folders = [...this.folders.filter(folder => !gone.includes(folder)), ...added.map(toKey)];
    this.indexer.reset(gone);
    await this.projects.load();
  }

  /** Sections of the client's settings in the order of `SECTIONS`. Every open document is looked at again. */
  applySettings(sections: readonly unknown[]): void {
    this.sections = sections;
    const before = this.settings;
    this.settings = this.parse();
    this.workspace.setConfig(this.settings.config, this.projects.over(this.settings.config));
    this.heap.refresh();
    this.newsOfFiles();
    const asksAnew = ({ tools, config }: Settings) => JSON.stringify([tools, config.compilerRun]);
    if (asksAnew(before) !== asksAnew(this.settings)) this.askCompilerAnew();
    this.fixes.forget();
  }

  setTrusted(trusted: boolean): void {
    if (trusted === this.trusted) return;
    this.trusted = trusted;
    this.fixes.forget();
    if (!trusted) this.compiler.stop();
    this.applySettings(this.sections);
    this.askCompilerAnew();
  }

  async codeActions(params: CodeActionParams, token: CancellationToken): Promise<CodeAction[]> {
    const document = await this.settled(params.textDocument.uri);
    if (document === undefined) return [];
    const { fixes, places, features, workspace } = this;
    return actionsAt({ fixes, places, features, findings: ({ key }) => workspace.findings(key) }, document, params, token);
  }

  async hover({ textDocument, position }: HoverParams): Promise<Hover | null> {
    const { workspace, places, features, matrix, host, indexer } = this;
    const from = { workspace, places, hasCommands: features.commands, exact: matrix.exact.closure };
    return hoverInTime({ host, settled: patience => this.settled(textDocument.uri, patience), know: indexer.know }, position, from);
  }

  async analyzeEscapes(params: AnalyzeEscapesParams, token: CancellationToken): Promise<AnalyzeEscapesResult> {
    const path =
      params.scope === 'workspace' ? folderOf(params.uri, this.folders) : (this.documents.get(params.uri)?.key ?? toKey(params.uri));
    return analyzeEscapes(this, params, path, token);
  }

  /** An open document with findings by all that is known now; undefined when it is not open, any more, or takes longer than `patience`. */
  private async settled(uri: string, patience?: number): Promise<OpenDocument | undefined> {
    const document = this.documents.get(uri);
    if (document && !this.workspace.isPrepared(document.key)) this.scheduler.request(document.key);
    const isSettled = document && (await this.scheduler.settled(document.key, patience));
    return isSettled ? this.documents.get(uri) : undefined;
  }

  /** Kills what runs; nothing is published afterwards. */
  dispose(): void {
    this.fixes.stop();
    this.compiler.stop();
    this.matrix.dispose();
    this.scheduler.dispose();
  }

  private *analyse(key: string): Sliced<void> {
    yield* this.workspace.preparing(key);
    const document = this.documents.byKey(key);
    if (document !== undefined) yield* this.publisher.publishing(document);
    yield* this.workspace.settling();
    this.indexer.settle();
    this.graph.looked(key);
  }

  private newsOfFiles(): void {
    for (const { key } of this.documents.all()) this.scheduler.request(key);
    this.matrix.changed();
  }

  private analyseNeighbours(key: string): void {
    for (const other of this.workspace.affectedBy(key, this.documents.keys())) this.scheduler.request(other);
  }

  private askCompilerAnew(): void {
    this.workspace.evidence.forgetAll();
    for (const { key } of this.documents.all()) this.scheduler.request(key);
    this.machine.lookAgain();
    this.compiler.restart();
  }
}
