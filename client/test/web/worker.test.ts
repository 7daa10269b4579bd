/** What is different in the browser. */
import * as vscode from 'vscode';
import { equal, ok } from '../host/check.js';
import { findings, findingsWhen, open } from '../host/editor.js';

describe('in the browser', () => {
  it('runs in a web worker', () => {
    ok(typeof (globalThis as { importScripts?: unknown }).importScripts === 'function', 'importScripts');
    equal(typeof (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node, 'undefined', 'node');
  });

  it('answers an analysis command without a toolchain, and keeps the findings', async () => {
    const document = await open('internal/label/label.go');
    await findingsWhen(document, now => now.length > 0, 'any finding');
    const before = findings(document.uri).length;
    // Not awaited: the answer is a message that waits for a click.
    void vscode.commands.executeCommand('goPreflight.analyzePackage');
    await vscode.commands.executeCommand('goPreflight.restartServer');
    await findingsWhen(document, now => now.length === before, `${before} findings`);
    equal(vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'go-preflight').length, 0, 'reports');
  });
});
