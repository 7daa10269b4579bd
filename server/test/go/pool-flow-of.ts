/** What happens to pooled objects in a piece of code, for tests. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import { readPoolFlows } from '../../src/engine/go/flow/file-pools.js';
import { NO_POOL_FLOW, type PoolFlow } from '../../src/engine/go/flow/pool-facts.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Outside } from '../../src/engine/workspace/outside.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { findingsWithTypes } from '../support/findings-with-types.js';

/** What pieces of code begin with. */
export const HEADER = 'package p\n\nimport (\n\t"bytes"\n\t"sync"\n)\n\nvar p sync.Pool\n\n';

const outsides = new WeakMap<Engine, Outside>();

/** Of the last declaration, with its text. */
export function flowOf(engine: Engine, code: string): { flow: PoolFlow; text: string } {
  const outside = outsides.get(engine) ?? new Outside(engine.go);
  outsides.set(engine, outside);
  const text = `${code}\n`;
  const workspace = new Workspace(engine, { outside });
  workspace.set('/p/go.mod', 'module example.com/p\n\ngo 1.26\n');
  workspace.set('/p/p.go', text);
  findingsWithTypes(workspace, '/p/p.go');
  const file = workspace.goFacts('/p/p.go')!;
  assert.equal(file.hasError, false, code);
  const { offset } = file.declarations.at(-1)!;
  const flow = whole(readPoolFlows(file, workspace.typed('/p/p.go')!)).find(f => f.offset === offset);
  return { flow: flow ?? NO_POOL_FLOW, text: text.slice(offset) };
}
