package main

import (
	"cmp"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// facts gives what the compiler said of the functions that a package's lines declare. A function without a line has been compiled, cannot be
// inlined, and lets nothing leak.
func (f *functions) facts(path string, lines declarations) declarations {
	all := declarations{}
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		symbol, ok := functionSymbol(key)
		one := f.bySymbol[path][symbol]
		if !ok || one == nil {
			continue
		}
		if text := one.leaks(); text != "" {
			all[symbol+" 0"] = symbol + text
		}
		if text := one.writes(); text != "" {
			all[symbol+" 1"] = symbol + text
		}
	}
	return all
}

// functionSymbol: `3 Get` is Get, `4 Server Close` is Server.Close.
func functionSymbol(key string) (string, bool) {
	parts := strings.Split(key, " ")
	switch {
	case parts[0] == "3":
		return parts[1], true
	case len(parts) == 3:
		return parts[1] + "." + parts[2], true
	}
	return "", false
}

func (f *function) inlines() bool { return f.seen && !f.neverInline }

// leaks writes the inlining cost, the ways of the parameters, and what an inlined call allocates.
func (f *function) leaks() string {
	if !f.seen {
		return " ?"
	}
	out := ""
	var allocations []*allocation
	if f.inlines() {
		out += " i" + strconv.Itoa(f.cost)
		allocations = f.allocates()
	}
	for _, p := range f.parameters {
		out += p.leaks(allocations)
	}
	for _, one := range allocations {
		out += "\t" + f.destination(one, allocations) + " " + f.sourceText(one.text)
	}
	return out
}

func (p *parameter) leaks(allocations []*allocation) string {
	out := ""
	if p.heap != nil {
		derefs := *p.heap
		if derefs > 0 && p.contents != nil {
			derefs = max(derefs, *p.contents)
		}
		out += " " + p.name + ">h" + depthText(derefs)
	}
	for _, result := range slices.Sorted(maps.Keys(p.results)) {
		out += " " + p.name + ">" + strconv.Itoa(result) + depthText(p.results[result])
	}
	return out + p.stores(allocations)
}

// stores tells of a parameter that reaches the heap only by way of what the function allocates, into which of these: inlined, it leaks no
// further than they do.
func (p *parameter) stores(allocations []*allocation) string {
	if p.heap == nil || p.toHeap || len(p.storages) == 0 {
		return ""
	}
	out := ""
	for _, text := range slices.Sorted(maps.Keys(p.storages)) {
		at := only(allocations, text)
		if at < 0 {
			return ""
		}
		out += " " + p.name + "~" + strconv.Itoa(at) + depthText(p.storages[text])
	}
	return out
}

func depthText(derefs int) string {
	if derefs == 0 {
		return ""
	}
	return "." + strconv.Itoa(derefs)
}

// writes tells which parameters are written through, and which are called. The compiler of Go 1.21 does not say, and none of generic functions.
func (f *function) writes() string {
	out := ""
	for _, p := range f.parameters {
		if p.mutates != nil {
			out += " " + p.name + "!" + strconv.Itoa(*p.mutates)
		}
		if p.calls != nil {
			out += " " + p.name + "@" + strconv.Itoa(*p.calls)
		}
	}
	return out
}

// known is the text of a value that is known when the program is compiled: its box is made then, and costs nothing.
var known = regexp.MustCompile("^(?:[\"'`].*|-?[0-9.].*|true|false)$")

// allocates lists what a call allocates when it is inlined, in the order of the text: without constants and values of no size, and without
// what a panic needs.
func (f *function) allocates() []*allocation {
	var all []*allocation
	for _, one := range f.allocations {
		isStatic := one.text == "func literal" && !f.captures
		if one.settled && !one.panics && !isStatic && !known.MatchString(one.text) && !f.isEmpty(one.text) {
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b *allocation) int {
		return cmp.Or(cmp.Compare(a.at.line, b.at.line), cmp.Compare(a.at.column, b.at.column))
	})
	return all
}

// isEmpty: an empty slice, or a composite literal of a type of the package whose values have no size.
func (f *function) isEmpty(text string) bool {
	name, isLiteral := strings.CutSuffix(text, "{}")
	if isLiteral && strings.HasPrefix(name, "[]") {
		return true
	}
	if declared, ok := f.pkg.Scope().Lookup(name).(*types.TypeName); ok && isLiteral {
		named, ok := declared.Type().(*types.Named)
		return ok && named.TypeParams() == nil && types.SizesFor("gc", "amd64").Sizeof(named) == 0
	}
	return false
}

// destination: the number of a result, `~` and the number of another allocation that it is stored into, or `h` for everything else.
func (f *function) destination(one *allocation, all []*allocation) string {
	root := one.root
	if f.isGeneric {
		root = strings.TrimPrefix(root, f.pkg.Name()+".")
	}
	if i, ok := f.results[root]; ok {
		return strconv.Itoa(i)
	}
	if m := storage.FindStringSubmatch(root); m != nil {
		if at := only(all, m[1]); at >= 0 && all[at] != one {
			return "~" + strconv.Itoa(at)
		}
	}
	return "h"
}

// shapes are the probe's types, as the compiler writes them.
var shapes = regexp.MustCompile(`\*(?:probe\.Probed|uint8)`)

// sourceText writes what the compiler calls an expression of a generic function a little more like its source.
func (f *function) sourceText(text string) string {
	if !f.isGeneric {
		return text
	}
	text = shapes.ReplaceAllString(strings.ReplaceAll(text, "go.shape.", ""), "T")
	return regexp.MustCompile(`\b`+f.pkg.Name()+`\.([a-z])`).ReplaceAllString(text, "$1")
}

// only finds the one allocation with this text; -1 when there is none, or another.
func only(all []*allocation, text string) int {
	at := slices.IndexFunc(all, func(a *allocation) bool { return a.text == text })
	if at >= 0 && slices.ContainsFunc(all[at+1:], func(a *allocation) bool { return a.text == text }) {
		return -1
	}
	return at
}
