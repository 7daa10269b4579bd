package main

import (
	"bufio"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

// printer writes the lines that README.md describes.
type printer struct {
	out  *bufio.Writer
	only string
	line []byte
	// Of the package at hand:
	notation notation
	byType   map[types.Type]int
	byText   map[string]int
	// Of the file at hand:
	file *token.File
}

func newPrinter(out *bufio.Writer, only string) *printer {
	return &printer{out: out, only: only}
}

func (p *printer) wants(letter string) bool {
	return p.only == "" || strings.Contains(p.only, letter)
}

// row writes a line of texts and numbers.
func (p *printer) row(letter string, columns ...any) {
	p.line = append(p.line[:0], letter...)
	for _, c := range columns {
		p.line = append(p.line, '\t')
		switch c := c.(type) {
		case int:
			p.line = strconv.AppendInt(p.line, int64(c), 10)
		case string:
			p.line = append(p.line, c...)
		case bool:
			p.line = strconv.AppendBool(p.line, c)
		}
	}
	p.line = append(p.line, '\n')
	_, _ = p.out.Write(p.line) // the error stays in the writer and is seen by Flush
}

// number names a type by the number of its Y line, which is written before its first use.
func (p *printer) number(t types.Type) int {
	if n, ok := p.byType[t]; ok {
		return n
	}
	text := p.notation.text(t)
	n, ok := p.byText[text]
	if !ok {
		n = len(p.byText)
		p.byText[text] = n
		p.row("Y", n, text)
	}
	p.byType[t] = n
	return n
}

func (p *printer) startPackage(c *checked) {
	p.notation = notation{c.fset, c.owners}
	p.byType, p.byText = map[types.Type]int{}, map[string]int{}
	p.row("P", c.listed.ImportPath, c.listed.Name, c.listed.Dir, len(c.errs))
	for _, err := range c.errs {
		p.row("E", clean(err.Error()))
	}
}

func (p *printer) printPackage(c *checked) {
	p.startPackage(c)
	for _, file := range c.files {
		if importsC(file) {
			continue
		}
		path := c.fset.File(file.FileStart).Name()
		p.row("F", path, c.fset.File(file.FileStart).Size())
		p.printFile(c, file)
	}
}

func importsC(file *ast.File) bool {
	for _, i := range file.Imports {
		if i.Path.Value == `"C"` {
			return true
		}
	}
	return false
}

func (p *printer) printFile(c *checked, file *ast.File) {
	p.file = c.fset.File(file.FileStart)
	repeated := repeatedIn(file)
	ast.Inspect(file, func(node ast.Node) bool {
		if e, ok := node.(ast.Expr); ok {
			p.expression(c.info, e, repeated)
		}
		switch n := node.(type) {
		case *ast.Ident:
			p.identifier(c.info, n)
		case *ast.SelectorExpr:
			if s := c.info.Selections[n]; s != nil && p.wants("S") {
				p.selection(n, s)
			}
		case *ast.CallExpr:
			if strings.Contains(p.only, "K") {
				p.row("K", p.file.Offset(n.Lparen), callKind(c.info, n))
			}
		case *ast.CaseClause:
			if o := c.info.Implicits[n]; o != nil && p.wants("N") {
				start, end := p.span(n)
				p.row("N", append([]any{start, end}, append(p.object(o), p.number(o.Type()))...)...)
			}
		}
		return true
	})
	if p.wants("C") {
		p.conversions(conversionsOf(c.info, file))
	}
}

func (p *printer) span(n ast.Node) (start, end int) {
	return p.file.Offset(n.Pos()), p.file.Offset(n.End())
}

// repeatedIn lists the expressions of constants that later lines of the group take over: go/types keeps what it saw last.
func repeatedIn(file *ast.File) []*ast.ValueSpec {
	var all []*ast.ValueSpec
	ast.Inspect(file, func(node ast.Node) bool {
		group, ok := node.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			return true
		}
		for i, s := range group.Specs[:max(0, len(group.Specs)-1)] {
			one, _ := s.(*ast.ValueSpec)
			next, _ := group.Specs[i+1].(*ast.ValueSpec)
			if one != nil && next != nil && len(one.Values) > 0 && len(next.Values) == 0 && next.Type == nil {
				all = append(all, one)
			}
		}
		return true
	})
	return all
}

func (p *printer) expression(info *types.Info, e ast.Expr, repeated []*ast.ValueSpec) {
	tv, ok := info.Types[e]
	if !ok || !p.wants("T") {
		return
	}
	value, flag := "", ""
	if tv.Value != nil {
		value = constantText(tv.Value)
	}
	i := sort.Search(len(repeated), func(i int) bool { return repeated[i].End() > e.Pos() })
	if i < len(repeated) && repeated[i].Pos() <= e.Pos() {
		flag = "repeated"
	}
	start, end := p.span(e)
	p.row("T", start, end, nodeText(e), modeText(tv), p.number(tv.Type), value, flag)
}

// nodeText is the kind of node, with its operator where it has one of many.
func nodeText(e ast.Expr) string {
	name := reflect.TypeOf(e).Elem().Name()
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return name + " " + e.Op.String()
	case *ast.UnaryExpr:
		return name + " " + e.Op.String()
	}
	return name
}

func modeText(tv types.TypeAndValue) string {
	switch {
	case tv.IsVoid():
		return "novalue"
	case tv.IsType():
		return "type"
	case tv.IsBuiltin():
		return "builtin"
	case tv.IsNil():
		return "nil"
	case tv.Value != nil:
		return "constant"
	case tv.Addressable():
		return "variable"
	case tv.HasOk() && tv.Assignable():
		return "mapindex"
	case tv.HasOk():
		return "commaok"
	}
	return "value"
}

func (p *printer) identifier(info *types.Info, id *ast.Ident) {
	start, end := p.span(id)
	if o := info.Defs[id]; o != nil && p.wants("D") {
		value := ""
		if c, ok := o.(*types.Const); ok && c.Val() != nil {
			value = constantText(c.Val())
		}
		p.row("D", append([]any{start, end}, append(p.object(o), p.number(o.Type()), value)...)...)
	}
	if name, ok := info.Defs[id].(*types.TypeName); ok && p.wants("M") {
		p.methods(name)
	}
	if o := info.Uses[id]; o != nil && p.wants("U") {
		p.row("U", append([]any{start, end}, p.object(o)...)...)
	}
	if i, ok := info.Instances[id]; ok && p.wants("I") {
		var args []string
		for n := 0; n < i.TypeArgs.Len(); n++ {
			args = append(args, strconv.Itoa(p.number(i.TypeArgs.At(n))))
		}
		p.row("I", start, end, p.number(i.Type), strings.Join(args, ","))
	}
}

// object is kind, package, name, and the file and offset of the declaration.
func (p *printer) object(o types.Object) []any {
	path, file, offset := "", "", 0
	if o.Pkg() != nil {
		path = o.Pkg().Path()
	}
	if o.Pos().IsValid() {
		at := p.notation.fset.File(o.Pos())
		file, offset = filepath.Base(at.Name()), at.Offset(o.Pos())
	}
	kind, name := "", o.Name()
	switch o := o.(type) {
	case *types.PkgName:
		kind, name = "package", o.Imported().Path()
	case *types.Const:
		kind = "constant"
	case *types.TypeName:
		kind = "type"
	case *types.Var:
		kind = "variable"
		if o.IsField() {
			kind = "field"
		}
	case *types.Func:
		kind = "function"
		if o.Signature().Recv() != nil {
			kind = "method"
		}
	case *types.Label:
		kind = "label"
	case *types.Builtin:
		kind = "builtin"
	case *types.Nil:
		kind = "nil"
	}
	return []any{kind, path, name, file, offset}
}

func (p *printer) selection(n *ast.SelectorExpr, s *types.Selection) {
	start, end := p.span(n)
	kind := [...]string{types.FieldVal: "field", types.MethodVal: "method", types.MethodExpr: "expression"}[s.Kind()]
	p.row("S", start, end, kind, p.number(s.Recv()), member(s.Obj()), fields(s), s.Indirect(), p.number(s.Type()))
}

// fields are the indexes of the fields that lead to a field, itself included, or to the type whose method it is.
func fields(s *types.Selection) string {
	index := s.Index()
	if s.Kind() != types.FieldVal {
		index = index[:len(index)-1]
	}
	var steps []string
	for _, i := range index {
		steps = append(steps, strconv.Itoa(i))
	}
	return strings.Join(steps, ".")
}

// methods prints the method set of *T, telling which of it T has; that of T alone where *T has none.
func (p *printer) methods(name *types.TypeName) {
	t, ok := name.Type().(*types.Named)
	if !ok {
		return
	}
	own, all := types.NewMethodSet(t), types.NewMethodSet(types.NewPointer(t))
	_, pointer := t.Underlying().(*types.Pointer)
	if pointer || types.IsInterface(t) {
		all = own
	}
	p.row("M", p.number(t), all.Len())
	for i := 0; i < all.Len(); i++ {
		m := all.At(i)
		receiver := "*T"
		if own.Lookup(m.Obj().Pkg(), m.Obj().Name()) != nil {
			receiver = "T"
		}
		p.row("m", receiver, member(m.Obj()), fields(m), p.number(m.Type()))
	}
}

func (p *printer) conversions(all []conversion) {
	sort.SliceStable(all, func(i, j int) bool { return all[i].at.Pos() < all[j].at.Pos() })
	for _, c := range all {
		start, end := p.span(c.at)
		index := ""
		if c.index >= 0 {
			index = strconv.Itoa(c.index)
		}
		p.row("C", start, end, c.kind, p.number(c.from), p.number(c.to), index)
	}
}
