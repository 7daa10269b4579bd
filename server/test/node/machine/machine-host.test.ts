/** Reports on the machine by the node host: they read files on disk, and start go only where they may. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { NO_TOOLS } from '../../../src/lsp/core/settings.js';
import { fromPath } from '../../../src/node/host/paths.js';
import { NodeMachine } from '../../../src/node/machine/machine-host.js';
import { elf } from '../../support/binary-samples.js';

describe('machine reports of the node host', function () {
  this.timeout(60_000);
  let dir = '';
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'go preflight é-'));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  it('read files on disk only', async () => {
    const host = new NodeMachine();
    writeFileSync(join(dir, 'app'), elf({}));
    const report = await host.inspectBinary(fromPath(join(dir, 'app')), fromPath(dir));
    assert.ok('programs' in report, JSON.stringify(report));
    assert.deepEqual([report.name, report.programs[0]!.format, report.head], [join(dir, 'app'), 'ELF', undefined]);
    assert.deepEqual(await host.inspectBinary(fromPath(join(dir, 'none')), undefined), { error: 'none: There is no such file.' });
    assert.deepEqual(await host.inspectBinary('vscode-vfs://github/a/b', undefined), { error: 'Only files on disk can be inspected.' });
  });

  it('start go only where they may', async function () {
    if (process.platform === 'win32') this.skip();
    mkdirSync(join(dir, 'bin'));
    writeFileSync(join(dir, 'bin/go'), `#!/bin/sh\ntouch '${join(dir, 'ran')}'\necho '{"GOVERSION":"go1.26.8"}'\n`);
    chmodSync(join(dir, 'bin/go'), 0o755);
    const tools = { ...NO_TOOLS, goPath: join(dir, 'bin/go'), env: { PATH: `${join(dir, 'bin')}${delimiter}/usr/bin${delimiter}/bin` } };
    const host = new NodeMachine();
    assert.match(await host.doctor(fromPath(dir), tools, false), /this workspace is not trusted/);
    assert.equal(existsSync(join(dir, 'ran')), false);
    assert.match(await host.doctor(fromPath(dir), tools, true), /version here +go1\.26\.8/);
    assert.equal(existsSync(join(dir, 'ran')), true);
  });
});
