/** The view "Build Matrix" in the panel: the server's table on a page whose cells lead into the files. Hidden until somebody asks. */
import * as vscode from 'vscode';
import type { BuildMatrixPlace, BuildMatrixResult } from '../../../server/src/lsp/core/messages.js';
import type { PreflightClient } from '../client.js';
import { toRange } from '../places.js';
import { say } from '../say.js';

const VIEW = 'goPreflight.buildMatrix';
/** Context key of the view's `when` in package.json. */
const ASKED = 'goPreflight.buildMatrixAsked';

/** What the page says it shows. */
export interface ShownMatrix {
  readonly rows: number;
  readonly text: string;
}

/** Numbers into the answer that the page was sent; column -1 is the row's name. */
interface Pick {
  readonly module: number;
  readonly row: number;
  readonly column: number;
}

type FromPage = { readonly kind: 'ready' } | ({ readonly kind: 'shown' } & ShownMatrix) | { readonly kind: 'open'; readonly pick: Pick };

export class BuildMatrixView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | undefined;
  private result: BuildMatrixResult | undefined;
  private stale = false;
  private asking = 0;
  private readonly shown = new vscode.EventEmitter<ShownMatrix>();
  private readonly disposables: readonly vscode.Disposable[];

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly client: PreflightClient,
  ) {
    this.disposables = [
      this.shown,
      vscode.window.registerWebviewViewProvider(VIEW, this),
      client.onBuildMatrixChanged(() => {
        this.stale = true;
        if (this.view?.visible) void this.refresh(false);
      }),
    ];
  }

  /** Opens the view and asks for the table. Resolves with what the page shows. */
  async show(): Promise<ShownMatrix> {
    await vscode.commands.executeCommand('setContext', ASKED, true);
    const shown = new Promise<ShownMatrix>(resolve => {
      const listener = this.shown.event(now => {
        // The page may report the former table first, when it was there already.
        if (this.result === undefined || this.stale) return;
        listener.dispose();
        resolve(now);
      });
    });
    this.stale = true;
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    await this.refresh(true);
    return shown;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { webview } = view;
    const folder = vscode.Uri.joinPath(this.extensionUri, 'client', 'media', 'matrix');
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    webview.onDidReceiveMessage((message: FromPage) => this.received(message));
    view.onDidChangeVisibility(() => {
      if (view.visible && this.stale) void this.refresh(false);
    });
    view.onDidDispose(() => {
      this.view = undefined;
    });
    webview.html = page(webview, folder);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** Asks the server and sends the page what it answers; of two answers the newer one counts. */
  private async refresh(again: boolean): Promise<void> {
    this.asking += 1;
    const asked = this.asking;
    let result: BuildMatrixResult;
    try {
      result = await vscode.window.withProgress({ location: { viewId: VIEW } }, () => this.client.buildMatrix(again));
    } catch (error) {
      this.client.output.error(`build matrix: ${error instanceof Error ? error.message : String(error)}`);
      result = { status: 'failed', message: say('noAnswer'), columns: [], modules: [] };
    }
    if (asked !== this.asking) return;
    this.result = result;
    this.stale = false;
    await this.send();
  }

  private async send(): Promise<void> {
    if (this.result !== undefined) await this.view?.webview.postMessage({ ...this.result, words: words() });
  }

  private received(message: FromPage): void {
    if (message.kind === 'ready') void this.send();
    else if (message.kind === 'shown') this.shown.fire({ rows: message.rows, text: message.text });
    else void this.open(message.pick);
  }

  private async open({ module, row, column }: Pick): Promise<void> {
    const picked = this.result?.modules[module]?.rows[row];
    const place: BuildMatrixPlace | undefined = column < 0 ? picked?.place : picked?.cells[column]?.place;
    if (place === undefined) return;
    await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), { selection: toRange(place.range) });
  }
}

/** Nothing but the two files of our own may load, and only the script that carries the nonce may run. */
function page(webview: vscode.Webview, folder: vscode.Uri): string {
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${address('matrix.css')}">
<title>${say('matrix')}</title>
</head>
<body><main></main><script nonce="${nonce}" src="${address('matrix.js')}"></script></body>
</html>`;
}

function words(): Record<string, string> {
  return {
    place: say('place'),
    kind: say('kind'),
    differs: say('differs'),
    goTo: say('goTo', { place: '{place}' }),
    nothing: say('nothingBuilds'),
    legend: say('legend'),
  };
}
