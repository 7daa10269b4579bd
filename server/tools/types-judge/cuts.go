package main

import (
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// printCuts prints files as if they ended at an offset, each checked with the rest of its package.
func printCuts(o options, patterns []string, from string, p *printer) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	packages, err := list(o, patterns)
	if err != nil {
		return err
	}
	c := newChecker(o)
	home := map[string]*listed{}
	for _, l := range packages {
		c.check(l, false, nil)
		for _, name := range l.GoFiles {
			if !l.DepOnly {
				home[filepath.Join(l.Dir, name)] = l
			}
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		path, at, _ := strings.Cut(line, "\t")
		offset, err := strconv.Atoi(at)
		whole, missing := os.ReadFile(path)
		if home[path] == nil || err != nil || missing != nil || offset > len(whole) {
			return fmt.Errorf("no such place in the packages: %q", line)
		}
		cut := c.check(home[path], true, map[string][]byte{path: whole[:offset]})
		p.startPackage(cut)
		for _, file := range cut.files {
			if cut.fset.File(file.FileStart).Name() == path {
				p.row("F", path, offset)
				p.printFile(cut, file)
			}
		}
	}
	return nil
}

// withoutBodies leaves the declarations of a file that is only asked for what the cut one needs.
func withoutBodies(file *ast.File) {
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			f.Body = nil
		}
	}
}
