/**
 * The one place that says how things stand: an item in the editor's language status, `{}` in the status bar. A missing toolchain is a line
 * here, never a pop-up.
 */
import * as vscode from 'vscode';
import type { StatusParams } from '../../server/src/lsp/core/messages.js';
import { STATUS_SELECTOR } from './selector.js';

export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private last: StatusParams = { kind: 'idle', text: '' };

  /** `hasCompiler`: whether this host could run the Go compiler at all. */
  constructor(private readonly hasCompiler: boolean) {
    this.item = vscode.languages.createLanguageStatusItem('goPreflight.status', STATUS_SELECTOR);
    this.item.name = 'Go Preflight';
    this.item.command = { command: 'goPreflight.showOutput', title: vscode.l10n.t('Show Output') };
    this.starting();
  }

  /** What the server says about its compiler tier. */
  show(status: StatusParams): void {
    this.last = status;
    const { kind, text } = status;
    const severity = kind === 'warning' ? vscode.LanguageStatusSeverity.Warning : undefined;
    this.set(kind === 'idle' ? text || this.tier() : text, { busy: kind === 'busy', severity });
  }

  starting(): void {
    this.set(vscode.l10n.t('Starting'), { busy: true });
  }

  running(): void {
    this.item.command = { command: 'goPreflight.showOutput', title: vscode.l10n.t('Show Output') };
    this.show({ kind: 'idle', text: '' });
  }

  stopped(): void {
    this.item.command = { command: 'goPreflight.restartServer', title: vscode.l10n.t('Restart') };
    this.set(vscode.l10n.t('The language server is not running'), { severity: vscode.LanguageStatusSeverity.Error });
  }

  trustChanged(): void {
    if (this.last.kind === 'idle') this.show(this.last);
  }

  dispose(): void {
    this.item.dispose();
  }

  /** Which of the two tiers speaks, in one sentence. */
  private tier(): string {
    if (!this.hasCompiler) return vscode.l10n.t('Static rules only: no Go compiler in the browser');
    if (!vscode.workspace.isTrusted) return vscode.l10n.t('Static rules only: the workspace is not trusted');
    return vscode.l10n.t('Static rules and Go compiler');
  }

  private set(
    text: string,
    { busy = false, severity }: { busy?: boolean; severity?: vscode.LanguageStatusSeverity | undefined } = {},
  ): void {
    this.item.text = text;
    this.item.detail = 'Go Preflight';
    this.item.busy = busy;
    this.item.severity = severity ?? vscode.LanguageStatusSeverity.Information;
  }
}
