/** What "Inspect Binary" and "Doctor" share: the report in a tab, or the sentence that says why there is none. */
import * as vscode from 'vscode';
import type { MachineReportResult } from '../../../server/src/lsp/core/messages.js';
import { say } from '../say.js';
import type { CommandContext } from './command.js';

/** Resolves when the report is on the screen, or the user has been told. */
export async function showMachineReport(
  { output, texts }: CommandContext,
  title: string,
  subject: string,
  request: () => Promise<MachineReportResult>,
): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: say('working', { title }) };
  let result: MachineReportResult;
  try {
    result = await vscode.window.withProgress(options, request);
  } catch (error) {
    output.error(`${title}: ${error instanceof Error ? error.message : String(error)}`);
    result = { status: 'failed', message: say('noAnswer'), reportText: '', links: [] };
  }
  if (result.status === 'ok') await texts.show(title, subject, result);
  else void vscode.window.showWarningMessage(result.message);
}
