package main

import (
	"encoding/json"
	"go/token"
	"go/types"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// notation writes types in the one form that README.md describes.
type notation struct {
	fset   *token.FileSet
	owners *owners
}

func (n notation) text(t types.Type) string {
	var b strings.Builder
	n.write(&b, t)
	return b.String()
}

func (n notation) write(b *strings.Builder, t types.Type) {
	switch t := types.Unalias(t).(type) {
	case nil:
		b.WriteString("invalid")
	case *types.Basic:
		b.WriteString(basicText(t))
	case *types.Named:
		b.WriteString(n.object(t.Obj()))
		n.list(b, "[", t.TypeArgs().Len(), func(i int) { n.write(b, t.TypeArgs().At(i)) }, "]")
	case *types.TypeParam:
		b.WriteString(n.owners.text(t))
	case *types.Pointer:
		b.WriteString("*")
		n.write(b, t.Elem())
	case *types.Slice:
		b.WriteString("[]")
		n.write(b, t.Elem())
	case *types.Array:
		b.WriteString("[" + strconv.FormatInt(t.Len(), 10) + "]")
		n.write(b, t.Elem())
	case *types.Map:
		b.WriteString("map[")
		n.write(b, t.Key())
		b.WriteString("]")
		n.write(b, t.Elem())
	case *types.Chan:
		b.WriteString(map[types.ChanDir]string{types.SendRecv: "chan ", types.SendOnly: "chan<- ", types.RecvOnly: "<-chan "}[t.Dir()])
		n.write(b, t.Elem())
	case *types.Signature:
		b.WriteString("func")
		n.signature(b, t)
	case *types.Tuple:
		n.tuple(b, t, false)
	case *types.Struct:
		n.structure(b, t)
	case *types.Interface:
		n.interfaceType(b, t)
	case *types.Union:
		b.WriteString(n.terms(termsOf(t, 0)))
	default:
		b.WriteString("?")
	}
}

func basicText(t *types.Basic) string {
	switch t.Kind() {
	case types.Invalid:
		return "invalid"
	case types.UnsafePointer:
		return "unsafe.Pointer"
	}
	return types.Typ[t.Kind()].Name() // uint8 for byte, int32 for rune
}

// list writes nothing at all for an empty one.
func (n notation) list(b *strings.Builder, open string, length int, write func(int), end string) {
	if length == 0 {
		return
	}
	b.WriteString(open)
	for i := 0; i < length; i++ {
		if i > 0 {
			b.WriteString(", ")
		}
		write(i)
	}
	b.WriteString(end)
}

// object is the name of a declared type: `net/http.Request`, `error`, or `main.local@main.go:12` in a function.
func (n notation) object(o types.Object) string {
	if o.Pkg() == nil {
		return o.Name()
	}
	name := o.Pkg().Path() + "." + o.Name()
	if o.Parent() != nil && o.Parent() != o.Pkg().Scope() {
		p := n.fset.PositionFor(o.Pos(), false)
		name += "@" + filepath.Base(p.Filename) + ":" + strconv.Itoa(p.Line)
	}
	return name
}

// member is the name of a field or method, with its package where only that package may use it.
func member(o types.Object) string {
	if o.Exported() || o.Pkg() == nil {
		return o.Name()
	}
	return o.Pkg().Path() + "." + o.Name()
}

func (n notation) signature(b *strings.Builder, s *types.Signature) {
	params := s.TypeParams()
	n.list(b, "[", params.Len(), func(i int) {
		n.write(b, params.At(i))
		b.WriteString(" ")
		n.write(b, params.At(i).Constraint())
	}, "]")
	n.tuple(b, s.Params(), s.Variadic())
	switch s.Results().Len() {
	case 0:
	case 1:
		b.WriteString(" ")
		n.write(b, s.Results().At(0).Type())
	default:
		b.WriteString(" ")
		n.tuple(b, s.Results(), false)
	}
}

func (n notation) tuple(b *strings.Builder, t *types.Tuple, variadic bool) {
	b.WriteString("(")
	n.list(b, "", t.Len(), func(i int) {
		of := t.At(i).Type()
		if variadic && i == t.Len()-1 {
			b.WriteString("...")
			if s, ok := types.Unalias(of).(*types.Slice); ok {
				of = s.Elem()
			} // else append([]byte, ...string), or a type parameter of such a kind
		}
		n.write(b, of)
	}, "")
	b.WriteString(")")
}

func (n notation) structure(b *strings.Builder, s *types.Struct) {
	b.WriteString("struct{")
	for i := 0; i < s.NumFields(); i++ {
		if i > 0 {
			b.WriteString("; ")
		}
		if s.Field(i).Embedded() {
			b.WriteString("=")
		}
		b.WriteString(member(s.Field(i)) + " ")
		n.write(b, s.Field(i).Type())
		if s.Tag(i) != "" {
			b.WriteString(" " + jsonText(s.Tag(i)))
		}
	}
	b.WriteString("}")
}

func jsonText(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // of a string, into memory
	return strings.TrimSuffix(b.String(), "\n")
}

// interfaceType writes what is in the type set, not how it was put together: all methods by name, then comparable, then the terms.
func (n notation) interfaceType(b *strings.Builder, t *types.Interface) {
	var parts []string
	for i := 0; i < t.NumMethods(); i++ {
		var m strings.Builder
		m.WriteString(member(t.Method(i)))
		n.signature(&m, t.Method(i).Signature())
		parts = append(parts, m.String())
	}
	sort.Strings(parts)
	set := termsOf(t, 0)
	if set.all && set.comparable {
		parts = append(parts, "comparable")
	}
	if !set.all {
		parts = append(parts, n.terms(set))
	}
	b.WriteString("interface{" + strings.Join(parts, "; ") + "}")
}

func (n notation) terms(set termSet) string {
	var texts []string
	for _, t := range set.terms {
		text := n.text(t.of)
		if t.tilde {
			text = "~" + text
		}
		texts = append(texts, text)
	}
	sort.Strings(texts)
	return strings.Join(texts, "|")
}

// owners knows who declares a type parameter, by the place of its declaration: go/types makes copies of them, at the same place.
type owners struct{ byPos sync.Map }

func newOwners() *owners { return &owners{} }

// add learns the type parameters of a package. Those of a receiver have the names of the type's own.
func (o *owners) add(p *checked) {
	scope := p.pkg.Scope()
	for _, name := range scope.Names() {
		o.addObject(scope.Lookup(name))
	}
	if p.info != nil {
		for _, object := range p.info.Defs {
			if object != nil && object.Parent() != scope {
				o.addObject(object) // methods and what is local
			}
		}
	}
}

func (o *owners) addObject(object types.Object) {
	switch object := object.(type) {
	case *types.Func:
		o.put(object.Signature().TypeParams(), funcName(object))
		if r := receiver(object.Signature()); r != nil {
			o.put(object.Signature().RecvTypeParams(), r.Obj().Pkg().Path()+"."+r.Obj().Name())
		}
	case *types.TypeName:
		name := ""
		if object.Pkg() != nil {
			name = object.Pkg().Path() + "." + object.Name()
		}
		switch t := object.Type().(type) {
		case *types.Alias:
			o.put(t.TypeParams(), name)
		case *types.Named:
			o.put(t.TypeParams(), name)
			for i := 0; i < t.NumMethods(); i++ {
				o.addObject(t.Method(i))
			}
		}
	}
}

func (o *owners) put(params *types.TypeParamList, owner string) {
	for i := 0; i < params.Len(); i++ {
		o.byPos.Store(params.At(i).Obj().Pos(), owner+"$"+strconv.Itoa(i))
	}
}

func (o *owners) text(t *types.TypeParam) string {
	if text, ok := o.byPos.Load(t.Obj().Pos()); ok {
		return text.(string)
	}
	return "?" + t.Obj().Name()
}

// funcName is `path.F`, or `path.T.M` for a method.
func funcName(f *types.Func) string {
	name := f.Name()
	if r := receiver(f.Signature()); r != nil {
		name = r.Obj().Name() + "." + name
	}
	if f.Pkg() == nil {
		return name
	}
	return f.Pkg().Path() + "." + name
}

// receiver is the declared type that a method belongs to.
func receiver(s *types.Signature) *types.Named {
	if s.Recv() == nil {
		return nil
	}
	t := types.Unalias(s.Recv().Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	if named != nil && named.Obj().Pkg() == nil {
		return nil
	}
	return named
}
