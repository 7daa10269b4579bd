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
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// supported are the toolchains that stand for the supported releases, oldest first.
const supported = "1.21.13,1.22.12,1.23.12,1.24.13,1.25.12,1.26.8,1.27.3"

func main() {
	out := flag.String("out", "", "folder of the table")
	releases := flag.String("releases", supported, "toolchains, oldest first, separated by commas")
	packages := flag.String("packages", "", "only these packages")
	verify := flag.Bool("verify", false, "compare the table in -out with the sources")
	flag.Parse()
	if err := run(*out, strings.Split(*releases, ","), *packages, *verify); err != nil {
		fmt.Fprintln(os.Stderr, "std-table:", err)
		os.Exit(1)
	}
}

func run(out string, versions []string, only string, verifies bool) error {
	var loaded []*release
	for _, version := range versions {
		r, err := load(version)
		if err != nil {
			return err
		}
		if err := r.checkPublic(); err != nil {
			return err
		}
		loaded = append(loaded, r)
	}
	if verifies {
		return verify(out, loaded)
	}
	return generate(out, loaded, only)
}

func (r *release) checkPublic() error {
	for _, path := range slices.Sorted(maps.Keys(r.listed)) {
		if public(path) {
			if _, err := r.check(path); err != nil {
				return fmt.Errorf("go%s, %s: %w", r.version, path, err)
			}
		}
	}
	return nil
}

// generate writes the pieces of a table: of each package one part about its API, one about members.
func generate(out string, releases []*release, only string) error {
	table := newTable(releases)
	for _, r := range releases {
		reached := r.reached()
		for path, pkg := range r.packages {
			if lines := stub(pkg, reached); len(lines) > 0 || public(path) {
				table.add(path, pkg.Name(), r.minor, lines, members(pkg))
			}
		}
	}
	if only != "" {
		return table.write(out, strings.Split(only, ","))
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
