/** Changes that people make most often when they see an allocation: before and after. */
import type { Case } from './cases.js';

export const EVERYDAY_CASES: readonly Case[] = [
  {
    remedy: 'element-by-index',
    name: 'a method of the element, and its address',
    before:
      'package a\n\ntype t struct{ n int }\n\nfunc (x *t) m(f func(*t)) { f(x) }\n\nfunc f(xs []t, g func(*t)) (n int) {\n\tfor _, «x» := range xs {\n\t\tx.m(g)\n\t\tg(&x)\n\t\tn += x.n\n\t}\n\treturn n\n}\n',
    after:
      'package a\n\ntype t struct{ n int }\n\nfunc (x *t) m(f func(*t)) { f(x) }\n\nfunc f(xs []t, g func(*t)) (n int) {\n\tfor i := range xs {\n\t\txs[i].m(g)\n\t\tg(&xs[i])\n\t\tn += xs[i].n\n\t}\n\treturn n\n}\n',
  },
  {
    remedy: 'element-by-index',
    name: 'an index that has a name, and a slice in a field',
    before:
      'package a\n\ntype t struct{ xs []int }\n\nfunc (x *t) f(g func(int, *int)) {\n\tfor k, «v» := range x.xs {\n\t\tg(k, &v)\n\t}\n}\n',
    after:
      'package a\n\ntype t struct{ xs []int }\n\nfunc (x *t) f(g func(int, *int)) {\n\tfor k := range x.xs {\n\t\tg(k, &x.xs[k])\n\t}\n}\n',
  },
  {
    remedy: 'one-timer',
    name: 'a constant wait in a select',
    before:
      'package a\n\nimport "time"\n\nfunc f(in chan int) (n int) {\n\tfor {\n\t\tselect {\n\t\tcase v, ok := <-in:\n\t\t\tif !ok {\n\t\t\t\treturn n\n\t\t\t}\n\t\t\tn += v\n\t\tcase <-«time.After(2 * time.Second)»:\n\t\t\treturn n\n\t\t}\n\t}\n}\n',
    after:
      'package a\n\nimport "time"\n\nfunc f(in chan int) (n int) {\n\ttimer := time.NewTimer(2 * time.Second)\n\tdefer timer.Stop()\n\tfor {\n\t\ttimer.Reset(2 * time.Second)\n\t\tselect {\n\t\tcase v, ok := <-in:\n\t\t\tif !ok {\n\t\t\t\treturn n\n\t\t\t}\n\t\t\tn += v\n\t\tcase <-timer.C:\n\t\t\treturn n\n\t\t}\n\t}\n}\n',
  },
  {
    remedy: 'one-timer',
    name: 'a parameter as wait, in a loop in a loop',
    before:
      'package a\n\nimport "time"\n\nfunc f(n int, wait time.Duration) {\n\tfor range n {\n\t\tfor range n {\n\t\t\t<-«time.After(wait)»\n\t\t}\n\t}\n}\n',
    after:
      'package a\n\nimport "time"\n\nfunc f(n int, wait time.Duration) {\n\tfor range n {\n\t\ttimer := time.NewTimer(wait)\n\t\tfor range n {\n\t\t\ttimer.Reset(wait)\n\t\t\t<-timer.C\n\t\t}\n\t}\n}\n',
  },
  {
    remedy: 'log-attrs',
    name: 'pairs and attributes in one call',
    before:
      'package a\n\nimport (\n\t"log/slog"\n\t"time"\n)\n\ntype t struct{ log *slog.Logger }\n\nfunc (x *t) f(n int64, s string, d time.Duration, v []int) {\n\tx.log.Debug("m", "n", «n», slog.String("s", s), "d", d, "v", v)\n}\n',
    after:
      'package a\n\nimport (\n\t"context"\n\t"log/slog"\n\t"time"\n)\n\ntype t struct{ log *slog.Logger }\n\nfunc (x *t) f(n int64, s string, d time.Duration, v []int) {\n\tx.log.LogAttrs(context.Background(), slog.LevelDebug, "m", slog.Int64("n", n), slog.String("s", s), slog.Duration("d", d), slog.Any("v", v))\n}\n',
  },
  {
    remedy: 'log-attrs',
    name: 'the default logger, with a context',
    before:
      'package a\n\nimport (\n\t"context"\n\t"log/slog"\n)\n\nfunc f(ctx context.Context, n int) {\n\tslog.InfoContext(ctx, "m", "n", «n»)\n}\n',
    after:
      'package a\n\nimport (\n\t"context"\n\t"log/slog"\n)\n\nfunc f(ctx context.Context, n int) {\n\tslog.LogAttrs(ctx, slog.LevelInfo, "m", slog.Int("n", n))\n}\n',
  },
  {
    remedy: 'pointer-there',
    name: 'what json encodes',
    before:
      'package a\n\nimport "encoding/json"\n\ntype t struct{ N, M int }\n\nfunc f(x *t) ([]byte, error) { return json.Marshal(«*x») }\n',
    after: 'package a\n\nimport "encoding/json"\n\ntype t struct{ N, M int }\n\nfunc f(x *t) ([]byte, error) { return json.Marshal(x) }\n',
  },
  {
    remedy: 'pointer-there',
    name: 'what an encoder writes',
    before:
      'package a\n\nimport "encoding/json"\n\ntype t struct{ n *int }\n\nfunc f(enc *json.Encoder, x t) error {\n\treturn enc.Encode(«*x.n»)\n}\n',
    after:
      'package a\n\nimport "encoding/json"\n\ntype t struct{ n *int }\n\nfunc f(enc *json.Encoder, x t) error {\n\treturn enc.Encode(x.n)\n}\n',
  },
  {
    remedy: 'prebuilt-arguments',
    name: 'constant labels behind another argument',
    before:
      'package a\n\ntype l struct{ k, v string }\n\ntype counter interface{ Add(n int, ls ...l) }\n\n// f counts.\nfunc f(c counter) {\n\t«c.Add(1, l{"a", "b"}, l{"c", "d"})»\n}\n',
    after:
      'package a\n\ntype l struct{ k, v string }\n\ntype counter interface{ Add(n int, ls ...l) }\n\nvar addArgs = []l{{"a", "b"}, {"c", "d"}}\n\n// f counts.\nfunc f(c counter) {\n\tc.Add(1, addArgs...)\n}\n',
  },
  {
    remedy: 'receiver-buffer',
    name: 'a header that is read',
    before:
      'package a\n\nimport (\n\t"encoding/binary"\n\t"io"\n)\n\ntype t struct {\n\tr io.Reader\n}\n\nfunc (x *t) f() (uint32, error) {\n\tvar «b» [4]byte\n\tif _, err := io.ReadFull(x.r, b[:]); err != nil {\n\t\treturn 0, err\n\t}\n\treturn binary.BigEndian.Uint32(b[:]), nil\n}\n',
    after:
      'package a\n\nimport (\n\t"encoding/binary"\n\t"io"\n)\n\ntype t struct {\n\tr io.Reader\n\n\tb [4]byte\n}\n\nfunc (x *t) f() (uint32, error) {\n\tx.b = [4]byte{}\n\tif _, err := io.ReadFull(x.r, x.b[:]); err != nil {\n\t\treturn 0, err\n\t}\n\treturn binary.BigEndian.Uint32(x.b[:]), nil\n}\n',
  },
  {
    remedy: 'receiver-buffer',
    name: 'a number that is written, by a struct on one line',
    before:
      'package a\n\nimport (\n\t"encoding/binary"\n\t"io"\n)\n\ntype t struct{ w io.Writer }\n\nfunc (x *t) f(n uint64) error {\n\tvar «b» [10]byte\n\tl := binary.PutUvarint(b[:], n)\n\t_, err := x.w.Write(b[:l])\n\treturn err\n}\n',
    after:
      'package a\n\nimport (\n\t"encoding/binary"\n\t"io"\n)\n\ntype t struct {\n\tw io.Writer\n\n\tb [10]byte\n}\n\nfunc (x *t) f(n uint64) error {\n\tx.b = [10]byte{}\n\tl := binary.PutUvarint(x.b[:], n)\n\t_, err := x.w.Write(x.b[:l])\n\treturn err\n}\n',
  },
  {
    remedy: 'write-string',
    name: 'to any writer',
    before: 'package a\n\nimport "io"\n\nfunc f(w io.Writer, s string) error {\n\t_, err := w.Write(«[]byte(s)»)\n\treturn err\n}\n',
    after: 'package a\n\nimport "io"\n\nfunc f(w io.Writer, s string) error {\n\t_, err := io.WriteString(w, s)\n\treturn err\n}\n',
  },
  {
    remedy: 'shared-struct',
    name: 'several names in one declaration',
    before:
      'package a\n\nimport "sync"\n\nfunc f(sum func() int) int {\n\tvar «wg» sync.WaitGroup\n\tvar left, right int\n\twg.Add(2)\n\tgo func() {\n\t\tdefer wg.Done()\n\t\tleft = sum()\n\t}()\n\tgo func() {\n\t\tdefer wg.Done()\n\t\tright = sum()\n\t}()\n\twg.Wait()\n\treturn left + right\n}\n',
    after:
      'package a\n\nimport "sync"\n\nfunc f(sum func() int) int {\n\tvar shared struct {\n\t\twg    sync.WaitGroup\n\t\tleft  int\n\t\tright int\n\t}\n\tshared.wg.Add(2)\n\tgo func() {\n\t\tdefer shared.wg.Done()\n\t\tshared.left = sum()\n\t}()\n\tgo func() {\n\t\tdefer shared.wg.Done()\n\t\tshared.right = sum()\n\t}()\n\tshared.wg.Wait()\n\treturn shared.left + shared.right\n}\n',
  },
  {
    remedy: 'shared-struct',
    name: 'what a closure writes, with comments and zero values',
    before:
      'package a\n\ntype visitor interface{ Walk(func(string, int)) }\n\nfunc f(v visitor) (int, string) {\n\tsum := 0        // of all\n\tvar «keys», n int // how many\n\tlast := ""\n\tv.Walk(func(k string, x int) {\n\t\tkeys++\n\t\tn += 2\n\t\tsum, last = sum+x, k\n\t})\n\treturn sum + keys + n, last\n}\n',
    after:
      'package a\n\ntype visitor interface{ Walk(func(string, int)) }\n\nfunc f(v visitor) (int, string) {\n\tvar shared struct {\n\t\tsum  int // of all\n\t\tkeys int // how many\n\t\tn    int\n\t\tlast string\n\t}\n\tv.Walk(func(k string, x int) {\n\t\tshared.keys++\n\t\tshared.n += 2\n\t\tshared.sum, shared.last = shared.sum+x, k\n\t})\n\treturn shared.sum + shared.keys + shared.n, shared.last\n}\n',
  },
];
