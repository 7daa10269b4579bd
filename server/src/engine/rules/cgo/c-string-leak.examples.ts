import { bad, good, silent } from '../rule.js';

/** Memory that is freed, kept or left. */
export const C_STRING_LEAK_EXAMPLES = [
  bad(`package app

// #include <stdlib.h>
// #include <string.h>
import "C"

import "unsafe"

func length(b []byte) int {
	p := «C.CBytes(b)»
	return int(C.strlen((*C.char)(p)))
}

func same(a, b string) bool {
	var ca = C.CString(a)
	cb := «C.CString(b)»
	defer C.free(unsafe.Pointer(ca))
	return C.strcmp(ca, cb) == 0
}
`),
  bad(
    `package app

// #include <stdio.h>
// #include <stdlib.h>
import "C"

import "unsafe"

func say(text string) {
	cs := «C.CString(text)»
	C.puts(cs)
}

func free(p *C.char) { C.free(unsafe.Pointer(p)) }
`,
    `package app

// #include <stdio.h>
// #include <stdlib.h>
import "C"

import "unsafe"

func say(text string) {
	cs := C.CString(text)
	defer C.free(unsafe.Pointer(cs))
	C.puts(cs)
}

func free(p *C.char) { C.free(unsafe.Pointer(p)) }
`,
  ),
  bad(`package app

// #include <stdlib.h>
import "C"

func set(name, value string) {
	C.setenv(«C.CString(name)», «C.CString(value)», 1)
}
`),
  bad(`package app

// #include <string.h>
import "C"

func lengths(texts []string) (total int) {
	for _, text := range texts {
		cs := «C.CString(text)»
		total += int(C.strlen(cs))
	}
	return total
}
`),
  bad(`package app

// #include <stdlib.h>
// typedef struct repo repo;
// int repo_open(repo **out, const char *path);
// int repo_name(const char *name);
import "C"

import (
	"errors"
	"unsafe"
)

type Repo struct{ r *C.repo }

func Open(path string) (*Repo, error) {
	p := C.CString(path)
	var r *C.repo
	if C.repo_open(&r, p) != 0 {
		«return nil, errors.New("open")»
	}
	C.free(unsafe.Pointer(p))
	return &Repo{r}, nil
}

func Name(name string) int { return int(C.repo_name(«C.CString(name)»)) }
`),
  good(`package app

// #include <stdio.h>
// #include <stdlib.h>
import "C"

import "unsafe"

func say(text string) {
	cs := C.CString(text)
	defer C.free(unsafe.Pointer(cs))
	C.puts(cs)
}
`),
  silent(
    'putenv keeps the string: it is part of the environment from then on',
    `package app

// #include <stdlib.h>
import "C"

func put(assignment string) {
	C.putenv(C.CString(assignment))
}
`,
  ),
  silent(
    'C code has the string once it has succeeded',
    `package app

// #include <stdlib.h>
// int adopt(char *name);
import "C"

import (
	"errors"
	"unsafe"
)

func Adopt(name string) error {
	n := C.CString(name)
	if C.adopt(n) == 0 {
		return nil
	}
	C.free(unsafe.Pointer(n))
	return errors.New("not adopted")
}
`,
  ),
  silent(
    'nobody knows whether this C function keeps the string',
    `package app

// static void remember(char *s) {}
import "C"

func remember(text string) {
	cs := C.CString(text)
	C.remember(cs)
}
`,
  ),
  silent(
    'the caller gets it',
    `package app

// #include <stdio.h>
import "C"

func say(text string) *C.char {
	cs := C.CString(text)
	C.puts(cs)
	return cs
}
`,
  ),
  silent(
    'main makes it once',
    `package main

// #include <stdio.h>
import "C"

func main() {
	cs := C.CString("hello")
	C.puts(cs)
}
`,
  ),
  silent(
    'a closure frees it',
    `package app

// #include <stdio.h>
// #include <stdlib.h>
import "C"

import "unsafe"

func say(text string) {
	cs := C.CString(text)
	defer func() { C.free(unsafe.Pointer(cs)) }()
	C.puts(cs)
}
`,
  ),
];
