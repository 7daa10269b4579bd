/** The programs of the remedies, run before and after: the same results, and fewer allocations. Skipped, loudly, without a go command. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CASES } from './cases.js';

interface Drive {
  readonly remedy: string;
  readonly name: string;
  readonly imports: readonly string[];
  /** Statements that call `show` with each result. */
  readonly results: string;
  /** One call that is measured; `setup` runs before. */
  readonly setup?: string;
  readonly measured: string;
}

const BYTES = { imports: ['bytes'] };
const DRIVES: readonly Drive[] = [
  {
    ...{ remedy: 'append-format', name: 'one number as an expression, the last use of fmt', imports: [] },
    results: 'for _, n := range []uint32{0, 9, 255, 256, 1<<32 - 1} { show(string(f([]byte("x"), n)), len(f(nil, n))) }',
    ...{ setup: 'buf := make([]byte, 0, 64)', measured: 'sink = f(buf, 1<<20)' },
  },
  {
    ...{ remedy: 'append-format', name: 'a quoted string in a field', imports: [] },
    results: 'for _, s := range []string{"", "a\\"b", "é😀\\n\\xff"} { x := t{buf: []byte("k")}; x.f(s); show(string(x.buf)) }',
    ...{ setup: 'x, s := t{buf: make([]byte, 0, 64)}, string(make([]byte, 8))', measured: 'x.buf = x.buf[:0]; x.f(s)' },
  },
  {
    ...{ remedy: 'append-format', name: 'several parts as statements', imports: [] },
    results: 'for _, n := range []int{0, -1, 1 << 62} { show(string(f(nil, "k", n)), string(f([]byte("x"), "", n))) }',
    ...{ setup: 'buf, key := make([]byte, 0, 64), string(make([]byte, 8))', measured: 'sink = f(buf, key, 1<<20)' },
  },
  {
    ...{ remedy: 'append-format', name: 'into the room that a buffer has', ...BYTES },
    results: 'for _, n := range []int64{0, -9, 1 << 62} { var w bytes.Buffer; f(&w, n); f(&w, n); show(w.String()) }',
    ...{ setup: 'w := bytes.NewBuffer(make([]byte, 0, 64))', measured: 'w.Reset(); f(w, 1<<40)' },
  },
  ...['a string to a buffered writer', 'bytes to a buffered writer'].map((name, i) => ({
    ...{ remedy: 'write-string', name, imports: ['bufio', 'bytes', 'io'] },
    results: `for _, s := range []string{"1", "é😀", string(make([]byte, 9000))} {
      var to bytes.Buffer; w := bufio.NewWriter(&to); f(w, ${i === 0 ? 's' : '[]byte(s)'}); w.Flush(); show(to.String())
    }`,
    ...{ setup: `w, s := bufio.NewWriter(io.Discard), ${i === 0 ? 'string(make([]byte, 99))' : 'make([]byte, 99)'}`, measured: 'f(w, s)' },
  })),
  {
    ...{ remedy: 'write-string', name: 'formatted text to any writer', imports: ['bytes', 'io'] },
    results: 'for _, n := range []int{0, 1000} { var w bytes.Buffer; f(&w, n); show(w.String()) }',
    measured: 'f(io.Discard, 1000)',
  },
  {
    ...{ remedy: 'byte-format', name: 'text with something beside its verbs', imports: [] },
    results: 'for _, s := range []string{"", "%s", "é"} { b := f(s); show(string(b), b == nil) }',
    ...{ setup: 's := string(make([]byte, 99))', measured: 'sink = f(s)' },
  },
  {
    ...{ remedy: 'string-reader', name: 'the body of a request', imports: ['io'] },
    results: `for _, s := range []string{"", "é😀"} {
      r, err := f(s); b, _ := io.ReadAll(r.Body); again, _ := r.GetBody(); c, _ := io.ReadAll(again)
      show(string(b), err, r.ContentLength, string(c))
    }`,
    ...{ setup: 's := string(make([]byte, 99))', measured: 'f(s)' },
  },
  {
    ...{ remedy: 'shared-struct', name: 'what goroutines share', imports: ['errors'] },
    results: `bad := errors.New("bad")
    ok, fails := func() error { return nil }, func() error { return bad }
    show(f(nil), f([]func() error{ok, ok}), f([]func() error{ok, fails, fails}))`,
    measured: 'f(nil)',
  },
  {
    ...{ remedy: 'shared-struct', name: 'between other declarations, by address too, when the name is taken', imports: ['sync'] },
    results: 'show(each([]int{}, nil))',
    ...{ setup: 'run := func(wg *sync.WaitGroup, _ int) { wg.Done() }', measured: 'each(nil, run)' },
  },
  {
    ...{ remedy: 'sort-func', name: 'the larger first, the last use of sort', imports: [] },
    results: 'for n := range 40 { rows := make([]row, n); for i := range rows { rows[i].hits = i * 7 % 5 }; f(rows); show(rows) }',
    ...{ setup: 'rows := make([]row, 9)', measured: 'f(rows)' },
  },
  {
    ...{ remedy: 'append-encoded', name: 'hexadecimal digits', imports: [] },
    results: 'show(string(f(nil, [32]byte{0, 1, 255})), string(f([]byte("xy"), [32]byte{15: 9})))',
    ...{ setup: 'buf := make([]byte, 0, 64)', measured: 'sink = f(buf, [32]byte{1})' },
  },
  {
    ...{ remedy: 'buffer-as-slice', name: 'numbers and texts, the last use of package bytes', imports: [] },
    results: 'for _, key := range []string{"", "key", string(make([]byte, 99))} { b, err := f(key, -2, 1<<15); show(string(b), err) }',
    measured: 'sink, _ = f("key", 1<<40, 2)',
  },
  {
    ...{ remedy: 'buffer-as-slice', name: 'a formatted text', imports: [] },
    results: 'for n := range 30 { s, k := f(make([]int, n)); show(s, k) }',
    measured: 'sink, _ = f([]int{1000, 2000})',
  },
  {
    ...{ remedy: 'receiver-scratch', name: 'a slice that grows', imports: ['bytes', 'io'] },
    results: 'var to bytes.Buffer; x := &t{w: &to}; x.f(5, nil); x.f(-1<<60, nil); x.f(0, nil); show(to.String())',
    ...{ setup: 'y := &t{w: io.Discard}', measured: 'y.f(1<<40, nil)' },
  },
  {
    ...{ remedy: 'receiver-scratch', name: 'a slice of one size that callers look at', imports: [] },
    results: 'x := &t{n: 3}; show(x.sum()); x.n = 40; show(x.sum(), x.sum()); x.n = 1; show(x.sum())',
    ...{ setup: 'y := &t{n: 40}', measured: 'sink = y.sum()' },
  },
  {
    ...{ remedy: 'caller-buffer', name: 'what a read leaves out is zero, as before', imports: ['strings'] },
    results: 'for n := range 6 { show(f(strings.NewReader("\\x01\\x02\\x03\\x04\\x05"), n)) }',
    ...{ setup: 'r := strings.NewReader("a")', measured: 'f(r, 9)' },
  },
  {
    remedy: 'channel-of-values',
    name: 'a local channel',
    imports: [],
    results: 'show(f(nil), f([]int{1, 20, 3}))',
    measured: 'f([]int{1, 2, 3})',
  },
  { remedy: 'value-result', name: 'a variable and an error', imports: [], results: 'show(f("12"), f("x"))', measured: 'f("12")' },
  { remedy: 'package-variable', name: 'a pattern', imports: [], results: 'show(f("aaa"), f("ab"), f(""))', measured: 'f("aaa")' },
  {
    ...{ remedy: 'element-pointer', name: 'in a loop', imports: ['bytes', 'encoding/json', 'io'] },
    results: 'var to bytes.Buffer; f(json.NewEncoder(&to), []rec{{N: 1}, {Tags: [4]string{"a"}}}, nil); show(to.String())',
    ...{ setup: 'recs, enc := make([]rec, 9), json.NewEncoder(io.Discard)', measured: 'f(enc, recs, nil)' },
  },
  {
    ...{ remedy: 'level-guard', name: 'log/slog with a context', imports: ['bytes', 'context', 'log/slog', 'strings'] },
    results: `for _, level := range []slog.Level{slog.LevelDebug, slog.LevelInfo} {
      var to bytes.Buffer; log := slog.New(slog.NewTextHandler(&to, &slog.HandlerOptions{Level: level}))
      f(context.Background(), log, make([]int, 300)); _, text, _ := strings.Cut(to.String(), " "); show(text)
    }`,
    ...{
      setup: 'log, xs := slog.New(slog.NewTextHandler(new(bytes.Buffer), nil)), make([]int, 300)',
      measured: 'f(context.Background(), log, xs)',
    },
  },
  {
    ...{ remedy: 'small-constructor', name: 'with the parameters that the work needs', imports: [] },
    results: 'for n := range 4 { p := newParser("", []string{"(", "a", "", "]"}, n); show(p.pos, p.table) }',
    ...{ setup: 'toks, n := []string{"(", "a"}, 0', measured: 'n += newParser("", toks, 1).pos' },
  },
];

const drive = ({ imports, results, setup = '', measured }: Drive) => `package a

import (
${['fmt', 'testing', ...imports].map(i => `\t"${i}"\n`).join('')})

var sink any

func Drive() (out string, allocations float64) {
	show := func(vs ...any) { out += fmt.Sprintf("%#v\\n", vs) }
	${results}
	${setup}
	allocations = testing.AllocsPerRun(200, func() { ${measured} })
	return out, allocations
}
`;

describe('remedies, run', function () {
  this.timeout(120_000);

  it('leave results as they were, and allocate less', function () {
    if (spawnSync('go', ['version']).status !== 0) {
      console.log('      SKIPPED: no go command on PATH, so no remedy was run');
      this.skip();
    }
    const dir = mkdtempSync(join(tmpdir(), 'go-preflight-remedies-'));
    try {
      writeFileSync(join(dir, 'go.mod'), 'module m\n\ngo 1.22\n');
      const calls = DRIVES.map((d, i) => {
        const found = CASES.find(c => c.remedy === d.remedy && c.name === d.name);
        assert.ok(found, `${d.remedy}: ${d.name}`);
        for (const [when, text] of [
          ['before', found.before],
          ['after', found.after],
        ] as const) {
          const folder = join(dir, `${when}${i}`);
          mkdirSync(folder);
          writeFileSync(join(folder, 'a.go'), text.replace(/[«»]/g, ''));
          writeFileSync(join(folder, 'drive.go'), drive(d));
        }
        return `\tshow(before${i}.Drive())\n\tshow(after${i}.Drive())\n`;
      });
      const imports = DRIVES.flatMap((_, i) => [`\tbefore${i} "m/before${i}"\n`, `\tafter${i} "m/after${i}"\n`]);
      const show = 'func show(out string, n float64) { json.NewEncoder(os.Stdout).Encode([]any{out, n}) }';
      const text = `package main\n\nimport (\n\t"encoding/json"\n\t"os"\n${imports.join('')})\n\n${show}\n\nfunc main() {\n${calls.join('')}}\n`;
      writeFileSync(join(dir, 'main.go'), text);
      const run = spawnSync('go', ['run', '.'], { cwd: dir, encoding: 'utf8', env: { ...process.env, GOFLAGS: '', GOWORK: 'off' } });
      assert.equal(run.status, 0, run.stderr);
      const shown = run.stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as [string, number]);
      assert.equal(shown.length, 2 * DRIVES.length);
      for (const [i, { remedy, name }] of DRIVES.entries()) {
        const [before, after] = [shown[2 * i]!, shown[2 * i + 1]!];
        // Errors and functions are printed by address.
        const plain = (out: string) => out.replace(/\(0x[0-9a-f]+\)/g, '');
        assert.equal(plain(after[0]), plain(before[0]), `${remedy}: ${name}`);
        assert.ok(after[0].length > 0 && after[1] < before[1], `${remedy}: ${name}: ${before[1]} -> ${after[1]} allocations`);
      }
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
