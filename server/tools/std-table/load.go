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
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// release is one Go release: the toolchain that stands for it, and its standard library as go/types sees it.
type release struct {
	version  string // 1.26.8
	minor    int    // 26
	fset     *token.FileSet
	listed   map[string]*listed
	wanted   []string
	packages map[string]*types.Package
	files    map[string][]*ast.File
}

// listed is what the go command says of a package.
type listed struct {
	ImportPath string
	Dir        string
	Name       string
	GoFiles    []string
	ImportMap  map[string]string
}

// environment is what every go command of this program runs in: linux/amd64 without cgo, by one toolchain, with no settings of the machine.
func environment(version string) []string {
	return append(os.Environ(), "GOTOOLCHAIN=go"+version, "GOOS=linux", "GOARCH=amd64", "GOAMD64=v1", "CGO_ENABLED=0", "GOFLAGS=", "GOEXPERIMENT=", "GOWORK=off", "GODEBUG=")
}

// load asks the toolchain for its packages; wanted are those of them, or all that other modules can import. It type-checks nothing yet.
func load(version, only string) (*release, error) {
	minor, err := strconv.Atoi(strings.Split(version, ".")[1])
	if err != nil {
		return nil, fmt.Errorf("%s is no release: %w", version, err)
	}
	r := &release{version: version, minor: minor, fset: token.NewFileSet(), listed: map[string]*listed{}, packages: map[string]*types.Package{}, files: map[string][]*ast.File{}}
	if err := r.list(environment(version), "std"); err != nil {
		return nil, err
	}
	if err := r.list(append(environment(version), "CGO_ENABLED=1"), withCgoOnly); err != nil {
		return nil, err
	}
	if only != "" {
		r.wanted = strings.Split(only, ",")
		return r, nil
	}
	for _, path := range slices.Sorted(maps.Keys(r.listed)) {
		if public(path) {
			r.wanted = append(r.wanted, path)
		}
	}
	return r, nil
}

// withCgoOnly is the package that only builds with cgo have. Its files in Go alone declare what it exports; it is not compiled.
const withCgoOnly = "runtime/cgo"

// list adds packages and what they import, as far as they are not known.
func (r *release) list(environment []string, pattern string) error {
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,Name,GoFiles,ImportMap", pattern)
	cmd.Env = environment
	cmd.Dir = string(filepath.Separator) // No module's go line decides over the toolchain there.
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go list of %s: %w", r.version, err)
	}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		p := &listed{}
		if err := decoder.Decode(p); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if r.listed[p.ImportPath] == nil {
			r.listed[p.ImportPath] = p
		}
	}
}

// public says whether other modules can import the package.
func public(path string) bool {
	if path == "unsafe" || strings.HasPrefix(path, "vendor/") {
		return false
	}
	return !strings.Contains("/"+path+"/", "/internal/")
}

// check type-checks a package and what it imports, without function bodies.
func (r *release) check(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := r.packages[path]; pkg != nil {
		return pkg, nil
	}
	about := r.listed[path]
	if about == nil {
		return nil, fmt.Errorf("go%s has no package %s", r.version, path)
	}
	for _, name := range about.GoFiles {
		file, err := parser.ParseFile(r.fset, filepath.Join(about.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		r.files[path] = append(r.files[path], file)
	}
	config := types.Config{
		GoVersion:        "go1." + strconv.Itoa(r.minor),
		IgnoreFuncBodies: true,
		Sizes:            types.SizesFor("gc", "amd64"),
		Importer:         importer{r, about.ImportMap},
	}
	pkg, err := config.Check(path, r.fset, r.files[path], nil)
	if err != nil {
		return nil, err
	}
	r.packages[path] = pkg
	return pkg, nil
}

// importer resolves imports of one package, vendored ones by the go command's map.
type importer struct {
	release *release
	vendor  map[string]string
}

func (i importer) Import(path string) (*types.Package, error) {
	if mapped, ok := i.vendor[path]; ok {
		path = mapped
	}
	return i.release.check(path)
}
