/**
 * The counterpart of untrusted.ts: in a trusted workspace the very same script is started. And a go command that prints garbage costs one
 * status, no finding.
 */
import { existsSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { equal, ok } from '../host/check.js';
import { findings, findingsWhen, open } from '../host/editor.js';

describe('trusted workspace with a useless go command', () => {
  it('starts it', async () => {
    equal(vscode.workspace.isTrusted, true, 'isTrusted');
    const marker = process.env.E2E_MARKER;
    ok(marker, 'E2E_MARKER');
    const ran = new Promise<void>(resolve => {
      const watcher = watch(dirname(marker), () => {
        if (!existsSync(marker)) return;
        watcher.close();
        resolve();
      });
    });
    const document = await open('internal/label/label.go');
    await findingsWhen(document, now => now.includes('pool/use-after-put: b'), 'pool/use-after-put');
    await ran;
    ok(findings(document.uri).length > 0, 'static findings stay');
  });
});
