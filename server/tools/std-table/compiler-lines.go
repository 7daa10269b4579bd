package main

import (
	"bufio"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// longest is above what the compiler writes into a line, which can be a whole function.
const longest = 1 << 24

const mostOthers = 20

func (l *lineReader) read(said io.Reader) error {
	lines := bufio.NewScanner(said)
	lines.Buffer(nil, longest)
	for lines.Scan() {
		l.line(lines.Text())
	}
	return lines.Err()
}

// lineReader reads lines of `-m=2`: go-facts §3.2 has their forms.
type lineReader struct {
	*functions
	wants func(*function) bool
	// others are lines of no file of the standard library: of a build that fails they tell why.
	others []string
	// block is the allocation that the indented lines are about.
	block *allocation
}

var (
	inlined     = regexp.MustCompile(`^can inline (.+?) with cost (\d+) as: `)
	notInlined  = regexp.MustCompile(`^cannot inline (.+?): `)
	literalName = regexp.MustCompile(`\.func\d+(?:\.\d+)*(?:-range\d+)?$`)
	leaksTo     = regexp.MustCompile(`^parameter \S+ leaks to (\{.+?\}|\S+)(?: for .+)? with derefs=(\d+):$`)
	leaksResult = regexp.MustCompile(`^leaking param: \S+ to result (\S+) level=(\d+)$`)
	leaks       = regexp.MustCompile(`^leaking param( content)?: \S+$`)
	movedToHeap = regexp.MustCompile(`^moved to heap: \S+$`)
	mutates     = regexp.MustCompile(`^(mutates|calls) param: \S+ derefs=(\d+)$`)
	captures    = regexp.MustCompile(` capturing by (?:value|ref): `)
	escapesFor  = regexp.MustCompile(`^(.+) escapes to heap(?: in .+)?:$`)
	escapes     = regexp.MustCompile(`^(.+) escapes to heap$`)
	flow        = regexp.MustCompile(`^  flow: (\S+|\{.+?\}) (?:←|=) `)
	storage     = regexp.MustCompile(`^\{storage for (.+)\}$`)
)

func (l *lineReader) line(text string) {
	p, message, ok := splitLine(text)
	if !ok || l.byFile[p.file] == nil {
		if len(l.others) < mostOthers {
			l.others = append(l.others, text)
		}
		return
	}
	if strings.HasPrefix(message, "  ") {
		l.explanation(message)
		return
	}
	l.block = nil
	if captures.MatchString(message) {
		l.capture(p)
		return
	}
	if at, ok := l.byParameter[p]; ok {
		if l.wants(at.function) {
			at.read(message)
		}
		return
	}
	if m := inlined.FindStringSubmatch(message); m != nil {
		l.inline(p, m[1], number(m[2]))
	} else if m := notInlined.FindStringSubmatch(message); m != nil {
		l.inline(p, m[1], -1)
	} else if m := escapesFor.FindStringSubmatch(message); m != nil {
		l.block = l.allocation(p, m[1])
	} else if m := escapes.FindStringSubmatch(message); m != nil {
		l.settle(p, m[1])
	}
}

// splitLine takes `FILE:LINE:COLUMN: MESSAGE` apart.
func splitLine(text string) (place, string, bool) {
	file, rest, ok := strings.Cut(text, ".go:")
	if !ok {
		return place{}, "", false
	}
	at, message, _ := strings.Cut(rest, ": ")
	line, column, ok := strings.Cut(at, ":")
	if !ok {
		return place{}, "", false
	}
	return place{inSources(file + ".go"), number(line), number(column)}, message, true
}

// inSources gives a file's path below GOROOT/src: what the go command has in its cache may have been said of another copy of the same release.
func inSources(file string) string {
	return file[strings.LastIndex(file, "/src/")+1:]
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// inline notes a cost, or -1. Names of function literals have a dot and `func` in them, and stand elsewhere.
func (l *lineReader) inline(p place, name string, cost int) {
	one := l.byName[p]
	if one == nil || !l.wants(one) || literalName.MatchString(name) {
		return
	}
	if one.isGeneric && !strings.Contains(name, "go.shape.") {
		return // A wrapper, which nobody calls who knows what it is an instance of.
	}
	one.seen = true
	one.cost = max(one.cost, cost)
	one.neverInline = one.neverInline || cost < 0
}

// capture notes that a function literal takes a variable along, which stands at this place.
func (l *lineReader) capture(p place) {
	one := l.at(p)
	if at, ok := l.byParameter[p]; ok {
		one = at.function
	} else if l.byName[p] != nil {
		one = l.byName[p] // A generic function's dictionary.
	}
	if one != nil && l.wants(one) {
		one.captures = true
	}
}

// allocation gives what the function around a place allocates there. Several are at one place where a callee is inlined.
func (l *lineReader) allocation(p place, text string) *allocation {
	one := l.at(p)
	if one == nil || !l.wants(one) {
		return nil
	}
	for _, known := range one.allocations {
		if known.at == p && known.text == text {
			return known
		}
	}
	added := &allocation{at: p, text: text}
	one.allocations = append(one.allocations, added)
	return added
}

// settle takes the plain line, which is the compiler's last word. It says less of an append.
func (l *lineReader) settle(p place, text string) {
	one := l.at(p)
	if one == nil {
		return
	}
	for _, known := range one.allocations {
		if known.at == p && (known.text == text || text == "append" && strings.HasPrefix(known.text, "append(")) {
			known.settled = true
		}
	}
}

// explanation reads a line of the way to the heap. Its last `flow` tells where the way ends.
func (l *lineReader) explanation(message string) {
	if l.block == nil {
		return
	}
	if m := flow.FindStringSubmatch(message); m != nil {
		l.block.root = m[1]
	} else if strings.Contains(message, " from panic(") {
		l.block.panics = true
	}
}

func (p parameterOf) read(message string) {
	if m := leaksTo.FindStringSubmatch(message); m != nil {
		p.way(m[1], number(m[2]))
	} else if m := leaksResult.FindStringSubmatch(message); m != nil {
		if i, ok := p.function.results[m[1]]; ok {
			p.results[i] = least(p.results, i, number(m[2]))
		}
	} else if m := leaks.FindStringSubmatch(message); m != nil {
		derefs := 0
		if m[1] != "" {
			derefs = 1
		}
		lower(&p.heap, derefs)
	} else if movedToHeap.MatchString(message) {
		lower(&p.heap, 0)
		p.toHeap = true
	} else if m := mutates.FindStringSubmatch(message); m != nil && m[1] == "mutates" {
		lower(&p.mutates, number(m[2]))
	} else if m != nil {
		lower(&p.calls, number(m[2]))
	}
}

// way notes a way of a parameter out of its function. Of what is not generic the compiler sums the ways up, in lines of their own.
func (p parameterOf) way(root string, derefs int) {
	generic := p.function.isGeneric
	if generic {
		root = strings.TrimPrefix(root, p.function.pkg.Name()+".")
	}
	if i, isResult := p.function.results[root]; isResult {
		if generic {
			p.results[i] = least(p.results, i, derefs)
		}
		return
	}
	if generic {
		lower(&p.heap, derefs)
	}
	lower(&p.contents, derefs)
	if m := storage.FindStringSubmatch(root); m != nil {
		p.storages[m[1]] = least(p.storages, m[1], derefs)
	} else {
		p.toHeap = true
	}
}

func lower(to **int, n int) {
	if *to == nil || **to > n {
		*to = &n
	}
}

func least[K comparable](known map[K]int, key K, n int) int {
	if old, ok := known[key]; ok {
		return min(old, n)
	}
	return n
}
