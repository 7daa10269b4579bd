/** What one file costs when a reader fails on it, or would take too long: that file or a part of it, said once. */
import assert from 'node:assert/strict';
import { type Fault, TooMuchWork } from '../../src/engine/base/faults.js';
import { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { grammarsForTests } from '../support/engine-for-tests.js';
import { findingsWithTypes } from '../support/findings-with-types.js';

const DOCKERFILE = 'FROM golang:1.26\nENV GOEXPERIMENT=RangeFunc\nRUN go build .\n';
const LINES = 'b := p.Get().(*T)\n\tp.Put(b)\n\tb.a++\n';

describe('faults of readers', () => {
  let engine: Engine;
  let faults: [path: string, fault: Fault][];
  let workspace: Workspace;
  beforeEach(async () => {
    engine = await Engine.load(grammarsForTests());
    faults = [];
    workspace = new Workspace(engine, { onFault: (...fault) => faults.push(fault) });
    workspace.set('w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
  });
  afterEach(() => engine.dispose());

  const rules = (path: string) => workspace.findings(path).map(f => f.rule);

  it('cost the file alone, and are said once', () => {
    const { parsing } = engine.bash;
    engine.bash.parsing = function (text, ...more) {
      if (text.includes('bad')) throw new RangeError('Maximum call stack size exceeded');
      return parsing.call(this, text, ...more);
    };
    workspace.set('w/Dockerfile', DOCKERFILE);
    workspace.set('w/bad/Dockerfile', `${DOCKERFILE}RUN go build bad\n`);
    workspace.set('w/bad.sh', '#!/bin/sh\ngo build bad\n');
    assert.deepEqual(rules('w/Dockerfile'), ['experiment/syntax']);
    assert.deepEqual(rules('w/bad/Dockerfile'), []);
    assert.equal(workspace.dockerfileFacts('w/bad/Dockerfile')?.complete, false);
    assert.equal(workspace.buildFacts('w/bad.sh')?.complete, false);
    workspace.set('w/bad.sh', '#!/bin/sh\ngo build bad .\n');
    assert.deepEqual(
      faults.map(([path, { part }]) => `${path} ${part}`),
      ['w/bad/Dockerfile text', 'w/bad.sh text'],
    );
  });

  it('leave out a declaration that is longer than anybody writes, and say so', () => {
    const long = `package a\n\nfunc f() {\n${`\t// ${'x'.repeat(100)}\n`.repeat(12_000)}}\n\nfunc g() *int {\n\tx := 1\n\treturn &x\n}\n`;
    workspace.set('w/a.go', long);
    const said = faults.map(([path, { part, error }]) => [path, part, error instanceof TooMuchWork]);
    assert.deepEqual(said, [['w/a.go', 'names', true]]);
    assert.deepEqual(rules('w/a.go'), ['escape/returned-address']);
  });

  it('leave out a text that breaks the bounds of the parser, and say so', () => {
    const { go } = engine;
    const parsing = go.parsingTree.bind(go);
    go.parsingTree = function* (text, old) {
      return text.includes('endless') ? undefined : yield* parsing(text, old);
    };
    workspace.set('w/a.go', 'package a\n\nfunc endless() {}\n');
    workspace.set('w/b.go', 'package a\n\nfunc f() {}\n');
    const said = faults.map(([path, { part, error }]) => [path, part, error instanceof TooMuchWork]);
    assert.deepEqual(said, [['w/a.go', 'text', true]]);
  });

  it('leave out a shell script that is broken beyond mending, and say so, of a script of its own or in another file', () => {
    const broken = `case $A in\n${', a) go build . ;;\n'.repeat(2000)}`;
    workspace.set('w/b.sh', `#!/bin/sh\ngo build -o a .\n${broken}`);
    const step = broken.replaceAll('\n', '\n          ');
    workspace.set('.github/workflows/ci.yml', `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          ${step}\n`);
    workspace.set('w/fine.sh', '#!/bin/sh\ngo build -o a .\n');
    const said = faults.map(([path, { part, error }]) => [path, part, error instanceof TooMuchWork]);
    assert.deepEqual(said, [
      ['w/b.sh', 'shell script', true],
      ['.github/workflows/ci.yml', 'shell script', true],
    ]);
  });

  it('leave out the flow of a declaration that would take too long, and say so', () => {
    const body = Array.from({ length: 3000 }, (_, i) => LINES.replaceAll('b', `b${i}`)).join('\t');
    const text = `package a\n\nimport "sync"\n\ntype T struct{ a int }\n\nvar p sync.Pool\n\nfunc f() {\n\t${body}}\n\nfunc g() {\n\t${LINES}}\n`;
    workspace.open('w/a.go', text);
    const found = findingsWithTypes(workspace, 'w/a.go').filter(f => f.rule === 'pool/use-after-put');
    assert.deepEqual(
      found.map(f => text.indexOf('func g()') < f.span.start),
      [true],
      'of the small function',
    );
    const said = faults.map(([path, { part, error }]) => [path, part, error instanceof TooMuchWork]);
    assert.deepEqual(said, [['w/a.go', 'check by pool/use-after-put', true]]);
  });
});
