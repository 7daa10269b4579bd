/** Where values become interfaces without being told to (Go spec, "Assignability"). */
import { holds } from './marked-code.js';

const CASES: Readonly<Record<string, string>> = {
  'assignments and declarations': `
    type E struct{}
    func (E) Error() string { return "" }
    var a any = 1 /*I interface{}*/
    var b error = E{} /*I error*/
    var c any = b /*I -*/
    var d any = nil /*I -*/
    var e, f any = 1 /*I interface{}*/, b
    func g() {
    	var x any
    	x = "s" /*I interface{}*/
    	x = x /*I -*/
    	y := 1 /*I -*/
    	x, z := y /*I interface{}*/, y /*I -*/
    	_ = z /*I -*/
    	_ = any(y /*I -*/)
    }`,
  'calls, also those that are put off': `
    type E struct{}
    func (*E) Error() string { return "" }
    func f(a any, b ...error) {}
    func two() (int, *E) { return 1, nil }
    func g(e *E, es []error) {
    	f(e /*I interface{}*/)
    	f(1, e /*I error*/, e /*I error*/)
    	f(es /*I interface{}*/, es... /*I -*/)
    	f(two() /*I interface{}*/)
    	go f(e /*I interface{}*/)
    	defer f(e /*I interface{}*/)
    	panic(e /*I interface{}*/)
    	func(x any) {}(1 /*I interface{}*/)
    	_ = append([]error{}, e /*I error*/)
    	_ = append([]any{}, es /*I interface{}*/)
    }
    func k[T any](t T) {}
    func l[T error](t T, u any) {}
    func h(e *E) { k(e /*I -*/); k[any](e /*I interface{}*/); l(e /*I -*/, e /*I interface{}*/) }`,
  returns: `
    type E struct{}
    func (E) Error() string { return "" }
    func f() error { return E{} /*I error*/ }
    func g() (any, error) { return 1 /*I interface{}*/, nil /*I -*/ }
    func two() (int, error) { return 1, nil }
    func h() (any, error) { return two() /*I interface{}*/ }
    var i = func() any { return 1.5 /*I interface{}*/ }`,
  'literals, sends, maps and comparisons': `
    type S struct { a any; e error }
    type E struct{}
    func (E) Error() string { return "" }
    func f(c chan any, m map[any]error, e E, x any) {
    	_ = S{1 /*I interface{}*/, e /*I error*/}
    	_ = S{a: "" /*I interface{}*/}
    	_ = []any{1 /*I interface{}*/, x /*I -*/}
    	_ = map[any]error{1 /*I interface{}*/: e /*I error*/}
    	c <- e /*I interface{}*/
    	_ = m[1 /*I interface{}*/]
    	m[e /*I interface{}*/] = e /*I error*/
    	delete(m, 1 /*I interface{}*/)
    	_ = x == e /*I interface{}*/
    	_ = e /*I interface{}*/ == x
    	_ = x == nil /*I -*/
    	switch x {
    	case 1 /*I interface{}*/, x /*I -*/:
    	}
    	var v any
    	for _, v /*I interface{}*/ = range []int{} {
    	}
    	_ = v
    }`,
  'none from or to what is unknown': `
    import "none"
    func f(n none.T, i none.I, x any) {
    	x = n /*I -*/
    	i = 1 /*I -*/
    	none.F(1 /*I -*/)
    	_ = x == n /*I -*/
    }`,
};

describe('implicit conversions', () => {
  for (const [name, code] of Object.entries(CASES)) it(name, () => holds(code));
});
