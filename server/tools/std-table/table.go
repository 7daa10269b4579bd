package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// line is one line of a piece: what it says, and the first and last release for which it holds.
type line struct {
	text     string
	from, to int
}

// merge joins what each release says under the same keys. A line that holds for neighbouring releases is there once.
func merge(byRelease map[int]declarations) []line {
	minors := slices.Sorted(maps.Keys(byRelease))
	keys := map[string]bool{}
	for _, one := range byRelease {
		for key := range one {
			keys[key] = true
		}
	}
	var lines []line
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		open := false
		for _, minor := range minors {
			text, ok := byRelease[minor][key]
			if last := len(lines) - 1; ok && open && lines[last].text == text {
				lines[last].to = minor
			} else if ok {
				lines = append(lines, line{text, minor, minor})
			}
			open = ok
		}
	}
	return lines
}

// write puts the range before a line that does not hold for every release: `24- `, `-23 `, `22-24 `.
func (l line) write(oldest, newest int) string {
	if l.from == oldest && l.to == newest {
		return l.text
	}
	from, to := "", ""
	if l.from != oldest {
		from = strconv.Itoa(l.from)
	}
	if l.to != newest {
		to = strconv.Itoa(l.to)
	}
	return from + "-" + to + " " + l.text
}

// holding gives what a written line says in a release, or nothing.
func holding(written string, minor int) (string, bool) {
	if written == "" || written[0] != '-' && (written[0] < '0' || written[0] > '9') {
		return written, true
	}
	where, text, _ := strings.Cut(written, " ")
	from, to, _ := strings.Cut(where, "-")
	if n, err := strconv.Atoi(from); err == nil && minor < n {
		return "", false
	}
	if n, err := strconv.Atoi(to); err == nil && minor > n {
		return "", false
	}
	return text, true
}

// table holds what all releases say of all packages.
type table struct {
	releases []*release
	names    map[string]string
	parts    map[string][]map[int]declarations // By path, then by the part of the piece, then by release.
}

func newTable(releases []*release) *table {
	return &table{releases, map[string]string{}, map[string][]map[int]declarations{}}
}

func (t *table) add(path, name string, minor int, parts ...declarations) {
	t.names[path] = name
	if t.parts[path] == nil {
		t.parts[path] = make([]map[int]declarations, len(parts))
	}
	for i, part := range parts {
		if t.parts[path][i] == nil {
			t.parts[path][i] = map[int]declarations{}
		}
		t.parts[path][i][minor] = part
	}
}

func (t *table) paths() []string {
	return slices.Sorted(maps.Keys(t.parts))
}

// index lists the packages, each after the releases that have it.
func (t *table) index() []string {
	var lines []string
	for _, path := range t.paths() {
		minors := slices.Sorted(maps.Keys(t.parts[path][0]))
		lines = append(lines, t.written(line{path, minors[0], minors[len(minors)-1]}))
	}
	return lines
}

func (t *table) written(l line) string {
	return l.write(t.releases[0].minor, t.releases[len(t.releases)-1].minor)
}

func (t *table) write(dir string, paths []string) error {
	for _, path := range paths {
		lines := []string{"package " + t.names[path]}
		for part, byRelease := range t.parts[path] {
			if part > 0 {
				lines = append(lines, "")
			}
			for _, l := range merge(byRelease) {
				if written := t.written(l); part != membersPart || written != l.text {
					lines = append(lines, written)
				}
			}
		}
		if err := writePiece(dir, path, lines); err != nil {
			return err
		}
	}
	return nil
}

// The parts of a piece. Of members it leaves out what all releases have.
const (
	apiPart = iota
	membersPart
	functionsPart
)

// writePiece writes the file of one package.
func writePiece(dir, path string, lines []string) error {
	file := filepath.Join(dir, filepath.FromSlash(path)+".txt")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}

// readPart gives what a part of a piece says in a release.
func readPart(dir, path string, part, minor int) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)+".txt"))
	if err != nil {
		return nil, err
	}
	var lines []string
	at := 0
	for _, written := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		if written == "" {
			at++
		} else if text, ok := holding(written, minor); ok && at == part {
			lines = append(lines, text)
		}
	}
	return lines, nil
}
