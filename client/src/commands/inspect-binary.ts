import * as vscode from 'vscode';
import { INSPECT_BINARY, type InspectBinaryParams } from '../../../server/src/lsp/core/messages.js';
import { say } from '../say.js';
import type { Command } from './command.js';
import { showMachineReport } from './machine-report.js';

/** "Inspect Binary…": linkage, Go build information and images of the file that the user picks, or that another extension names. */
export const inspectBinary: Command = {
  id: 'goPreflight.inspectBinary',
  run: async (context, named) => {
    const uri = named instanceof vscode.Uri ? named : await pickFile();
    if (uri === undefined) return;
    const params: InspectBinaryParams = { uri: uri.toString() };
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const title = say('binary', { name });
    await showMachineReport(context, title, uri.toString(), () => context.client.machineReport(INSPECT_BINARY, params));
  },
};

async function pickFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    title: say('inspectBinary'),
    openLabel: say('inspect'),
    ...(folder && { defaultUri: folder }),
  });
  return picked?.[0];
}
