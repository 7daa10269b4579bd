package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

// conversion is a place where a value that is no interface becomes one without being told to.
type conversion struct {
	at       ast.Expr
	kind     string
	index    int // of the value, where the expression is a call with several results; else -1
	from, to types.Type
}

// conversionsOf finds those of a file, in the order of a walk.
func conversionsOf(info *types.Info, file *ast.File) []conversion {
	found := &finder{info: info, started: map[*ast.CallExpr]string{}}
	ast.Walk(inFunction{found, nil}, file)
	return found.all
}

type finder struct {
	info    *types.Info
	started map[*ast.CallExpr]string // calls of go and defer statements
	all     []conversion
}

// inFunction walks with the signature that return statements fulfil.
type inFunction struct {
	*finder
	signature *types.Signature
}

func (w inFunction) Visit(node ast.Node) ast.Visitor {
	switch n := node.(type) {
	case *ast.FuncDecl:
		if f, ok := w.info.Defs[n.Name].(*types.Func); ok {
			return inFunction{w.finder, f.Signature()}
		}
		return inFunction{w.finder, nil}
	case *ast.FuncLit:
		signature, _ := w.info.TypeOf(n).(*types.Signature)
		return inFunction{w.finder, signature}
	case *ast.ReturnStmt:
		w.returned(n)
	case *ast.ValueSpec:
		if n.Type != nil {
			w.values(n.Values, len(n.Names), func(int) types.Type { return w.info.TypeOf(n.Type) }, "variable")
		}
	case *ast.AssignStmt:
		if n.Tok == token.ASSIGN || n.Tok == token.DEFINE {
			w.values(n.Rhs, len(n.Lhs), func(i int) types.Type { return w.info.TypeOf(n.Lhs[i]) }, "assignment")
		}
	case *ast.SendStmt:
		if c, ok := core(w.info.TypeOf(n.Chan)).(*types.Chan); ok {
			w.value(n.Value, c.Elem(), "send")
		}
	case *ast.GoStmt:
		w.started[n.Call] = "go-"
	case *ast.DeferStmt:
		w.started[n.Call] = "defer-"
	case *ast.CallExpr:
		w.call(n)
	case *ast.CompositeLit:
		w.composite(n)
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			w.compared(n.X, n.Y, "comparison")
		}
	case *ast.SwitchStmt:
		w.cases(n)
	case *ast.IndexExpr:
		if m, ok := core(w.info.TypeOf(n.X)).(*types.Map); ok && w.info.Types[n.X].IsValue() {
			w.value(n.Index, m.Key(), "index")
		}
	case *ast.RangeStmt:
		w.ranged(n)
	}
	return w
}

func (w inFunction) returned(n *ast.ReturnStmt) {
	if w.signature == nil || len(n.Results) == 0 {
		return
	}
	results := w.signature.Results()
	w.values(n.Results, results.Len(), func(i int) types.Type { return results.At(i).Type() }, "return")
}

// values gives each value, or each part of the only one, to its place.
func (w *finder) values(values []ast.Expr, places int, to func(int) types.Type, kind string) {
	if len(values) == 1 && places != 1 {
		if parts, ok := w.info.TypeOf(values[0]).(*types.Tuple); ok {
			for i := 0; i < parts.Len() && i < places; i++ {
				w.add(conversion{values[0], kind, i, parts.At(i).Type(), to(i)})
			}
			return
		}
	}
	for i := 0; i < len(values) && i < places; i++ {
		w.value(values[i], to(i), kind)
	}
}

func (w *finder) value(e ast.Expr, to types.Type, kind string) {
	if tv := w.info.Types[e]; tv.IsValue() && !tv.IsNil() {
		w.add(conversion{e, kind, -1, tv.Type, to})
	}
}

func (w *finder) add(c conversion) {
	if c.from == nil || c.to == nil || !isInterface(c.to) || isInterface(c.from) {
		return
	}
	switch t := types.Unalias(c.from).(type) {
	case *types.Basic:
		if t.Kind() == types.Invalid || t.Kind() == types.UntypedNil {
			return
		}
	case *types.Tuple:
		return
	}
	w.all = append(w.all, c)
}

// isInterface tells an interface from a type parameter, whose underlying type is one.
func isInterface(t types.Type) bool {
	_, param := types.Unalias(t).(*types.TypeParam)
	return !param && types.IsInterface(t)
}

func (w *finder) call(n *ast.CallExpr) {
	fun := ast.Unparen(n.Fun)
	tv := w.info.Types[fun]
	if tv.IsBuiltin() {
		w.builtin(n, fun)
		return
	}
	signature, ok := core(tv.Type).(*types.Signature)
	if !ok || tv.IsType() {
		return
	}
	params, last := signature.Params(), signature.Params().Len()-1
	to := func(i int) types.Type {
		if signature.Variadic() && i >= last && !n.Ellipsis.IsValid() {
			if s, ok := params.At(last).Type().Underlying().(*types.Slice); ok {
				return s.Elem()
			}
		}
		if i > last {
			return nil
		}
		return params.At(i).Type()
	}
	places := len(n.Args)
	if places == 1 {
		if parts, ok := w.info.TypeOf(n.Args[0]).(*types.Tuple); ok {
			places = parts.Len()
		}
	}
	w.values(n.Args, places, to, w.started[n]+"argument")
}

func (w *finder) builtin(n *ast.CallExpr, fun ast.Expr) {
	name, ok := fun.(*ast.Ident)
	if !ok || len(n.Args) == 0 {
		return
	}
	switch name.Name {
	case "panic":
		w.value(n.Args[0], types.NewInterfaceType(nil, nil), w.started[n]+"panic")
	case "append":
		if s, ok := core(w.info.TypeOf(n.Args[0])).(*types.Slice); ok && !n.Ellipsis.IsValid() {
			for _, e := range n.Args[1:] {
				w.value(e, s.Elem(), "append")
			}
		}
	case "delete":
		if m, ok := core(w.info.TypeOf(n.Args[0])).(*types.Map); ok && len(n.Args) == 2 {
			w.value(n.Args[1], m.Key(), w.started[n]+"delete")
		}
	}
}

func (w *finder) composite(n *ast.CompositeLit) {
	t := core(w.info.TypeOf(n))
	if p, ok := t.(*types.Pointer); ok { // &T is left out in []*T{{}}
		t = core(p.Elem())
	}
	for i, e := range n.Elts {
		pair, keyed := e.(*ast.KeyValueExpr)
		value := e
		if keyed {
			value = pair.Value
		}
		switch t := t.(type) {
		case *types.Struct:
			if keyed {
				if key, ok := pair.Key.(*ast.Ident); ok && w.info.Uses[key] != nil {
					w.value(value, w.info.Uses[key].Type(), "field")
				}
			} else if i < t.NumFields() {
				w.value(value, t.Field(i).Type(), "field")
			}
		case *types.Map:
			if keyed {
				w.value(pair.Key, t.Key(), "key")
			}
			w.value(value, t.Elem(), "element")
		case *types.Slice:
			w.value(value, t.Elem(), "element")
		case *types.Array:
			w.value(value, t.Elem(), "element")
		}
	}
}

// compared makes an interface of the one that is none, where the other is.
func (w *finder) compared(x, y ast.Expr, kind string) {
	a, b := w.info.Types[x], w.info.Types[y]
	if a.Type == nil || b.Type == nil || !a.IsValue() || !b.IsValue() {
		return
	}
	if isInterface(a.Type) {
		w.value(y, a.Type, kind)
	} else if isInterface(b.Type) {
		w.value(x, b.Type, kind)
	}
}

func (w *finder) cases(n *ast.SwitchStmt) {
	if n.Tag == nil {
		return
	}
	for _, clause := range n.Body.List {
		if clause, ok := clause.(*ast.CaseClause); ok {
			for _, e := range clause.List {
				w.compared(n.Tag, e, "case")
			}
		}
	}
}

// ranged sees variables that were there before; new ones have the types of what is ranged over.
func (w *finder) ranged(n *ast.RangeStmt) {
	if n.Tok != token.ASSIGN {
		return
	}
	key, value := rangeTypes(core(w.info.TypeOf(n.X)))
	for i, e := range []ast.Expr{n.Key, n.Value} {
		if e != nil {
			w.add(conversion{e, "range", -1, []types.Type{key, value}[i], w.info.TypeOf(e)})
		}
	}
}

func rangeTypes(t types.Type) (key, value types.Type) {
	if p, ok := t.(*types.Pointer); ok {
		t = core(p.Elem())
	}
	index := types.Type(types.Typ[types.Int])
	switch t := t.(type) {
	case *types.Basic:
		if t.Info()&types.IsString != 0 {
			return index, types.Typ[types.Int32]
		}
		return nil, nil // an integer takes the type of the variable, which cannot be an interface
	case *types.Slice:
		return index, t.Elem()
	case *types.Array:
		return index, t.Elem()
	case *types.Map:
		return t.Key(), t.Elem()
	case *types.Chan:
		return t.Elem(), nil
	case *types.Signature:
		if t.Params().Len() != 1 {
			return nil, nil
		}
		if yield, ok := core(t.Params().At(0).Type()).(*types.Signature); ok {
			var of [2]types.Type
			for i := 0; i < yield.Params().Len() && i < 2; i++ {
				of[i] = yield.Params().At(i).Type()
			}
			return of[0], of[1]
		}
	}
	return nil, nil
}
