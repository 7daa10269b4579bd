package main

import (
	"fmt"
	"go/types"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// The compiler speaks of a generic function where it is instantiated. The probe is a package that instantiates each exported one, with
// pointers where a type parameter takes them, so that what leaks can be seen.

// probed is the type that arguments point to.
const probed = "type Probed struct{ Next *Probed }\n"

// compileProbe has the compiler speak of generic functions.
func (r *release) compileProbe(into *functions) error {
	dir, err := os.MkdirTemp("", "std-table-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	files := map[string]string{"go.mod": fmt.Sprintf("module probe\n\ngo 1.%d\n", r.minor), "probe.go": r.probe()}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	cmd := exec.Command("go", "build", r.flags(""), ".")
	cmd.Dir = dir
	return r.listen(cmd, into, func(f *function) bool { return f.isGeneric })
}

func (r *release) probe() string {
	p := &prober{imports: map[string]string{}, context: types.NewContext()}
	p.target = types.NewNamed(types.NewTypeName(0, nil, "Probed", nil), types.NewStruct(nil, nil), nil)
	for _, path := range r.wanted {
		scope := r.packages[path].Scope()
		for _, name := range scope.Names() {
			if object := scope.Lookup(name); object.Exported() {
				p.object(object)
			}
		}
	}
	return p.text(probed)
}

// text is the package with these declarations and what was written.
func (p *prober) text(more string) string {
	text := "package probe\n\n"
	for _, path := range slices.Sorted(maps.Keys(p.imports)) {
		text += fmt.Sprintf("import %s %q\n", p.imports[path], path)
	}
	return text + "\n" + more + p.body.String()
}

type prober struct {
	imports map[string]string
	context *types.Context
	target  types.Type
	body    strings.Builder
	count   int
}

func (p *prober) object(object types.Object) {
	switch object := object.(type) {
	case *types.Func:
		signature := object.Signature()
		if arguments := p.arguments(signature, signature.TypeParams()); arguments != nil {
			p.value(p.qualify(object.Pkg()) + "." + object.Name() + p.list(arguments))
		}
	case *types.TypeName:
		named, ok := object.Type().(*types.Named)
		if !ok || types.IsInterface(named) {
			return
		}
		if arguments := p.arguments(named, named.TypeParams()); arguments != nil {
			instance := p.qualify(object.Pkg()) + "." + object.Name() + p.list(arguments)
			for method := range named.Methods() {
				if method.Exported() && method.Signature().TypeParams().Len() == 0 {
					p.value("(*" + instance + ")." + method.Name())
				}
			}
		}
	}
}

func (p *prober) value(expression string) {
	fmt.Fprintf(&p.body, "var V%d = %s\n", p.count, expression)
	p.count++
}

func (p *prober) list(arguments []types.Type) string {
	var all []string
	for _, argument := range arguments {
		all = append(all, types.TypeString(argument, p.qualify))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

func (p *prober) qualify(pkg *types.Package) string {
	name := strings.NewReplacer("/", "_", ".", "_", "-", "_").Replace(pkg.Path())
	p.imports[pkg.Path()] = name
	return name
}

// arguments gives types that the parameters take; nothing where there are no parameters, or no such types are found.
func (p *prober) arguments(generic types.Type, parameters *types.TypeParamList) []types.Type {
	if parameters.Len() == 0 {
		return nil
	}
	chosen := map[*types.TypeParam]types.Type{}
	for parameter := range parameters.TypeParams() {
		chosen[parameter] = p.choose(parameter)
	}
	var arguments []types.Type
	for parameter := range parameters.TypeParams() {
		arguments = append(arguments, replaced(chosen[parameter], chosen))
	}
	if _, err := types.Instantiate(p.context, generic, arguments, true); err != nil {
		return nil
	}
	return arguments
}

// choose takes a string or the first type of a list, the constraint itself where it asks for methods, else a pointer.
func (p *prober) choose(parameter *types.TypeParam) types.Type {
	var listed []types.Type
	for embedded := range parameter.Constraint().Underlying().(*types.Interface).EmbeddedTypes() {
		listed = append(listed, terms(embedded)...)
	}
	for _, t := range listed {
		if basic, ok := t.(*types.Basic); ok && basic.Kind() == types.String {
			return t
		}
	}
	if len(listed) > 0 {
		return listed[0]
	}
	if constraint := parameter.Constraint(); constraint.Underlying().(*types.Interface).NumMethods() > 0 {
		return constraint
	}
	return types.NewPointer(p.target)
}

func terms(t types.Type) []types.Type {
	switch t := t.(type) {
	case *types.Union:
		var all []types.Type
		for term := range t.Terms() {
			all = append(all, terms(term.Type())...)
		}
		return all
	case *types.Named, *types.Alias:
		if face, ok := t.Underlying().(*types.Interface); ok {
			var all []types.Type
			for embedded := range face.EmbeddedTypes() {
				all = append(all, terms(embedded)...)
			}
			return all
		}
	}
	return []types.Type{t}
}

// replaced puts the chosen types in the place of type parameters, as far as the constraints of std need it.
func replaced(t types.Type, chosen map[*types.TypeParam]types.Type) types.Type {
	switch t := t.(type) {
	case *types.TypeParam:
		return replaced(chosen[t], chosen)
	case *types.Slice:
		return types.NewSlice(replaced(t.Elem(), chosen))
	case *types.Map:
		return types.NewMap(replaced(t.Key(), chosen), replaced(t.Elem(), chosen))
	case *types.Pointer:
		return types.NewPointer(replaced(t.Elem(), chosen))
	}
	return t
}
