/** Rules about values and flags against the machine's own Go: what a rule calls wrong, Go refuses or ignores, and nothing else. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

const PROGRAM = `package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

func main() {
	fmt.Println(debug.SetGCPercent(-1), debug.SetMemoryLimit(-1), runtime.GOMAXPROCS(0))
}
`;

/** Values that differ from the defaults, so that "ignored" shows. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  GOGC: ['off', '50', '050', '-5', '50%', 'abc', '3.5', '99999999999'],
  GOMEMLIMIT: ['1GiB', '512MiB', '1024', '1024B', '1TiB', '1GB', '512M', '1Gi', '1gib', '1.5GiB', '80%', '-1', 'Off'],
  GOMAXPROCS: ['1', '3', '07', '0', '-1', 'auto', '2.5'],
};

const FLAGS: readonly string[] = [
  '-trimpath',
  '-buildmode=exe',
  '-mod=mod',
  '-race=false',
  "-gcflags='all=-N -l'",
  "-ldflags='-s -w -X main.v=1'",
  '-ldflag=-s',
  '-tag=x',
  '-buildmode=static',
  '-mod=foo',
  '-trimpath=foo',
  '-gcflags=-N-l',
  '-ldflags=-sw',
  "-ldflags='-X main.v'",
];

describe('values and flags that Go refuses or ignores', () => {
  let engine: Engine;
  let dir = '';
  let program = '';

  before(async function () {
    this.timeout(120_000);
    engine = await loadEngine();
    if (spawnSync('go', ['version']).status !== 0) {
      console.error('SKIPPED: no go command, so the rules about values and flags were not compared with it');
      this.skip();
    }
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-live-'));
    writeFileSync(join(dir, 'go.mod'), 'module example.com/live\n\ngo 1.20\n');
    writeFileSync(join(dir, 'main.go'), PROGRAM);
    program = join(dir, 'live');
    const built = spawnSync('go', ['build', '-o', program, '.'], { cwd: dir, encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
  });
  after(() => {
    if (dir !== '') rmSync(dir, { recursive: true, force: true });
  });

  /** True when the rule speaks about this shell text. */
  const reported = (rule: string, script: string): boolean => {
    const workspace = new Workspace(engine);
    workspace.set('/x/build.sh', script);
    return workspace.findings('/x/build.sh').some(f => f.rule === rule);
  };
  const run = (env: NodeJS.ProcessEnv) => spawnSync(program, { env, encoding: 'utf8' });

  for (const [name, values] of Object.entries(VALUES)) {
    it(`build/env-value agrees about ${name}`, () => {
      const usual = run({}).stdout;
      for (const value of values) {
        const ran = run({ [name]: value });
        // Processors and 3 may be the same number; every other accepted value shows.
        const accepted = ran.status === 0 && (ran.stdout !== usual || (name === 'GOMAXPROCS' && /^0*[1-9]\d*$/.test(value)));
        const offByDefault = name === 'GOMEMLIMIT' && value === 'off';
        assert.equal(reported('build/env-value', `${name}=${value} go test ./...\n`), !accepted && !offByDefault, `${name}=${value}`);
      }
    });
  }

  it('build/env-value agrees about CGO_ENABLED', () => {
    for (const value of ['0', '1', 'false', 'off', 'yes']) {
      const { stdout } = spawnSync('go', ['env', 'CGO_ENABLED'], {
        cwd: dir,
        env: { ...process.env, CGO_ENABLED: value },
        encoding: 'utf8',
      });
      const ignored = stdout.trim() !== value;
      assert.equal(reported('build/env-value', `CGO_ENABLED=${value} go build .\n`), ignored, value);
    }
  });

  it('build/bad-flag agrees about flags', function () {
    this.timeout(120_000);
    for (const flag of FLAGS) {
      const script = `go build ${flag} -o ${join(dir, 'out')} .\n`;
      const refused = spawnSync('sh', ['-c', script], { cwd: dir, encoding: 'utf8' }).status !== 0;
      assert.equal(reported('build/bad-flag', script), refused, flag);
    }
  });
});
