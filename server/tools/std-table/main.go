// Command std-table writes the table of the standard library that the engine reads: the API of each package in each supported release.
//
//	go run . -out DIR [-releases 1.26.8] [-packages strings,net/http]
//	go run . -verify -out DIR [-releases 1.26.8]
//
// It needs a go command that can fetch the toolchains of these releases, and is itself to be run with the newest of them.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// supported are the toolchains that stand for the supported releases, oldest first.
const supported = "1.21.13,1.22.12,1.23.12,1.24.13,1.25.12,1.26.8,1.27.3"

func main() {
	out := flag.String("out", "", "folder of the table")
	releases := flag.String("releases", supported, "toolchains, oldest first, separated by commas")
	packages := flag.String("packages", "", "only these packages, separated by commas")
	verifies := flag.Bool("verify", false, "compare the table in -out with the sources")
	flag.Parse()
	if err := run(*out, strings.Split(*releases, ","), *packages, *verifies); err != nil {
		fmt.Fprintln(os.Stderr, "std-table:", err)
		os.Exit(1)
	}
}

func run(out string, versions []string, only string, verifies bool) error {
	var loaded []*release
	for _, version := range versions {
		r, err := load(version, only)
		if err != nil {
			return err
		}
		for _, path := range r.wanted {
			if _, err := r.check(path); err != nil {
				return fmt.Errorf("go%s, %s: %w", r.version, path, err)
			}
		}
		loaded = append(loaded, r)
	}
	if verifies {
		return verify(out, loaded)
	}
	return generate(out, loaded, only != "")
}

// generate writes the pieces of a table: of each package a part about its API, one about members, one about what the compiler says of functions.
func generate(out string, releases []*release, some bool) error {
	table := newTable(releases)
	for _, r := range releases {
		reached, functions := r.reached(), r.functions()
		if err := r.compile(functions, some); err != nil {
			return err
		}
		if err := r.compileProbe(functions); err != nil {
			return err
		}
		for path, pkg := range r.packages {
			if lines := stub(pkg, reached); len(lines) > 0 || public(path) {
				table.add(path, pkg.Name(), r.minor, lines, members(pkg), functions.facts(path, lines))
			}
		}
	}
	if some {
		return table.write(out, releases[0].wanted)
	}
	if err := table.write(out, table.paths()); err != nil {
		return err
	}
	return writePiece(filepath.Dir(out), "std-packages", append([]string{"releases " + versionsOf(releases)}, table.index()...))
}

func versionsOf(releases []*release) string {
	var all []string
	for _, r := range releases {
		all = append(all, r.version)
	}
	return strings.Join(all, " ")
}
