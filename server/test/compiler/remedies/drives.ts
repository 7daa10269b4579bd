/** How the programs of the remedies are run. */
export interface Drive {
  readonly remedy: string;
  readonly name: string;
  readonly imports: readonly string[];
  /** Statements that call `show` with each result. */
  readonly results: string;
  /** One call that is measured; `setup` runs before. */
  readonly setup?: string;
  readonly measured: string;
  /** Declarations beside. */
  readonly more?: string;
}

const ADDS = 'type adds struct{}\n\nfunc (adds) use(b *box) int { b.m += b.n; return b.m + 1 }\n';
const BYTES = { imports: ['bytes'] };
const RECORDED = 'r := httptest.NewRecorder(); f(r, v); show(r.Code, r.Body.String())';
const REPLIES = ['a buffer by address in a handler', 'a buffer that was a variable', 'a buffer behind an encoder that is a variable'];
export const DRIVES: readonly Drive[] = [
  ...REPLIES.map(name => ({
    ...{ remedy: 'extract-to-pool', name, imports: ['net/http', 'net/http/httptest'] },
    results: `for range 3 { for _, v := range []any{1, "long text", map[string]int{"a": 1}, func() {}} { ${RECORDED} } }`,
    ...{ setup: 'w := nothing{}; text := any("0123456789")', measured: 'f(w, text)' },
    more: 'type nothing struct{}\n\nfunc (nothing) Header() http.Header { return nil }\n\nfunc (nothing) Write(b []byte) (int, error) { return len(b), nil }\n\nfunc (nothing) WriteHeader(int) {}\n',
  })),
  {
    ...{ remedy: 'extract-to-pool', name: 'a struct in a loop that is left in several ways', imports: ['errors', 'io', 'strings'] },
    results:
      'for range 3 { for _, texts := range [][]string{{}, {"a"}, {"ab", "", "long text"}} { var rs []io.Reader; for _, s := range texts { rs = append(rs, strings.NewReader(s)) }; n, err := f(rs, func(int) bool { return true }); show(n, errors.Is(err, io.EOF)) } }',
    ...{ setup: 'rs := []io.Reader{full{}, full{}}; stop := func(int) bool { return false }', measured: 'f(rs, stop)' },
    more: 'type full struct{}\n\nfunc (full) Read(b []byte) (int, error) { return len(b), nil }\n',
  },
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
    ...{ remedy: 'cut-parts', name: 'two parts, and whether there are two', imports: [] },
    results: 'for _, s := range []string{"", "a", "=", "a=", "a=b", "a=b=c"} { show(f(s)) }',
    measured: 'f("key=value")',
  },
  {
    ...{ remedy: 'cut-parts', name: 'the first of many parts', imports: [] },
    results: 'for _, s := range []string{"", ",", "a", "ab,c,d"} { show(f(s)) }',
    measured: 'f("a,b,c")',
  },
  {
    ...{ remedy: 'equal-fold', name: 'two texts', imports: [] },
    results: 'for _, s := range []string{"", "abc", "aBC", "é", "É", "x"} { show(f("ABC", s), f("É", s)) }',
    measured: 'f("ABC", "abC")',
  },
  {
    ...{ remedy: 'append-number', name: 'the result of the function', ...BYTES },
    results: 'var b bytes.Buffer; for _, n := range []int16{0, -1, 300} { show(f(&b, n), b.Bytes()) }',
    ...{ setup: 'w := bytes.NewBuffer(make([]byte, 0, 64))', measured: 'w.Reset(); f(w, 1<<10)' },
  },
  {
    ...{ remedy: 'write-parts', name: 'a number to a buffered writer in a field', imports: ['bufio', 'bytes', 'io'] },
    results:
      'var b bytes.Buffer; x := &t{bufio.NewWriterSize(&b, 16)}; for _, n := range []int{0, -1, 1 << 60} { x.f(n) }; x.w.Flush(); show(b.String())',
    ...{ setup: 'y := &t{bufio.NewWriter(io.Discard)}', measured: 'y.f(1000)' },
  },
  {
    ...{ remedy: 'write-parts', name: 'texts to a builder, the last use of fmt', imports: [] },
    results: 'show(f("", ""), f("k", "%s"))',
    measured: 'f("key", "value")',
  },
  {
    ...{ remedy: 'hoisted-variable', name: 'a variable without a value', imports: [] },
    results: 'show((&t{u: adds{}}).f([]int{1, 2, 3}))',
    ...{ setup: 'y, ns := &t{u: adds{}}, make([]int, 9)', measured: 'y.f(ns)' },
    more: ADDS,
  },
  {
    ...{ remedy: 'receiver-variable', name: 'a literal in a method', imports: [] },
    results: 'x := &t{u: adds{}}; show(x.f([]int{1, 2, 3}), x.f(nil))',
    ...{ setup: 'y := &t{u: adds{}}', measured: 'y.f(nil)' },
    more: ADDS,
  },
  {
    ...{ remedy: 'small-constructor', name: 'with the parameters that the work needs', imports: [] },
    results: 'for n := range 4 { p := newParser("", []string{"(", "a", "", "]"}, n); show(p.pos, p.table) }',
    ...{ setup: 'toks, n := []string{"(", "a"}, 0', measured: 'n += newParser("", toks, 1).pos' },
  },
  {
    ...{ remedy: 'kept-reader', name: 'an argument of a method', imports: ['bytes', 'io'] },
    results:
      'var b bytes.Buffer; w := &writer{out: &b}; for _, p := range []string{"ab", "", "cde"} { show(w.Write([]byte(p))) }; show(b.String())',
    ...{ setup: 'v, p := &writer{out: io.Discard}, make([]byte, 40)', measured: 'v.Write(p)' },
  },
  {
    ...{ remedy: 'copy-on-failure', name: 'in the function that is given the slice', imports: [] },
    results: 'show(f("a", "b"), check([]string{"a"}, 2).Error(), check(nil, 1).Error())',
    measured: 'f("a", "b")',
  },
  {
    ...{ remedy: 'text-without-copy', name: 'a key that is looked up', imports: ['bytes'] },
    results: 'm := map[string]int{"ab": 2}; show(f(m, bytes.NewBufferString("ab")), f(m, &bytes.Buffer{}))',
    ...{ setup: 'b := bytes.NewBuffer(make([]byte, 50))', measured: 'f(nil, b)' },
  },
  {
    ...{ remedy: 'room-for-map', name: 'a literal that two loops fill', imports: [] },
    results: 'show(f(map[string]int{"a": 1}, map[string]int{"a": 2, "b": 3}, nil), f(nil, nil, nil))',
    ...{
      setup: 'x := map[string]int{}; for i := range 100 { x[fmt.Sprint(i)] = i }',
      measured: 'sink = f(x, nil, nil)',
    },
  },
  {
    ...{ remedy: 'late-copy', name: 'a part of a struct', imports: [] },
    results: 'p := &proc{send: func(s []int) { show(s) }}; p.f(); p.leader = 1; p.now.of[2] = 7; p.f()',
    ...{ setup: 'y := &proc{}', measured: 'y.f()' },
  },
  {
    ...{ remedy: 'last-part', name: 'the last of many parts', imports: [] },
    results: 'for _, s := range []string{"", "a", "a.b", ".", "a.", ".b", "é.ü"} { show(f(s)) }',
    measured: 'f("a.b.c")',
  },
];
