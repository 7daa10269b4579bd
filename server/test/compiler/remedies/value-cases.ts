/** Values instead of pointers: on channels, as results. Before and after, and where they must stay pointers. */
import type { Case } from './cases.js';

const channel = (send: string, receive: string, star = '*', declared = 'type msg struct{ n, m int }') =>
  `package a\n\n${declared}\n\ntype conn struct {\n\tout  chan ${star}msg\n\tdone bool\n}\n\nfunc newConn() *conn { return &conn{out: make(chan ${star}msg, 8)} }\n\nfunc (c *conn) send(n int) {\n${send}\n}\n\nfunc (c *conn) receive() (n int) {\n${receive}\n\treturn n\n}\n`;
const SEND = '\tc.out <- «&msg{n: n}»';
const RECEIVE =
  '\tfor m := range c.out {\n\t\tn += m.n\n\t}\n\tselect {\n\tcase m := <-c.out:\n\t\tn += m.m\n\tdefault:\n\t}\n\tm, ok := <-c.out\n\tif ok && len(c.out) == 0 {\n\t\tm.n++\n\t\tn += m.n\n\t}';
const parse = (body: string, caller: string, result = '(*house, error)') =>
  `package a\n\nimport "strconv"\n\ntype house struct{ id, rent int }\n\nfunc (h *house) sum() int { return h.id + h.rent }\n\nfunc parse(id string) ${result} {\n${body}\n}\n\nfunc f(id string) int {\n${caller}\n}\n`;
const PARSE =
  '\th := «&house{rent: 1}»\n\tn, err := strconv.Atoi(id)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\th.id = n\n\treturn h, nil';
const CALLER = '\th, err := parse(id)\n\tif err != nil {\n\t\treturn 0\n\t}\n\treturn h.sum() * h.rent';

const registry = (body: string, more: string, star = '*') =>
  `package a\n\ntype conf struct{ n, m int }\n\ntype reg struct {\n\tbyName map[string]${star}conf\n}\n\nfunc newReg() *reg { return &reg{byName: map[string]${star}conf{}} }\n\nfunc (r *reg) register(name string, c ${star}conf) { r.byName[name] = c }\n\nfunc (r *reg) f(n int) {\n${body}\n}\n\n${more}\n`;
const READS =
  'func (r *reg) sum() (n int) {\n\tfor _, c := range r.byName {\n\t\tn += c.n\n\t}\n\tif c, ok := r.byName["a"]; ok {\n\t\tn += c.m\n\t}\n\tdelete(r.byName, "b")\n\treturn n + r.byName["c"].n + len(r.byName)\n}';

export const VALUE_CASES: readonly Case[] = [
  {
    remedy: 'map-of-values',
    name: 'stored by a method that is given the address',
    before: registry('\t«c» := conf{n: n}\n\tc.m = 1\n\tr.register("a", &c)\n\tr.register("b", &conf{})', READS),
    after: registry('\tc := conf{n: n}\n\tc.m = 1\n\tr.register("a", c)\n\tr.register("b", conf{})', READS, ''),
  },
  {
    remedy: 'map-of-values',
    name: 'stored at once',
    before: registry('\tr.byName = make(map[string]*conf)\n\tr.byName["a"] = «&conf{n: n}»', 'var _ = newReg'),
    after: registry('\tr.byName = make(map[string]conf)\n\tr.byName["a"] = conf{n: n}', 'var _ = newReg', ''),
  },
  {
    remedy: 'channel-of-values',
    name: 'a literal, and every way to receive',
    before: channel(SEND, RECEIVE),
    after: channel('\tc.out <- msg{n: n}', RECEIVE, ''),
  },
  {
    remedy: 'channel-of-values',
    name: 'a variable that is not used again',
    before: channel('\t«m» := msg{n: n}\n\tm.m = 2\n\tc.out <- &m', '\t<-c.out'),
    after: channel('\tm := msg{n: n}\n\tm.m = 2\n\tc.out <- m', '\t<-c.out', ''),
  },
  {
    remedy: 'channel-of-values',
    name: 'a local channel',
    before:
      'package a\n\ntype res struct{ n int }\n\nfunc f(xs []int) (n int) {\n\tch := make(chan *res, len(xs))\n\tfor _, x := range xs {\n\t\tgo func() { ch <- «&res{x}» }()\n\t}\n\tfor range xs {\n\t\tr := <-ch\n\t\tn += r.n\n\t}\n\treturn n\n}\n',
    after:
      'package a\n\ntype res struct{ n int }\n\nfunc f(xs []int) (n int) {\n\tch := make(chan res, len(xs))\n\tfor _, x := range xs {\n\t\tgo func() { ch <- res{x} }()\n\t}\n\tfor range xs {\n\t\tr := <-ch\n\t\tn += r.n\n\t}\n\treturn n\n}\n',
  },
  {
    remedy: 'value-result',
    name: 'a variable and an error',
    before: parse(PARSE, CALLER),
    after: parse(PARSE.replace('«&house{rent: 1}»', 'house{rent: 1}').replace('nil, err', 'house{}, err'), CALLER, '(house, error)'),
  },
  {
    remedy: 'value-result',
    name: 'an exported function of a program',
    before:
      'package main\n\ntype p struct{ n int }\n\nfunc New(n int) *p { return «&p{n}» }\n\nfunc main() {\n\tx := New(1)\n\tprintln(x.n)\n}\n',
    after:
      'package main\n\ntype p struct{ n int }\n\nfunc New(n int) p { return p{n} }\n\nfunc main() {\n\tx := New(1)\n\tprintln(x.n)\n}\n',
  },
  {
    remedy: 'value-result',
    name: 'a method, new, and a caller that looks at the error only',
    before:
      'package a\n\nimport "errors"\n\ntype p struct{ n int }\n\ntype t struct{ n int }\n\nfunc (x *t) next() (*p, error) {\n\tv := «new(p)»\n\tif x.n++; x.n > 3 {\n\t\treturn nil, errors.New("end")\n\t}\n\tv.n = x.n\n\treturn v, nil\n}\n\nfunc f(x *t) (n int) {\n\t_, _ = x.n, n\n\tv, err := x.next()\n\tif err == nil {\n\t\tn = v.n\n\t}\n\treturn n\n}\n',
    after:
      'package a\n\nimport "errors"\n\ntype p struct{ n int }\n\ntype t struct{ n int }\n\nfunc (x *t) next() (p, error) {\n\tv := p{}\n\tif x.n++; x.n > 3 {\n\t\treturn p{}, errors.New("end")\n\t}\n\tv.n = x.n\n\treturn v, nil\n}\n\nfunc f(x *t) (n int) {\n\t_, _ = x.n, n\n\tv, err := x.next()\n\tif err == nil {\n\t\tn = v.n\n\t}\n\treturn n\n}\n',
  },
];

const STORE = '\tr.byName["a"] = «&conf{n: n}»';

export const VALUE_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'an element of the map is written', text: registry(STORE, 'func (r *reg) g() { r.byName["a"].n++ }') },
  {
    why: 'an element of the map is written in a loop',
    text: registry(STORE, 'func (r *reg) g() {\n\tfor _, c := range r.byName {\n\t\tc.n++\n\t}\n}'),
  },
  {
    why: 'a method may write an element',
    text: registry(STORE, 'func (c *conf) inc() { c.n++ }\n\nfunc (r *reg) g() {\n\tif c, ok := r.byName["a"]; ok {\n\t\tc.inc()\n\t}\n}'),
  },
  { why: 'an element of the map may be nil', text: registry(STORE, 'func (r *reg) g() bool { return r.byName["a"] == nil }') },
  { why: 'an element of the map is returned', text: registry(STORE, 'func (r *reg) g() *conf { return r.byName["a"] }') },
  { why: 'the map is given to others', text: registry(STORE, 'func (r *reg) g() map[string]*conf { return r.byName }') },
  { why: 'a caller uses what it stored', text: registry('\t«c» := conf{n: n}\n\tr.register("a", &c)\n\tc.n++', '') },
  {
    why: 'a caller stores what it was given',
    text: registry('\t«c» := conf{n: n}\n\tr.register("a", &c)', 'func g(r *reg, c *conf) { r.register("a", c) }'),
  },
  {
    why: 'what was received is kept',
    text: channel(SEND, '\tm := <-c.out\n\tkeep = m\n\t_ = m.n', '*', 'type msg struct{ n, m int }\n\nvar keep *msg'),
  },
  {
    why: 'what was received is compared with nil',
    text: channel(SEND, '\tfor m := range c.out {\n\t\tif m != nil {\n\t\t\tn++\n\t\t}\n\t}'),
  },
  { why: 'the sender uses it again', text: channel('\tm := «msg{n: n}»\n\tc.out <- &m\n\tm.n++', '\t<-c.out') },
  {
    why: 'one variable is sent again and again',
    text: channel('\tvar «m» msg\n\tfor m.n < n {\n\t\tm.n++\n\t\tc.out <- &m\n\t}', '\t<-c.out'),
  },
  { why: 'nil is sent', text: channel(`${SEND}\n\tc.out <- nil`, '\t<-c.out') },
  {
    why: 'the channel goes to others',
    text: channel(SEND, '\tdrain(c.out)', '*', 'type msg struct{ n, m int }\n\nfunc drain(<-chan *msg) {}'),
  },
  {
    why: 'what is sent has a lock',
    text: channel(SEND, '\t<-c.out', '*', 'import "sync"\n\ntype msg struct {\n\tn, m int\n\tsync.Mutex\n}'),
  },
  { why: 'what is sent is large', text: channel(SEND, '\t<-c.out', '*', 'type msg struct {\n\tn, m int\n\tb    [256]byte\n}') },
  { why: 'nil is a result without an error', text: parse(PARSE.replace('nil, err', 'nil, nil'), CALLER) },
  {
    why: 'a caller keeps the pointer',
    text: `${parse(PARSE, `${CALLER.replace('return h.sum()', 'keep = h\n\treturn h.sum()')}`)}\nvar keep *house\n`,
  },
  { why: 'a caller returns the pointer', text: `${parse(PARSE, CALLER)}\nfunc g() (*house, error) { return parse("") }\n` },
  { why: 'the function keeps the pointer', text: `${parse(PARSE.replace('h.id = n', 'h.id = n\n\tkeep = h'), CALLER)}\nvar keep *house\n` },
  {
    why: 'an interface has the method',
    text: 'package a\n\ntype p struct{ n int }\n\ntype t struct{}\n\ntype nexter interface{ next() *p }\n\nfunc (t) next() *p { return «&p{}» }\n\nfunc f(x t) int { return x.next().n }\n',
  },
];
