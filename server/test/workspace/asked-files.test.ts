/** Files that verdicts follow from and that are no files of the workspace, such as go.sum. */
import assert from 'node:assert/strict';
import { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { grammarsForTests } from '../support/engine-for-tests.js';

const DOCKERFILE = 'FROM golang:1.26\nWORKDIR /src\nCOPY go.mod go.sum ./\nCOPY . .\nRUN go build -o /app .\n';

describe('files that are asked for', () => {
  let engine: Engine;
  let workspace: Workspace;
  let onDisk: Map<string, string>;
  let asked: string[];
  beforeEach(async () => {
    engine = await Engine.load(grammarsForTests());
    workspace = new Workspace(engine);
    workspace.set('w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
    workspace.set('w/main.go', 'package main\n\nfunc main() {}\n');
    workspace.set('w/Dockerfile', DOCKERFILE);
    onDisk = new Map();
    asked = [];
  });
  afterEach(() => engine.dispose());

  function said(): string[] {
    const file = (path: string) => {
      if (path.endsWith('go.sum')) asked.push(path);
      return onDisk.get(path);
    };
    drive(workspace.analysis(), { file });
    return workspace.findings('w/Dockerfile').flatMap(f => (f.message.id === 'build/missing-module/absentSum' ? [f.rule] : []));
  }

  it('are read once, and again when they come or go', () => {
    assert.deepEqual(said(), ['build/missing-module']);
    assert.deepEqual(said(), ['build/missing-module']);
    assert.deepEqual(asked, ['w/go.sum']);
    onDisk.set('w/go.sum', '');
    assert.equal(workspace.changedAside('w/go.sum'), true);
    assert.deepEqual(said(), []);
    onDisk.delete('w/go.sum');
    workspace.changedAside('w/go.sum');
    assert.deepEqual(said(), ['build/missing-module']);
    assert.equal(asked.length, 3);
  });

  it('are not asked for where no verdict follows from them', () => {
    workspace.set('w/go.mod', 'module ex.com/w\n\ngo 1.26\n\nrequire github.com/google/uuid v1.6.0\n');
    assert.deepEqual(said(), []);
    assert.deepEqual(asked, []);
    assert.equal(workspace.changedAside('w/go.sum'), false);
  });
});
