/** `go-preflight escapes` with the real go command: recorded, compared, never fooled by moved code. Skipped, loudly, without one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AllocationRecord, readRecord, writeRecord } from '../../../src/engine/reports/allocation-record.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';

const SOURCE = `package a

import "fmt"

type T struct{ a, b int }

func Leak() *int {
	x := 1
	return &x
}

func (t *T) Str(name string) string { return fmt.Sprintf("%s %d", name, t.a) }

func New(n int) (*T, func() int) {
	return &T{a: n, b: 2}, func() int { return n }
}

type List[E any] struct{ items []*E }

func (l *List[E]) Add(e E) { l.items = append(l.items, &e) }

var Ints List[int]

func Fill() { Ints.Add(1) }
`;

/** The same program: other names of locals, other order, other lines, other constants and comments, other line ends of expressions. */
const REWRITTEN = `package a

import "fmt"

// New is documented now.
func New(
	count int,
) (*T, func() int) {
	// and explained
	return &T{
			a: count, // the count
			b: 3,
		}, func() int {
			return count
		}
}

func Fill() { Ints.Add(2) }

func Leak() *int {

	answer := 42
	return (&answer)
}

var Ints List[int]

type List[Element any] struct{ items []*Element }

func (list *List[Element]) Add(element Element) { list.items = append(list.items, &element) }

func (self *T) Str(called string) string { return fmt.Sprintf("%d: %s", /* first */ self . a, called) }

type T struct{ a, b int }
`;

const FILES = { 'go.mod': 'module example.com/app\n\ngo 1.20\n', 'a/a.go': SOURCE };

describe('escapes', function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof tempFolder>;
  before(function () {
    if (spawnSync('go', ['version']).status !== 0) {
      console.error('      SKIPPED: no go command, so `escapes` was not run');
      this.skip();
    }
  });
  beforeEach(() => {
    folder = tempFolder(FILES);
  });
  afterEach(() => folder.remove());

  const escapes = (...args: string[]) => cli(folder.dir, ['escapes', ...args], { env: process.env });
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder.dir, name)), { recursive: true });
    writeFileSync(join(folder.dir, name), text);
  };
  const record = (): AllocationRecord => readRecord(readFileSync(join(folder.dir, 'heap.json'), 'utf8'))!;
  const sites = () => record().allocations.map(a => `${a.function}: ${a.site} ${a.cause.slice('escape/'.length)} ${a.count}`);

  it('records what is on the heap, without a position in it', async () => {
    const { code, stdout } = await escapes('--write', 'heap.json', './...');
    assert.equal(code, 0);
    assert.match(stdout, /^a\/a\.go:8:2 hint escape\/returned-address: /);
    const { version, toolchain, packages, notBuilt } = record();
    assert.deepEqual([version, packages, notBuilt], [1, ['example.com/app/a'], []]);
    assert.match(toolchain, /^go1\.\d+/);
    for (const site of [
      '(*T).Str: _ boxed-argument 1',
      '(*T).Str: _.a boxed-argument 1',
      'Leak: variable _ returned-address 1',
      'New: &T{…} returned-address 1',
      'New: func literal closure 1',
    ]) {
      assert.ok(sites().includes(site), `${site} in\n${sites().join('\n')}`);
    }
    const text = readFileSync(join(folder.dir, 'heap.json'), 'utf8');
    assert.equal(writeRecord(readRecord(text)!), text);
    assert.doesNotMatch(text, /a\.go|:\d+:/);
    assert.deepEqual(readdirSync(folder.dir).sort(), ['a', 'go.mod', 'heap.json'], 'nothing else is left behind');
  });

  it('takes moved lines, renamed locals, other constants and other formatting for the same', async () => {
    await escapes('--write', 'heap.json');
    const before = sites();
    write('a/b.go', REWRITTEN);
    write('a/a.go', 'package a\n');
    const { code, stdout, stderr } = await escapes('--baseline', 'heap.json', '--format', 'json');
    const result = JSON.parse(stdout) as { findings: unknown[]; comparison: { gone: unknown[] } };
    assert.deepEqual([result.findings, result.comparison.gone, stderr, code], [[], [], '', 0]);
    await escapes('--write', 'heap.json');
    assert.deepEqual(sites(), before);
  });

  it('fails on what is new only, and says what went away', async () => {
    await escapes('--write', 'heap.json');
    write(
      'a/a.go',
      SOURCE.replace('func New', 'func Twice() (*int, *int) {\n\tx, y := 1, 2\n\treturn &x, &y\n}\n\nfunc New').replace(
        'return &x\n',
        'println(&x)\n\treturn nil\n',
      ),
    );
    const text = await escapes('--baseline', 'heap.json');
    assert.equal(text.code, 1);
    assert.match(text.stdout, /^a\/a\.go:16:2 error escape\/returned-address: New heap allocation in Twice: ['`]x['`] /);
    assert.match(text.stdout, /^ +a\/a\.go:17:9 .*address/m, 'the way there');
    assert.match(text.stdout, /^- example\.com\/app\/a Leak: 'variable _' is no longer on the heap \[escape\/returned-address\]$/m);
    assert.equal(text.stdout.match(/New heap allocation/g)?.length, 2);
    const github = await escapes('--baseline', 'heap.json', '--format', 'github');
    assert.match(github.stdout, /^::error file=a\/a\.go,line=16,endLine=16,col=2,endColumn=3,title=escape\/returned-address::New heap/);
    const sarif = JSON.parse((await escapes('--baseline', 'heap.json', '--format', 'sarif')).stdout);
    assert.deepEqual(
      sarif.runs[0].results.map((r: { baselineState: string; level: string }) => [r.baselineState, r.level]),
      [
        ['new', 'error'],
        ['new', 'error'],
      ],
    );
    assert.match(JSON.stringify(sarif.runs[0].invocations), /is no longer on the heap/);
  });

  it('counts places that read alike, and takes a suppressed one for accepted', async () => {
    write('a/a.go', 'package a\n\nvar P *int\n\nfunc f(n int) {\n\tP = new(int)\n}\n');
    await escapes('--write', 'heap.json');
    write('a/a.go', 'package a\n\nvar P *int\n\nfunc f(n int) {\n\tP = new(int)\n\tP = new(int)\n}\n');
    const { code, stdout } = await escapes('--baseline', 'heap.json');
    assert.equal(code, 1);
    assert.match(stdout, /^a\/a\.go:7:6 error .*\(2 places of this function read alike, 1 before\.\)$/m);
    write(
      'a/a.go',
      'package a\n\nvar P *int\n\nfunc f(n int) {\n\tP = new(int)\n\t//preflight:ignore escape once per start\n\tP = new(int)\n}\n',
    );
    assert.equal((await escapes('--baseline', 'heap.json')).code, 0);
  });

  it('says when another release compiled the baseline', async () => {
    await escapes('--write', 'heap.json');
    write('heap.json', writeRecord({ ...record(), toolchain: 'go1.21.3' }));
    const { code, stderr } = await escapes('--baseline', 'heap.json');
    assert.equal(code, 0);
    assert.match(stderr, /heap\.json was compiled with go1\.21\.3, this is go1\.\d+[.\d]*: differences may come from the compiler\./);
  });

  it('never passes over a package that stopped building, nor over one about which nothing was known', async () => {
    write('b/b.go', 'package b\n\nfunc f() { return 1 }\n');
    const first = await escapes('--write', 'heap.json');
    assert.equal(first.code, 2);
    assert.match(first.stderr, /example\.com\/app\/b does not build/);
    assert.deepEqual(record().notBuilt, ['example.com/app/b']);
    write('b/b.go', 'package b\n\nfunc F() *int { x := 1; return &x }\n');
    const repaired = await escapes('--baseline', 'heap.json');
    assert.equal(repaired.code, 2);
    assert.match(repaired.stderr, /app\/b did not build in heap\.json, so what is new in it is unknown/);
    write('a/a.go', `${SOURCE}\nfunc broken() { return 1 }\n`);
    const broken = await escapes('--baseline', 'heap.json');
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /app\/a is in heap\.json but does not build now, so it cannot be compared/);
  });

  it('writes over nothing but a record, and reads nothing else', async () => {
    const source = await escapes('--write', 'a/a.go');
    assert.equal(source.code, 2);
    assert.match(source.stderr, /a\.go exists and is not a record of heap allocations, so it is not replaced/);
    assert.equal(readFileSync(join(folder.dir, 'a/a.go'), 'utf8'), SOURCE);
    assert.match((await escapes('--baseline', 'none.json')).stderr, /^go-preflight: none\.json cannot be read \(ENOENT\)/);
    assert.match((await escapes('--baseline', 'go.mod')).stderr, /^go-preflight: go\.mod is not a record/);
    assert.equal((await escapes('--baseline', 'a', '--since', 'HEAD')).code, 2);
  });
});
