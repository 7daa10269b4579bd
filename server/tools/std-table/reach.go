package main

import "go/types"

// depth says how much of a type others can ask about.
type depth int

const (
	// shape: it is part of a value by way of fields that nobody else can name. Its size, whether it can be compared, whether it is a lock.
	shape depth = iota + 1
	// full: its methods and fields too.
	full
)

// reached holds the declared types that the exported API of a release leads to. What is missing can only be reached through a pointer (or
// another reference) in an unexported field: no question about it can be put from outside.
type reached map[*types.TypeName]depth

func (r *release) reached() reached {
	all := reached{}
	for path, pkg := range r.packages {
		if public(path) {
			all.root(pkg)
		}
	}
	return all
}

// root walks everything that a package exports.
func (r reached) root(pkg *types.Package) {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		object := scope.Lookup(name)
		if !object.Exported() {
			continue
		}
		if declared, ok := object.(*types.TypeName); ok {
			r.declared(declared, full)
		} else {
			r.walk(object.Type(), full)
		}
	}
}

func (r reached) declared(object *types.TypeName, to depth) {
	if object.Pkg() == nil || r[object] >= to {
		return
	}
	r[object] = to
	switch t := object.Type().(type) {
	case *types.Alias:
		r.parameters(t.TypeParams())
		r.walk(t.Rhs(), full)
	case *types.Named:
		r.parameters(t.TypeParams())
		r.walk(t.Underlying(), to)
		if to == full {
			for method := range t.Methods() {
				if method.Exported() {
					r.walk(method.Signature(), full)
				}
			}
		}
	}
}

func (r reached) parameters(list *types.TypeParamList) {
	for parameter := range list.TypeParams() {
		r.walk(parameter.Constraint(), full)
	}
}

func (r reached) walk(t types.Type, to depth) {
	switch t := t.(type) {
	case *types.Alias:
		r.declared(t.Origin().Obj(), full)
		r.arguments(t.TypeArgs(), to)
	case *types.Named:
		r.declared(t.Origin().Obj(), to)
		if t.Origin() != t {
			r.arguments(t.TypeArgs(), to)
			if to == shape {
				r.walk(t.Underlying(), shape)
			}
		}
	case *types.Array:
		r.walk(t.Elem(), to)
	case *types.Struct:
		r.fields(t, to)
	case *types.Interface:
		for embedded := range t.EmbeddedTypes() {
			r.walk(embedded, to)
		}
		if to == full {
			r.references(t)
		}
	default:
		if to == full {
			r.references(t)
		}
	}
}

// arguments of an instance are only walked where they can be asked about: by value they are walked with the instance itself.
func (r reached) arguments(list *types.TypeList, to depth) {
	if to == full {
		for argument := range list.Types() {
			r.walk(argument, full)
		}
	}
}

func (r reached) fields(t *types.Struct, to depth) {
	for field := range t.Fields() {
		if to == full && (field.Exported() || field.Embedded()) {
			r.walk(field.Type(), full)
		} else {
			r.walk(field.Type(), shape)
		}
	}
}

// references walks what a value refers to and does not hold.
func (r reached) references(t types.Type) {
	switch t := t.(type) {
	case *types.Pointer:
		r.walk(t.Elem(), full)
	case *types.Slice:
		r.walk(t.Elem(), full)
	case *types.Chan:
		r.walk(t.Elem(), full)
	case *types.Map:
		r.walk(t.Key(), full)
		r.walk(t.Elem(), full)
	case *types.Signature:
		r.parameters(t.TypeParams())
		for v := range t.Params().Variables() {
			r.walk(v.Type(), full)
		}
		for v := range t.Results().Variables() {
			r.walk(v.Type(), full)
		}
	case *types.Interface:
		for method := range t.ExplicitMethods() {
			if method.Exported() {
				r.walk(method.Signature(), full)
			}
		}
	case *types.Union:
		for term := range t.Terms() {
			r.walk(term.Type(), full)
		}
	}
}
