package main

import "go/types"

// members gives the exported fields of structs and the methods of interfaces that a package declares under exported names. The lines of the
// types alone do not tell since when they have them.
func members(pkg *types.Package) declarations {
	all := declarations{}
	if !public(pkg.Path()) {
		return all
	}
	for _, name := range pkg.Scope().Names() {
		declared, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || !declared.Exported() || declared.IsAlias() {
			continue
		}
		add := func(member types.Object) {
			if member.Exported() {
				symbol := name + "." + member.Name()
				all[symbol] = symbol
			}
		}
		switch t := declared.Type().Underlying().(type) {
		case *types.Struct:
			for field := range t.Fields() {
				add(field)
			}
		case *types.Interface:
			for method := range t.ExplicitMethods() {
				add(method)
			}
		}
	}
	return all
}
