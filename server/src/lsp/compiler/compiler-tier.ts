/**
 * When the Go compiler is asked, and what becomes of its answer. One automatic run at a time, one per package; a newer save or edit of that
 * package cancels it, which kills the process tree, and its answer is dropped. A run that a person asked for outlives edits: its findings
 * move with them.
 */

import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver';
import { dirName } from '../../engine/base/paths.js';
import { plain } from '../../engine/base/wording.js';
import type { Engine } from '../../engine/syntax/engine.js';
import type { Ask } from '../../engine/workspace/steps.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { CompilerHost, CompilerOutcome, Host } from '../core/host.js';
import type { AnalyzeScope, StatusParams } from '../core/messages.js';
import { describe } from '../core/scheduler.js';
import type { Settings } from '../core/settings.js';

import type { Change, Documents, OpenDocument } from '../documents/documents.js';
import type { Publisher } from '../documents/publisher.js';
import { say } from '../words.js';
import { type Asked, askedFor, bySelf, unavailable } from './asked.js';
import { Problems } from './problems.js';

/** Milliseconds without an edit before `onType` asks the compiler: longer than between two keys, and an answer still feels like one. */
const QUIET = 300;
/** The same after an edit that comes alone, such as a paste, an undo or a fix. Of a burst of keys only the first is taken for one. */
const QUIET_ALONE = 100;
/** Milliseconds without an edit of the package after which the next one is alone. */
const BURST = 1500;

/** What the tier works with; the functions tell the state of the session at the time of asking. */
export interface TierContext {
  readonly host: Host;
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly engine: Engine;
  readonly publisher: Publisher;
  settings(): Settings;
  isTrusted(): boolean;
  status(status: StatusParams): void;
  /** Puts questions to the workspace until it needs nothing more to answer them. */
  know(asks: readonly Ask[]): Promise<void>;
  /** The compiler has said something new about files. */
  spoken(): void;
}

interface Run {
  readonly source: CancellationTokenSource;
  /** Directory of the package for an automatic run; undefined for a run that a person asked for. */
  readonly directory: string | undefined;
  /** Edits since the run began, oldest first. */
  readonly edits: { readonly key: string; readonly textBefore: string; readonly changes: readonly Change[] }[];
}

export class CompilerTier {
  private readonly runs = new Set<Run>();
  /** Packages to run, by directory: a Go file of each. */
  private readonly queue = new Map<string, string>();
  private readonly quiet = new Map<string, () => void>();
  /** When each package was edited last, on the host's clock. */
  private readonly edited = new Map<string, number>();
  private working = false;
  private started = false;
  private readonly problems = new Problems();
  private readonly idle: (() => void)[] = [];

  constructor(private readonly context: TierContext) {}

  /** Begins to run by itself; before the settings are known no process is started. */
  start(): void {
    if (this.started) return;
    this.started = true;
    for (const document of this.context.documents.all()) this.opened(document);
  }

  opened(document: OpenDocument): void {
    if (this.runsBySelf(document) && this.context.workspace.evidence.get(document.key) === undefined) this.enqueue(document);
  }

  /** What escapes in a package depends on the packages it calls, so open packages that import the saved one are asked about too. */
  saved(document: OpenDocument): void {
    if (!this.runsBySelf(document)) return;
    this.enqueue(document);
    const { documents, workspace } = this.context;
    const directory = dirName(document.key);
    const module = workspace.module(document.key);
    const importPath = module && module.module + directory.slice(module.dir.length);
    for (const other of documents.all()) {
      if (dirName(other.key) === directory || !this.runsBySelf(other)) continue;
      if (workspace.goFacts(other.key)?.imports.some(({ path }) => path === importPath)) this.enqueue(other);
    }
  }

  /** `textBefore` is the text that the first of `changes` applies to. */
  changed(document: OpenDocument, textBefore: string, changes: readonly Change[]): void {
    if (!document.isGo) return;
    const directory = dirName(document.key);
    for (const run of this.runs) {
      if (run.directory === directory) run.source.cancel();
      else if (run.directory === undefined) run.edits.push({ key: document.key, textBefore, changes });
    }
    this.quiet.get(directory)?.();
    this.quiet.delete(directory);
    if (!this.runsBySelf(document) || this.context.settings().config.compilerRun !== 'onType') return;
    const now = this.context.host.now();
    const isAlone = now - (this.edited.get(directory) ?? Number.NEGATIVE_INFINITY) > BURST;
    this.edited.set(directory, now);
    const stop = this.context.host.delay(isAlone ? QUIET_ALONE : QUIET, () => {
      this.quiet.delete(directory);
      const open = this.context.documents.byKey(document.key);
      if (open !== undefined && this.runsBySelf(open)) this.enqueue(open);
    });
    this.quiet.set(directory, stop);
  }

  /** The document has left `documents`: with the last one of a package its problem is of no interest. */
  closed(document: OpenDocument): void {
    const directory = dirName(document.key);
    for (const key of this.context.documents.keys()) if (dirName(key) === directory) return;
    this.problems.forget(directory);
    this.edited.delete(directory);
    this.queue.delete(directory);
    for (const run of this.runs) if (run.directory === directory) run.source.cancel();
    if (this.runs.size === 0) this.context.status(this.problems.status());
  }

  /** Asks again for every open package, after a change of trust, tools or mode. What a person asked for goes on. */
  restart(): void {
    this.problems.clear();
    this.forgetQueue();
    for (const run of this.runs) if (run.directory !== undefined) run.source.cancel();
    for (const document of this.context.documents.all()) this.opened(document);
  }

  /** Cancels everything that runs or waits. */
  stop(): void {
    this.forgetQueue();
    for (const run of this.runs) run.source.cancel();
  }

  /** A run that a person asked for. Never rejects. */
  async analyze(
    scope: AnalyzeScope,
    path: string,
    token: CancellationToken,
    progress: (message: string) => void,
  ): Promise<CompilerOutcome | 'cancelled'> {
    const compiler = this.compiler();
    if (compiler === undefined) return unavailable(this.context.host);
    const directory = scope === 'workspace' ? undefined : dirName(path);
    for (const run of this.runs) if (run.directory !== undefined && (directory ?? run.directory) === run.directory) run.source.cancel();
    if (directory !== undefined) this.queue.delete(directory);
    return this.run(compiler, undefined, askedFor(scope, path, this.context.settings()), token, progress);
  }

  /** Resolves when nothing runs and nothing waits in the queue. */
  whenIdle(): Promise<void> {
    return new Promise(resolve => {
      this.idle.push(resolve);
      this.tellIdle();
    });
  }

  /** The compiler, if this host has one and the user trusts the workspace. */
  private compiler(): CompilerHost | undefined {
    return this.context.isTrusted() ? this.context.host.compiler : undefined;
  }

  private runsBySelf(document: OpenDocument): boolean {
    return this.started && document.isGo && this.compiler() !== undefined && this.context.settings().config.compilerRun !== 'manual';
  }

  private forgetQueue(): void {
    for (const stop of this.quiet.values()) stop();
    this.quiet.clear();
    this.queue.clear();
  }

  private enqueue(document: OpenDocument): void {
    const directory = dirName(document.key);
    for (const run of this.runs) if (run.directory === directory) run.source.cancel();
    this.queue.set(directory, document.key);
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    const first = () => this.queue.entries().next().value;
    for (let next = first(); next !== undefined; next = first()) {
      const [directory, path] = next;
      this.queue.delete(directory);
      const compiler = this.compiler();
      if (compiler !== undefined) await this.run(compiler, directory, bySelf(path, this.context.documents, this.context.settings()));
    }
    this.working = false;
    this.tellIdle();
  }

  private async run(
    compiler: CompilerHost,
    directory: string | undefined,
    what: Asked,
    outer?: CancellationToken,
    progress: (message: string) => void = () => {},
  ): Promise<CompilerOutcome | 'cancelled'> {
    const { documents, workspace, engine, host, status, settings, know } = this.context;
    const run: Run = { source: new CancellationTokenSource(), directory, edits: [] };
    const chained = outer?.onCancellationRequested(() => run.source.cancel());
    if (outer?.isCancellationRequested) run.source.cancel();
    this.runs.add(run);
    status({ kind: 'busy', text: plain(say.asking) });
    const open = new Map([...documents.all()].filter(({ isGo }) => isGo).map(({ key, text }) => [key, text.getText()]));
    let outcome: CompilerOutcome;
    try {
      outcome = await compiler.analyze({ ...what, open, tools: settings().tools, workspace, engine, know }, run.source.token, progress);
    } catch (error) {
      host.log('error', `compiler: ${describe(error)}`);
      outcome = { status: 'failed', message: say.notRun, files: new Map() };
    }
    chained?.dispose();
    this.runs.delete(run);
    const cancelled = run.source.token.isCancellationRequested;
    try {
      if (!cancelled) this.apply(outcome, run);
    } catch (error) {
      // It costs this run: the next one comes all the same.
      host.log('error', `compiler: ${describe(error)}`);
    }
    if (this.runs.size === 0) status(this.problems.status());
    this.tellIdle();
    return cancelled ? 'cancelled' : outcome;
  }

  private apply(outcome: CompilerOutcome, run: Run): void {
    const { documents, workspace, publisher } = this.context;
    for (const [key, { evidence, text }] of outcome.files) {
      const edits = run.edits.filter(edit => edit.key === key);
      workspace.evidence.set(key, evidence, text, edits);
      const document = documents.byKey(key);
      if (document !== undefined) publisher.publish(document);
    }
    if (outcome.files.size > 0) this.context.spoken();
    this.problems.note(outcome, run.directory);
  }

  private tellIdle(): void {
    if (this.runs.size > 0 || this.working) return;
    for (const resolve of this.idle.splice(0)) resolve();
  }
}
