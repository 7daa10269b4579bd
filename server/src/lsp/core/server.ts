/** Connects a session to the wire. Every handler is guarded: what goes wrong is logged, and the client gets an empty answer. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeError,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { notice, useBundle } from '../../engine/base/wording.js';
import { RULES } from '../../engine/rules/registry.js';
import type { Rule } from '../../engine/rules/rule.js';
import { Engine } from '../../engine/syntax/engine.js';
import { failedReport, handleMachineReports } from '../features/machine-reports.js';
import { say } from '../words.js';
import { type ClientFeatures, readFeatures, readFolders, SERVER_CAPABILITIES } from './capabilities.js';
import type { Host } from './host.js';
import type { Lifecycle } from './lifecycle.js';
import {
  ANALYZE_ESCAPES,
  type AnalyzeEscapesParams,
  type AnalyzeEscapesResult,
  BUILD_MATRIX,
  type BuildMatrixParams,
  type BuildMatrixResult,
  type InitializationOptions,
  TRUST,
  type TrustParams,
  WATCHED_GLOBS,
  WHY_ESCAPES,
  type WhyEscapesParams,
  type WhyEscapesResult,
} from './messages.js';
import { describe } from './scheduler.js';
import { Session } from './session.js';
import { SECTIONS } from './settings.js';

/** Longest wait in milliseconds for the client's settings before the first findings are shown without them. */
const SETTINGS_WAIT = 500;

/** For tests: lets them wait for the server instead of sleeping. */
export interface RunningServer {
  /** Resolves when nothing waits for analysis, no background job and no compiler runs. */
  whenIdle(): Promise<void>;
  /** As above, whether or not a compiler runs. */
  whenStaticIdle(): Promise<void>;
  dispose(): void;
}

/** Registers every handler and starts to listen. The host may be made from what the client says in `initialize`; tests bring rules. */
export function startServer(
  connection: Connection,
  lifecycle: Lifecycle,
  makeHost: Host | ((options: InitializationOptions) => Host),
  rules: readonly Rule[] = RULES,
): RunningServer {
  let session: Session | undefined;
  let host: Host | undefined;
  let features: ClientFeatures | undefined;
  let options: InitializationOptions = {};
  let settingsAsked = 0;

  const fail = (name: string, error: unknown) => {
    if (host !== undefined) host.log('error', `${name}: ${describe(error)}`);
    else connection.console.error(`${name}: ${describe(error)}`);
  };
  const guard =
    <P>(name: string, handle: (session: Session, params: P) => unknown) =>
    async (params: P): Promise<void> => {
      try {
        if (session !== undefined) await handle(session, params);
      } catch (error) {
        fail(name, error);
      }
    };
  const answer = async <R>(name: string, empty: R, handle: (session: Session) => R | Promise<R>): Promise<R> => {
    try {
      return session === undefined ? empty : await handle(session);
    } catch (error) {
      fail(name, error);
      return empty;
    }
  };

  const pullSettings = async (current: Session) => {
    settingsAsked += 1;
    const asked = settingsAsked;
    const sections = await connection.workspace.getConfiguration(SECTIONS.map(section => ({ section })));
    if (asked === settingsAsked && current === session) current.applySettings(Array.isArray(sections) ? sections : []);
  };

  const initialize = async (params: InitializeParams): Promise<InitializeResult | ResponseError<InitializeError>> => {
    options = readOptions(params.initializationOptions);
    host = typeof makeHost === 'function' ? makeHost(options) : makeHost;
    features = readFeatures(params.capabilities, options);
    try {
      // Clients that do not say their language leave that of the command line.
      if (params.locale !== undefined) useBundle(await host.loadBundle(params.locale));
      const trusted = typeof options.trusted === 'boolean' ? options.trusted : host.trustedByDefault;
      const engine = await Engine.load(await host.loadGrammars());
      session = new Session(connection, host, engine, rules, features, readFolders(params), trusted);
    } catch (error) {
      fail('initialize', error);
      return new ResponseError(LSPErrorCodes.RequestFailed, notice(say.cannotStart({ error: describe(error) })), { retry: false });
    }
    if (options.settings !== undefined) session.applySettings(sectionsOf(options.settings));
    return { capabilities: SERVER_CAPABILITIES, serverInfo: { name: 'go-preflight' } };
  };
  lifecycle.attach(connection);
  connection.onInitialize(async params => {
    const answer = await initialize(params);
    lifecycle.initialized(!(answer instanceof ResponseError));
    return answer;
  });

  connection.onInitialized(
    guard('initialized', async current => {
      if (features?.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders(
          guard('folders', (now, { added, removed }) => {
            const uris = (folders: readonly WorkspaceFolder[]) => folders.map(({ uri }) => uri);
            now.foldersChanged(uris(added), uris(removed));
          }),
        );
      }
      const unwatched = (error: unknown) => fail('register', error);
      if (features?.watchFiles) {
        const watchers = [{ globPattern: `**/{${WATCHED_GLOBS.join(',')}}` }];
        connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(unwatched);
      }
      if (features?.watchSettings) {
        connection.client.register(DidChangeConfigurationNotification.type, { section: [...SECTIONS] }).catch(unwatched);
      }
      // After shutdown nothing begins any more.
      const start = () => {
        if (current === session) current.start();
      };
      if (features?.configuration) {
        host?.delay(SETTINGS_WAIT, start);
        await pullSettings(current).catch((error: unknown) => fail('settings', error));
      }
      await current.projects.load().catch((error: unknown) => fail('project file', error));
      start();
    }),
  );

  connection.onDidOpenTextDocument(guard('open', (current, params) => current.open(params)));
  connection.onDidChangeTextDocument(guard('change', (current, params) => current.change(params)));
  connection.onDidSaveTextDocument(guard('save', (current, { textDocument }) => current.save(textDocument.uri)));
  connection.onDidCloseTextDocument(guard('close', (current, { textDocument }) => current.close(textDocument.uri)));
  connection.onDidChangeWatchedFiles(guard('files', (current, { changes }) => current.filesChanged(changes.map(({ uri }) => uri))));
  connection.onDidChangeConfiguration(
    guard('settings', (current, { settings }) =>
      features?.configuration ? pullSettings(current) : current.applySettings(sectionsOf(settings)),
    ),
  );
  connection.onNotification(
    TRUST,
    guard('trust', (current, { trusted }: TrustParams) => current.setTrusted(trusted === true)),
  );

  connection.onCodeAction((params, token) => answer('codeAction', [], current => current.codeActions(params, token)));
  connection.onHover(params => answer('hover', null, current => current.hover(params)));
  connection.onCodeLens(params => answer('codeLens', [], current => current.heap.codeLenses(params)));
  connection.languages.inlayHint.on(params => answer('inlayHint', [], current => current.heap.inlayHints(params)));
  connection.onRequest(WHY_ESCAPES, (params: WhyEscapesParams, token) => {
    const failed: WhyEscapesResult = { status: 'failed', message: notice(say.internal), roots: [] };
    return answer('whyEscapes', failed, current => current.heap.whyEscapes(params, current.compiler, token));
  });
  connection.onRequest(ANALYZE_ESCAPES, (params: AnalyzeEscapesParams, token) => {
    const failed: AnalyzeEscapesResult = {
      status: 'failed',
      message: notice(say.internal),
      reportText: '',
      links: [],
    };
    return answer('analyzeEscapes', failed, current => current.analyzeEscapes(params, token));
  });

  connection.onRequest(BUILD_MATRIX, ({ again }: BuildMatrixParams) => {
    const failed: BuildMatrixResult = { status: 'failed', message: notice(say.internal), columns: [], modules: [] };
    return answer('buildMatrix', failed, current => current.matrix.answer(again === true));
  });

  handleMachineReports(connection, (name, report) =>
    answer(name, failedReport(), current => report({ ...current.machineAccess(), builds: current.matrix })),
  );

  const dispose = () => {
    session?.dispose();
    session = undefined;
  };
  connection.onShutdown(dispose);
  connection.onExit(dispose);
  connection.listen();
  return {
    dispose,
    whenStaticIdle: async () => session?.scheduler.whenIdle(),
    whenIdle: async () => {
      await session?.scheduler.whenIdle();
      await session?.compiler.whenIdle();
      await session?.scheduler.whenIdle();
    },
  };
}

function readOptions(raw: unknown): InitializationOptions {
  return typeof raw === 'object' && raw !== null ? (raw as InitializationOptions) : {};
}

/** `{ goPreflight, go, gopls }` in the order of `SECTIONS`. */
function sectionsOf(settings: unknown): unknown[] {
  const record = typeof settings === 'object' && settings !== null ? (settings as Record<string, unknown>) : {};
  return SECTIONS.map(section => record[section]);
}
