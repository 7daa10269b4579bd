/** Sorts through reflection, before and after, and what only looks like one. */
import type { Case } from './cases.js';

/** Methods as everybody writes them. */
const USUAL = `func (p byAge) Len() int           { return len(p) }
func (p byAge) Less(i, j int) bool { return p[i].age < p[j].age }
func (p byAge) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
`;

export const SORT_CASES: readonly Case[] = [
  {
    remedy: 'sort-func',
    name: 'the larger first, the last use of sort',
    before:
      'package a\n\nimport "sort"\n\ntype row struct{ hits int }\n\nfunc f(rows []row) {\n\tsort.Slice(«rows», func(i, j int) bool { return rows[i].hits > rows[j].hits })\n}\n',
    after:
      'package a\n\nimport (\n\t"cmp"\n\t"slices"\n)\n\ntype row struct{ hits int }\n\nfunc f(rows []row) {\n\tslices.SortFunc(rows, func(a, b row) int { return cmp.Compare(b.hits, a.hits) })\n}\n',
  },
  {
    remedy: 'sort-func',
    name: 'two keys, pointers in a field, stable',
    before: `package a

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

type row struct {
	name string
	at   time.Time
}

type t struct{ a []*row }

func (x *t) f() {
	sort.SliceStable(«x.a», func(i, j int) bool {
		if !x.a[i].at.Equal(x.a[j].at) {
			return x.a[i].at.Before(x.a[j].at)
		}
		if n := len(x.a[i].name); n != len(x.a[j].name) {
			return n < len(x.a[j].name)
		}
		return strings.Compare(x.a[i].name, x.a[j].name) < 0
	})
	sort.Strings(nil)
	fmt.Println()
}
`,
    after: `package a

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
)

type row struct {
	name string
	at   time.Time
}

type t struct{ a []*row }

func (x *t) f() {
	slices.SortStableFunc(x.a, func(a, b *row) int {
		if !a.at.Equal(b.at) {
			return a.at.Compare(b.at)
		}
		if n := len(a.name); n != len(b.name) {
			return cmp.Compare(n, len(b.name))
		}
		return strings.Compare(a.name, b.name)
	})
	sort.Strings(nil)
	fmt.Println()
}
`,
  },
  {
    remedy: 'sort-interface',
    name: 'the usual three methods',
    before: `package a

import "sort"

type person struct{ age int }

type byAge []person

${USUAL}
func f(people []person) {
	sort.Sort(«byAge(people)»)
}
`,
    after: `package a

import (
	"cmp"
	"slices"
)

type person struct{ age int }

type byAge []person

${USUAL}
func f(people []person) {
	slices.SortFunc(people, func(a, b person) int { return cmp.Compare(a.age, b.age) })
}
`,
  },
  {
    remedy: 'sort-interface',
    name: 'a slice of the type, the larger first, stable, with methods in another file',
    before: `package a

import "sort"

func (b *box) f() {
	sort.Stable(«b.people»)
	sort.Ints(nil)
}
-- other.go --
package a

type person struct{ age int }

type byAge []*person

type box struct{ people byAge }

func (a byAge) Len() int {
	return len(a)
}
func (a byAge) Less(i, j int) bool { return a[i].age > a[j].age }
func (a byAge) Swap(x, y int) {
	a[x], a[y] = a[y], a[x]
}
`,
    after: `package a

import (
	"cmp"
	"slices"
	"sort"
)

func (b *box) f() {
	slices.SortStableFunc(b.people, func(x, y *person) int { return cmp.Compare(y.age, x.age) })
	sort.Ints(nil)
}
-- other.go --
package a

type person struct{ age int }

type byAge []*person

type box struct{ people byAge }

func (a byAge) Len() int {
	return len(a)
}
func (a byAge) Less(i, j int) bool { return a[i].age > a[j].age }
func (a byAge) Swap(x, y int) {
	a[x], a[y] = a[y], a[x]
}
`,
  },
  {
    remedy: 'sort-interface',
    name: 'a type of package sort',
    before: 'package a\n\nimport "sort"\n\nfunc f(xs []string) {\n\tsort.Sort(«sort.StringSlice(xs)»)\n}\n',
    after: 'package a\n\nimport "slices"\n\nfunc f(xs []string) {\n\tslices.Sort(xs)\n}\n',
  },
];

const sorted = (type: string, less: string) =>
  `package a\n\nimport "sort"\n\ntype row struct {\n\tn int\n\tf float64\n}\n\nfunc (r *row) next() int { r.n++; return r.n }\n\nfunc f(rows []${type}, at int) {\n\tsort.Slice(«rows», func(i, j int) bool { ${less} })\n}\n`;

const byMethods = (methods: string, call = 'sort.Sort(«byAge(people)»)') =>
  `package a\n\nimport "sort"\n\ntype person struct{ age int }\n\ntype byAge []person\n\nvar moves, limit int\n\n${methods}\nfunc f(people []person, limit int) {\n\t${call}\n}\n`;

export const SORT_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'Swap counts', text: byMethods(USUAL.replace('{ p[i], p[j]', '{ moves++; p[i], p[j]')) },
  { why: 'Less is asked for an index', text: byMethods(USUAL.replace('p[i].age < p[j].age', 'i < j')) },
  {
    why: 'Less names what has another meaning at the call',
    text: byMethods(USUAL.replace('p[i].age < p[j].age', 'p[i].age*limit < p[j].age*limit')),
  },
  { why: 'Len leaves elements out', text: byMethods(USUAL.replace('len(p)', 'len(p) - 1')) },
  { why: 'the order is turned round elsewhere', text: byMethods(USUAL, 'sort.Sort(sort.Reverse(«byAge(people)»))') },
  { why: 'the slice is what a call gives', text: byMethods(USUAL, 'sort.Sort(«byAge(append(people, person{}))»)') },
  { why: 'NaN comes first by package sort', text: byMethods(USUAL, 'sort.Sort(«sort.Float64Slice(nil)»)') },
  { why: 'NaN is ordered in another way', text: sorted('row', 'return rows[i].f < rows[j].f') },
  { why: 'the order asks for an index', text: sorted('row', 'return rows[i].n < rows[at].n') },
  { why: 'the order is by index', text: sorted('row', 'return i < j') },
  { why: 'the order is told by a flag', text: sorted('row', 'return rows[i].n < 3 && rows[j].n >= 3') },
  { why: 'the function writes the element', text: sorted('row', 'return rows[i].next() < rows[j].next()') },
  { why: 'the function looks at the whole slice', text: sorted('row', 'return rows[i].n*len(rows) < rows[j].n*len(rows)') },
  { why: 'the order is not that of <', text: sorted('row', 'return rows[i].n <= rows[j].n') },
];
