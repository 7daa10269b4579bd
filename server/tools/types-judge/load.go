package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

type options struct {
	dir, goos, goarch, tags string
	cgo, tests              bool
}

// listed is what `go list -json` says of a package.
type listed struct {
	Dir, ImportPath, Name, ForTest string
	GoFiles, CgoFiles              []string
	ImportMap                      map[string]string
	DepOnly, Standard              bool
	Module                         *struct{ GoVersion string }
	Error                          *struct{ Err string }
}

// checked is a package after go/types saw it.
type checked struct {
	listed *listed
	fset   *token.FileSet
	files  []*ast.File
	pkg    *types.Package
	info   *types.Info // nil where the package is only imported
	errs   []error
	owners *owners
}

// path is the import path without the test that the package is built for.
func (l *listed) path() string {
	path, _, _ := strings.Cut(l.ImportPath, " [")
	return path
}

func (l *listed) isTestMain() bool {
	return l.Name == "main" && strings.HasSuffix(l.ImportPath, ".test")
}

// load type-checks the packages and all that they import, from source, and hands over those that were named, imported ones first.
// Checking goes on while a package is printed.
func load(o options, patterns []string, done func(*checked)) error {
	packages, err := list(o, patterns)
	if err != nil {
		return err
	}
	c := newChecker(o)
	ready := make(chan *checked, 2)
	go func() {
		defer close(ready)
		for _, l := range packages {
			if p := c.check(l, !l.DepOnly, nil); p.info != nil {
				ready <- p
			}
		}
	}()
	for p := range ready {
		done(p)
	}
	return nil
}

// list asks the go command for the packages, imported ones first.
func list(o options, patterns []string) ([]*listed, error) {
	args := []string{"list", "-e", "-deps", "-json=Dir,ImportPath,Name,ForTest,GoFiles,CgoFiles,ImportMap,DepOnly,Standard,Module,Error"}
	if o.tests {
		args = append(args, "-test")
	}
	if o.tags != "" {
		args = append(args, "-tags="+o.tags)
	}
	cmd := exec.Command("go", append(append(args, "--"), patterns...)...)
	cmd.Dir = o.dir
	cgo := "0"
	if o.cgo {
		cgo = "1"
	}
	cmd.Env = append(os.Environ(), "GOOS="+o.goos, "GOARCH="+o.goarch, "CGO_ENABLED="+cgo, "PWD=")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	var packages []*listed
	for decoder := json.NewDecoder(out); ; {
		l := new(listed)
		if err := decoder.Decode(l); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, l)
	}
	if err := cmd.Wait(); err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	withTests := map[string]bool{}
	for _, l := range packages {
		if l.ForTest == l.path() {
			withTests[l.path()] = true
		}
	}
	for _, l := range packages {
		// The plain package is printed by its variant with tests.
		if l.isTestMain() || l.ForTest == "" && withTests[l.ImportPath] {
			l.DepOnly = true
		}
	}
	return packages, nil
}

// checker holds the packages seen so far.
type checker struct {
	fset   *token.FileSet
	sizes  types.Sizes
	seen   map[string]*types.Package
	owners *owners
}

func newChecker(o options) *checker {
	return &checker{token.NewFileSet(), types.SizesFor("gc", o.goarch), map[string]*types.Package{}, newOwners()}
}

// check type-checks a package; bodies and the record of expressions only where it is to be printed. A file that has a text in
// `instead` is read from there.
func (c *checker) check(l *listed, printed bool, instead map[string][]byte) *checked {
	p := &checked{listed: l, fset: c.fset, owners: c.owners}
	if l.ImportPath == "unsafe" {
		p.pkg = types.Unsafe
		c.seen[l.ImportPath] = p.pkg
		return p
	}
	if l.Error != nil {
		p.errs = append(p.errs, errors.New(l.Error.Err))
	}
	p.parse(instead)
	if printed {
		p.info = &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
			Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{},
		}
	}
	config := types.Config{
		Importer: importing{c, l}, Sizes: c.sizes, FakeImportC: true, IgnoreFuncBodies: !printed,
		Error: func(err error) { p.errs = append(p.errs, err) },
	}
	if l.Module != nil && l.Module.GoVersion != "" && !l.Standard {
		config.GoVersion = "go" + l.Module.GoVersion
	}
	p.pkg, _ = config.Check(l.path(), c.fset, p.files, p.info)
	if instead == nil {
		c.seen[l.ImportPath] = p.pkg
	}
	c.owners.add(p)
	return p
}

func (p *checked) parse(instead map[string][]byte) {
	for _, name := range append(append([]string{}, p.listed.GoFiles...), p.listed.CgoFiles...) {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(p.listed.Dir, name)
		}
		var source any
		if text, ok := instead[path]; ok {
			source = text
		}
		file, err := parser.ParseFile(p.fset, path, source, parser.SkipObjectResolution|parser.AllErrors)
		if err != nil {
			p.errs = append(p.errs, err)
		}
		if instead != nil && source == nil && file != nil {
			withoutBodies(file)
		}
		if file != nil && file.Name != nil {
			p.files = append(p.files, file)
		}
	}
}

// importing finds what a package imports by the map that the go command made for it (vendored packages, variants for tests).
type importing struct {
	checker *checker
	by      *listed
}

func (i importing) Import(path string) (*types.Package, error) {
	if mapped, ok := i.by.ImportMap[path]; ok {
		path = mapped
	}
	if p := i.checker.seen[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("package %s was not listed", path)
}
