package main

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// verify type-checks the table as go/types reads it, and compares each object with the one that the sources declare: its text, its value, its
// size and alignment, its method sets, whether it can be compared.
func verify(dir string, releases []*release) error {
	wrong := 0
	for _, r := range releases {
		read, err := readStubs(dir, r)
		if err != nil {
			return err
		}
		v := &verifier{reached: r.reached()}
		for _, path := range slices.Sorted(maps.Keys(r.packages)) {
			v.compare(r.packages[path], read[path])
		}
		fmt.Printf("go%s: %d packages, %d objects, %d methods and %d sizes equal, %d differ\n", r.version, v.packages, v.objects, v.methods, v.sizes, len(v.differences))
		for _, difference := range v.differences {
			fmt.Println("  " + difference)
		}
		contradictions, calls, err := verifyCalls(dir, r)
		if err != nil {
			return err
		}
		fmt.Printf("go%s: of calls of %d functions %d parameters leak otherwise than the table says\n", r.version, calls, len(contradictions))
		for _, contradiction := range contradictions {
			fmt.Println("  " + contradiction)
		}
		wrong += len(v.differences) + len(contradictions)
	}
	if wrong > 0 {
		return fmt.Errorf("%d differences", wrong)
	}
	return nil
}

type verifier struct {
	reached                           reached
	packages, objects, methods, sizes int
	differences                       []string
}

func (v *verifier) compare(real, read *types.Package) {
	if read == nil {
		if public(real.Path()) {
			v.differ(real.Path(), "a package", "nothing")
		}
		return
	}
	v.packages++
	for _, name := range real.Scope().Names() {
		wanted, object := real.Scope().Lookup(name), read.Scope().Lookup(name)
		isType := false
		if object != nil {
			_, isType = object.(*types.TypeName)
		}
		switch {
		case object == nil && wanted.Exported() && public(real.Path()):
			v.differ(real.Path()+"."+name, wanted.String(), "nothing")
		case object != nil && (isType || wanted.Exported()):
			v.object(wanted, object)
		}
	}
	for _, name := range read.Scope().Names() {
		if real.Scope().Lookup(name) == nil {
			v.differ(real.Path()+"."+name, "nothing", "a declaration")
		}
	}
}

func (v *verifier) object(wanted, object types.Object) {
	name := wanted.Pkg().Path() + "." + wanted.Name()
	if isOpaque(object) {
		return
	}
	v.objects++
	v.equal(name, text(wanted), text(object))
	switch wanted := wanted.(type) {
	case *types.Const:
		other, ok := object.(*types.Const)
		if !ok || !constant.Compare(wanted.Val(), token.EQL, other.Val()) {
			v.differ(name, wanted.Val().ExactString(), fmt.Sprint(object))
		}
	case *types.TypeName:
		if v.reached[wanted] == full {
			v.methodSet(name, wanted.Type(), object.Type())
		}
		v.size(name, wanted.Type(), object.Type())
	}
}

// methodSet compares the exported methods of *T, and which of them T has too.
func (v *verifier) methodSet(name string, wanted, read types.Type) {
	if types.IsInterface(wanted) {
		return
	}
	v.equal(name+" methods", methods(wanted), methods(read))
	v.equal(name+" pointer methods", methods(types.NewPointer(wanted)), methods(types.NewPointer(read)))
	v.methods += types.NewMethodSet(types.NewPointer(read)).Len()
}

func (v *verifier) size(name string, wanted, read types.Type) {
	if named, ok := wanted.(interface{ TypeParams() *types.TypeParamList }); ok && named.TypeParams().Len() > 0 {
		return
	}
	if face, ok := wanted.Underlying().(*types.Interface); ok && !face.IsMethodSet() {
		return
	}
	sizes := types.SizesFor("gc", "amd64")
	v.sizes++
	v.equal(name+" size", layout(sizes, wanted), layout(sizes, read))
}

func layout(sizes types.Sizes, t types.Type) string {
	return fmt.Sprint(sizes.Sizeof(t), " aligned ", sizes.Alignof(t), " comparable ", types.Comparable(t), " lock ", isLock(t))
}

// isLock is what `go vet` takes for a lock: T has none of the methods Lock and Unlock, and *T has both.
func isLock(t types.Type) bool {
	if structure, ok := t.Underlying().(*types.Struct); ok {
		for field := range structure.Fields() {
			if isLock(field.Type()) {
				return true
			}
		}
	}
	if array, ok := t.Underlying().(*types.Array); ok {
		return isLock(array.Elem())
	}
	has := func(set *types.MethodSet) bool {
		return set.Lookup(nil, "Lock") != nil && set.Lookup(nil, "Unlock") != nil
	}
	return !types.IsInterface(t) && has(types.NewMethodSet(types.NewPointer(t))) && !has(types.NewMethodSet(t))
}

func (v *verifier) equal(name, wanted, read string) {
	if wanted != read {
		v.differ(name, wanted, read)
	}
}

func (v *verifier) differ(name, wanted, read string) {
	v.differences = append(v.differences, name+"\n    source "+wanted+"\n    table  "+read)
}

func text(object types.Object) string {
	return types.ObjectString(object, func(pkg *types.Package) string { return pkg.Path() })
}

func methods(t types.Type) string {
	var all []string
	for selection := range types.NewMethodSet(t).Methods() {
		if selection.Obj().Exported() {
			all = append(all, text(selection.Obj()))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}
