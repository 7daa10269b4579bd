package main

import (
	"fmt"
	"regexp"
	"strings"
)

// tableFacts is what the table says of one function, as far as it decides what leaks from a call whose results are dropped.
type tableFacts struct {
	inlined      bool
	unknown      bool
	heap         map[string]int         // By parameter.
	stored       map[string]map[int]int // By parameter, then by allocation.
	destinations []string               // Of the allocations.
}

var tableToken = regexp.MustCompile(`^(r|\d+)([>~])(h|\d+)(?:\.(\d+))?$`)

func readTableFacts(lines []string) map[string]*tableFacts {
	all := map[string]*tableFacts{}
	for _, line := range lines {
		parts := strings.Split(line, "\t")
		tokens := strings.Split(parts[0], " ")
		facts := all[tokens[0]]
		if facts == nil {
			facts = &tableFacts{heap: map[string]int{}, stored: map[string]map[int]int{}}
			all[tokens[0]] = facts
		}
		for _, token := range tokens[1:] {
			facts.token(token)
		}
		for _, allocation := range parts[1:] {
			destination, _, _ := strings.Cut(allocation, " ")
			facts.destinations = append(facts.destinations, destination)
		}
	}
	return all
}

func (f *tableFacts) token(token string) {
	m := tableToken.FindStringSubmatch(token)
	switch {
	case token == "?":
		f.unknown = true
	case strings.HasPrefix(token, "i"):
		f.inlined = true
	case m == nil:
	case m[2] == ">" && m[3] == "h":
		f.heap[m[1]] = number(m[4])
	case m[2] == "~":
		if f.stored[m[1]] == nil {
			f.stored[m[1]] = map[int]int{}
		}
		f.stored[m[1]][number(m[3])] = number(m[4])
	}
}

// contradicts compares with how a caller's parameter leaks. An inlined call may leak less than the table says, never more.
func (f *tableFacts) contradicts(p string, found map[string]int) string {
	derefs, leaks := found[p]
	if f == nil {
		f = &tableFacts{}
	}
	says, saysLeaks := f.leak(p)
	switch {
	case f.unknown, leaks == saysLeaks && derefs == says, f.inlined && saysLeaks && (!leaks || derefs >= says):
		return ""
	case !leaks:
		return fmt.Sprintf("%s: leaks by the table, at %d, and not in a call", p, says)
	case !saysLeaks:
		return fmt.Sprintf("%s: leaks in a call, at %d, and not by the table", p, derefs)
	}
	return fmt.Sprintf("%s: leaks in a call at %d, by the table at %d", p, derefs, says)
}

func (f *tableFacts) leak(p string) (derefs int, leaks bool) {
	if f.inlined && len(f.stored[p]) > 0 {
		for allocation, depth := range f.stored[p] {
			if f.onHeap(allocation) && (!leaks || depth < derefs) {
				derefs, leaks = depth, true
			}
		}
		return derefs, leaks
	}
	derefs, leaks = f.heap[p]
	return derefs, leaks
}

// onHeap: the allocation is on the heap although nobody keeps a result.
func (f *tableFacts) onHeap(allocation int) bool {
	destination := f.destinations[allocation]
	if into, ok := strings.CutPrefix(destination, "~"); ok {
		return f.onHeap(number(into))
	}
	return destination == "h"
}
