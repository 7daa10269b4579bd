package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// opaqueMark is a field of the types that stand for those the table leaves out.
const opaqueMark = "opaqueForTheTable"

// stubs are the pieces of the table for one release, as go/types reads them.
type stubs struct {
	release *release
	fset    *token.FileSet
	files   map[string]*ast.File
	// missing: path -> name -> how many type parameters. Types that are mentioned and not declared.
	missing map[string]map[string]int
	checked map[string]*types.Package
}

func readStubs(dir string, r *release) (map[string]*types.Package, error) {
	s := &stubs{r, token.NewFileSet(), map[string]*ast.File{}, map[string]map[string]int{}, map[string]*types.Package{}}
	for path := range r.packages {
		lines, err := readPart(dir, path, apiPart, r.minor)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(s.fset, path, strings.Join(lines, "\n"), 0)
		if err != nil {
			return nil, err
		}
		for _, declaration := range file.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok {
				function.Body = &ast.BlockStmt{} // go/types asks generic functions for one, and does not look into it.
			}
		}
		s.files[path] = file
	}
	for path, file := range s.files {
		s.findMissing(path, file)
	}
	for _, path := range slices.Sorted(maps.Keys(s.files)) {
		if _, err := s.Import(path); err != nil {
			return nil, err
		}
	}
	return s.checked, nil
}

// findMissing notes what names a file leaves without a declaration, in its package and in others.
func (s *stubs) findMissing(path string, file *ast.File) {
	imports := map[string]string{}
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		name := imported[strings.LastIndex(imported, "/")+1:]
		if pkg := s.release.packages[imported]; pkg != nil {
			name = pkg.Name()
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = imported
	}
	unresolved := map[*ast.Ident]bool{}
	for _, identifier := range file.Unresolved {
		unresolved[identifier] = true
	}
	arity := map[ast.Expr]int{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IndexExpr:
			arity[n.X] = 1
		case *ast.IndexListExpr:
			arity[n.X] = len(n.Indices)
		case *ast.SelectorExpr:
			if from, ok := n.X.(*ast.Ident); ok && unresolved[from] && imports[from.Name] != "" {
				s.miss(imports[from.Name], n.Sel.Name, arity[n])
			}
		case *ast.Ident:
			if unresolved[n] && types.Universe.Lookup(n.Name) == nil && imports[n.Name] == "" {
				s.miss(path, n.Name, arity[n])
			}
		}
		return true
	})
}

func (s *stubs) miss(path, name string, arity int) {
	if path == "unsafe" || s.files[path] != nil && s.files[path].Scope.Lookup(name) != nil {
		return
	}
	if s.missing[path] == nil {
		s.missing[path] = map[string]int{}
	}
	s.missing[path][name] = max(arity, s.missing[path][name])
}

func (s *stubs) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := s.checked[path]; pkg != nil {
		return pkg, nil
	}
	var files []*ast.File
	name := ""
	if file := s.files[path]; file != nil {
		files, name = append(files, file), file.Name.Name
	} else if pkg := s.release.packages[path]; pkg != nil {
		name = pkg.Name()
	}
	rest := "package " + name + "\n"
	for missing, arity := range s.missing[path] {
		parameters := ""
		if arity > 0 {
			parameters = "[" + strings.TrimPrefix(strings.Repeat(", _", arity), ", ") + " any]"
		}
		rest += fmt.Sprintf("type %s%s struct{%s int}\n", missing, parameters, opaqueMark)
	}
	file, err := parser.ParseFile(s.fset, path+" (left out)", rest, 0)
	if err != nil {
		return nil, err
	}
	config := types.Config{GoVersion: "go1." + strconv.Itoa(s.release.minor), IgnoreFuncBodies: true, Sizes: types.SizesFor("gc", "amd64"), Importer: s}
	pkg, err := config.Check(path, s.fset, append(files, file), nil)
	if err != nil {
		return nil, fmt.Errorf("table of go%s: %w", s.release.version, err)
	}
	s.checked[path] = pkg
	return pkg, nil
}

func isOpaque(object types.Object) bool {
	structure, ok := object.Type().Underlying().(*types.Struct)
	return ok && structure.NumFields() == 1 && structure.Field(0).Name() == opaqueMark
}
