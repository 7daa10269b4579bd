/** What looks like the everyday cases and is another. */
export const EVERYDAY_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  {
    why: 'the copy of the element is written',
    text: 'package a\n\ntype t struct{ n int }\n\nfunc f(xs []t, g func(*t)) {\n\tfor _, «x» := range xs {\n\t\tx.n++\n\t\tg(&x)\n\t}\n}\n',
  },
  {
    why: 'the loop sets the slice',
    text: 'package a\n\nfunc f(xs []int, g func(*int)) {\n\tfor _, «x» := range xs {\n\t\txs = nil\n\t\tg(&x)\n\t}\n}\n',
  },
  {
    why: 'a map has no elements with addresses',
    text: 'package a\n\nfunc f(m map[int]int, g func(*int)) {\n\tfor _, «x» := range m {\n\t\tg(&x)\n\t}\n}\n',
  },
  {
    why: 'the wait is another in each iteration',
    text: 'package a\n\nimport "time"\n\nfunc f(n int) {\n\twait := time.Second\n\tfor range n {\n\t\t<-«time.After(wait)»\n\t\twait *= 2\n\t}\n}\n',
  },
  {
    why: 'the wait is worked out',
    text: 'package a\n\nimport "time"\n\nfunc f(n int, next func() time.Duration) {\n\tfor range n {\n\t\t<-«time.After(next())»\n\t}\n}\n',
  },
  {
    why: 'others may set the wait of the package',
    text: 'package a\n\nimport "time"\n\nvar wait = time.Second\n\nfunc f(n int) {\n\tfor range n {\n\t\t<-«time.After(wait)»\n\t}\n}\n',
  },
  {
    why: 'others may set the wait of another package',
    text: 'package a\n\nimport (\n\t"example.com/config"\n\t"time"\n)\n\nfunc f(n int) {\n\tfor range n {\n\t\t<-«time.After(config.Wait)»\n\t}\n}\n',
  },
  {
    why: 'the loop sets the field with the wait',
    text: 'package a\n\nimport "time"\n\nfunc f(n int) {\n\tvar cfg struct{ wait time.Duration }\n\tfor range n {\n\t\tcfg.wait += time.Second\n\t\t<-«time.After(cfg.wait)»\n\t}\n}\n',
  },
  {
    why: 'a closure sets the field with the wait',
    text: 'package a\n\nimport "time"\n\nfunc f(n int, each func(func())) {\n\tvar cfg struct{ wait time.Duration }\n\teach(func() { cfg.wait++ })\n\tfor range n {\n\t\t<-«time.After(cfg.wait)»\n\t}\n}\n',
  },
  {
    why: 'the wait is received',
    text: 'package a\n\nimport "time"\n\nfunc f(n int, waits chan time.Duration) {\n\tfor range n {\n\t\t<-«time.After(<-waits)»\n\t}\n}\n',
  },
  {
    why: 'the wait is behind a pointer',
    text: 'package a\n\nimport "time"\n\nfunc f(n int, wait *time.Duration) {\n\tfor range n {\n\t\t<-«time.After(*wait)»\n\t}\n}\n',
  },
  { why: 'a pointer is printed in another way', text: 'package a\n\nimport "fmt"\n\nfunc f(p *[4]int) { fmt.Println(«*p») }\n' },
  {
    why: 'a key that is no literal',
    text: 'package a\n\nimport "log/slog"\n\nfunc f(k string, n int) { slog.Info("m", k, «n») }\n',
  },
  {
    why: 'the logger is another',
    text: 'package a\n\ntype log struct{}\n\nfunc (log) Info(m string, args ...any) {}\n\nfunc f(l log, n int) { l.Info("m", "n", «n») }\n',
  },
  {
    why: 'append copies what it is given',
    text: 'package a\n\ntype l struct{ k, v string }\n\nfunc f(ls []l) []l { return «append(ls, l{"a", "b"})» }\n',
  },
  {
    why: 'an argument is no constant',
    text: 'package a\n\ntype l struct{ k, v string }\n\nfunc f(add func(ls ...l), s string) {\n\t«add(l{"a", s})»\n}\n',
  },
  {
    why: 'the buffer is returned',
    text: 'package a\n\nimport "io"\n\ntype t struct {\n\tr io.Reader\n}\n\nfunc (x *t) f() []byte {\n\tvar «b» [4]byte\n\tx.r.Read(b[:])\n\treturn b[:]\n}\n',
  },
  {
    why: 'the receiver is a copy',
    text: 'package a\n\nimport "io"\n\ntype t struct {\n\tr io.Reader\n}\n\nfunc (x t) f() byte {\n\tvar «b» [4]byte\n\tx.r.Read(b[:])\n\treturn b[0]\n}\n',
  },
];
