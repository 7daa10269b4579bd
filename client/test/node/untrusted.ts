/**
 * A workspace that nobody trusted: static findings as ever, and no process. `go` on PATH and in the user's settings is a script that
 * writes `E2E_MARKER`; toolchain.ts shows that it does so in a trusted workspace.
 */
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { equal, ok } from '../host/check.js';
import { findingsWhen, open, settings } from '../host/editor.js';

describe('untrusted workspace', () => {
  it('is one', () => {
    equal(vscode.workspace.isTrusted, false, 'isTrusted');
    ok(settings().inspect('go.path')?.globalValue, 'the user has set go.path');
  });

  it('has static findings in Go and Dockerfile', async () => {
    await findingsWhen(await open('internal/label/label.go'), now => now.includes('pool/use-after-put: b'), 'pool/use-after-put');
    const dockerfile = await open('deploy/Dockerfile.experiments');
    await findingsWhen(dockerfile, now => now.includes('experiment/syntax: -greenteagc'), 'experiment/syntax');
  });

  it('starts no process: not on opening, not on saving, not on command', async () => {
    const document = await open('internal/api/handler.go');
    await findingsWhen(document, now => now.includes('escape/returned-address: stats'), 'escape/returned-address');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// Changed.\n');
    await vscode.workspace.applyEdit(edit);
    ok(await document.save(), 'saved');
    for (const command of ['analyzeFile', 'analyzePackage', 'analyzeWorkspace', 'doctor', 'showBuildMatrix']) {
      void vscode.commands.executeCommand(`goPreflight.${command}`); // Its answer is a message that waits for a click.
    }
    // The server answers in order: when an edit made after all that shows its finding, it has dealt with the rest.
    const later = new vscode.WorkspaceEdit();
    later.insert(document.uri, document.positionAt(document.getText().length), '\n//go:inline\nfunc last() {}\n');
    await vscode.workspace.applyEdit(later);
    await findingsWhen(document, now => now.includes('build/unknown-directive: //go:inline'), 'build/unknown-directive');
    ok(process.env.E2E_MARKER, 'E2E_MARKER');
    equal(existsSync(process.env.E2E_MARKER), false, 'the go command ran');
  });
});
