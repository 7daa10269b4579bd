import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loop, one, severities } from './severities.js';

describe('an allocation in a cold place', () => {
  it('is a hint in code that runs once', async () => {
    const named = (name: string) => loop('use([]byte§(b))').replace('func f', `func ${name}`);
    for (const name of [
      'NewServer',
      'newTable',
      'MustParse',
      'initTables',
      'loadConfig',
      'RegisterFlags',
      'setupRoutes',
      'startupMessage',
      'writeDiagnostics',
      'printRoutes',
    ])
      assert.equal(await one(named(name)), 'hint', name);
    for (const name of ['Newest', 'initial', 'reconfigured', 'serve', 'printerOf'])
      assert.equal(await one(named(name)), 'information', name);
    const inLoop = 'for _, x := range xs { use([]byte§(b), x) }';
    assert.equal(await one(`func f(xs []T) { once.Do(func() { ${inLoop} }) }`), 'hint');
    assert.equal(await one(`func f(xs []T) { walk.Do(func() { ${inLoop} }) }`), 'information');
    assert.equal(await one(`var g = sync.OnceValue(func() T { ${inLoop} })`), 'hint');
    assert.equal(await one(`var g = func() (out []T) { ${inLoop}; return }()`), 'hint');
    assert.equal(await one(`var g = func() { func() { ${inLoop} }() }`), 'information');
    assert.equal(await one(`var g = func() (out []T) { go func() { ${inLoop} }(); return }()`), 'information');
  });

  it('is a hint in what a command line runs', async () => {
    const inLoop = 'for _, x := range xs { use([]byte§(b), x) }';
    assert.equal(await one(`func f(cmd *cobra.Command, xs []string) { ${inLoop} }`), 'hint');
    assert.equal(await one(`func f(c *cli.Context) { xs := c.Args(); ${inLoop} }`), 'hint');
    assert.equal(await one(`func f(xs []T) { own := flag.NewFlagSet("x", 0); own.Parse(os.Args[1:]); ${inLoop} }`), 'hint');
    assert.equal(
      await one(`func f() *cobra.Command { return &cobra.Command{Run: func(c *cobra.Command, xs []string) { ${inLoop} }} }`),
      'hint',
    );
    assert.equal(await one(`func f() *cobra.Command { serve(func(xs []string) { ${inLoop} }); return &cobra.Command{} }`), 'information');
    assert.equal(await one(`func f(cmd *redis.Command, xs []string) { ${inLoop} }`), 'information');
  });

  it('is a hint in what tests share', async () => {
    const shared = (parameter: string) => `func f(${parameter}, xs []T) { for _, x := range xs { use([]byte§(b), x) } }`;
    for (const parameter of ['t *testing.T', 'b *testing.B', 'tb testing.TB'])
      assert.equal(await one(shared(parameter)), 'hint', parameter);
    assert.equal(await one(shared('t *testing.Result')), 'information');
  });

  it('is a hint in what prints a value', async () => {
    assert.equal(await one(`func (t Ts) String() string { for _, x := range t { use([]byte§(b), x) }; return "" }`), 'hint');
    assert.equal(await one(`func (t Ts) Sum() string { for _, x := range t { use([]byte§(b), x) }; return "" }`), 'information');
  });

  it('is a hint on the way out with an error or a panic', async () => {
    for (const body of [
      'if err != nil { use([]byte§(b)) }',
      'return fmt.Errorf("%v", []byte§(b))',
      'errs = append(errs, fmt.Errorf("%v", []byte§(b)))',
      'errs.Add(x.err.Error(), []byte§(b))',
      'func() { if p := recover(); p != nil { for { use([]byte§(b)) } } }()',
    ])
      assert.equal((await severities(loop(body))).at(0), 'hint', body);
    const branch = (last: string) => loop(`if x.n > 0 { for { use([]byte§(b)) }; ${last} }`);
    for (const last of [
      'return err',
      'return ErrClosed',
      'return io.ErrNoProgress',
      'return newSyntaxError(x)',
      'log.Fatal(x)',
      'os.Exit(1)',
    ])
      assert.equal(await one(branch(last)), 'hint', last);
    for (const last of ['return nil', 'return m.write(x)', 'log.Print(x)']) assert.equal(await one(branch(last)), 'information', last);
  });

  it('is a hint in what is logged', async () => {
    for (const call of [
      'log.Printf("%v", []byte§(b))',
      's.log.Info("x", []byte§(b))',
      'c.Debugf("%v", []byte§(b))',
      'logger.With(x).Error("y", []byte§(b))',
      'x.withErrorLogger([]byte§(b))',
    ])
      assert.equal(await one(loop(call)), 'hint', call);
    for (const call of ['page.Info("x", []byte§(b))', 'catalog.Printf("%v", []byte§(b))'])
      assert.equal(await one(loop(call)), 'information', call);
  });

  it('is a hint in packages of examples and tests, whatever the module is called', async () => {
    const hot = loop('use([]byte§(b))');
    for (const importPath of [
      'example.com/m/examples/a',
      'example.com/m/_examples',
      'example.com/m/testdata/x',
      'example.com/m/apitest',
      'example.com/m/httpconfig',
    ])
      assert.equal(await one(hot, { importPath }), 'hint', importPath);
    for (const importPath of ['example.com/examples', 'example.com/m/latest', 'example.com/m/contest', 'p'])
      assert.equal(await one(hot, { importPath }), 'information', importPath);
  });
});
