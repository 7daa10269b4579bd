/** `build/ldflags-x` follows the Go files: outlines are read for their declarations, and an edit of one changes what a Makefile is told. */
import assert from 'node:assert/strict';
import { ruleById } from '../../src/engine/rules/registry.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { cli, tempFolder } from '../support/cli-terminal.js';
import { loadEngine } from '../support/engine-for-tests.js';

const MAKEFILE = 'build:\n\tgo build -ldflags "-X main.version=1" .\n';
const main = (declaration: string) => `package main\n\n${declaration}\n\nfunc main() {}\n`;

describe('build/ldflags-x', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it('follows edits of the Go file, which is known as an outline first', () => {
    const workspace = new Workspace(engine, { rules: [ruleById('build/ldflags-x')!] });
    const said = () => workspace.findings('/w/Makefile').length;
    workspace.set('/w/go.mod', 'module example.com/app\n\ngo 1.26\n');
    workspace.set('/w/Makefile', MAKEFILE);
    assert.equal(said(), 0, 'no program is known');
    workspace.set('/w/main.go', main('var other string'), 'outline');
    assert.equal(said(), 1);
    workspace.set('/w/main.go', main('var version string'), 'outline');
    assert.equal(said(), 0);
    workspace.open('/w/main.go', main('const version = "dev"'));
    assert.equal(said(), 1);
    const at = main('').indexOf('func') - 2;
    workspace.edit('/w/main.go', [{ span: { start: at, end: at + 'const version = "dev"'.length }, newText: 'var version string' }]);
    assert.equal(said(), 0);
  });

  it('asks the Go files also when only the Makefile is checked', async () => {
    const files = { 'go.mod': 'module example.com/app\n\ngo 1.26\n', Makefile: MAKEFILE };
    const checked = async (declaration: string) => {
      const folder = tempFolder({ ...files, 'main.go': main(declaration) });
      try {
        return (await cli(folder.dir, ['check', 'Makefile'])).stdout;
      } finally {
        folder.remove();
      }
    };
    assert.match(await checked('var Version string'), /build\/ldflags-x.*Did you mean 'Version'/);
    assert.doesNotMatch(await checked('var version string'), /ldflags-x/);
  });
});
