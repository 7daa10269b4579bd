/** The report of an "Analyze Escapes" command: a read-only document in a language of its own, whose positions lead into the code. */
import * as vscode from 'vscode';
import { visible } from '../../../server/src/engine/base/printable.js';
import type { AnalyzeEscapesResult, AnalyzeScope } from '../../../server/src/lsp/core/messages.js';
import { linkTarget, toRange } from '../places.js';
import { say } from '../say.js';

const SCHEME = 'go-preflight';
const LANGUAGE = 'go-preflight-escapes';

export class EscapeReports implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable {
  private readonly results = new Map<string, AnalyzeEscapesResult>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly disposables: readonly vscode.Disposable[];

  constructor() {
    this.disposables = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME, language: LANGUAGE }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === SCHEME) this.results.delete(uri.toString());
      }),
    ];
  }

  /** Opens the report beside the code, or renews it where it is open already. */
  async show(scope: AnalyzeScope, subject: vscode.Uri, result: AnalyzeEscapesResult): Promise<void> {
    // The query tells packages of one name apart; the path is what the tab shows.
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${visible(title(scope, subject))}.${LANGUAGE}`, query: subject.toString() });
    this.results.set(uri.toString(), result);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const shown = vscode.window.visibleTextEditors.find(editor => editor.document === document)?.viewColumn;
    const free = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    await vscode.window.showTextDocument(document, { viewColumn: shown ?? free, preserveFocus: true, preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const gone = say('reportGone');
    return this.results.get(uri.toString())?.reportText ?? `${gone}\n`;
  }

  provideDocumentLinks({ uri }: vscode.TextDocument): vscode.DocumentLink[] {
    return (this.results.get(uri.toString())?.links ?? []).map(link => new vscode.DocumentLink(toRange(link.range), linkTarget(link)));
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}

function title(scope: AnalyzeScope, subject: vscode.Uri): string {
  if (scope === 'workspace') return say('escapesInWorkspace');
  if (scope === 'file') return say('escapesInFile', { name: basename(subject) });
  return say('escapesInPackage', { name: basename(vscode.Uri.joinPath(subject, '..')) });
}

function basename({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
