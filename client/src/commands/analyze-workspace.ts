import * as vscode from 'vscode';
import { say } from '../say.js';
import { analyze } from './analyze.js';
import type { Command } from './command.js';

/** "Analyze Escapes in Workspace (-gcflags=-m)": every package of one workspace folder. */
export const analyzeWorkspace: Command = {
  id: 'goPreflight.analyzeWorkspace',
  run: async context => {
    const folder = await pickFolder();
    if (folder !== undefined) await analyze(context, 'workspace', folder);
  },
};

/** The folder of the file in the editor, else the only one, else the one that the user picks. */
async function pickFolder(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const of = active && vscode.workspace.getWorkspaceFolder(active);
  if (of !== undefined) return of.uri;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  if (folders[0] === undefined) void vscode.window.showInformationMessage(say('openFolder'));
  return folders[0]?.uri;
}
