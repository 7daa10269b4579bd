/** The requests that report on the machine: inspected binaries and the doctor, over the wire and on the node host. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { MachineHost } from '../../src/lsp/machineReports.js';
import { DOCTOR, INSPECT_BINARY, type MachineReportResult } from '../../src/lsp/messages.js';
import { NO_TOOLS } from '../../src/lsp/settings.js';
import { NodeMachine } from '../../src/node/machine-host.js';
import { fromPath } from '../../src/node/paths.js';
import { elf } from '../binary-samples.js';
import { Pair, type PairOptions } from './pair.js';

describe('machine reports', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  const asked: unknown[] = [];
  const machine: MachineHost = {
    inspectBinary: async key => (key.endsWith('bad') ? { error: 'No.' } : { text: `report on ${key}\n` }),
    doctor: async (...request) => {
      asked.push(request);
      return 'doctor\n';
    },
  };
  async function start(options: PairOptions, host: MachineHost | undefined): Promise<void> {
    pair = await Pair.start(options);
    if (host) Object.assign(pair.host, { machine: host });
    asked.length = 0;
    await pair.settled();
  }
  const request = (method: string, params: object) => pair.client.sendRequest<MachineReportResult>(method, params);

  it('are unavailable without a machine', async () => {
    await start({}, undefined);
    for (const method of [INSPECT_BINARY, DOCTOR]) {
      const { status, message, reportText } = await request(method, { uri: 'file:///x' });
      assert.deepEqual([status, reportText], ['unavailable', '']);
      assert.match(message, /^This needs .+\.$/);
    }
  });

  it('inspect the file that is named', async () => {
    await start({}, machine);
    assert.deepEqual(await request(INSPECT_BINARY, { uri: 'file:///a%20b' }), {
      status: 'ok',
      message: '',
      reportText: 'report on file:///a b\n',
    });
    assert.deepEqual(await request(INSPECT_BINARY, { uri: 'file:///bad' }), { status: 'failed', message: 'No.', reportText: '' });
  });

  it('tell the doctor about folder, settings and trust', async () => {
    const settings = { go: { alternateTools: { go: '/my/go' } } };
    const folders = ['file:///one', 'file:///two'];
    await start({ settings, folders }, machine);
    await request(DOCTOR, {});
    await request(DOCTOR, { uri: 'file:///two/x.go' });
    const tools = { ...NO_TOOLS, goPath: '/my/go' };
    assert.deepEqual(asked, [
      ['file:///one', tools, true],
      ['file:///two', tools, true],
    ]);
  });

  it('let the doctor run nothing in an untrusted workspace, nor read its settings', async () => {
    await start({ settings: { go: { alternateTools: { go: '/my/go' } } }, initializationOptions: { trusted: false } }, machine);
    await request(DOCTOR, {});
    assert.deepEqual(asked, [['file:///app', NO_TOOLS, false]]);
  });

  it('answer with a sentence when the host throws', async () => {
    await start({}, { ...machine, doctor: () => Promise.reject(new Error('boom')) });
    assert.equal((await request(DOCTOR, {})).status, 'failed');
    assert.ok(pair.host.logged.some(line => line.includes('boom')));
  });
});

describe('machine reports of the node host', () => {
  let dir = '';
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'go preflight é-'));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  it('read files on disk only', async () => {
    const host = new NodeMachine();
    writeFileSync(join(dir, 'app'), elf({}));
    const report = await host.inspectBinary(fromPath(join(dir, 'app')));
    assert.ok('text' in report && report.text.startsWith(`${join(dir, 'app')}: ELF program`), JSON.stringify(report));
    assert.deepEqual(await host.inspectBinary(fromPath(join(dir, 'none'))), { error: 'none: There is no such file.' });
    assert.deepEqual(await host.inspectBinary('vscode-vfs://github/a/b'), { error: 'Only files on disk can be inspected.' });
  });

  it('start go only where they may', async function () {
    if (process.platform === 'win32') this.skip();
    mkdirSync(join(dir, 'bin'));
    writeFileSync(join(dir, 'bin/go'), `#!/bin/sh\ntouch '${join(dir, 'ran')}'\necho '{"GOVERSION":"go1.26.8"}'\n`);
    chmodSync(join(dir, 'bin/go'), 0o755);
    const tools = { ...NO_TOOLS, goPath: join(dir, 'bin/go'), env: { PATH: `${join(dir, 'bin')}${delimiter}/usr/bin${delimiter}/bin` } };
    const host = new NodeMachine();
    assert.match(await host.doctor(fromPath(dir), tools, false), /the workspace is not trusted/);
    assert.equal(existsSync(join(dir, 'ran')), false);
    assert.match(await host.doctor(fromPath(dir), tools, true), /version here +go1\.26\.8/);
    assert.equal(existsSync(join(dir, 'ran')), true);
  });
});
