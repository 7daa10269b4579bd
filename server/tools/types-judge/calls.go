package main

import (
	"go/ast"
	"go/types"
)

// callKind says what a call runs, as far as types tell.
func callKind(info *types.Info, call *ast.CallExpr) string {
	fun := ast.Unparen(call.Fun)
	if tv := info.Types[fun]; tv.IsType() {
		return "conversion"
	} else if tv.IsBuiltin() {
		return "builtin"
	}
	switch f := fun.(type) {
	case *ast.IndexExpr:
		fun = ast.Unparen(f.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(f.X)
	}
	var name *ast.Ident
	switch f := fun.(type) {
	case *ast.Ident:
		name = f
	case *ast.SelectorExpr:
		name = f.Sel
	}
	fn, ok := info.Uses[name].(*types.Func)
	if name == nil || !ok {
		return "value"
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return "function"
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok && info.Selections[sel] != nil && hasParameterBelow(info.Selections[sel]) {
		return "parameter"
	}
	if types.IsInterface(recv.Type()) {
		return "interface"
	}
	return "function"
}

// hasParameterBelow tells whether the method is one of a type parameter.
func hasParameterBelow(s *types.Selection) bool {
	t := s.Recv()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}
