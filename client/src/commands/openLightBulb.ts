import * as vscode from 'vscode';
import { OPEN_LIGHT_BULB } from '../../../server/src/lsp/messages.js';
import type { Command } from './command.js';

/** Behind a code action that only says that there may be more: asks anew for what is at the cursor, and this time the answer is waited for. */
export const openLightBulb: Command = {
  id: OPEN_LIGHT_BULB,
  run: () => vscode.commands.executeCommand('editor.action.quickFix'),
};
