/** A real server and a client in one process, joined by two streams: every byte goes through the protocol, nothing is mocked. */
import { PassThrough } from 'node:stream';
import { createConnection as createServerConnection } from 'vscode-languageserver';
import { createProtocolConnection as createServerProtocol } from 'vscode-languageserver/node';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { Bundle } from '../../src/engine/base/wording.js';
import { type Language, languageOf } from '../../src/engine/builds/kinds.js';
import type { Rule } from '../../src/engine/rules/rule.js';
import type { CompilerHost, Host } from '../../src/lsp/core/host.js';
import { Lifecycle } from '../../src/lsp/core/lifecycle.js';
import type { InitializationOptions } from '../../src/lsp/core/messages.js';
import { type RunningServer, startServer } from '../../src/lsp/core/server.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { grammarsForTests } from '../support/engine-for-tests.js';

export const CAPABILITIES: ClientCapabilities = {
  workspace: { configuration: true, workspaceFolders: true, workspaceEdit: { documentChanges: true } },
  window: { workDoneProgress: true },
  textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true, tagSupport: { valueSet: [1, 2] } } },
};

export interface PairOptions {
  /** The "disk", by URI. */
  readonly files?: Readonly<Record<string, string>>;
  /** Packages outside of the workspace, by import path: the text of their one file. Not given: the host has no such thing. */
  readonly external?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Answers questions for settings in the place of `settings`, when the test says so. */
  readonly answerSettings?: () => Promise<readonly unknown[]>;
  /** Agrees to a progress that the server begins, when the test says so. */
  readonly agree?: () => Promise<null>;
  readonly initializationOptions?: InitializationOptions;
  readonly compiler?: CompilerHost;
  readonly rules?: readonly Rule[];
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** Milliseconds that seem to pass whenever the server looks at the clock; without it, those that do. */
  readonly pace?: () => number;
  /** The client's language, and the only translation there is. */
  readonly language?: { readonly locale: string; readonly bundle: Bundle };
}

/** Time stands still unless the test moves it. */
export class TestHost implements Host {
  readonly trustedByDefault = true;
  readonly readPackage?: NonNullable<Host['readPackage']>;
  readonly logged: string[] = [];
  readonly reads: string[] = [];
  readCost = 0;
  /** Translations by locale. */
  bundles: Readonly<Record<string, Bundle>> = {};
  private readonly timers = new Set<{ at: number; task: () => void }>();
  private clock = 0;
  private paced = 0;

  constructor(
    readonly files: Map<string, string>,
    readonly compiler: CompilerHost | undefined,
    external: PairOptions['external'],
    private readonly pace?: () => number,
  ) {
    if (external === undefined) return;
    this.readPackage = async ({ importPath }) => {
      const text = external[importPath];
      return text === undefined ? undefined : { dir: importPath, files: [{ path: `${importPath}/x.go`, text }] };
    };
  }

  async readFile(key: string): Promise<string | undefined> {
    this.reads.push(key);
    return this.files.get(key);
  }

  async *listFiles(folder: string, kinds: readonly Language[], deep: boolean): AsyncGenerator<readonly string[]> {
    const isWanted = (key: string) => kinds.some(kind => kind === languageOf(key));
    const inside = (key: string) => key.startsWith(`${folder}/`) && (deep || !key.slice(folder.length + 1).includes('/')) && isWanted(key);
    yield [...this.files.keys()].filter(inside);
  }

  async readTable(importPath: string) {
    return readTable(importPath);
  }

  async loadGrammars() {
    return grammarsForTests();
  }

  async loadBundle(locale: string) {
    return this.bundles[locale] ?? {};
  }

  /** Each read seems to have taken `readCost` milliseconds; the test's own clock counts as well. */
  now(): number {
    this.paced += this.pace?.() ?? 0;
    return (this.pace ? this.paced : performance.now()) + this.clock + this.reads.length * this.readCost;
  }

  defer(task: () => void): void {
    setImmediate(task);
  }

  delay(milliseconds: number, task: () => void): () => void {
    const timer = { at: this.clock + milliseconds, task };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Moves the clock and runs what was due. */
  advance(milliseconds: number): void {
    this.clock += milliseconds;
    for (const timer of [...this.timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > this.clock || !this.timers.delete(timer)) continue;
      timer.task();
    }
  }

  log(level: string, message: string): void {
    this.logged.push(`${level}: ${message}`);
  }
}

export class Pair {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: { kind: string; text: string }[] = [];
  readonly progress: { token: string | number; value: { kind: string; message?: string } }[] = [];
  settings: Readonly<Record<string, unknown>>;
  result: InitializeResult | undefined;
  private isShutDown = false;

  private constructor(
    readonly client: ProtocolConnection,
    readonly server: RunningServer,
    readonly host: TestHost,
    settings: Readonly<Record<string, unknown>>,
  ) {
    this.settings = settings;
  }

  /** `initialize` and `initialized` are done when this resolves. */
  static async start(options: PairOptions = {}): Promise<Pair> {
    const [up, down] = [new PassThrough(), new PassThrough()];
    const watchDog = { shutdownReceived: false, initialize: () => {}, exit: () => {} };
    const lifecycle = new Lifecycle();
    const connection = createServerConnection(
      logger => createServerProtocol(new StreamMessageReader(up), new StreamMessageWriter(down), logger, { messageStrategy: lifecycle }),
      watchDog,
    );
    const host = new TestHost(new Map(Object.entries(options.files ?? {})), options.compiler, options.external, options.pace);
    if (options.language) host.bundles = { [options.language.locale]: options.language.bundle };
    const server = startServer(connection, lifecycle, host, options.rules);
    const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const pair = new Pair(client, server, host, options.settings ?? {});
    client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => void pair.published.push(params));
    client.onNotification('goPreflight/status', (status: { kind: string; text: string }) => void pair.statuses.push(status));
    client.onNotification('$/progress', (params: Pair['progress'][number]) => void pair.progress.push(params));
    client.onRequest(
      'workspace/configuration',
      ({ items }: { items: { section: string }[] }) => options.answerSettings?.() ?? items.map(i => pair.settings[i.section] ?? null),
    );
    client.onRequest('window/workDoneProgress/create', () => options.agree?.() ?? null);
    client.onRequest('client/registerCapability', () => null);
    client.listen();
    const params: InitializeParams = {
      processId: null,
      rootUri: null,
      capabilities: options.capabilities ?? CAPABILITIES,
      workspaceFolders: (options.folders ?? ['file:///app']).map(uri => ({ uri, name: uri })),
      ...(options.language && { locale: options.language.locale }),
      ...(options.initializationOptions && { initializationOptions: options.initializationOptions }),
    };
    pair.result = await client.sendRequest<InitializeResult>('initialize', params);
    await client.sendNotification('initialized', {});
    return pair;
  }

  async open(uri: string, text: string, version = 1, languageId = uri.endsWith('.go') ? 'go' : 'dockerfile'): Promise<void> {
    await this.client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  async change(uri: string, version: number, ...contentChanges: { range?: Diagnostic['range']; text: string }[]): Promise<void> {
    await this.client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  async save(uri: string): Promise<void> {
    await this.client.sendNotification('textDocument/didSave', { textDocument: { uri } });
  }

  async close(uri: string): Promise<void> {
    await this.client.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** Resolves when everything sent so far has been handled, nothing is left to do, and all of the server's messages have arrived. */
  async settled(): Promise<void> {
    await this.roundTrip();
    // The server may have asked for settings during the first; the answer arrives before the second.
    await this.roundTrip();
    await this.server.whenIdle();
    await this.roundTrip();
  }

  /** As `settled`, but a compiler run may still be under way. */
  async settledStatic(): Promise<void> {
    await this.roundTrip();
    await this.roundTrip();
    await this.server.whenStaticIdle();
    await this.roundTrip();
  }

  /** Messages keep their order: an answer means that all before it were handled, and all the server sent before has arrived. */
  async roundTrip(): Promise<void> {
    const hover = { textDocument: { uri: 'file:///none' }, position: { line: 0, character: 0 } };
    await this.client.sendRequest('textDocument/hover', hover).catch((error: unknown) => {
      // A refusal is an answer too.
      if (!this.isShutDown) throw error;
    });
  }

  async shutdown(): Promise<void> {
    this.isShutDown = true;
    await this.client.sendRequest('shutdown');
  }

  /** What the client shows for a document now; undefined when it was never told anything. */
  shown(uri: string): PublishDiagnosticsParams | undefined {
    return this.published.filter(params => params.uri === uri).at(-1);
  }

  async stop(): Promise<void> {
    if (!this.isShutDown) await this.shutdown();
    this.client.dispose();
  }
}
