import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { joinFile } from '../../src/engine/compiler/join.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { BUFFER, fact, IMPORTS, loop, one, severities, sourceOf } from './severities.js';

describe('an allocation in a loop', () => {
  it('is information where each iteration makes it', async () => {
    assert.equal(await one(loop('use([]byte§(b))')), 'information');
    assert.equal(await one(loop('if x.n > 0 { continue }; use([]byte§(b))')), 'information', 'behind a guard');
    assert.equal(await one(loop('if use([]byte§(b)) { stop() }')), 'information', 'in a condition');
    assert.equal(await one(loop('select { case <-after([]byte§(b)): default: }')), 'information', 'what a select waits for');
    assert.equal(await one('func f(xs []T) { for _, §x := range xs { use(&x) } }', { expression: 'x', kind: 'moved' }), 'information');
    const index = { expression: 'i', kind: 'moved' } as const;
    assert.equal(await one('func f(n int) { for §i := 0; i < n; i++ { use(&i) } }', index), 'information');
    assert.equal(
      await one('func f(n int) { for §i := 0; i < n; i++ { use(&i) } }', { ...index, newEachIteration: false }),
      'hint',
      'Go 1.21',
    );
    assert.equal(await one('func f(n int) { for §i := 0; i < 3; i++ { use(&i) } }', index), 'hint');
  });

  it('is a hint where a branch makes it, where the iteration ends the loop, and where there are few iterations', async () => {
    assert.equal(await one(loop('if x.n > 0 { use([]byte§(b)) }')), 'hint');
    assert.equal(await one(loop('if x.n == 0 { stop() } else { use([]byte§(b)) }')), 'hint');
    assert.equal(await one(loop('switch x.n { case 1: use([]byte§(b)) }')), 'hint');
    assert.equal(await one(loop('select { case <-c: use([]byte§(b)); default: }')), 'hint');
    assert.equal(await one(loop('ok := x.n > 0 && use([]byte§(b)); _ = ok')), 'hint');
    assert.equal(await one('func f(xs []T) { for range xs { use([]byte§(b)); return } }'), 'hint');
    assert.equal(await one('func f() { for i := 0; i < 3; i++ { use([]byte§(b)) } }'), 'hint');
    assert.equal(await one('func f() { use([]byte§(b)) }'), 'hint');
  });

  it('is a hint beside what formats, by any name, and not beside what only takes values of any type', async () => {
    const given = (type: string) => one(`var show ${type}\n${loop('show("text", []byte§(b))')}`);
    assert.equal(await given('func(format string, args ...any) string'), 'hint');
    assert.equal(await given('func(text string, args ...string) string'), 'information');
    assert.equal(await given('func(text string, arg any) string'), 'information');
  });

  it('is a hint where the loop is there to make what is kept; not for a variable that is copied for that', async () => {
    for (const body of ['m[x.s] = []byte§(b)', 'out = append(out, []byte§(b))', 'keep = []byte§(b)', 'c <- []byte§(b)'])
      assert.equal((await severities(loop(body))).at(-1), 'hint', body);
    assert.equal(await one('func f(xs []T) { for _, §x := range xs { keep = &x } }', { expression: 'x', kind: 'moved' }), 'information');
  });

  it('is a hint where the iteration defers a call for it', async () => {
    const variable = (use: string) => loop(`var §y T; ${use}; y.n = 1`);
    const moved = { expression: 'y', kind: 'moved' } as const;
    assert.equal(await one(variable('defer x.later(func() { use(y) })()'), moved), 'hint');
    assert.equal(await one(variable('defer func() { use(y) }()'), moved), 'hint');
    assert.equal(await one(variable('x.call(func() { use(y) })'), moved), 'information');
  });

  it('is information once for each callee that bytes are written to', async () => {
    const written = (first: string, second: string) =>
      severities(`func f(xs []T, v, w io.Writer) { for _, x := range xs { ${first}([]byte§(b)); ${second}([]byte§(b)); _ = x } }`);
    assert.deepEqual(await written('w.Write', 'w.Write'), ['information', 'hint']);
    assert.deepEqual(await written('w.Write', 'v.Write'), ['information', 'information']);
  });

  it('is a hint where the room goes with the text', async () => {
    const each = (type: string) => `func f(xs []T) { for range xs { b := §&${type}{}; fill(b) } }`;
    assert.equal(await one(each('strings.Builder'), { expression: '&strings.Builder{}' }), 'hint');
    assert.equal(await one(each('bytes.Buffer'), { expression: '&bytes.Buffer{}' }), 'information');
  });

  it('is a hint where the room doubles: writes to builders and buffers, stores into maps', async () => {
    const writes = (buffer: string) => `func f(xs []string, b ${buffer}) { for _, x := range xs { b.WriteString§(x) } }`;
    for (const buffer of ['*strings.Builder', 'bytes.Buffer']) assert.equal(await one(writes(buffer)), 'hint', buffer);
    assert.deepEqual(await severities('func f(xs []string, m map[string]int) { for _, x := range xs { m[x] = 1 } }'), ['hint']);
    assert.equal(await one('func f(xs, b []T) { for _, x := range xs { b = append§(b, x) } }', { expression: 'append' }), 'hint');
  });

  it('is a hint where it is no room to work in, but for a loop of what a benchmark times', async () => {
    for (const [body, expression] of [
      ['use(§x.n)', 'x.n'],
      ['use(x.s §+ ".go")', 'x.s + ".go"'],
      ['list([]string§{x.s})', '[]string{...}'],
      ['use(string(§b))', 'string(b)'],
      ['use§(x.s, x.n)', '... argument'],
    ] as const) {
      const code = `func use(v ...any) { }\n${loop(body)}`;
      assert.equal(await one(code, { expression }), 'hint', body);
      assert.equal(await one(code, { expression, timed: ['f'] }), 'information', body);
    }
    assert.equal(await one(loop('w.Write([]byte§{1, 2})'), { expression: '[]byte{...}' }), 'information');
    assert.equal(await one(loop('var §y T; use(&y)'), { expression: 'y', kind: 'moved' }), 'information');
  });

  it('is a hint where the iteration waits for what can be cancelled, for signals and for a clock', async () => {
    for (const later of ['x.load(ctx, 1)', 'x.with(r.Context()).do()'])
      assert.equal(await one(loop(`use([]byte§(b)); ${later}`)), 'hint', later);
    assert.equal(await one(loop('use([]byte§(b)); log.InfoContext(ctx, "x")')), 'information', 'a log does not wait');
    const over = (type: string) => one(`func f(c ${type}) { for range c { use([]byte§(b)) } }`);
    assert.equal(await over('chan time.Time'), 'hint');
    assert.equal(await over('chan T'), 'information');
  });

  it('is a hint beside expressions, templates and hashes, and in what decodes into anything', async () => {
    const given = (type: string, call: string) => one(`var v ${type}\n${loop(call)}`);
    assert.equal(await given('*regexp.Regexp', 'v.Find([]byte§(b))'), 'hint');
    assert.equal(await given('T', 'v.Find([]byte§(b))'), 'information');
    for (const call of ['mustExecute([]byte§(b))', 'MustExecute([]byte§(b))', 'x.Compile([]byte§(b))'])
      assert.equal(await one(loop(call)), call.startsWith('must') ? 'information' : 'hint', call);
    const moved = { expression: 'y', kind: 'moved' } as const;
    const target = (type: string) => one(`var load func(string, ${type}) error\n${loop('var §y T; load(x.s, &y)')}`, moved);
    assert.equal(await target('any'), 'hint');
    assert.equal(await target('*T'), 'information');
  });

  it('is a hint where the loop is over a few values that stand before it', async () => {
    const over = (values: string, more = '') =>
      one(`func f() { names := []string{${values}}; ${more}; for _, n := range names { use([]byte§(n)) } }`, { expression: '([]byte)(n)' });
    assert.equal(await over('"a", "b"'), 'hint');
    assert.equal(await over('"a", "b"', 'names = append(names, others...)'), 'information');
    assert.equal(await over('1, 2, 3, 4, 5, 6, 7, 8, 9'), 'information');
  });

  it('is a hint beside what costs far more, and in what is kept by a call', async () => {
    for (const call of [
      'x.log(l).WithField("state", []byte§(b)).Debug("x")',
      'fmt.Fprintf(w, "%v", []byte§(b))',
      'regexp.MustCompile("^" + []byte§(b))',
      'db.Query("x", []byte§(b))',
      'tree.Insert([]byte§(b))',
      'g.Go([]byte§(b))',
    ])
      assert.equal(await one(loop(call)), 'hint', call);
    assert.equal(await one(loop('use([]byte§(b)); time.Sleep(d)')), 'hint', 'the iteration waits');
    const target = (call: string) => `func f(xs []T) { for range xs { var §x T; ${call} } }`;
    const moved = { expression: 'x', kind: 'moved' } as const;
    assert.equal(await one(target('_ = errors.As(err, &x)'), moved), 'hint');
    assert.equal(await one(target('use(&x)'), moved), 'information');
  });

  it('is a hint beside a wait of the function by its name, and in what is encoded', async () => {
    assert.equal(await one(loop('use([]byte§(b)); sleep(d)')), 'hint');
    for (const call of ['protocol.Marshal([]byte§(b))', 'rows.Scan([]byte§(b))', 'dec.Decode([]byte§(b))'])
      assert.equal(await one(loop(call)), 'hint', call);
    for (const call of ['rows.Scanner([]byte§(b))', 'f.encode([]byte§(b))']) assert.equal(await one(loop(call)), 'information', call);
  });

  it('is a hint where the iteration lasts as long as the timer that it makes', async () => {
    const timed = (select: string) => severities(`func f(stop, in chan int, d time.Duration) { for { ${select} } }`);
    assert.deepEqual(await timed('select { case <-in: use(1); case <-time.After(d): }'), ['information']);
    assert.deepEqual(await timed('select { case <-stop: return; case <-in: use(1); case <-time.After(d): }'), ['information']);
    assert.deepEqual(await timed('select { case <-stop: return; case <-time.After(d): use(1) }'), ['hint']);
    assert.deepEqual(await timed('<-time.After(d); use(1)'), ['hint']);
    assert.deepEqual(await timed('t := time.NewTimer(d); <-t.C; use(1)'), ['hint']);
    assert.deepEqual(await timed('c := time.After(d); select { case <-stop: return; case <-c: use(1) }'), ['hint']);
    assert.deepEqual(await timed('t := time.NewTimer(d); select { case <-in: use(1); case <-t.C: }'), ['information']);
  });

  it('is a hint in what a constructor of the package gets, and in a call that can be cancelled', async () => {
    for (const call of ['newPeer([]byte§(b))', 'c.get(ctx, []byte§(b))', 'c.get(r.Context(), []byte§(b))'])
      assert.equal(await one(loop(call)), 'hint', call);
    for (const later of ['peers(newPeer(1, s))', 'tree.Insert(s)'])
      assert.equal(await one(loop(`s := []byte§(b); check(s); ${later}`)), 'hint', later);
    for (const later of ['out[x.n] = s', 'x.s = s']) assert.equal(await one(loop(`s := []byte§(b); check(s); ${later}`)), 'hint', later);
    for (const later of ['use(s)', 'newest(s)', 'newPeer(len(s))', 's = x.s'])
      assert.equal(await one(loop(`s := []byte§(b); ${later}`)), 'information', later);
    for (const call of ['newest([]byte§(b))', 'stem.NewEnv([]byte§(b))', 'c.get(context, []byte§(b))'])
      assert.equal(await one(loop(call)), 'information', call);
  });

  it('is a hint at a call that it is inlined to', async () => {
    assert.equal(await one(loop('use(made§())')), 'hint');
  });
});

describe('a buffer', () => {
  it('is information in each request to an HTTP handler, also in one that is a closure', async () => {
    const handler = (body: string) => `func h(w http.ResponseWriter, r *http.Request) { ${body} }`;
    const make = 'b := make§([]byte, n); use(b)';
    assert.equal(await one(handler(make), BUFFER), 'information');
    assert.equal(await one(`func h() http.HandlerFunc { return ${handler(make).replace('func h', 'func')} }`, BUFFER), 'information');
    for (const text of ['"ok"', '`{"a": 1}`'])
      assert.equal(await one(handler(`w.Write([]byte§(${text}))`), { expression: `([]byte)(${text})` }), 'hint', text);
    assert.equal(await one(handler('w.Write([]byte§(s))'), { expression: '([]byte)(s)' }), 'information');
    assert.equal(await one(handler('use(string(§b))'), { expression: 'string(b)' }), 'hint', 'no buffer');
    assert.equal(await one(handler('var §b bytes.Buffer; use(&b)'), { expression: 'b', kind: 'moved' }), 'information');
    assert.equal(await one(handler('var §b [64]byte; use(b[:])'), { expression: 'b', kind: 'moved' }), 'information');
    assert.equal(await one(handler(`if n > 0 { ${make} }`), BUFFER), 'hint');
    assert.equal(await one(handler('use(§&T{1})'), { expression: '&T{...}' }), 'hint', 'no buffer');
    assert.equal(await one(handler('keep = make§([]byte, n)'), BUFFER), 'hint', 'kept');
    assert.equal(await one(`func h(r *http.Request) { ${make} }`, BUFFER), 'hint');
  });

  it('is information in a method of a gRPC server', async () => {
    const method = 'func (s *server) Get(ctx context.Context, t *T) (*T, error) { b := make§([]byte, n); use(b); return nil, nil }';
    assert.equal(await one(`type server struct{ pb.UnimplementedGreeterServer }\n${method}`, BUFFER), 'information');
    assert.equal(await one(`type server struct{ name string }\n${method}`, BUFFER), 'hint');
  });

  it('is information in what a benchmark times, and in nothing that has the same name', async () => {
    const hot = 'func hot(n int) { b := make§([]byte, n); use(b) }';
    assert.equal(await one(hot, { ...BUFFER, timed: ['hot'] }), 'information');
    assert.equal(await one(hot, { ...BUFFER, timed: ['T.hot', 'other'] }), 'hint');
    assert.equal(await one(hot.replace('hot(', '(t *T) hot('), { ...BUFFER, timed: ['T.hot'] }), 'information');
    assert.equal(await one(hot.replace('use(b)', 'return b'), { ...BUFFER, timed: ['hot'] }), 'hint', 'what it returns');
  });
});

describe('an allocation of an inlined function', () => {
  const code = `func use(s string) { keep2(s) }
func made() { use([]byte§(b)) }
func cold() { made§() }
func hot(xs []T) { for range xs { made§() }; made§() }`;

  /** Severities, with how many calls the function is inlined to. */
  async function told(text: string): Promise<string[]> {
    const parts = `${IMPORTS}${text}\n`.split('§');
    const source = parts.join('');
    const file = await sourceOf(source);
    const at = parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('').length);
    const facts = at.flatMap((o, i) => [...(i > 0 ? [fact(source, o, 'made', true, 'inlined')] : []), fact(source, o, 'string(b)')]);
    const result = { importPath: 'p', dir: '/w', files: ['p.go'], facts, goVersion: { major: 1, minor: 26 }, truncated: false };
    const { sites } = joinFile('p.go', file, result, new GoPackage([file.facts]), () => undefined);
    return sites.map(s => `${s.site.kind} ${s.isHot ? 'hot' : 'cold'} ${s.inlinedTo}`);
  }

  it('is loud once, where it is written, when one of the calls is in a loop', async () => {
    assert.deepEqual(await told(code), ['conversion hot 3', 'inlined cold 0', 'inlined cold 0', 'inlined cold 0']);
    assert.equal((await told(code.replace('for range xs { made§() }', 'made§()')))[0], 'conversion cold 0');
    assert.equal((await told(code.replace('use([]byte§(b))', 'keep = []byte§(b)')))[0], 'conversion cold 0', 'kept');
    assert.equal((await told(code.replace('use([]byte§(b))', 'if x { use([]byte§(b)) }')))[0], 'conversion cold 0', 'not by every call');
  });
});

describe('columns that the compiler does not print', () => {
  const said = async (statements: string): Promise<string[]> => {
    const source = `${IMPORTS}func f() { ${`/*${'x'.repeat(260)}*/`} ${statements} }\n`;
    const file = await sourceOf(source);
    const facts = [fact(source, source.indexOf('func f'), '&T{...}', false)];
    const result = { importPath: 'p', dir: '/w', files: ['p.go'], facts, goVersion: { major: 1, minor: 26 }, truncated: false };
    const { sites } = joinFile('p.go', file, result, new GoPackage([file.facts]), () => undefined);
    return sites.map(f => source.slice(f.span.start, f.span.end));
  };

  it('are guessed only when one expression fits', async () => {
    assert.deepEqual(await said('keep = &T{1}'), ['&T{1}']);
    assert.deepEqual(await said('keep = &T{1}; t := &T{2}; t.n = 3'), []);
  });
});
