import * as vscode from 'vscode';
import { OPEN_LIGHT_BULB } from '../../../server/src/lsp/core/messages.js';
import { say } from '../say.js';
import type { Command } from './command.js';

/**
 * Milliseconds. VS Code asks for code actions by itself when this command has ended and 250 ms after findings have changed, and drops a menu
 * that is still on its way then.
 */
const AFTER_COMMAND = 350;

/** Behind a code action that only says that there may be more: waits for the verified fixes at the cursor, and opens the menu anew. */
export const openLightBulb: Command = {
  id: OPEN_LIGHT_BULB,
  run: async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return;
    const { document, selection } = editor;
    const options = { location: vscode.ProgressLocation.Window, title: say('asking') };
    await vscode.window.withProgress(options, () =>
      vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, selection, vscode.CodeActionKind.QuickFix.value),
    );
    setTimeout(() => void vscode.commands.executeCommand('editor.action.quickFix'), AFTER_COMMAND);
  },
};
