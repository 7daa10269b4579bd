import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import type { GrowingSliceSite } from '../../go/package/allocation-site.js';
import type { Type } from '../../go/types/model.js';
import { under } from '../../go/types/predicates.js';
import { forEachSite } from '../../sites/estimates.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('escape/growing-slice', {
  grows:
    '`{name}` is reallocated repeatedly while this loop appends, although its final length `{length}` is known.\nGive it the capacity `{length}` where it is declared.',
  capacityFix: 'Give it the capacity {length}',
  stepDeclared: '`{name}` is declared here, without a capacity.',
  stepLoop: 'This loop appends one element per iteration.',
});

export default rule({
  id: 'escape/growing-slice',
  severity: 'hint',
  since: '0.1.0',
  summary: 'A slice grows element by element although its length is known',
  inTests: false,
  messages: say,
  compiler: { silentSince: 0, keepsSentence: true },
  docs: {
    what: 'A slice that is declared empty and right after that gets exactly one element per iteration of a loop over a slice, an array or a map, or of a counted loop up to `len(xs)` or a constant.',
    why: 'Each time the slice is full, `append` allocates a larger array and copies all elements: 1,000 integers cost 9 to 12 allocations and 25 KB, where one allocation of 8 KB would do.',
    fix: 'Give the slice its capacity: `make([]T, 0, len(xs))`. Where it was declared nil, look first at what reads it: encoding/json writes an empty slice that is not nil as `[]`, not as `null`, and a comparison with nil is false.',
    limits:
      'Silent when an element may be left out (`continue`, a condition), when the loop may end early (`break`), when the slice is used in another way before or in the loop, for channels, iterator functions, strings and lengths that may be negative, and for loops of up to 8 iterations. A `return` inside the loop, as for errors, does not count. Loops over nothing then allocate nothing in both forms.',
    sources: [
      'Measured with Go 1.18.10, 1.24.4, 1.25.0 and 1.27.0 (testing.AllocsPerRun): 1,000 ints appended to a nil slice: 12, 12, 9 to 12 and 9 allocations, 25,208 bytes',
      'go-facts §4.2: `append nil local 100 ints` 8 allocations up to Go 1.24, 5 from 1.25',
      'runtime/slice.go: growslice and nextslicecap double up to 256 elements, then grow by a quarter',
    ],
  },
  examples: [
    bad(`package app

import "net/http"

func lengths(r *http.Request) []int {
	var out []int
	for _, codings := range r.Header {
		out = «append(out, len(codings))»
	}
	return out
}
`),
    bad(
      `package app

func lengths(words []string) []int {
	var out []int
	for _, w := range words {
		out = «append(out, len(w))»
	}
	return out
}
`,
      `package app

func lengths(words []string) []int {
	out := make([]int, 0, len(words))
	for _, w := range words {
		out = append(out, len(w))
	}
	return out
}
`,
    ),
    bad(
      `package app

import "strconv"

func parse(words []string) ([]int, error) {
	out := []int{}
	for _, w := range words {
		n, err := strconv.Atoi(w)
		if err != nil {
			return nil, err
		}
		out = «append(out, n)»
	}
	return out, nil
}
`,
      `package app

import "strconv"

func parse(words []string) ([]int, error) {
	out := make([]int, 0, len(words))
	for _, w := range words {
		n, err := strconv.Atoi(w)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}
`,
    ),
    bad(
      `package app

type index struct{ byName map[string]int }

func (x *index) names() []string {
	names := make([]string, 0)
	for name := range x.byName {
		names = «append(names, name)»
	}
	return names
}
`,
      `package app

type index struct{ byName map[string]int }

func (x *index) names() []string {
	names := make([]string, 0, len(x.byName))
	for name := range x.byName {
		names = append(names, name)
	}
	return names
}
`,
    ),
    bad(
      `package app

func pairs(xs []int) [][2]int {
	var out [][2]int
	for i := 0; i < len(xs)/2; i++ {
		out = «append(out, [2]int{xs[2*i], xs[2*i+1]})»
	}
	return out
}
`,
      `package app

func pairs(xs []int) [][2]int {
	out := make([][2]int, 0, len(xs)/2)
	for i := 0; i < len(xs)/2; i++ {
		out = append(out, [2]int{xs[2*i], xs[2*i+1]})
	}
	return out
}
`,
    ),
    bad(`package app

func squares(load func() []int) []int {
	var out []int
	xs := load()
	for _, x := range xs {
		out = «append(out, x*x)»
	}
	return out
}
`),
    good(`package app

func lengths(words []string) []int {
	out := make([]int, 0, len(words))
	for _, w := range words {
		out = append(out, len(w))
	}
	return out
}
`),
    silent(
      'not every iteration appends',
      `package app

func positive(xs []int) []int {
	var out []int
	for _, x := range xs {
		if x > 0 {
			out = append(out, x)
		}
	}
	for _, x := range xs {
		if x < 0 {
			continue
		}
		out = append(out, x)
	}
	return out
}

func evens(xs []int) []int {
	var out []int
	for _, x := range xs {
		if x%2 != 0 {
			continue
		}
		out = append(out, x)
	}
	return out
}
`,
    ),
    silent(
      'the number of iterations is not known before the loop',
      `package app

import "iter"

func drain(c <-chan int, seq iter.Seq[int], n int, s string) ([]int, []int, []int, []rune) {
	var a []int
	for x := range c {
		a = append(a, x)
	}
	var b []int
	for x := range seq {
		b = append(b, x)
	}
	var d []int
	for x := range n {
		d = append(d, x)
	}
	var e []rune
	for _, r := range s {
		e = append(e, r)
	}
	return a, b, d, e
}
`,
    ),
    silent(
      'the loop may end early',
      `package app

func head(xs []int) []int {
	var out []int
	for _, x := range xs {
		out = append(out, x)
		if x == 0 {
			break
		}
	}
	return out
}
`,
    ),
    silent(
      'the package has an `append` of its own',
      `package app

type list []string

func upper(names []string, up func(string) string) list {
	var all list
	for _, name := range names {
		all = append(all, up(name))
	}
	return all
}
-- own.go --
package app

func append(l list, name string) list { return l[:copy(l, list{name})] }
`,
    ),
    silent(
      'the slice has elements already, or several loops fill it',
      `package app

func f(xs []int) ([]int, []int) {
	var a []int
	a = append(a, 1)
	for _, x := range xs {
		a = append(a, x)
	}
	b := []int{1}
	for _, x := range xs {
		b = append(b, x)
	}
	return a, b
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachSite(ctx, 'growingSlice', (growing, base, types) => {
        const { site, start, end, name, length, ranged, declared, loop } = growing;
        if (ranged !== undefined && !hasLength(types.typeOf(ranged))) return;
        const steps = [
          { span: declared, message: say.stepDeclared({ name }) },
          { span: loop, message: say.stepLoop },
        ];
        ctx.report(
          {
            site,
            span: { start, end },
            message: say.grows({ name, length }),
            steps,
            fixes: fixesOf(growing),
          },
          base,
        );
      });
    },
  },
});

/** `len` of it is the number of iterations of a range loop; in strings it only is an upper bound. */
function hasLength(type: Type): boolean {
  const u = under(type);
  return u.kind === 'slice' || u.kind === 'array' || u.kind === 'map' || (u.kind === 'pointer' && under(u.elem).kind === 'array');
}

function fixesOf({ fix, length }: GrowingSliceSite): RelativeFix[] {
  if (!fix) return [];
  return [{ title: say.capacityFix({ length }), safe: !fix.wasNil, edits: [{ span: fix.span, newText: fix.newText }] }];
}
