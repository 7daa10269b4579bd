/** What an edit costs: what is found of a declaration is found again only where it, or a body that was read for it, is another. */
import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../src/engine/base/config.js';
import { Graph } from '../../src/engine/go/escape/graph.js';
import { LifecycleWalk } from '../../src/engine/go/lifecycle/lifecycle-walk.js';
import { PackageTypes } from '../../src/engine/go/types/package-types.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { findingsWithTypes } from '../support/findings-with-types.js';

const FILE = '/m/a.go';
const FUNCTIONS = 20;
const head = 'package m\n\nimport "net/http"\n\ntype page struct{ n int }\n\n';
const fetch = (i: number) =>
  `func fetch${i}(n int) *page {\n\tresp, err := http.Get("u")\n\tif err != nil {\n\t\treturn nil\n\t}\n\tlook(resp)\n\tb := make([]byte, n)\n\t_ = b\n\treturn &page{n: ${i}}\n}\n\n`;
const look = (body: string) => `func look(r *http.Response) {\n\t${body}\n}\n`;
const READS = 'println(r.StatusCode)';
const text = head + Array.from({ length: FUNCTIONS }, (_, i) => fetch(i)).join('') + look(READS);

/** How often a method is called while `work` is done. */
function calls<T extends object>(of: T, name: keyof T & string, work: () => void): number {
  const method = of[name] as (...args: unknown[]) => unknown;
  let count = 0;
  of[name] = function (this: unknown, ...args: unknown[]) {
    count++;
    return method.apply(this, args);
  } as T[typeof name];
  try {
    work();
  } finally {
    of[name] = method as T[typeof name];
  }
  return count;
}

describe('an edit in one function', () => {
  let engine: Engine;
  let workspace: Workspace;
  before(async () => {
    engine = await loadEngine();
  });
  beforeEach(() => {
    workspace = new Workspace(engine);
    workspace.set('/m/go.mod', 'module m\n\ngo 1.26\n');
    workspace.open(FILE, text);
    assert.equal(left(), FUNCTIONS);
  });

  const left = () => findingsWithTypes(workspace, FILE).filter(f => f.rule === 'runtime/body-not-closed').length;
  const replace = (before: string, newText: string) => {
    const start = workspace.text(FILE)!.indexOf(before);
    workspace.edit(FILE, [{ span: { start, end: start + before.length }, newText }]);
  };

  it('makes nobody follow the others again', () => {
    const walks = calls(LifecycleWalk.prototype, 'run', () => {
      replace('n: 7}', 'n: 77}');
      assert.equal(left(), FUNCTIONS);
    });
    assert.equal(walks, 1);
  });

  it('makes nobody ask for types of the others', () => {
    const questions = calls(PackageTypes.prototype, 'typingOf', () => {
      replace('n: 7}', 'n: 77}');
      findingsWithTypes(workspace, FILE);
    });
    assert.ok(questions <= 1, `${questions} declarations were asked about`);
  });

  it('makes nobody solve the escapes of the others again, whatever they call of the standard library', () => {
    workspace = new Workspace(engine, { config: { ...DEFAULT_CONFIG, escapeGraph: 'asked' } });
    workspace.open(FILE, text);
    const escapes = () => findingsWithTypes(workspace, FILE).filter(f => f.rule.startsWith('escape/')).length;
    let found = 0;
    const first = calls(Graph.prototype, 'solving', () => {
      found = escapes();
    });
    const again = calls(Graph.prototype, 'solving', () => {
      replace('n: 7}', 'n: 77}');
      assert.equal(escapes(), found);
    });
    assert.ok(found >= 2 * FUNCTIONS && first > FUNCTIONS && again <= 2, `${found} found, ${first} graphs, then ${again}`);
  });

  it('that others call is seen by each of them', () => {
    replace(READS, 'r.Body.Close()');
    assert.equal(left(), 0);
    replace('r.Body.Close()', READS);
    assert.equal(left(), FUNCTIONS);
  });
});
