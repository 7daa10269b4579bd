/** The extension as VS Code sees it. */
import * as vscode from 'vscode';
import { equal, ok } from './check.js';
import { findingsWhen, open } from './editor.js';

const ID = 'go-preflight.go-preflight';

describe('activation', () => {
  // A workspace with a go.mod starts it as well, so that CI files and the like are read before any Go file.
  it('is active once a Go file is open', async () => {
    const extension = vscode.extensions.getExtension(ID);
    ok(extension, `${ID} is installed`);
    const document = await open('internal/label/label.go');
    await findingsWhen(document, now => now.length > 0, 'any finding');
    equal(extension.isActive, true, 'active afterwards');
  });

  it('has every command of the manifest', async () => {
    const manifest = vscode.extensions.getExtension(ID)?.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = await vscode.commands.getCommands(true);
    const missing = manifest.contributes.commands.map(({ command }) => command).filter(command => !known.includes(command));
    equal(missing, [], 'commands without code');
  });

  it('knows the language of the escape report', async () => {
    ok((await vscode.languages.getLanguages()).includes('go-preflight-escapes'), 'go-preflight-escapes');
  });

  it('finds the same after a restart of the server', async () => {
    const document = await open('internal/label/label.go');
    await findingsWhen(document, now => now.length > 0, 'findings before');
    const emptied = findingsWhen(document, now => now.length === 0, 'no findings while it restarts');
    await vscode.commands.executeCommand('goPreflight.restartServer');
    await emptied;
    await findingsWhen(document, now => now.includes('pool/use-after-put: b'), 'findings after');
  });
});
