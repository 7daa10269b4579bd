/** What the machine answers counts only while the question is the newest, the workspace trusted and the imports the same. */
import assert from 'node:assert/strict';
import type { BuildContext } from '../../src/engine/program/build-contexts.js';
import type { MachineFacts } from '../../src/engine/program/machine.js';
import type { MachineHost } from '../../src/lsp/core/machine-access.js';
import { BUILD_MATRIX, type BuildMatrixResult } from '../../src/lsp/core/messages.js';
import { Pair } from './pair.js';

const MOD = 'file:///app/go.mod';
const TEXT = 'module example.com/app\n\ngo 1.26\n';
const FILES = {
  [MOD]: TEXT,
  'file:///app/main.go': 'package main\n\nimport "C"\n\nfunc main() {}\n',
  'file:///app/Makefile': 'build:\n\tgo build -o app .\n',
};

/** Questions of one kind that wait for the test to answer them, oldest first. */
class Questions<T> {
  readonly answers: ((answer: T) => void)[] = [];
  readonly ask = (): Promise<T> => new Promise(resolve => this.answers.push(resolve));
}

const withLeftover = (written: string): MachineFacts => ({
  arch: 'amd64',
  go: { path: '/go/bin/go', version: 'go1.26.8' },
  onPath: [],
  goEnvFile: { path: '/home/me/.config/go/env', values: written === '' ? {} : { GOEXPERIMENT: written } },
  environment: {},
});

describe('protocol: answers of the machine that come late', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  async function start(machine: Partial<MachineHost>): Promise<void> {
    pair = await Pair.start({ files: FILES });
    const none = { inspectBinary: async () => ({ error: '' }), doctor: async () => '' };
    Object.assign(pair.host, { machine: { ...none, ...machine } });
    await pair.settled();
  }
  const turns = async () => {
    for (let i = 0; i < 3; i++) await pair.roundTrip();
  };
  const trust = (trusted: boolean) => pair.client.sendNotification('goPreflight/trust', { trusted });
  const ask = (again: boolean) => pair.client.sendRequest<BuildMatrixResult>(BUILD_MATRIX, { again });

  it('facts give way to those of a newer question', async () => {
    const facts = new Questions<MachineFacts>();
    await start({ facts: facts.ask });
    await pair.open(MOD, TEXT, 1, 'go.mod');
    await turns();
    await pair.save(MOD);
    await turns();
    assert.equal(facts.answers.length, 2);
    facts.answers[1]!(withLeftover('swissmap'));
    await pair.settled();
    assert.deepEqual(
      pair.shown(MOD)?.diagnostics.map(d => d.code),
      ['experiment/stale-go-env'],
    );
    const before = pair.published.length;
    facts.answers[0]!(withLeftover(''));
    await pair.settled();
    assert.equal(pair.published.length, before);
  });

  it('facts are not told when trust was lost meanwhile', async () => {
    const facts = new Questions<MachineFacts>();
    await start({ facts: facts.ask });
    await pair.open(MOD, TEXT, 1, 'go.mod');
    await turns();
    await trust(false);
    await turns();
    facts.answers[0]!(withLeftover('swissmap'));
    await pair.settled();
    assert.deepEqual(pair.shown(MOD)?.diagnostics ?? [], []);
  });

  it('the go command has no row in the matrix when trust was lost meanwhile', async () => {
    const toolchain = new Questions<Awaited<ReturnType<NonNullable<MachineHost['toolchain']>>>>();
    await start({ toolchain: toolchain.ask });
    const unset = { value: '', isSet: false };
    const local: BuildContext = {
      ...{ kind: 'local toolchain', name: 'this machine', file: '/usr/bin/go', span: { start: 0, end: 0 }, experiments: [] },
      ...{ goVersion: { value: '1.26.8', isSet: true }, release: { major: 1, minor: 26, patch: 8 }, builds: true },
      ...{ goexperiment: unset, cgoEnabled: unset, goos: unset, goarch: unset, tags: unset },
      ...{ ldflags: unset, buildmode: unset, finalImage: unset },
    };
    const rows = async (lose: boolean) => {
      const answer = ask(true);
      await turns();
      if (lose) await trust(false);
      await turns();
      toolchain.answers.at(-1)!(local);
      return (await answer).modules.flatMap(m => m.rows).filter(r => r.name === 'this machine').length;
    };
    assert.equal(await rows(false), 1);
    assert.equal(await rows(true), 0);
  });

  it('imports that go lists are not taken over when trust was lost meanwhile', async () => {
    const closure = new Questions<Awaited<ReturnType<NonNullable<MachineHost['cgoClosure']>>>>();
    await start({ cgoClosure: closure.ask });
    const listed = { complete: true, needs: [{ importPath: 'x', chain: ['example.com/app', 'x'], from: 'source' as const }], unknown: [] };
    const notes = async () => (await ask(false)).modules.flatMap(m => m.rows).flatMap(r => r.cells.flatMap(c => c.note ?? []));
    const fromSources = await notes();
    await ask(true);
    await turns();
    await trust(false);
    await turns();
    closure.answers[0]!(listed);
    await turns();
    await trust(true);
    await pair.settled();
    assert.deepEqual(await notes(), fromSources);
  });
});
