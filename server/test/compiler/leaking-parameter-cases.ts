/** Functions whose parameters leak, and what is said of them. */

/** What the functions refer to. */
export const HEAD = `package a

type pair struct { p *int; n int }
type words struct { s string; c chan int }
type holder struct { n int; p *pair }

var g *pair
var gi any
var gs string
var gp *int
var gpair pair
var gf func()
var gm map[string]int
var gss []string
var gw words
var gc chan int
var sink interface{ Keep(any) }

`;
/** Each function by itself on a line, with what is said of its parameters; nothing is said of those without an entry. */
export const FUNCTIONS: readonly (readonly [text: string, ...said: string[]])[] = [
  ['func stored(p *pair) { g = p }', 'p: pointer p + becauseOutlives g = p + inlinedCalls [assignedIn g = p]'],
  ['func (p *pair) method() { g = p }', 'p: receiver p + becauseOutlives g = p + inlinedCalls [assignedIn g = p]'],
  ['func slice(s []string) { gss = s }', 's: slice s + becauseOutlives gss = s + inlinedCalls [assignedIn gss = s]'],
  ['func many(s ...string) { gss = s }', 's: variadic s + becauseOutlives gss = s + inlinedCalls [assignedIn gss = s]'],
  ['func fun(f func()) { gf = f }', 'f: func f + becauseOutlives gf = f + inlinedCalls [assignedIn gf = f]'],
  ['func table(m map[string]int) { gm = m }', 'm: map m + becauseOutlives gm = m + inlinedCalls [assignedIn gm = m]'],
  ['func boxed(v any) { sink.Keep(v) }', 'v: interface v + becausePassedOn sink.Keep(v) + inlinedCalls [passedOn sink.Keep(v)]'],
  ['func value(q pair) { gpair = q }', 'q: holder q + becauseOutlives gpair = q + inlinedCalls [assignedIn gpair = q]'],
  [
    'func content(q *pair) { gp = q.p }',
    'q: contentOfPointer q + becauseOutlives gp = q.p + inlinedCalls [reachedThrough q.p; assignedIn gp = q.p]',
  ],
  [
    'func elements(vs ...any) { gi = vs[0] }',
    'vs: contentOfInterfaces vs + becauseOutlives gi = vs[0] + inlinedCalls [reachedThrough vs[0]; assignedIn gi = vs[0]]',
  ],
  ['func same(p *pair) *pair { return p }', 'p: result p [returned]'],
  ['func first(ps []*pair) *pair { return ps[0] }', 'ps: resultContent ps [reachedThrough ps[0]; returned]'],
  [
    'func both(p *pair) *pair { gp = p.p; return p }',
    'p: contentOfPointer p + becauseOutlives gp = p.p + inlinedCalls [reachedThrough p.p; assignedIn gp = p.p]',
  ],
  ['func started(p *pair) { go func() { println(p.n) }() }', 'p: pointer p + becauseCaptured [capturedByClosure p]'],
  ['func 世界(é *pair, n int) { g = é }', 'é: pointer é + becauseOutlives g = é + inlinedCalls [assignedIn g = é]'],
  [
    'func held(p *pair) { gi = &holder{n: 1, p: p} }',
    'p: pointer p + becausePutInto holder{n: 1, p: p} + inlinedCalls [putInto holder{...}]',
  ],
  [
    'func appended(ps []*pair, p *pair) []*pair { return append(ps, p) }',
    'ps: content ps + becauseCopied append(ps, p) + inlinedCalls [passedOn append(ps, p); copiedBy append(ps, p)]',
    'p: pointer p + becauseOutlives append(ps, p) + inlinedCalls [passedOn append(ps, p)]',
  ],
  [
    'func asserted(vs []any) { for _, v := range vs { if c, ok := v.(interface{ C() }); ok { c.C() } } }',
    'vs: contentOfInterfaces vs + becausePassedOn c.C() + inlinedCalls [rangedOver; reachedThrough v.(interface { C() }); assignedIn c, ok := v.(interface{ C() }); passedOn c.C()]',
  ],
  ['func text(s string) { gs = s }'],
  ['func texts(s []string) { gs = s[0] }'],
  ['func onlyText(w words) { gw = w }'],
  ['func behindText(w *words) { gs = w.s }'],
  ['func channel(c chan int) { gc = c }'],
  ['func unused(p *pair) int { return p.n }'],
  ['func called(f func()) { f() }'],
  ['func generic[T any](p *T) { gi = p }'],
];
