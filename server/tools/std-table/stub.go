package main

import (
	"bytes"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// declarations are one package's in one release: key -> one line of Go. The keys sort as the lines stand in the file.
type declarations map[string]string

// stubber writes the declarations of one package.
type stubber struct {
	pkg     *types.Package
	reached reached
	out     declarations
	// imported: path -> the name it has here.
	imported map[string]string
	// sealed are unexported names of methods that some interface of the package asks for: who has them decides what implements it.
	sealed map[string]bool
}

// stub gives the lines of a package that others can ask about.
func stub(pkg *types.Package, reached reached) declarations {
	s := &stubber{pkg, reached, declarations{}, map[string]string{}, map[string]bool{}}
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		if declared, ok := scope.Lookup(name).(*types.TypeName); ok && s.wanted(declared) {
			s.seal(declared)
		}
	}
	s.objects()
	s.nameImports()
	s.objects()
	for path, name := range s.imported {
		line := fmt.Sprintf("import %q", path)
		if path[strings.LastIndex(path, "/")+1:] != name {
			line = fmt.Sprintf("import %s %q", name, path)
		}
		s.out["0 "+path] = line
	}
	return s.out
}

func (s *stubber) objects() {
	scope := s.pkg.Scope()
	for _, name := range scope.Names() {
		if object := scope.Lookup(name); s.wanted(object) {
			s.object(object)
		}
	}
}

// nameImports decides where two imports want one name, by their paths: the order in which they are met says nothing.
func (s *stubber) nameImports() {
	taken := map[string]bool{}
	for _, path := range slices.Sorted(maps.Keys(s.imported)) {
		name := s.imported[path]
		if taken[name] || s.pkg.Scope().Lookup(name) != nil {
			name = strings.NewReplacer("/", "_", ".", "_", "-", "_").Replace(path)
		}
		taken[name] = true
		s.imported[path] = name
	}
}

func (s *stubber) wanted(object types.Object) bool {
	if declared, ok := object.(*types.TypeName); ok {
		return s.reached[declared] > 0
	}
	return object.Exported() && public(s.pkg.Path())
}

func (s *stubber) seal(declared *types.TypeName) {
	if face, ok := declared.Type().Underlying().(*types.Interface); ok {
		for method := range face.ExplicitMethods() {
			if !method.Exported() {
				s.sealed[method.Name()] = true
			}
		}
	}
}

func (s *stubber) object(object types.Object) {
	name := object.Name()
	switch object := object.(type) {
	case *types.Const:
		written := " " + s.typeText(object.Type())
		if isUntyped(object.Type()) {
			written = ""
		}
		s.out["1 "+name] = "const " + name + written + " = " + literal(object.Val(), object.Type())
	case *types.Var:
		s.out["2 "+name] = "var " + name + " " + s.typeText(object.Type())
	case *types.Func:
		s.out["3 "+name] = "func " + name + s.signature(object.Signature())
	case *types.TypeName:
		s.typeDeclaration(object)
	}
}

func (s *stubber) typeDeclaration(object *types.TypeName) {
	name := object.Name()
	if alias, ok := object.Type().(*types.Alias); ok {
		s.out["4 "+name] = "type " + name + s.parameters(alias.TypeParams()) + " = " + s.typeText(alias.Rhs())
		return
	}
	named := object.Type().(*types.Named)
	s.out["4 "+name] = "type " + name + s.parameters(named.TypeParams()) + " " + s.typeText(named.Underlying())
	if types.IsInterface(named) {
		return
	}
	for method := range named.Methods() {
		if s.reached[object] == full && (method.Exported() || s.sealed[method.Name()]) || s.reached[object] == shape && isLockMethod(method) {
			s.out["4 "+name+" "+method.Name()] = "func (" + s.receiver(method.Signature().Recv(), name) + ") " + method.Name() + s.signature(method.Signature())
		}
	}
}

// receiver is written with the names that its type parameters have in the method.
func (s *stubber) receiver(v *types.Var, name string) string {
	t := v.Type()
	star := ""
	if pointer, ok := t.(*types.Pointer); ok {
		t, star = pointer.Elem(), "*"
	}
	if arguments := t.(*types.Named).TypeArgs(); arguments.Len() > 0 {
		var names []string
		for argument := range arguments.Types() {
			names = append(names, argument.(*types.TypeParam).Obj().Name())
		}
		name += "[" + strings.Join(names, ", ") + "]"
	}
	return strings.TrimSpace(v.Name() + " " + star + name)
}

func (s *stubber) parameters(list *types.TypeParamList) string {
	if list.Len() == 0 {
		return ""
	}
	var all []string
	for parameter := range list.TypeParams() {
		all = append(all, parameter.Obj().Name()+" "+s.typeText(parameter.Constraint()))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

func (s *stubber) typeText(t types.Type) string {
	return types.TypeString(t, s.qualify)
}

func (s *stubber) signature(signature *types.Signature) string {
	var out bytes.Buffer
	types.WriteSignature(&out, signature, s.qualify)
	return out.String()
}

// qualify names a package as it is imported here.
func (s *stubber) qualify(pkg *types.Package) string {
	if pkg == s.pkg {
		return ""
	}
	if _, met := s.imported[pkg.Path()]; !met {
		s.imported[pkg.Path()] = pkg.Name()
	}
	return s.imported[pkg.Path()]
}

func isLockMethod(method *types.Func) bool {
	signature := method.Signature()
	_, byPointer := signature.Recv().Type().(*types.Pointer)
	return byPointer && (method.Name() == "Lock" || method.Name() == "Unlock") && signature.Params().Len()+signature.Results().Len() == 0
}
