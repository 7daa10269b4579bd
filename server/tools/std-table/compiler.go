package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// compile has the release's own compiler speak of every function that is not generic: of the wanted packages only, where some are wanted.
func (r *release) compile(into *functions, some bool) error {
	arguments := []string{"build", r.flags("std="), "std"}
	if some {
		arguments = []string{"build"}
		compiled := slices.DeleteFunc(slices.Clone(r.wanted), func(path string) bool { return path == withCgoOnly })
		if len(compiled) == 0 {
			return nil
		}
		for _, path := range compiled {
			arguments = append(arguments, r.flags(path+"="))
		}
		arguments = append(arguments, compiled...)
	}
	cmd := exec.Command("go", arguments...)
	cmd.Dir = string(filepath.Separator)
	return r.listen(cmd, into, func(f *function) bool { return !f.isGeneric })
}

func (r *release) flags(packages string) string {
	flags := "-gcflags=" + packages + "-m=2"
	if r.minor >= 22 {
		flags += " -d=escapemutationscalls=1"
	}
	return flags
}

// listen runs a build and reads what the compiler says of the functions that are wanted.
func (r *release) listen(cmd *exec.Cmd, into *functions, wants func(*function) bool) error {
	cmd.Env = environment(r.version)
	said, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	reader := lineReader{functions: into, wants: wants}
	if err := reader.read(said); err != nil {
		return err
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("go build of %s: %w: %s", r.version, err, strings.Join(reader.others, "\n"))
	}
	return nil
}
