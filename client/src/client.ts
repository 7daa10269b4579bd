/** The connection to the language server: start, restart, trust, and the requests of our own. The same for desktop and browser. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, RevealOutputChannelOn, State, WorkDoneProgress } from 'vscode-languageclient';
import {
  ANALYZE_ESCAPES,
  type AnalyzeEscapesParams,
  type AnalyzeEscapesResult,
  type AnalyzeScope,
  BUILD_MATRIX,
  BUILD_MATRIX_CHANGED,
  type BuildMatrixParams,
  type BuildMatrixResult,
  type InitializationOptions,
  type MachineReportResult,
  SHOW_WHY_ESCAPES,
  STATUS,
  type StatusParams,
  TRUST,
  type TrustParams,
  WHY_ESCAPES,
  type WhyEscapesParams,
  type WhyEscapesResult,
} from '../../server/src/lsp/core/messages.js';
import { documentSelector } from './selector.js';
import type { Status } from './status.js';

/** What the two hosts do differently. */
export interface ServerHost {
  /** Whether this host has a Go toolchain to ask; the browser has none. */
  readonly hasCompiler: boolean;
  /** Makes the client; called once. `options` are complete. */
  createClient(options: LanguageClientOptions): BaseLanguageClient;
  /** What only this host adds to `initialize`. */
  readonly initializationOptions?: InitializationOptions;
}

export class PreflightClient implements vscode.Disposable {
  private readonly client: BaseLanguageClient;
  private restarting: Promise<void> | undefined;
  private progressTokens = 0;
  private readonly disposables: vscode.Disposable[] = [];

  constructor(
    host: ServerHost,
    readonly output: vscode.LogOutputChannel,
    private readonly status: Status,
  ) {
    this.client = host.createClient({
      documentSelector: documentSelector(),
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // A function, so that a restarted server hears today's trust.
      initializationOptions: (): InitializationOptions => ({
        ...host.initializationOptions,
        trusted: vscode.workspace.isTrusted,
        commands: true,
      }),
      // Hovers link to the tree of reasons, and to no other command.
      markdown: { isTrusted: { enabledCommands: [SHOW_WHY_ESCAPES] } },
      initializationFailedHandler: error => {
        output.error(`initialize: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      },
    });
    this.disposables.push(
      this.client.onDidChangeState(({ newState }) => this.stateChanged(newState)),
      this.client.onNotification(STATUS, (params: StatusParams) => status.show(params)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.trustGranted()),
    );
  }

  /** Registers an answer to a request of the server's. Call it before `start`. */
  onRequest<P>(method: string, answer: (params: P) => Promise<object>): void {
    this.disposables.push(this.client.onRequest<object, void>(method, answer));
  }

  /** Never rejects: what went wrong is in the status item and in the log. */
  async start(): Promise<void> {
    try {
      await this.client.start();
    } catch (error) {
      this.output.error(`start: ${error instanceof Error ? error.message : String(error)}`);
      this.status.stopped();
    }
  }

  /** Asked again while it restarts, it restarts once. */
  restart(): Promise<void> {
    this.restarting ??= this.stop()
      .then(() => this.start())
      .finally(() => {
        this.restarting = undefined;
      });
    return this.restarting;
  }

  async stop(): Promise<void> {
    if (!this.client.needsStop()) return;
    await this.client.stop().catch((error: unknown) => this.output.error(`stop: ${String(error)}`));
  }

  /** Asks the Go compiler. Rejects when the server is not running or the request was cancelled on the way. */
  async analyzeEscapes(
    scope: AnalyzeScope,
    uri: vscode.Uri,
    token: vscode.CancellationToken,
    report: (message: string) => void,
  ): Promise<AnalyzeEscapesResult> {
    this.progressTokens += 1;
    const workDoneToken = `go-preflight-client-${this.progressTokens}`;
    const listener = this.client.onProgress(WorkDoneProgress.type, workDoneToken, value => {
      if (value.kind !== 'end' && value.message) report(value.message);
    });
    const params: AnalyzeEscapesParams = { scope, uri: this.client.code2ProtocolConverter.asUri(uri), workDoneToken };
    try {
      return await this.client.sendRequest<AnalyzeEscapesResult>(ANALYZE_ESCAPES, params, token);
    } finally {
      listener.dispose();
    }
  }

  /** Asks for a report about the machine. Rejects when the server is not running. */
  machineReport(method: string, params: object): Promise<MachineReportResult> {
    return this.client.sendRequest<MachineReportResult>(method, params);
  }

  /** Asks for the table of all places that build; `again` asks the machine's go command anew. Rejects when the server is not running. */
  buildMatrix(again: boolean): Promise<BuildMatrixResult> {
    const params: BuildMatrixParams = { again };
    return this.client.sendRequest<BuildMatrixResult>(BUILD_MATRIX, params);
  }

  /** The table may be another one now. */
  onBuildMatrixChanged(listener: () => void): vscode.Disposable {
    return this.client.onNotification(BUILD_MATRIX_CHANGED, listener);
  }

  /** Why something at the place is on the heap. Rejects as `analyzeEscapes` does. */
  whyEscapes(uri: vscode.Uri, position: vscode.Position, token: vscode.CancellationToken): Promise<WhyEscapesResult> {
    const textDocument = { uri: this.client.code2ProtocolConverter.asUri(uri) };
    const params: WhyEscapesParams = { textDocument, position: { line: position.line, character: position.character } };
    return this.client.sendRequest<WhyEscapesResult>(WHY_ESCAPES, params, token);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private stateChanged(state: State): void {
    if (state === State.Starting) this.status.starting();
    else if (state === State.Running) this.status.running();
    else if (this.restarting === undefined) this.status.stopped();
  }

  private trustGranted(): void {
    this.status.trustChanged();
    if (!this.client.isRunning()) return;
    const params: TrustParams = { trusted: true };
    this.client.sendNotification(TRUST, params).catch((error: unknown) => this.output.error(`trust: ${String(error)}`));
  }
}
