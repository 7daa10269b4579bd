/** A go command that ends well and says nothing: that is no word about what escapes. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { NO_TOOLS } from '../../../src/lsp/core/settings.js';
import { GoCompilerHost } from '../../../src/node/host/compiler-host.js';
import { fromPath } from '../../../src/node/host/paths.js';
import { tempFolder } from '../../support/cli-terminal.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { fakeGo } from '../../support/exit-codes/odd-go.js';
import { LEAKS } from '../../support/exit-codes/situation.js';

describe('a go command that says nothing', () => {
  it('fails with a reason', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = tempFolder(LEAKS);
    const engine = await loadEngine();
    try {
      fakeGo(folder.dir, 'exit 0\n');
      const host = new GoCompilerHost({ async *listFiles() {}, defer: task => task() });
      const path = fromPath(join(folder.dir, 'a/a.go'));
      const tools = { ...NO_TOOLS, goPath: join(folder.dir, '.bin/go') };
      const scope = { scope: 'package', files: 'open', tests: false } as const;
      const request = { ...scope, path, tools, open: new Map(), workspace: new Workspace(engine, {}), engine, texts: new Map() };
      const { status, message } = await host.analyze(request, new CancellationTokenSource().token, () => undefined);
      assert.deepEqual([status, message?.id], ['failed', 'go/noAnswer']);
    } finally {
      folder.remove();
    }
  });
});
