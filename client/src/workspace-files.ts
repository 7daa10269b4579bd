/** Answers to the web worker's questions about files: read through the editor, and only inside the workspace. */
import * as vscode from 'vscode';
import {
  globsOfLanguage,
  type ListFilesParams,
  type ListFilesResult,
  type ReadFileParams,
  type ReadFileResult,
} from '../../server/src/lsp/core/messages.js';

/** Most files in one answer: a web workspace may be a whole repository read over the network. */
const MOST_FILES = 2000;
/** In bytes. Larger files are not programs that a person wrote. */
const LARGEST_FILE = 1 << 20;
const NEVER = '**/{node_modules,.git}/**';

export async function readFile({ uri }: ReadFileParams): Promise<ReadFileResult> {
  const file = vscode.Uri.parse(uri);
  if (vscode.workspace.getWorkspaceFolder(file) === undefined) return { text: null };
  try {
    if ((await vscode.workspace.fs.stat(file)).size > LARGEST_FILE) return { text: null };
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)) };
  } catch {
    return { text: null };
  }
}

export async function listFiles({ folder, kinds, deep }: ListFilesParams): Promise<ListFilesResult> {
  const base = vscode.Uri.parse(folder);
  if (vscode.workspace.getWorkspaceFolder(base) === undefined) return { uris: [] };
  const names = kinds.flatMap(globsOfLanguage).join(',');
  const pattern = new vscode.RelativePattern(base, deep ? `**/{${names}}` : `{${names}}`);
  const files = await vscode.workspace.findFiles(pattern, NEVER, MOST_FILES);
  return { uris: files.map(file => file.toString()) };
}
