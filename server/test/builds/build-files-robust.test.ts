// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages are full of them.
/** Build files under stress: broken texts, and texts that multiply. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import { buildFileKind } from '../../src/engine/builds/kinds.js';
import { readBuildFile } from '../../src/engine/builds/read.js';
import type { Setting } from '../../src/engine/shell/environment.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('build files under stress', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const read = (path: string, text: string) => whole(readBuildFile(path, buildFileKind(path)!, text, engine.bash));

  it('never throw and end on broken text', () => {
    const whole = 'a: &a [*a, *a]\njobs: {x: {steps: [{run: "go build $(", env: {GOOS: }}]}}\n\texport GO\nbuild:\n\t$(GO $((\n';
    const paths = ['.github/workflows/a.yml', '.gitlab-ci.yml', 'compose.yml', 'Makefile', 'Taskfile.yml', 'a.sh', '.goreleaser.yml'];
    const services = [
      '.circleci/config.yml',
      '.drone.yml',
      'azure-pipelines.yml',
      '.buildkite/a.yml',
      '.travis.yml',
      'bitbucket-pipelines.yml',
      'cloudbuild.yaml',
    ];
    for (const path of [...paths, ...services, '.ko.yaml', '.devcontainer.json', '.vscode/settings.json', 'go.work']) {
      for (let i = 0; i <= whole.length; i += 7) {
        const facts = read(path, whole.slice(i) + whole.slice(0, i));
        for (const u of facts.units) assert.ok(u.span.start <= u.span.end && u.span.end <= whole.length, path);
      }
      assert.equal(read(path, '').complete, true, path);
      assert.equal(read(path, 'go:\n'.repeat(200_000)).units.length, 0, path);
    }
  });

  it('read no more cells of a matrix than there is time for', () => {
    const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);
    const workflow = (matrix: string, steps: number) =>
      read(
        '.github/workflows/a.yml',
        `jobs:\n  j:\n    strategy: {matrix: ${matrix}}\n    steps:\n${'      - run: go build -o ${{ matrix.go }} .\n'.repeat(steps)}`,
      );
    assert.equal(workflow(`{go: [${numbers(300)}]}`, 1).units.length, 256, 'GitHub takes no more');
    const axes = numbers(80).map(i => `${i === 0 ? 'go' : `b${i}`}: [${numbers(200)}]`);
    assert.deepEqual(
      workflow(`{${axes}}`, 1).units.map(u => u.name),
      ['j'],
      'a matrix that takes too much is none',
    );
    const { units, complete } = workflow(`{go: [${numbers(256)}]}`, 1000);
    assert.equal(complete, false);
    assert.ok(units.length > 0 && units.length < 20, `${units.length} cells`);
  });

  it('read a step once for all cells of a matrix that give it the same values', () => {
    const text =
      'jobs:\n  j:\n    strategy: {matrix: {go: ["1.25", "1.26"], os: [linux, windows], tag: [a, b]}}\n    env: {GOOS: "${{ matrix.os }}"}\n    steps:\n      - {uses: actions/setup-go@v5, with: {go-version: "${{ matrix.go }}"}}\n      - run: go build -tags ${{ matrix.tag }} .\n';
    const { units } = read('.github/workflows/a.yml', text);
    assert.equal(units.length, 8);
    assert.equal(new Set(units.map(u => u.name)).size, 8);
    assert.equal(units[1]!.name, 'j (1.25, linux, b)');
    assert.equal(new Set(units.map(u => u.environment)).size, 2, 'one for each GOOS');
    assert.equal(new Set(units.map(u => u.commands[0])).size, 4, 'one for each GOOS and tag');
    for (const { name, commands, go } of units) {
      assert.ok(name.includes(`(${go?.text}, ${(commands[0]!.environment.get('GOOS') as Setting).text}, `), name);
      assert.ok(name.endsWith(`${commands[0]!.flags.values.get('tags')?.text})`), name);
    }
  });

  it('take a text that grows with each filling for unknown', () => {
    const grown = Array.from({ length: 60 }, (_, i) => `a${i + 1}: "\${{ env.a${i} }}\${{ env.a${i} }}"`);
    const facts = read('.github/workflows/a.yml', `env: {a0: go, ${grown}}\njobs: {j: {steps: [{run: "go build \${{ env.a60 }} ."}]}}\n`);
    assert.equal(facts.units[0]?.commands.length, 1);
  });

  it('give up functions of make that ask for themselves many times over, and work out those that are known', () => {
    const many = '$(A)'.repeat(200);
    const hostile = read('Makefile', `A = $(strip ${many})\nall:\n\tgo build -o $(A) .\n`);
    assert.equal(hostile.units[0]?.commands[0]?.flags.values.get('o')?.text, undefined);
    const known = read(
      'Makefile',
      'P := $(addprefix lib/,a b)\nbin/app:\n\tgo build -o $(notdir $(firstword $(P)))-$(@F)-$(word 2,$(subst -, ,x-y)) .\n',
    );
    assert.equal(known.units[0]?.commands[0]?.flags.values.get('o')?.text, 'a-app-y');
    const added = read('Makefile', 'F += -trimpath\nall:\n\tgo build $(F) .\n');
    assert.equal(added.units[0]?.commands[0]?.flags.values.get('trimpath')?.text, 'true');
  });

  it('rest while a script is read and run', () => {
    for (const [open, close] of [
      ['', ''],
      ['f() {\n', '}\n'],
      ['if a; then\n', 'fi\n'],
    ]) {
      const work = readBuildFile('a.sh', 'shell', `${open}${'go build .\n'.repeat(2000)}${close}`, engine.bash);
      let rests = 0;
      while (!work.next().done) rests++;
      assert.ok(rests >= 100, `${rests} rests of ${open}`);
    }
  });

  it('rest while the lines of a long Makefile are read', () => {
    for (const line of ['A := x\n', '\n', 't: u\n', 'b: export A = 1\n']) {
      const work = readBuildFile('Makefile', 'makefile', `all:\n\tgo build .\n\n${line.repeat(10_000)}`, engine.bash);
      let rests = 0;
      while (!work.next().done) rests++;
      assert.ok(rests >= 100, `${rests} rests of ${JSON.stringify(line)}`);
    }
  });

  it('say nothing of the targets of a goreleaser build with more than 200', () => {
    const list = (n: number, name: string) => Array.from({ length: n }, (_, i) => `${name}${i}`).join(', ');
    const targets = (systems: number, architectures: number) =>
      read('.goreleaser.yml', `builds: [{goos: [${list(systems, 'os')}], goarch: [${list(architectures, 'arch')}]}]\n`).units[0]!.targets
        ?.length;
    assert.equal(targets(10, 20), 200);
    assert.equal(targets(3, 67), undefined);
    assert.equal(targets(6000, 6000), undefined);
  });
});
