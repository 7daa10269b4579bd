// Types-judge prints what go/types knows of Go packages: the final type, mode and constant value of every expression, the places where a
// value becomes an interface, objects, selections, instances and method sets. README.md describes its lines and its notation of types.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "types-judge:", err)
		os.Exit(1)
	}
}

func run() error {
	var o options
	flag.StringVar(&o.dir, "dir", ".", "`folder` in which the patterns are looked up: a module's, for its packages")
	flag.StringVar(&o.goos, "goos", "linux", "GOOS of the build")
	flag.StringVar(&o.goarch, "goarch", "amd64", "GOARCH of the build")
	flag.StringVar(&o.tags, "tags", "", "build tags, as for go build")
	flag.BoolVar(&o.cgo, "cgo", false, "build with cgo; files that import \"C\" are read, but not printed")
	flag.BoolVar(&o.tests, "tests", false, "packages with their tests in place of the plain ones")
	only := flag.String("only", "", "letters of the `lines` to print besides P, F, E and Y, such as TC (all of them when empty)")
	cuts := flag.String("cuts", "", "`file` of lines \"path<tab>offset\": print for each the file as if it ended there, and no other")
	flag.Parse()
	if flag.NArg() == 0 {
		return fmt.Errorf("no packages named")
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	p := newPrinter(out, *only)
	var err error
	if *cuts == "" {
		err = load(o, flag.Args(), p.printPackage)
	} else {
		err = printCuts(o, flag.Args(), *cuts, p)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// clean keeps a text on its line and in its column.
func clean(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(s)
}
