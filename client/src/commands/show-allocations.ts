import * as vscode from 'vscode';
import { SHOW_ALLOCATIONS, type ShowAllocationsArguments } from '../../../server/src/lsp/core/messages.js';
import { toPosition, toRange } from '../places.js';
import type { Command } from './command.js';

/** Behind the code lens: the allocations of a function, in the editor's list of references. */
export const showAllocations: Command = {
  id: SHOW_ALLOCATIONS,
  run: (_context, ...args) => {
    const [uri, position, locations] = args as unknown as ShowAllocationsArguments;
    const places = locations.map(at => new vscode.Location(vscode.Uri.parse(at.uri), toRange(at.range)));
    return vscode.commands.executeCommand('editor.action.showReferences', vscode.Uri.parse(uri), toPosition(position), places);
  },
};
