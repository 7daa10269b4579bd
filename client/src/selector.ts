/** The documents the server is told about. Which of them mean something is the server's business. */
import * as vscode from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient';
import { DOCUMENT_GLOBS } from '../../server/src/lsp/core/messages.js';

/**
 * File name patterns, for Dockerfiles that the editor does not know as such, for go.mod, which has no language without vscode-go, and for the
 * files that say how a Go program is built.
 */
const PATTERNS = [`**/{${DOCUMENT_GLOBS.join(',')}}`];
const LANGUAGES = ['go', 'dockerfile'];

/**
 * Schemes of real documents. A diff's left side (`git:`) and other views of the same file must not get findings of their own, so this is
 * an allow-list: the usual ones, and whatever the workspace's folders live on.
 */
function schemes(): string[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.scheme);
  return [...new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs', ...folders])];
}

export function documentSelector(): DocumentSelector {
  return schemes().flatMap(scheme => [
    ...LANGUAGES.map(language => ({ scheme, language })),
    ...PATTERNS.map(pattern => ({ scheme, pattern })),
  ]);
}

/** The documents for which the status item shows: one selector for the life of the window. */
export const STATUS_SELECTOR: vscode.DocumentSelector = [
  ...LANGUAGES.map(language => ({ language })),
  ...PATTERNS.map(pattern => ({ pattern })),
];
