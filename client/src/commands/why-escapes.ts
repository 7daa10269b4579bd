import * as vscode from 'vscode';
import { SHOW_WHY_ESCAPES, type ShowWhyEscapesArguments, type WhyEscapesResult } from '../../../server/src/lsp/core/messages.js';
import { toPosition } from '../places.js';
import { say } from '../say.js';
import type { Command } from './command.js';

/** "Why Does This Escape?": for the place that a hover names, else for the cursor. Resolves with what the view shows. */
export const whyEscapes: Command = {
  id: SHOW_WHY_ESCAPES,
  run: async ({ client, why, output }, ...args): Promise<WhyEscapesResult | undefined> => {
    const place = placeOf(args) ?? cursor();
    if (place === undefined) {
      void vscode.window.showInformationMessage(say('openGoFile'));
      return undefined;
    }
    try {
      return await why.show(token => client.whyEscapes(place.uri, place.range.start, token));
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      output.error(`why escapes: ${error instanceof Error ? error.message : String(error)}`);
      void vscode.window.showWarningMessage(say('noAnswer'));
      return undefined;
    }
  },
};

/** A menu passes the document's uri alone; only a hover's link says where. */
function placeOf(args: readonly unknown[]): vscode.Location | undefined {
  const [uri, position] = args as Partial<ShowWhyEscapesArguments>;
  return typeof uri === 'string' && position !== undefined ? new vscode.Location(vscode.Uri.parse(uri), toPosition(position)) : undefined;
}

function cursor(): vscode.Location | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.languageId === 'go' ? new vscode.Location(editor.document.uri, editor.selection.active) : undefined;
}
