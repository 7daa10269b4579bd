/** Answers to the web worker's questions about the standard library: from the table that is packed with the extension. */
import * as vscode from 'vscode';
import type { ReadTableParams, ReadTableResult } from '../../server/src/lsp/core/messages.js';

/** An import path of the standard library; it leads nowhere else. */
const IMPORT_PATH = /^[a-z0-9]+(?:[/.][a-z0-9_]+)*$/;

export async function readTable(extension: vscode.Uri, { importPath }: ReadTableParams): Promise<ReadTableResult> {
  if (!IMPORT_PATH.test(importPath)) return { piece: null };
  try {
    const file = vscode.Uri.joinPath(extension, 'dist', 'std', `${importPath}.txt`);
    return { piece: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)) };
  } catch {
    return { piece: null };
  }
}
