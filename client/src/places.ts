/** Places of the protocol in the editor's own types. */
import * as vscode from 'vscode';
import type { WhyNode } from '../../server/src/lsp/messages.js';

type ProtocolRange = NonNullable<WhyNode['range']>;

export function toPosition({ line, character }: ProtocolRange['start']): vscode.Position {
  return new vscode.Position(line, character);
}

export function toRange({ start, end }: ProtocolRange): vscode.Range {
  return new vscode.Range(toPosition(start), toPosition(end));
}
