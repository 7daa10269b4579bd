package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
)

// place is where the compiler prints something: the file's path, line and column.
type place struct {
	file         string
	line, column int
}

// function is one declared function, and what the compiler says of it. Several words on one generic function, each about an instance, are
// joined to the worst of them.
type function struct {
	pkg        *types.Package
	symbol     string
	isGeneric  bool
	parameters []*parameter
	results    map[string]int
	body       span
	literals   []span // Bodies of function literals: what they allocate is not allocated by a call.

	seen        bool // The compiler has spoken about whether it can be inlined.
	neverInline bool
	captures    bool // Its function literals take variables along.
	cost        int
	allocations []*allocation
}

// parameter is a parameter, or the receiver.
type parameter struct {
	name     string // As the table has it: `r`, `0`, `1`.
	heap     *int   // With how many dereferences it reaches the heap.
	results  map[int]int
	storages map[string]int // Allocations of the function that it is stored into, by the compiler's text, with how many dereferences.
	toHeap   bool           // It reaches the heap by another way than such an allocation.
	contents *int           // The least dereferences of the ways that are not into a result.
	mutates  *int
	calls    *int
}

// allocation is an expression that escapes.
type allocation struct {
	at      place
	text    string
	root    string // Where it escapes to, as the compiler calls it: a result, `{heap}`, the storage of another allocation.
	panics  bool   // It is only for a panic.
	settled bool   // The plain line confirmed it.
}

type span struct{ from, to place }

func (s span) holds(p place) bool {
	return p.file == s.from.file && !before(p, s.from) && before(p, s.to)
}

func before(a, b place) bool {
	return a.line < b.line || a.line == b.line && a.column < b.column
}

// functions are those of a release, found by where the compiler speaks of them.
type functions struct {
	byName      map[place]*function // At the name, and at the receiver's parenthesis.
	byParameter map[place]parameterOf
	byFile      map[string][]*function
	bySymbol    map[string]map[string]*function // Path, then symbol.
}

type parameterOf struct {
	*parameter
	function *function
}

func (r *release) functions() *functions {
	all := &functions{map[place]*function{}, map[place]parameterOf{}, map[string][]*function{}, map[string]map[string]*function{}}
	for path, files := range r.files {
		all.bySymbol[path] = map[string]*function{}
		for _, file := range files {
			for _, declaration := range file.Decls {
				if declared, ok := declaration.(*ast.FuncDecl); ok {
					all.add(r.fset, r.packages[path], declared)
				}
			}
		}
	}
	return all
}

func (f *functions) add(fset *token.FileSet, pkg *types.Package, declared *ast.FuncDecl) {
	at := func(p token.Pos) place {
		position := fset.Position(p)
		return place{inSources(position.Filename), position.Line, position.Column}
	}
	one := &function{pkg: pkg, symbol: declared.Name.Name, isGeneric: declared.Type.TypeParams != nil, results: map[string]int{}}
	f.byName[at(declared.Name.Pos())] = one
	if declared.Recv != nil {
		f.byName[at(declared.Recv.Opening)] = one
		name, generic := receiverOf(declared.Recv.List[0].Type)
		one.symbol, one.isGeneric = name+"."+one.symbol, one.isGeneric || generic
		f.list(one, at, declared.Recv, func(int) string { return "r" })
	}
	f.list(one, at, declared.Type.Params, strconv.Itoa)
	if declared.Type.Results != nil {
		for _, name := range namesOf(declared.Type.Results, "~r") {
			one.results[name.name] = len(one.results)
		}
	}
	if declared.Body != nil {
		one.body = span{at(declared.Body.Pos()), at(declared.Body.End())}
		ast.Inspect(declared.Body, func(n ast.Node) bool {
			if literal, ok := n.(*ast.FuncLit); ok {
				one.literals = append(one.literals, span{at(literal.Body.Pos()), at(literal.Body.End())})
			}
			return true
		})
	}
	file := at(declared.Pos()).file
	f.byFile[file] = append(f.byFile[file], one)
	f.bySymbol[pkg.Path()][one.symbol] = one
}

func (f *functions) list(one *function, at func(token.Pos) place, fields *ast.FieldList, label func(int) string) {
	for i, name := range namesOf(fields, "~p") {
		p := &parameter{name: label(i), results: map[int]int{}, storages: map[string]int{}}
		one.parameters = append(one.parameters, p)
		f.byParameter[at(name.pos)] = parameterOf{p, one}
	}
}

type namedPlace struct {
	name string
	pos  token.Pos
}

// namesOf gives each of a list's entries, also those without a name: these are called as the compiler calls them.
func namesOf(fields *ast.FieldList, prefix string) []namedPlace {
	var all []namedPlace
	for _, field := range fields.List {
		if len(field.Names) == 0 {
			all = append(all, namedPlace{prefix + strconv.Itoa(len(all)), field.Type.Pos()})
		}
		for _, name := range field.Names {
			all = append(all, namedPlace{name.Name, name.Pos()})
		}
	}
	return all
}

func receiverOf(t ast.Expr) (name string, generic bool) {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiverOf(t.X)
	case *ast.ParenExpr:
		return receiverOf(t.X)
	case *ast.IndexExpr:
		name, _ = receiverOf(t.X)
		return name, true
	case *ast.IndexListExpr:
		name, _ = receiverOf(t.X)
		return name, true
	case *ast.Ident:
		return t.Name, false
	}
	panic("no receiver")
}

// at gives the function whose body holds a place, unless a function literal inside of it does.
func (f *functions) at(p place) *function {
	for _, one := range f.byFile[p.file] {
		if !one.body.holds(p) {
			continue
		}
		for _, literal := range one.literals {
			if literal.holds(p) {
				return nil
			}
		}
		return one
	}
	return nil
}
