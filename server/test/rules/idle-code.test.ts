/** What rules are not asked about, they have nothing to say about: files in which no declaration does anything. */
import assert from 'node:assert/strict';
import { isIdle } from '../../src/engine/go/package/idle.js';
import { readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { Rule } from '../../src/engine/rules/rule.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { F, type FlatTree, K, NONE } from '../../src/engine/syntax/flat-tree.js';
import { findingsOf } from '../../tools/run-examples.js';
import { loadEngine } from '../support/engine-for-tests.js';

/** The same rules, asked about every Go file. */
const ASKED: readonly Rule[] = RULES.map(rule => (rule.checks.code ? { ...rule, checks: { ...rule.checks, go: rule.checks.code } } : rule));

const emptied = (tree: FlatTree, body: number) => `${tree.text.slice(0, tree.starts[body])}{}${tree.text.slice(tree.ends[body])}`;

/** The Go file without bodies and without what is not idle then. */
function idleText(engine: Engine, text: string): { readonly text: string; readonly functions: number } {
  let [out, at, functions] = ['', 0, 0];
  for (const { offset, tree } of engine.go.parse(text).declarations) {
    out += text.slice(at, offset);
    at = offset + tree.text.length;
    const body = tree.field(0, F.Body);
    const own = body === NONE ? tree.text : emptied(tree, body);
    const now = engine.go.parse(`package p\n\n${own}\n`).declarations.at(-1)?.tree;
    const isKept = tree.kind(0) === K.PackageClause || tree.kind(0) === K.ImportDeclaration || (now !== undefined && isIdle(now));
    if (isKept && body !== NONE) functions++;
    if (isKept) out += own;
  }
  return { text: out + text.slice(at), functions };
}

describe('code in which nothing happens', () => {
  it('is idle by the kind of the declaration, what it is given and what its body holds', async () => {
    const engine = await loadEngine();
    const idle = (declaration: string) => isIdle(engine.go.parse(`package p\n\n${declaration}\n`).declarations.at(-1)!.tree);
    const IDLE = [
      'type T struct{ p sync.Pool }',
      'const c = 1 << 3',
      'func f() {}',
      'func f() { /* later */ }',
      'func (t *T) m(a, b *T) {}',
    ];
    for (const text of [...IDLE, 'func f() int', 'func f[K any](x *K) {}']) assert.ok(idle(text), text);
    const busy = [
      'var p sync.Pool',
      'func f() { g() }',
      'func f() int { return 1 }',
      'func f(p sync.Pool) {}',
      'func (p T) m() {}',
      'func f() { {} }',
    ];
    for (const text of [...busy, 'func f(p ...*T) {}', 'func f(a *T, b T) {}']) assert.ok(!idle(text), text);
  });

  it('has no findings but those of rules that are asked about it', async function () {
    this.timeout(60_000);
    const engine = await loadEngine();
    let [files, functions] = [0, 0];
    const seen = new Set<string>();
    for (const rule of RULES) {
      for (const example of rule.examples) {
        const code = readExample(example).filter(({ name }) => name.endsWith('.go') || name.endsWith('go.mod'));
        const idle = code.map(file => {
          if (!file.name.endsWith('.go')) return file;
          const now = idleText(engine, file.text);
          files++;
          functions += now.functions;
          return { ...file, text: now.text };
        });
        const key = JSON.stringify(idle.map(f => [f.name, f.text.replace(/\n+/g, '\n')]));
        if (seen.has(key)) continue;
        seen.add(key);
        assert.deepEqual(findingsOf(engine, idle, RULES), findingsOf(engine, idle, ASKED), `${rule.id}: ${example.text}`);
      }
    }
    assert.ok(files > 500 && functions > 300, `${files} files, ${functions} functions`);
  });
});
