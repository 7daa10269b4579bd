/** Budgets end in silence about the part that would take too long, and say of which file that is. */
import assert from 'node:assert/strict';
import type { Fault } from '../../src/engine/base/faults.js';
import { TooMuchWork } from '../../src/engine/base/faults.js';
import { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { grammarsForTests } from '../support/engine-for-tests.js';
import { findingsWithTypes } from '../support/findings-with-types.js';
import { times } from '../support/shapes/shape.js';

const AXIS = `[${times(300, i => `${i}, `)}]`;
const ENTRIES = `[${times(500, i => `{a: ${i}, z: x}, `)}]`;
const MATRIX = `on: push\njobs:\n  j:\n    strategy: {matrix: {a: ${AXIS}, b: ${AXIS}, include: ${ENTRIES}, exclude: ${ENTRIES}}}\n    steps: [{run: go build}]\n`;

/** By path: a text that no reader reads to its end, and the part that is left out. */
const TEXTS: Readonly<Record<string, readonly [text: string, part: string]>> = {
  '.github/workflows/matrix.yml': [MATRIX, 'matrix'],
  '.github/workflows/long.yml': [`on: push\njobs: {j: {steps: [{run: go build}]}}\n# ${'x'.repeat(300_000)}\n`, 'text'],
  '.gitlab-ci.yml': [`a0: &a0 [go]\n${times(30, i => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`)}j: {script: *a30}\n`, 'text'],
  '.circleci/config.yml': [`jobs:\n${times(600, i => `  j${i}: {docker: [{image: golang}], steps: [{run: go build}]}\n`)}`, 'jobs'],
  '.goreleaser.yml': [`builds:\n${times(600, i => `  - {id: b${i}}\n`)}`, 'builds'],
  'docker-bake.hcl': [`target "a" {\n${times(25_000, i => `a${i}=1\n`)}}\n`, 'text'],
  Makefile: [`all:\n\tgo build\n#${'x'.repeat(300_000)}\n`, 'text'],
  'build.sh': [`#!/bin/sh\ngo build .\n${'echo build\n'.repeat(7000)}`, 'shell script'],
};

const NESTED = `package w\n\nimport "context"\n\nfunc f(ctx context.Context, c chan int) {\n${'for {\n<-c\n'.repeat(500)}${'}\n'.repeat(500)}}\n`;

describe('what would take too long', () => {
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

  const said = () => faults.map(([path, { part, error }]) => (error instanceof TooMuchWork ? `${path} ${part}` : `${path} ${error}`));

  for (const [path, [text, part]] of Object.entries(TEXTS)) {
    it(`is said of ${path}`, () => {
      workspace.set(`w/${path}`, text);
      assert.deepEqual(said(), [`w/${path} ${part}`]);
      assert.equal(workspace.buildFacts(`w/${path}`)?.complete, part === 'matrix');
    });
  }

  it('is said of files as people write them by nobody', () => {
    workspace.set('w/.github/workflows/ci.yml', MATRIX.replaceAll(AXIS, '[1, 2]').replaceAll(ENTRIES, '[{a: 1}]'));
    workspace.set('w/Makefile', 'all:\n\tgo build\n');
    workspace.set('w/build.sh', '#!/bin/sh\ngo build .\n');
    assert.deepEqual(said(), []);
  });

  it('does not stop who has a long script', () => {
    workspace.set('w/build.sh', TEXTS['build.sh']![0]);
    assert.deepEqual(
      faults.map(([, { isCommon }]) => isCommon),
      [true],
    );
  });

  it('is said of loops in loops', () => {
    workspace.set('w/a.go', NESTED);
    findingsWithTypes(workspace, 'w/a.go');
    assert.ok(said().includes('w/a.go endless loops'), said().join('\n'));
  });
});
