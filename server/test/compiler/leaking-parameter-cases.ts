/** Functions whose parameters leak, and what is said of them. */

export const POINTER = 'a local variable whose address a caller passes is moved to the heap';
const INLINES = 'A call that the compiler inlines is judged by itself.';

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
  [
    'func stored(p *pair) { g = p }',
    `p: \`p\` leaks: ${POINTER}, because \`g = p\` stores it where it outlives the call. ${INLINES} [assigned in \`g = p\`]`,
  ],
  [
    'func (p *pair) method() { g = p }',
    `p: \`p\` leaks: a local variable on which a caller calls the method is moved to the heap, because \`g = p\` stores it where it outlives the call. ${INLINES} [assigned in \`g = p\`]`,
  ],
  [
    'func slice(s []string) { gss = s }',
    `s: \`s\` leaks: the array behind a slice that a caller makes and passes is allocated on the heap, because \`gss = s\` stores it where it outlives the call. ${INLINES} [assigned in \`gss = s\`]`,
  ],
  [
    'func many(s ...string) { gss = s }',
    `s: \`s\` leaks: the slice that a call makes for these arguments is allocated on the heap, because \`gss = s\` stores it where it outlives the call. ${INLINES} [assigned in \`gss = s\`]`,
  ],
  [
    'func fun(f func()) { gf = f }',
    `f: \`f\` leaks: a closure with captured variables that a caller passes is allocated on the heap, because \`gf = f\` stores it where it outlives the call. ${INLINES} [assigned in \`gf = f\`]`,
  ],
  [
    'func table(m map[string]int) { gm = m }',
    `m: \`m\` leaks: a map that a caller makes and passes is allocated on the heap, because \`gm = m\` stores it where it outlives the call. ${INLINES} [assigned in \`gm = m\`]`,
  ],
  [
    'func boxed(v any) { sink.Keep(v) }',
    `v: \`v\` leaks: ${POINTER}, and a value that is no pointer is as a rule copied there, because \`sink.Keep(v)\` passes it on. ${INLINES} [passed on by \`sink.Keep(v)\`]`,
  ],
  [
    'func value(q pair) { gpair = q }',
    `q: \`q\` leaks: a local variable of a caller to which a pointer in it leads is moved to the heap, because \`gpair = q\` stores it where it outlives the call. ${INLINES} [assigned in \`gpair = q\`]`,
  ],
  [
    'func content(q *pair) { gp = q.p }',
    `q: \`q\` leaks: what it points to may stay on the stack, but local variables of a caller to which pointers in there lead can be moved to the heap, because \`gp = q.p\` stores it where it outlives the call. ${INLINES} [reached through \`q.p\`; assigned in \`gp = q.p\`]`,
  ],
  [
    'func elements(vs ...any) { gi = vs[0] }',
    `vs: \`vs\` leaks: the values in it can be copied to the heap by the caller, and local variables whose address is among them moved there, because \`gi = vs[0]\` stores it where it outlives the call. ${INLINES} [reached through \`vs[0]\`; assigned in \`gi = vs[0]\`]`,
  ],
  [
    'func same(p *pair) *pair { return p }',
    'p: `p` is part of the result: what callers pass stays on their stack only if they keep the result there. [returned to the caller]',
  ],
  [
    'func first(ps []*pair) *pair { return ps[0] }',
    'ps: What pointers in `ps` lead to is part of the result: local variables of a caller among that stay on the stack only if the caller keeps the result there. [reached through `ps[0]`; returned to the caller]',
  ],
  [
    'func both(p *pair) *pair { gp = p.p; return p }',
    `p: \`p\` leaks: what it points to may stay on the stack, but local variables of a caller to which pointers in there lead can be moved to the heap, because \`gp = p.p\` stores it where it outlives the call. ${INLINES} [reached through \`p.p\`; assigned in \`gp = p.p\`]`,
  ],
  [
    'func started(p *pair) { go func() { println(p.n) }() }',
    `p: \`p\` leaks: ${POINTER}, because a closure that outlives the call captures it. [\`p\` is captured by a closure]`,
  ],
  [
    'func 世界(é *pair, n int) { g = é }',
    `é: \`é\` leaks: ${POINTER}, because \`g = é\` stores it where it outlives the call. ${INLINES} [assigned in \`g = é\`]`,
  ],
  [
    'func held(p *pair) { gi = &holder{n: 1, p: p} }',
    `p: \`p\` leaks: ${POINTER}, because it is put into \`holder{n: 1, p: p}\`, which is on the heap. ${INLINES} [put into \`holder{...}\`]`,
  ],
  [
    'func appended(ps []*pair, p *pair) []*pair { return append(ps, p) }',
    `ps: \`ps\` leaks: local variables of a caller to which pointers in it lead can be moved to the heap, because \`append(ps, p)\` copies its elements. ${INLINES} [passed on by \`append(ps, p)\`; its elements are copied by \`append(ps, p)\`]`,
    `p: \`p\` leaks: ${POINTER}, because \`append(ps, p)\` stores it where it outlives the call. ${INLINES} [passed on by \`append(ps, p)\`]`,
  ],
  [
    'func asserted(vs []any) { for _, v := range vs { if c, ok := v.(interface{ C() }); ok { c.C() } } }',
    `vs: \`vs\` leaks: the values in it can be copied to the heap by the caller, and local variables whose address is among them moved there, because \`c.C()\` passes it on. ${INLINES} [ranged over by the loop; reached through \`v.(interface { C() })\`; assigned in \`c, ok := v.(interface{ C() })\`; passed on by \`c.C()\`]`,
  ],
  // Nothing that a caller could do anything about.
  ['func text(s string) { gs = s }'],
  ['func texts(s []string) { gs = s[0] }'],
  ['func onlyText(w words) { gw = w }'],
  ['func behindText(w *words) { gs = w.s }'],
  ['func channel(c chan int) { gc = c }'],
  ['func unused(p *pair) int { return p.n }'],
  ['func called(f func()) { f() }'],
  ['func generic[T any](p *T) { gi = p }'],
];
