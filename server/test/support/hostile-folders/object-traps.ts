/** Go code that gives much to follow to what reads objects: pools, goroutines, finalizers, timers, metrics, locks, servers. */
import { times } from '../shapes/shape.js';
import { files, type HostileFolder } from './folder.js';

const code = (name: string, text: () => string): HostileFolder => files(name, () => ({ 'a.go': `package main\n\n${text()}` }));
const POOL = 'import "sync"\n\ntype T struct{ b []byte; m map[string]int; next *T }\n\nvar p sync.Pool\n\n';

export const OBJECT_TRAPS: readonly HostileFolder[] = [
  code(
    'puts beside goroutines',
    () =>
      `${POOL}func f(c chan *T, wg *sync.WaitGroup) {\n${times(2000, i => `\tx${i} := p.Get().(*T)\n\tgo func() { wg.Wait(); use(x${i}); c <- x${i} }()\n\tselect { case c <- x${i}: case <-done: }\n\tp.Put(x${i})\n`)}}\n`,
  ),
  code(
    'objects that alias all others',
    () =>
      `${POOL}func f() {\n${times(800, i => `\tx${i} := p.Get().(*T)\n`)}${times(800, i => `\tx${i}.next = x${(i * 7 + 1) % 800}; x${(i * 3) % 800} = x${i}.next; y${i} := x${i}.b[:${i}]; z[${i}] = y${i}\n`)}${times(800, i => `\tp.Put(x${i}); g(y${i})\n`)}}\n`,
  ),
  code(
    'branches between Get and Put',
    () =>
      `${POOL}func f(a int) (r []byte) {\n\tx := p.Get().(*T)\n${times(3000, i => `\tif a == ${i} { x.b = append(x.b, 1); r = x.b; if a > 1 { p.Put(x); return x.b } }\n`)}\tp.Put(x)\n\treturn r\n}\n`,
  ),
  code(
    'helpers that put in a chain',
    () =>
      `${POOL}${times(3000, i => `func put${i}(x *T, c bool) { if c { put${i + 1}(x, c) } else { put${(i + 7) % 3000}(x, !c) } }\n`)}func put3000(x *T, c bool) { p.Put(x) }\nfunc g() { x := p.Get().(*T); put0(x, true); x.b = nil }\n`,
  ),
  code(
    'pools of pools',
    () =>
      `import "sync"\n\n${times(3000, i => `var p${i} = sync.Pool{New: func() any { return p${(i + 1) % 3000}.Get() }}\n`)}func f() {\n${times(3000, i => `\tx${i} := p${i}.Get().(*int); p${(i * 7) % 3000}.Put(x${i}); *x${i} = 1\n`)}}\n`,
  ),
  code(
    'thousands of finalizers',
    () =>
      `import "runtime"\n\ntype T struct{ self *T; f func() }\n\n${times(3000, i => `func f${i}() *T { x := &T{}; y := x; x.self = y; z := &T{self: x}; runtime.SetFinalizer(x, func(q *T) { y.f(); z.f() }); runtime.AddCleanup(z, func(q *T) { q.f() }, x); return f${(i + 1) % 3000}() }\n`)}`,
  ),
  code(
    'a finalizer behind a long chain',
    () =>
      `import "runtime"\n\ntype T struct{ self any }\n\nfunc f() {\n\tx0 := &T{}\n${times(3000, i => `\tx${i + 1} := &T{self: x${i}}; x${i}.self = []any{x${i + 1}, x${(i * 7) % 3000}}\n`)}\truntime.SetFinalizer(x0, func(q *T) { _ = x3000 })\n\truntime.SetFinalizer(x3000, func(q *T) { _ = x0 })\n}\n`,
  ),
  code(
    'metrics that everything registers',
    () =>
      `import (\n\t"net/http"\n\n\t"github.com/prometheus/client_golang/prometheus"\n)\n\n${times(2000, i => `func m${i}(w http.ResponseWriter, r *http.Request) {\n\tfor range w { prometheus.MustRegister(prometheus.NewCounter(prometheus.CounterOpts{Name: "a" + name${i} + "b"})); m${(i + 1) % 2000}(w, r); m${(i * 7) % 2000}(w, r) }\n}\n`)}func main() {\n${times(2000, i => `\thttp.HandleFunc("/${i}", m${i})\n`)}}\n`,
  ),
  code(
    'timers in loops in loops',
    () =>
      `import "time"\n\nfunc f(c chan int) {\n${times(2000, i => `\tfor x${i} := range c { select { case <-time.After(time.Second * ${i}): continue; case y := <-c: if y > x${i} { return } } }\n`)}\t${'for { select { case <-time.After(1): '.repeat(400)}${'} }'.repeat(400)}\n}\n`,
  ),
  code(
    'servers whose values go round',
    () =>
      `import (\n\t"net/http"\n\t"time"\n)\n\n${times(2000, i => `func s${i}(s *http.Server, t *http.Transport) *http.Server { x := &http.Server{Addr: a${i}}; *x = *s; c := &http.Client{Transport: t, Timeout: d${(i + 1) % 2000}}; c.Get("x"); return s${(i + 1) % 2000}(x, c.Transport.(*http.Transport)) }\nvar d${i} = time.Duration(d${(i + 1) % 2000})\n`)}func main() { s0(&http.Server{}, &http.Transport{}).ListenAndServe() }\n`,
  ),
  code(
    'locks under every name',
    () =>
      `import "github.com/redis/go-redis/v9"\n\nvar c *redis.Client\n\n${times(2000, i => `func l${i}(k string) { c.SetNX(ctx, "lock:" + k${(i + 1) % 2000} + k, 1, 0); defer c.Del(ctx, k); c.Expire(ctx, k + "lock", d${i}); l${(i + 1) % 2000}(k + k) }\nvar k${i} = k${(i + 1) % 2000} + "lock"\n`)}`,
  ),
];
