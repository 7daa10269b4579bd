/** Build files in a workspace: the cost of many, what one changes for others, suppressions. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

/** Milliseconds of processor time: other programs on the machine do not count. */
const cpu = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;

describe('build files of a workspace', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it('are indexed in time that grows with their number, and an edit costs a small part of it', function () {
    this.timeout(120_000);
    const workflow = (i: number) => `jobs:
  test:
    env: {GOEXPERIMENT: jsonv2}
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.${20 + (i % 7)}'}
      - run: CGO_ENABLED=0 go test ./... && go build -trimpath -o app .
`;
    const make = 'export CGO_ENABLED = 0\nbuild:\n\tgo build -o app .\ntest:\n\tgo test ./...\n';
    const index = (folders: number) => {
      const workspace = new Workspace(engine);
      workspace.set('r/go.mod', 'module x\n\ngo 1.26\n');
      const started = cpu();
      for (let i = 0; i < folders; i++) {
        workspace.set(`r/d${i}/.github/workflows/ci.yml`, workflow(i));
        workspace.set(`r/d${i}/Makefile`, make);
      }
      const contexts = workspace.buildContexts('r/go.mod');
      assert.ok(contexts.length > 3 * folders, `${contexts.length} contexts`);
      return { workspace, took: cpu() - started };
    };
    const few = index(250).took;
    const { workspace, took } = index(1000);
    // In proportion it would be 4, with the square 16.
    assert.ok(took < 9 * few, `${few} ms for 500 files, ${took} ms for 2,000`);
    const edits = [1, 2, 3, 4, 5].map(i => {
      const from = cpu();
      workspace.set('r/d1/Makefile', make.replace('0', `${i}`));
      workspace.findings('r/d2/Makefile');
      workspace.findings('r/d1/Makefile');
      return cpu() - from;
    });
    assert.ok(Math.min(...edits) < took / 10, `${edits} ms for an edit, ${took} ms for everything`);
    console.error(`      indexed in ${Math.round(took)} ms, an edit in ${edits.map(t => t.toFixed(1)).join(', ')} ms`);
  });

  it('tell each other what changed', () => {
    const workspace = new Workspace(engine);
    workspace.set('r/go.mod', 'module x\n\ngo 1.25\n');
    workspace.set('r/Dockerfile', 'FROM golang:1.25\nCOPY . .\nRUN go build -o /app .\n');
    const job = (go: string) =>
      `jobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v5\n        with: {go-version: '${go}'}\n      - run: go test ./...\n`;
    const rules = () => workspace.findings('r/Dockerfile').map(f => f.rule);
    workspace.set('r/.github/workflows/ci.yml', job('1.25'));
    assert.deepEqual(rules(), []);
    workspace.set('r/.github/workflows/ci.yml', job('1.26'));
    assert.deepEqual(rules(), ['version/mismatch']);
    assert.ok(workspace.affectedBy('r/.github/workflows/ci.yml').includes('r/Dockerfile'));
    workspace.set('r/go.mod', 'module x\n\ngo 1.26\n');
    assert.deepEqual(rules().sort(), ['version/builder-too-old', 'version/mismatch']);
    workspace.remove('r/.github/workflows/ci.yml');
    assert.deepEqual(rules(), ['version/builder-too-old']);
  });

  it('know what Makefiles include, as it is edited', () => {
    const workspace = new Workspace(engine);
    const goFlags = () =>
      workspace
        .buildFacts('r/Makefile')
        ?.make?.targets.get('build')
        ?.steps.map(s => s.kind === 'go' && s.command.packages);
    workspace.set('r/Makefile', 'include build/rules.mk\nall: build\n');
    assert.equal(goFlags(), undefined);
    workspace.set('r/build/rules.mk', 'build:\n\tgo build ./a\n');
    assert.deepEqual(goFlags(), [['./a']]);
    workspace.set('r/build/rules.mk', 'build:\n\tgo build ./b\n');
    assert.deepEqual(goFlags(), [['./b']]);
    workspace.set('r/Makefile', 'include build/rules.mk\n# more\nall: build\n');
    assert.deepEqual(goFlags(), [['./b']]);
    workspace.remove('r/build/rules.mk');
    assert.equal(goFlags(), undefined);
  });

  it('give what stands in an included Makefile the place of the line that includes it', () => {
    const workspace = new Workspace(engine);
    workspace.set('r/Makefile', 'X = 1\ninclude rules.mk\n');
    workspace.set('r/rules.mk', `${'# a long head\n'.repeat(9)}build:\n\tgo build -o $(X) ./a\n`);
    const target = workspace.buildFacts('r/Makefile')?.make?.targets.get('build');
    assert.deepEqual(target?.span, { start: 6, end: 7 });
    const [step] = target?.steps ?? [];
    assert.ok(
      step?.kind === 'go' && step.command.span.start === 6 && step.command.span.end <= 7,
      JSON.stringify(step?.kind === 'go' && step.command.span),
    );
  });

  it('end where Makefiles include each other', () => {
    const workspace = new Workspace(engine);
    workspace.set('r/Makefile', 'include a.mk\nbuild:\n\tgo build .\n');
    workspace.set('r/a.mk', 'include Makefile a.mk\n');
    assert.equal(workspace.buildFacts('r/Makefile')?.make, undefined);
    workspace.set('r/a.mk', '# nothing\n');
    assert.ok(workspace.buildFacts('r/Makefile')?.make);
  });

  it('take suppressions as Dockerfiles do', () => {
    const workspace = new Workspace(engine);
    workspace.set('r/Makefile', '# preflight:ignore build/env-value it is read by a script\nexport GOGC = 50%\na:\n\tgo test ./...\n');
    assert.deepEqual(
      workspace.findings('r/Makefile').map(f => [f.rule, f.suppressed]),
      [['build/env-value', true]],
    );
  });

  it('take suppressions of JSON with comments and of go.work behind //, not out of strings', () => {
    const workspace = new Workspace(engine);
    const settings = `{
  // preflight:ignore build/env-value a test of ours
  "go.toolsEnvVars": { "GOGC": "50%", "GOMAXPROCS": "x" },
  /* a comment
     of lines */
  "url": "//preflight:ignore build/env-value",
  "go.testEnvVars": { "GOEXPERIMENT": "jsonv9" } //preflight:ignore experiment/unknown soon
}
`;
    workspace.set('r/.vscode/settings.json', settings);
    assert.deepEqual(
      workspace.findings('r/.vscode/settings.json').map(f => [f.rule, f.suppressed]),
      [
        ['build/env-value', true],
        ['build/env-value', true],
        ['experiment/unknown', true],
      ],
    );
    workspace.set('r/go.work', 'go 1.26\n//preflight:ignore build/env-value nothing here\nuse .\n');
    assert.deepEqual(
      workspace.findings('r/go.work').map(f => f.rule),
      ['preflight/unused-suppression'],
    );
  });
});
