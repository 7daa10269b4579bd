package main

import (
	"fmt"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// verifyCalls writes a caller for each exported function and method, which hands its own parameters over and drops the results. What the
// compiler says of the callers' parameters must follow from the table.
func verifyCalls(dir string, r *release) ([]string, int, error) {
	c := &calls{prober: prober{imports: map[string]string{}}, release: r, table: map[string]map[string]*tableFacts{}}
	for _, path := range r.wanted {
		if path == withCgoOnly {
			continue
		}
		lines, err := readPart(dir, path, functionsPart, r.minor)
		if err != nil {
			return nil, 0, err
		}
		c.table[path] = readTableFacts(lines)
		scope := r.packages[path].Scope()
		for _, name := range scope.Names() {
			if object := scope.Lookup(name); object.Exported() {
				c.callers(path, object)
			}
		}
	}
	folder, err := os.MkdirTemp("", "std-table-")
	if err != nil {
		return nil, 0, err
	}
	defer os.RemoveAll(folder)
	module := fmt.Sprintf("module probe\n\ngo 1.%d\n", r.minor)
	if err := os.WriteFile(filepath.Join(folder, "go.mod"), []byte(module), 0o644); err != nil {
		return nil, 0, err
	}
	if err := os.WriteFile(filepath.Join(folder, "probe.go"), []byte(c.text("")), 0o644); err != nil {
		return nil, 0, err
	}
	cmd := exec.Command("go", "build", "-gcflags=-m=2", ".")
	cmd.Dir, cmd.Env = folder, environment(r.version)
	said, err := cmd.CombinedOutput()
	if err != nil {
		return nil, 0, fmt.Errorf("calls of go%s: %w: %.2000s", r.version, err, said)
	}
	return c.compare(string(said)), len(c.written), nil
}

// odd are inlined functions of which the compiler believes worse in a call than in themselves: the one calls a generic function of another
// package, whose instance it does not know there; of the other's closure Go 1.21 says so.
var odd = map[string]bool{"go/doc/comment.DefaultLookupPackage": true, "net/http.ProxyURL": true}

type calls struct {
	prober
	release *release
	table   map[string]map[string]*tableFacts
	written []caller
}

// caller is one function of the probe, and whom it calls.
type caller struct {
	path, symbol string
	parameters   []string // As the table calls them; the probe calls them `pr`, `p0`, `p1`.
}

func (c *calls) callers(path string, object types.Object) {
	switch object := object.(type) {
	case *types.Func:
		if object.Signature().TypeParams() == nil {
			c.write(path, object.Name(), nil, object)
		}
	case *types.TypeName:
		named, ok := object.Type().(*types.Named)
		if !ok || types.IsInterface(named) || named.TypeParams() != nil {
			return
		}
		for method := range named.Methods() {
			if method.Exported() && method.Signature().TypeParams() == nil {
				c.write(path, object.Name()+"."+method.Name(), method.Signature().Recv().Type(), method)
			}
		}
	}
}

func (c *calls) write(path, symbol string, receiver types.Type, callee *types.Func) {
	one := caller{path: path, symbol: symbol}
	signature := callee.Signature()
	var declared, passed []string
	if receiver != nil {
		one.parameters = append(one.parameters, "r")
		declared = append(declared, "pr "+types.TypeString(receiver, c.qualify))
	}
	for i := range signature.Params().Len() {
		t := signature.Params().At(i).Type()
		if !nameable(t) {
			return
		}
		name := "p" + strconv.Itoa(i)
		one.parameters = append(one.parameters, strconv.Itoa(i))
		declared = append(declared, name+" "+types.TypeString(t, c.qualify))
		if signature.Variadic() && i == signature.Params().Len()-1 {
			name += "..."
		}
		passed = append(passed, name)
	}
	called := "pr." + callee.Name()
	if receiver == nil {
		called = c.qualify(callee.Pkg()) + "." + callee.Name()
	}
	fmt.Fprintf(&c.body, "func Call%d(%s) { %s(%s) }\n", len(c.written), strings.Join(declared, ", "), called, strings.Join(passed, ", "))
	c.written = append(c.written, one)
}

// nameable: another package can write the type down.
func nameable(t types.Type) bool {
	text := types.TypeString(t, func(pkg *types.Package) string {
		if !public(pkg.Path()) {
			return "internal"
		}
		return "x"
	})
	return !strings.Contains(text, "internal.") && !unexported.MatchString(text)
}

var (
	unexported = regexp.MustCompile(`\bx\.[a-z_]`)
	wayOut     = regexp.MustCompile(`parameter p(\w+) leaks to (\{.+?\}|\S+)(?: for (?:\w+\.)?Call\d+)? with derefs=(\d+):$`)
)

func (c *calls) compare(said string) []string {
	lineOf := map[int]int{}
	for i, text := range strings.Split(c.text(""), "\n") {
		if rest, ok := strings.CutPrefix(text, "func Call"); ok {
			digits, _, _ := strings.Cut(rest, "(")
			lineOf[i+1] = number(digits)
		}
	}
	found := make([]map[string]int, len(c.written))
	for text := range strings.Lines(said) {
		p, message, ok := splitLine(strings.TrimSuffix(text, "\n"))
		i, isCaller := lineOf[p.line]
		m := wayOut.FindStringSubmatch(message)
		if !ok || !isCaller || m == nil || !strings.HasSuffix(p.file, "probe.go") {
			continue
		}
		if found[i] == nil {
			found[i] = map[string]int{}
		}
		found[i][m[1]] = least(found[i], m[1], number(m[3]))
	}
	var wrong []string
	for i, one := range c.written {
		if odd[one.path+"."+one.symbol] {
			continue
		}
		for _, p := range one.parameters {
			if text := c.table[one.path][one.symbol].contradicts(p, found[i]); text != "" {
				wrong = append(wrong, one.path+"."+one.symbol+" "+text)
			}
		}
	}
	return wrong
}
