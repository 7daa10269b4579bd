package main

import "go/types"

// term is a type, or with a tilde all types whose underlying type it is.
type term struct {
	tilde bool
	of    types.Type
}

// termSet is what a constraint says of types: all of them, or those of a list of terms none of which is within another.
type termSet struct {
	all, comparable bool
	terms           []term
}

// deepest keeps interfaces that embed themselves, which do not compile, from going on for ever.
const deepest = 50

func termsOf(t types.Type, depth int) termSet {
	if depth > deepest {
		return termSet{all: true}
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		set := termSet{all: true, comparable: types.Unalias(t) == types.Universe.Lookup("comparable").Type()}
		for i := 0; i < u.NumEmbeddeds(); i++ {
			if u.EmbeddedType(i).Underlying() != types.Typ[types.Invalid] {
				set = set.and(termsOf(u.EmbeddedType(i), depth+1))
			}
		}
		return set.settled()
	case *types.Union:
		var set termSet
		for i := 0; i < u.Len(); i++ {
			if u.Term(i).Tilde() {
				set.terms = append(set.terms, term{true, u.Term(i).Type()})
				continue
			}
			one := termsOf(u.Term(i).Type(), depth+1)
			set.all = set.all || one.all
			set.terms = append(set.terms, one.terms...)
		}
		return set.settled()
	}
	return termSet{terms: []term{{false, t}}}
}

func (s termSet) and(other termSet) termSet {
	both := termSet{all: s.all && other.all, comparable: s.comparable || other.comparable}
	switch {
	case s.all:
		both.terms = other.terms
	case other.all:
		both.terms = s.terms
	default:
		for _, x := range s.terms {
			for _, y := range other.terms {
				if x.within(y) {
					both.terms = append(both.terms, x)
				} else if y.within(x) {
					both.terms = append(both.terms, y)
				}
			}
		}
	}
	return both
}

// within reports whether all types of x are types of y.
func (x term) within(y term) bool {
	if y.tilde {
		return types.Identical(x.of.Underlying(), y.of.Underlying())
	}
	return !x.tilde && types.Identical(x.of, y.of)
}

// settled leaves out terms that are within others, and those that cannot be compared where they must.
func (s termSet) settled() termSet {
	if s.all {
		s.terms = nil
		return s
	}
	var kept []term
next:
	for i, x := range s.terms {
		if s.comparable && !types.Comparable(x.of) {
			continue
		}
		for j, y := range s.terms {
			if i != j && x.within(y) && (!y.within(x) || j < i) {
				continue next
			}
		}
		kept = append(kept, x)
	}
	s.terms = kept
	return s
}

// core is the one underlying type of a type, through type parameters; nil where there is none.
func core(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); !ok {
		return t.Underlying()
	}
	set := termsOf(t, 0)
	var one types.Type
	for _, term := range set.terms {
		u := term.of.Underlying()
		if one != nil && !types.Identical(one, u) {
			return nil
		}
		one = u
	}
	return one
}
