/** Sorts through reflection, before and after, and what only looks like one. */
import type { Case } from './cases.js';

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
];

const sorted = (type: string, less: string) =>
  `package a\n\nimport "sort"\n\ntype row struct {\n\tn int\n\tf float64\n}\n\nfunc (r *row) next() int { r.n++; return r.n }\n\nfunc f(rows []${type}, at int) {\n\tsort.Slice(«rows», func(i, j int) bool { ${less} })\n}\n`;

export const SORT_REFUSALS: readonly { readonly why: string; readonly text: string }[] = [
  { why: 'NaN is ordered in another way', text: sorted('row', 'return rows[i].f < rows[j].f') },
  { why: 'the order asks for an index', text: sorted('row', 'return rows[i].n < rows[at].n') },
  { why: 'the order is by index', text: sorted('row', 'return i < j') },
  { why: 'the order is told by a flag', text: sorted('row', 'return rows[i].n < 3 && rows[j].n >= 3') },
  { why: 'the function writes the element', text: sorted('row', 'return rows[i].next() < rows[j].next()') },
  { why: 'the function looks at the whole slice', text: sorted('row', 'return rows[i].n*len(rows) < rows[j].n*len(rows)') },
  { why: 'the order is not that of <', text: sorted('row', 'return rows[i].n <= rows[j].n') },
];
