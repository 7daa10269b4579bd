/**
 * The one place that says how things stand: an item in the editor's language status, `{}` in the status bar. A missing toolchain is a line
 * here, never a pop-up.
 */
import * as vscode from 'vscode';
import type { StatusParams } from '../../server/src/lsp/core/messages.js';
import { say } from './say.js';
import { STATUS_SELECTOR } from './selector.js';

export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private last: StatusParams = { kind: 'idle', text: '' };

  /** `hasCompiler`: whether this host could run the Go compiler at all. */
  constructor(private readonly hasCompiler: boolean) {
    this.item = vscode.languages.createLanguageStatusItem('goPreflight.status', STATUS_SELECTOR);
    this.item.name = 'Go Preflight';
    this.item.command = { command: 'goPreflight.showOutput', title: say('showOutput') };
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
    this.set(say('starting'), { busy: true });
  }

  running(): void {
    this.item.command = { command: 'goPreflight.showOutput', title: say('showOutput') };
    this.show({ kind: 'idle', text: '' });
  }

  stopped(): void {
    this.item.command = { command: 'goPreflight.restartServer', title: say('restart') };
    this.set(say('stopped'), { severity: vscode.LanguageStatusSeverity.Error });
  }

  trustChanged(): void {
    if (this.last.kind === 'idle') this.show(this.last);
  }

  dispose(): void {
    this.item.dispose();
  }

  /** Which of the two tiers speaks, in one sentence. */
  private tier(): string {
    if (!this.hasCompiler) return say('staticInBrowser');
    if (!vscode.workspace.isTrusted) return say('staticUntrusted');
    return say('bothTiers');
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
