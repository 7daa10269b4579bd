/** Applies edits as an editor does: all of one document at once, refused when the version is not the one they were made for. */
import assert from 'node:assert/strict';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';

export function applyEdit(action: CodeAction, uri: string, version: number, text: string): string {
  const changes = (action.edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.equal(changes.length, 1, `${action.title} changes one document`);
  assert.deepEqual(changes[0]!.textDocument, { uri, version });
  return TextDocument.applyEdits(TextDocument.create(uri, '', version, text), changes[0]!.edits as TextEdit[]);
}
