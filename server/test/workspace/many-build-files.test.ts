/** Rules that compare places that build look at each place a few times, however many files of the module there are. Reads are counted. */
import assert from 'node:assert/strict';
import type { GoFileFacts } from '../../src/engine/go/package/facts.js';
import type { BuildContext } from '../../src/engine/program/build-contexts.js';
import { runsIn } from '../../src/engine/program/runs.js';
import type { StageStep } from '../../src/engine/shell/shell-records.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

/** Times that a place or a Go file of the module is read while all files are judged. */
function reads(engine: Engine, files: number) {
  const workspace = new Workspace(engine, {});
  workspace.set('/w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
  workspace.set('/w/.goreleaser.yaml', 'builds:\n  - env: [GOEXPERIMENT=jsonv2]\n');
  workspace.set('/w/.github/workflows/ci.yml', 'jobs:\n  test:\n    steps:\n      - run: go test ./...\n');
  const paths = Array.from({ length: files }, (_, i) => `/w/d${i}/Dockerfile`);
  for (const path of paths) workspace.set(path, 'FROM golang:1.26\nENV GOEXPERIMENT=arenas\nCOPY . .\nRUN go build -o /a .\n');
  for (let i = 0; i < files; i++) workspace.set(`/w/p${i}/p.go`, 'package p\n\nimport "fmt"\n\nfunc F() { fmt.Println() }\n');
  workspace.set('/w/main.go', 'package main\n\nimport _ "encoding/json/v2"\n\nfunc main() {}\n');
  const counts = { places: 0, goFiles: 0 };
  const counted = <T>(what: keyof typeof counts, all: readonly T[]) =>
    new Proxy(all as T[], {
      get(target, key) {
        if (typeof key === 'string' && /^\d/.test(key)) counts[what]++;
        return Reflect.get(target, key);
      },
    });
  const places = counted<BuildContext>('places', workspace.buildContexts('/w/go.mod'));
  const goFiles = counted<GoFileFacts>('goFiles', workspace.moduleFiles('/w/go.mod'));
  workspace.buildContexts = () => places;
  Object.assign(workspace, { moduleFiles: () => goFiles });
  const found = paths.flatMap(path => workspace.findings(path));
  const findings = (rule: string) => found.filter(f => f.rule === rule).length;
  return { ...counts, mismatches: findings('experiment/mismatch'), needs: findings('experiment/needed-by-code') };
}

describe('many build files', () => {
  it('are compared without a look at all places for each', async () => {
    const engine = await loadEngine();
    const [small, large] = [reads(engine, 20), reads(engine, 80)];
    assert.deepEqual([small.mismatches, large.mismatches], [20, 80]);
    assert.deepEqual([small.needs, large.needs], [20, 80]);
    for (const what of ['places', 'goFiles'] as const) {
      assert.ok(small[what] > 0);
      assert.ok(large[what] < 5 * small[what], `${small[what]} reads of ${what} with 20 files, ${large[what]} with 80`);
    }
  });

  it('of more programs than people keep side by side follow those that a command names', async () => {
    const engine = await loadEngine();
    const found = (programs: number, named: string) => {
      const workspace = new Workspace(engine, {});
      workspace.set('/w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
      for (let i = 0; i < programs; i++) workspace.set(`/w/m${i}/main.go`, 'package main\n\nimport "C"\n\nfunc main() {}\n');
      const builder = `FROM golang:1.26 AS b\nWORKDIR /s\nCOPY . .\nRUN CGO_ENABLED=1 go build -o /bin/ ${named}\n`;
      workspace.set('/w/Dockerfile', `${builder}FROM scratch\nCOPY --from=b /bin/m0 /m0\nCMD ["/m0"]\n`);
      return workspace.findings('/w/Dockerfile').some(f => f.rule === 'cgo/image-cannot-start');
    };
    assert.deepEqual([found(100, './...'), found(101, './...'), found(101, './m0')], [true, false, true]);
  });

  it('that call each other many times over are followed as far, whichever is read first, and the rest is said', async () => {
    const engine = await loadEngine();
    const times = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i)).join('');
    const script = (i: number) => `#!/bin/sh\n${times(30, j => `./s${(i + j + 1) % 30}.sh\n`)}go build -o a${i} .\n`;
    const workflow = (run: string) =>
      `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ${run}\n`;
    const web = Array.from({ length: 30 }, (_, i): [string, string][] => [
      [`/w/s${i}.sh`, script(i)],
      [`/w/.github/workflows/w${i}.yml`, workflow(`./s${i}.sh`)],
    ]).flat();
    const said = (files: readonly (readonly [string, string])[]) => {
      const partial: string[] = [];
      const workspace = new Workspace(engine, { onFault: (path, { part }) => void partial.push(`${path}: ${part}`) });
      workspace.set('/w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
      for (const [path, text] of files) workspace.set(path, text);
      drive(workspace.analysis(), {});
      return partial.sort();
    };
    const plain: [string, string] = ['/w/.github/workflows/plain.yml', workflow('go build .')];
    const found = said([...web, plain]);
    assert.deepEqual(found, web.flatMap(([path]) => (path.endsWith('.yml') ? [`${path}: calls of make and scripts`] : [])).sort());
    assert.deepEqual(said([plain, ...web.toReversed()]), found);
    assert.deepEqual(said([plain]), []);
  });

  it('that one run builds one after the other are not looked at again for each of them', async () => {
    const engine = await loadEngine();
    const steps = (images: number) => {
      const workspace = new Workspace(engine, {});
      const all = Array.from({ length: images }, (_, i) => i);
      workspace.set('/w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
      workspace.set('/w/Makefile', `all:\n${all.map(i => `\tdocker build -f d${i}/Dockerfile .\n`).join('')}`);
      for (const i of all)
        workspace.set(`/w/d${i}/Dockerfile`, 'FROM golang:1.26 AS b\nRUN go build -o /x .\nFROM scratch\nCOPY --from=b /x /x\n');
      let looked = 0;
      for (const run of runsIn(workspace.buildFiles()))
        Object.assign(run, {
          steps: new Proxy(run.steps as StageStep[], {
            get(target, key) {
              if (typeof key === 'string' && /^\d/.test(key)) looked++;
              return Reflect.get(target, key);
            },
          }),
        });
      for (const i of all) workspace.findings(`/w/d${i}/Dockerfile`);
      return looked;
    };
    const [small, large] = [steps(150), steps(600)];
    assert.ok(small > 0);
    assert.ok(large < 8 * small, `${small} looks at steps for 150 images, ${large} for 600`);
  });
});
