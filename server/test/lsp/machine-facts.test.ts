/** Facts about the machine reach the rules at go.mod over the wire, and are found on disk by the node host. */
import assert from 'node:assert/strict';
import type { MachineFacts } from '../../src/engine/program/machine.js';
import type { MachineHost } from '../../src/lsp/core/machine-access.js';
import { Pair } from './pair.js';

const MOD = 'file:///app/go.mod';
const TEXT = 'module example.com/app\n\ngo 1.26\n';

const withLeftover = (written: string): MachineFacts => ({
  arch: 'amd64',
  go: { path: '/go/bin/go', version: 'go1.26.8' },
  onPath: [],
  goEnvFile: { path: '/home/me/.config/go/env', values: written === '' ? {} : { GOEXPERIMENT: written } },
  environment: {},
});

describe('protocol: facts about the machine', () => {
  let pair: Pair;
  let written = 'swissmap';
  let asked = 0;
  afterEach(() => pair.stop());

  async function start(trusted: boolean): Promise<void> {
    asked = 0;
    written = 'swissmap';
    pair = await Pair.start({ initializationOptions: { trusted } });
    const machine: MachineHost = {
      inspectBinary: async () => ({ error: '' }),
      doctor: async () => '',
      facts: async () => {
        asked++;
        return withLeftover(written);
      },
    };
    Object.assign(pair.host, { machine });
    await pair.settled();
  }
  const codes = () => pair.shown(MOD)?.diagnostics.map(d => [d.code, d.range.start.line, d.severity]);

  it('are asked for when a go.mod opens, not before, and again when it is saved', async () => {
    await start(true);
    await pair.open('file:///app/main.go', 'package main\n');
    await pair.settled();
    assert.equal(asked, 0);
    await pair.open(MOD, TEXT, 1, 'go.mod');
    await pair.settled();
    assert.deepEqual([asked, codes()], [1, [['experiment/stale-go-env', 2, 2]]]);
    written = '';
    await pair.save(MOD);
    await pair.settled();
    assert.deepEqual([asked, codes()], [2, []]);
  });

  it('are not looked for in an untrusted workspace, and forgotten when trust is taken back', async () => {
    await start(false);
    await pair.open(MOD, TEXT, 1, 'go.mod');
    await pair.settled();
    assert.deepEqual([asked, codes()], [0, undefined]);
    await pair.client.sendNotification('goPreflight/trust', { trusted: true });
    await pair.settled();
    assert.deepEqual([asked, codes()?.length], [1, 1]);
    await pair.client.sendNotification('goPreflight/trust', { trusted: false });
    await pair.settled();
    assert.deepEqual([asked, codes()], [1, []]);
  });

  it('obey a suppression in go.mod', async () => {
    await start(true);
    await pair.open(MOD, 'module example.com/app\n\n//preflight:ignore experiment/stale-go-env known\ngo 1.26\n', 1, 'go.mod');
    await pair.settled();
    assert.deepEqual([asked, codes() ?? []], [1, []]);
  });
});
