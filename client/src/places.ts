/** Places of the protocol in the editor's own types. */
import * as vscode from 'vscode';
import type { ReportLink, WhyNode } from '../../server/src/lsp/core/messages.js';

type ProtocolRange = NonNullable<WhyNode['range']>;

export function toPosition({ line, character }: ProtocolRange['start']): vscode.Position {
  return new vscode.Position(line, character);
}

export function toRange({ start, end }: ProtocolRange): vscode.Range {
  return new vscode.Range(toPosition(start), toPosition(end));
}

/** The fragment is how VS Code is told a place: `#L12,5-12,9`, 1-based. */
export function linkTarget({ uri, target: { start, end } }: ReportLink): vscode.Uri {
  const fragment = `L${start.line + 1},${start.character + 1}-${end.line + 1},${end.character + 1}`;
  return vscode.Uri.parse(uri).with({ fragment });
}
