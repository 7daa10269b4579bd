/** The build matrix: the command opens the view, the page shows the rows, a change of a file arrives there. */
import * as vscode from 'vscode';
import type { ShownMatrix } from '../../src/views/build-matrix.js';
import { ok } from './check.js';

describe('build matrix', () => {
  it('shows a row for each place that builds', async () => {
    const shown = await vscode.commands.executeCommand<ShownMatrix>('goPreflight.showBuildMatrix');
    ok(shown.rows >= 12, `${shown.rows} rows\n${shown.text}`);
    for (const wanted of ['example.com/parcels', 'CI job', 'goreleaser build', 'make target', 'GOEXPERIMENT', '≠', '⚠', 'alpine:3.22']) {
      ok(shown.text.includes(wanted), `${wanted} in\n${shown.text}`);
    }
  });
});
