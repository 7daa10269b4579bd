/** What the three "Analyze Escapes" commands share: progress with cancel, the report, and a plain answer when there is none. */
import * as vscode from 'vscode';
import type { AnalyzeEscapesResult, AnalyzeScope } from '../../../server/src/lsp/core/messages.js';
import { say } from '../say.js';
import type { CommandContext } from './command.js';

/** The Go file in the editor, saved or not. */
export function activeGoFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'go' ? document.uri : undefined;
}

/** Resolves when the report is on the screen, or the user knows why there is none. */
export async function analyze(
  { client, output, reports }: CommandContext,
  scope: AnalyzeScope,
  uri: vscode.Uri | undefined,
): Promise<void> {
  if (uri === undefined) {
    void vscode.window.showInformationMessage(say('openGoFile'));
    return;
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: say('asking'),
    cancellable: true,
  };
  let result: AnalyzeEscapesResult;
  try {
    result = await vscode.window.withProgress(options, (progress, token) =>
      client.analyzeEscapes(scope, uri, token, message => progress.report({ message })),
    );
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    output.error(`analyze escapes: ${error instanceof Error ? error.message : String(error)}`);
    result = { status: 'failed', message: say('noAnswer'), reportText: '', links: [] };
  }
  if (result.status === 'ok') await reports.show(scope, uri, result);
  else if (result.status !== 'cancelled') await explain(result, output);
}

/** Only after a command: a run that nobody asked for says it in the status item instead. */
async function explain({ status, message }: AnalyzeEscapesResult, output: vscode.LogOutputChannel): Promise<void> {
  const remedy = remedyFor(status, output);
  if ((await vscode.window.showWarningMessage(message, remedy.title)) === remedy.title) remedy.run();
}

/** The button that helps: `unavailable` means no trust or no go command. */
function remedyFor(status: AnalyzeEscapesResult['status'], output: vscode.LogOutputChannel): { title: string; run(): void } {
  if (status !== 'unavailable') return { title: say('showOutput'), run: () => output.show() };
  if (!vscode.workspace.isTrusted) {
    return { title: say('manageTrust'), run: () => void vscode.commands.executeCommand('workbench.trust.manage') };
  }
  const openSettings = () => void vscode.commands.executeCommand('workbench.action.openSettings', 'goPreflight.go.path');
  return { title: say('openSettings'), run: openSettings };
}
