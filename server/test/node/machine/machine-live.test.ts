/** Rules about the machine and about C.setenv against the real go command: what they say happens, happens. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../src/engine/base/finding.js';
import { backquoted } from '../../../src/engine/base/wording.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { machineFacts } from '../../../src/node/machine/machine-facts.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { LiveGo } from '../../support/live-go.js';

const MOD = 'module example.com/m\n\ngo 1.18\n';
const MAIN = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println() }\n';

describe('rules about the machine, live', function () {
  this.timeout(180_000);
  const live = new LiveGo();
  let engine: Engine;
  before(async function () {
    live.start(this, 'what go does with leftovers and with another GOROOT is not tested');
    engine = await loadEngine();
  });
  after(() => live.stop());

  const environment = (more: Readonly<Record<string, string>>): Record<string, string> => ({
    ...(process.env as Record<string, string>),
    GOROOT: '',
    GOEXPERIMENT: '',
    GOTOOLCHAIN: 'local',
    GOFLAGS: '',
    ...more,
  });
  const go = (dir: string, env: Record<string, string>, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(live.tool!.path, args, { cwd: dir, env, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  async function findings(dir: string, env: Record<string, string>): Promise<readonly Finding[]> {
    const workspace = new Workspace(engine);
    workspace.set('/m/go.mod', MOD);
    workspace.setMachine(await machineFacts(dir, live.tool!.path, env));
    return workspace.findings('/m/go.mod').filter(f => f.severity !== 'hint');
  }

  it('a name that go env -w has left stops go commands, and go env -u takes it away', async () => {
    const dir = live.write('leftover', { 'main.go': MAIN });
    const env = environment({ GOENV: join(dir, 'env') });
    writeFileSync(env.GOENV!, 'GOEXPERIMENT=bogusexperiment\n');
    const [found, ...more] = await findings(dir, env);
    assert.deepEqual([found?.rule, found?.severity, more], ['experiment/stale-go-env', 'warning', []]);
    for (const args of [['version'], ['build', '-o', 'x', '.'], ['env', 'GOOS']]) {
      const { status, stderr } = go(dir, env, ...args);
      assert.notEqual(status, 0, args.join(' '));
      assert.match(stderr, /go: unknown GOEXPERIMENT bogusexperiment/);
    }
    assert.equal(go(dir, env, 'env', '-u', 'GOEXPERIMENT').status, 0);
    assert.doesNotMatch(readFileSync(env.GOENV!, 'utf8'), /GOEXPERIMENT/);
    assert.equal(go(dir, env, 'version').status, 0);
    assert.deepEqual(await findings(dir, env), []);
  });

  it('the GOROOT of another version stops builds', async function () {
    const dir = live.write('goroot', { 'main.go': MAIN });
    const own = go(dir, environment({}), 'env', 'GOVERSION').stdout.trim();
    const cache = join(go(dir, environment({}), 'env', 'GOMODCACHE').stdout.trim(), 'golang.org');
    const other = toolchains(cache).find(t => !t.includes(`-${own}.`));
    if (other === undefined) {
      console.log('      SKIPPED: no second toolchain in the module cache, another GOROOT is not tested');
      this.skip();
    }
    const env = environment({ GOROOT: other! });
    const [found] = await findings(dir, env);
    assert.deepEqual([found?.rule, found?.severity], ['version/shadowed-go', 'warning']);
    const { status, stderr } = go(dir, env, 'build', '-o', 'x', '.');
    assert.notEqual(status, 0);
    const said = /“(compile: version .*)”/.exec(backquoted(found!.message))![1]!;
    assert.ok(stderr.includes(said), `${said}\n${stderr.slice(0, 500)}`);
  });

  it('C.setenv is not seen by os.Getenv nor by children, os.Setenv is seen by C', function () {
    const dir = live.write('setenv', { 'main.go': SETENV });
    const built = go(dir, environment({ CGO_ENABLED: '1' }), 'build', '-o', 'x', '.');
    if (built.status !== 0) {
      console.log('      SKIPPED: no C compiler, C.setenv is not tested');
      this.skip();
    }
    assert.equal(spawnSync(join(dir, 'x'), { encoding: 'utf8' }).stdout, 'Go "" child "" C "two"\n');
  });
});

function toolchains(cache: string): string[] {
  try {
    return readdirSync(cache)
      .filter(name => name.startsWith('toolchain@'))
      .map(name => join(cache, name));
  } catch {
    return [];
  }
}

const SETENV = `package main

// #include <stdlib.h>
import "C"

import (
	"fmt"
	"os"
	"os/exec"
)

func main() {
	C.setenv(C.CString("SET_BY_C"), C.CString("one"), 1)
	out, _ := exec.Command("sh", "-c", "printf %s \\"$SET_BY_C\\"").Output()
	os.Setenv("SET_BY_GO", "two")
	fmt.Printf("Go %q child %q C %q\\n", os.Getenv("SET_BY_C"), out, C.GoString(C.getenv(C.CString("SET_BY_GO"))))
}
`;
