/** What the compiler says about inlining, by function: the words of real toolchains. Skipped, loudly, without one. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineIndex } from '../../src/engine/base/line-index.js';
import { plain } from '../../src/engine/base/wording.js';
import { inliningOf, inliningText, nameOfSymbol } from '../../src/engine/compiler/inlining.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import type { Inlining } from '../../src/engine/sites/evidence.js';
import { GoTool } from '../../src/node/go/go-tool.js';
import { tempFolder } from '../support/cli-terminal.js';
import { loadEngine } from '../support/engine-for-tests.js';

const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.20\n',
  'a.go': `package app

type T[E any] struct{ v E }

type 世界 int

func small(n int) int { return n + 1 }

func (t *T[E]) Get() E { return t.v }

func (é 世界) Half() int { return int(é) / 2 }

func later(f func()) { defer f() }

//go:noinline
func never() {}

func large(a []int) (n int) {
	for i := range a {
		for j := range a {
			n += a[i]*a[j] + a[j]/(a[i]+1) - a[i]%(a[j]+2) + small(n)*never2(a, i, j) + never2(a, j, i) + a[n%2]*a[n%3]
		}
	}
	return n
}

//go:noinline
func never2(a []int, i, j int) int { return a[i] + j }

func init() {}

func init() {}

var _ = (&T[int]{}).Get()
`,
};

describe('inlining', function () {
  this.timeout(60_000);
  const tool = GoTool.find(process.env.GO_FOR_TESTS ?? '');
  let folder: ReturnType<typeof tempFolder>;
  before(function () {
    if (!tool) {
      console.error('      SKIPPED: no go command, so nothing about inlining was read');
      this.skip();
    }
    folder = tempFolder(FILES);
  });
  after(() => folder?.remove());

  async function read(flows: boolean): Promise<{ readonly said: ReadonlyMap<string, Inlining>; readonly names: readonly string[] }> {
    const { status, packages } = await tool!.analyzePackages({
      ...{ dir: folder.dir, patterns: ['.'], overlay: new Map(), flows, env: {}, tags: '' },
    });
    assert.deepEqual(status, { kind: 'ok' });
    const path = join(folder.dir, 'a.go');
    const text = readFileSync(path, 'utf8');
    const syntax = (await loadEngine()).go.parse(text);
    const facts = readGoFile(path, text, syntax, new DeclarationCache(readAllocationSites));
    const said = inliningOf({ path, lines: new LineIndex(text), syntax, facts }, packages[0]!.facts);
    return { said, names: facts.declarations.flatMap(d => d.symbols.functions.map(nameOfSymbol)) };
  }

  it('has costs and reasons when flows were asked for', async () => {
    const { said } = await read(true);
    const textOf = (name: string) => plain(inliningText(said.get(name)!));
    assert.match(textOf('small'), /^inlinable, cost \d+$/);
    assert.match(textOf('(*T).Get'), /^inlinable, cost \d+$/);
    assert.match(textOf('世界.Half'), /^inlinable, cost \d+$/);
    assert.match(textOf('large'), /^not inlinable: cost \d+ exceeds 80$/);
    assert.equal(textOf('never'), 'not inlinable: marked go:noinline');
    assert.equal(textOf('later'), 'not inlinable: it uses defer');
    assert.equal(said.has('init'), false, 'two functions share the name');
  });

  it('has only the inlinable ones otherwise', async () => {
    const { said, names } = await read(false);
    assert.deepEqual(inliningText(said.get('small')!), { id: 'inlining/inlinable', args: {} });
    assert.ok([...said.values()].every(i => i.inlinable && i.detail === undefined));
    assert.ok(!said.has('never'));
    assert.deepEqual(
      [...said.keys()].filter(name => !names.includes(name)),
      [],
      'both name functions alike',
    );
  });
});
