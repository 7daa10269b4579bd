/** How tests inside VS Code look at documents and findings. Waits for events, never for a time. */
import * as vscode from 'vscode';

export const SOURCE = 'go-preflight';
/** Milliseconds; generous, since a busy machine is no failure. */
const PATIENCE = 60_000;

/** Uri of a file of the workspace. */
export function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(path));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

export const findings = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE);

export const ruleOf = ({ code }: vscode.Diagnostic): string => (typeof code === 'object' ? String(code.value) : String(code));

/** `rule: token` for each finding, in the order of the text. */
export function summary(document: vscode.TextDocument, of = findings(document.uri)): string[] {
  return [...of]
    .sort((a, b) => a.range.start.compareTo(b.range.start) || ruleOf(a).localeCompare(ruleOf(b)))
    .map(diagnostic => `${ruleOf(diagnostic)}: ${document.getText(diagnostic.range)}`);
}

/** Resolves with the findings once `wanted` likes them; rejects with the last ones. */
export function findingsWhen(
  document: vscode.TextDocument,
  wanted: (summary: readonly string[], findings: readonly vscode.Diagnostic[]) => boolean,
  what: string,
): Promise<vscode.Diagnostic[]> {
  return when(
    vscode.languages.onDidChangeDiagnostics,
    () => {
      const now = findings(document.uri);
      return wanted(summary(document, now), now) ? now : undefined;
    },
    () => `${what}: ${document.uri.path} has ${JSON.stringify(summary(document))}`,
  );
}

/** Resolves with the first value other than undefined, asked now and at each event. */
export function when<T>(event: vscode.Event<unknown>, ask: () => T | undefined, otherwise: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      listener.dispose();
      settle();
    };
    const timer = setTimeout(() => finish(() => reject(new Error(`timed out: ${otherwise()}`))), PATIENCE);
    const listener = event(() => check());
    const check = () => {
      const value = ask();
      if (value !== undefined) finish(() => resolve(value));
    };
    check();
  });
}

/** Code actions of ours at a finding, as the light bulb would list them. */
export async function quickFixes(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    diagnostic.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.filter(({ edit }) => edit !== undefined);
}

export const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('goPreflight');

/** Puts the text of the disk back. */
export async function revert(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand('workbench.action.files.revert');
}
