/** Plain reports of commands, such as that of the doctor: read-only documents that can be copied, and ask nobody to save them. */
import * as vscode from 'vscode';
import { visible } from '../../../server/src/engine/base/printable.js';
import type { MachineReportResult } from '../../../server/src/lsp/core/messages.js';
import { linkTarget, toRange } from '../places.js';
import { say } from '../say.js';

const SCHEME = 'go-preflight-report';

/** Text, and the places in it that lead into files. */
export type TextReport = Pick<MachineReportResult, 'reportText' | 'links'>;

export class TextReports implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable {
  private readonly texts = new Map<string, TextReport>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly disposables: readonly vscode.Disposable[];

  constructor() {
    this.disposables = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === SCHEME) this.texts.delete(uri.toString());
      }),
    ];
  }

  /** Opens the report in a tab with that title, or renews it; `subject` tells reports of one title apart. */
  async show(title: string, subject: string, report: TextReport): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${visible(title)}`, query: subject });
    this.texts.set(uri.toString(), report);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await vscode.window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString())?.reportText ?? `${say('reportGone')}\n`;
  }

  provideDocumentLinks({ uri }: vscode.TextDocument): vscode.DocumentLink[] {
    return (this.texts.get(uri.toString())?.links ?? []).map(link => new vscode.DocumentLink(toRange(link.range), linkTarget(link)));
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}
