import * as vscode from 'vscode';
import { say } from '../say.js';
import type { Command } from './command.js';

/** `source` of our diagnostics. */
const SOURCE = 'go-preflight';

/** "Explain Rule": opens the page of a rule that has a finding in the editor; the one under the cursor without asking. */
export const explainRule: Command = {
  id: 'goPreflight.explainRule',
  run: async () => {
    const editor = vscode.window.activeTextEditor;
    const pages = editor ? pagesOf(vscode.languages.getDiagnostics(editor.document.uri)) : new Map<string, vscode.Uri>();
    const here = editor
      ? pagesOf(vscode.languages.getDiagnostics(editor.document.uri).filter(({ range }) => range.intersection(editor.selection)))
      : pages;
    const choices = here.size > 0 ? here : pages;
    if (choices.size === 0) {
      void vscode.window.showInformationMessage(say('noFinding'));
      return;
    }
    const [only] = choices.keys();
    const rule = choices.size === 1 ? only : await vscode.window.showQuickPick([...choices.keys()], { placeHolder: say('ruleToExplain') });
    const page = rule === undefined ? undefined : choices.get(rule);
    if (page !== undefined) await vscode.env.openExternal(page);
  },
};

/** Rule id -> page, in the order of first appearance. */
function pagesOf(diagnostics: readonly vscode.Diagnostic[]): Map<string, vscode.Uri> {
  const pages = new Map<string, vscode.Uri>();
  for (const { source, code } of diagnostics) {
    if (source === SOURCE && typeof code === 'object' && !pages.has(String(code.value))) pages.set(String(code.value), code.target);
  }
  return pages;
}
