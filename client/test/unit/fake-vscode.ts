/** As much of `vscode` as the views and the client need without an editor. Import it before what is tested. */
import Module from 'node:module';
import { URI, Utils } from 'vscode-uri';

class EventEmitter<T> {
  private readonly listeners = new Set<(value: T) => void>();
  readonly event = (listener: (value: T) => void) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

class CancellationTokenSource {
  private readonly cancelled = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.cancelled.event };
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.cancelled.fire();
  }
}

/** What a page was sent, and the way to say something in its name. */
export class FakeWebviewView {
  readonly posted: unknown[] = [];
  visible = true;
  private readonly messages = new EventEmitter<unknown>();
  private readonly other = new EventEmitter<void>();
  readonly onDidChangeVisibility = this.other.event;
  readonly onDidDispose = this.other.event;
  readonly webview = {
    options: {},
    html: '',
    cspSource: '',
    asWebviewUri: (uri: URI) => uri,
    onDidReceiveMessage: this.messages.event,
    postMessage: async (message: unknown) => {
      this.posted.push(message);
      return true;
    },
  };
  say(message: unknown): void {
    this.messages.fire(message);
  }
}

const nothing = { dispose: () => {} };
/** What is imported as `vscode`; a test may change it, and puts it back. */
export const fakeVscode: Record<string, unknown> = {
  EventEmitter,
  Disposable: Object.assign(class {}, { from: () => nothing }),
  // Not in the oldest VS Code.
  lm: {},
  McpStdioServerDefinition: undefined,
  CancellationTokenSource,
  Uri: Object.assign(URI, Utils),
  l10n: { t: (text: string) => text },
  env: { language: 'en' },
  commands: { executeCommand: async () => undefined },
  window: {
    withProgress: (_: unknown, task: () => unknown) => task(),
    createTreeView: () => ({ message: undefined as string | undefined, reveal: async () => {}, dispose: () => {} }),
    registerWebviewViewProvider: () => nothing,
  },
  workspace: { isTrusted: true, onDidGrantWorkspaceTrust: () => nothing },
};

/** Everything else is a class without a body: the client library only derives from it. */
const whole = new Proxy(fakeVscode, { get: (target, name: string) => (name in target ? target[name] : class {}) });

interface Loader {
  _load(request: string, ...rest: unknown[]): unknown;
}
const loader = Module as unknown as Loader;
const load = loader._load;
loader._load = function (request, ...rest) {
  return request === 'vscode' ? whole : load.call(this, request, ...rest);
};
