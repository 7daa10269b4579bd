import { type Example, silent } from '../rule.js';

export const LINKNAME_SILENT: readonly Example[] = [
  silent(
    'a definition of its own is given away, not taken',
    `
package app

import _ "unsafe"

//go:linkname observe runtime.observeApp
func observe() int { return 1 }

func f() int { return observe() }
`,
  ),
  silent(
    'the standard library itself',
    `
-- go.mod --
module std

go 1.26
-- main.go --
package pprof

import "unsafe"

//go:linkname findnull runtime.findnull
func findnull(*byte) int

func length(p unsafe.Pointer) int { return findnull((*byte)(p)) }
-- empty.s --
`,
  ),
  silent(
    'older releases build this file, newer ones another',
    `
-- main.go --
//go:build !go1.23

package app

import "unsafe"

//go:linkname findnull runtime.findnull
func findnull(*byte) int

func length(p unsafe.Pointer) int { return findnull((*byte)(p)) }
-- empty.s --
`,
  ),
  silent(
    'no code uses it, comments and texts only',
    `
-- main.go --
package app

import _ "unsafe"

// findnull is kept for later.
//
//go:linkname findnull runtime.findnull
func findnull(*byte) int

const name = "findnull"
-- empty.s --
`,
  ),
  silent(
    'builds with a tag of their own take this file; TinyGo has one, too',
    `
-- main.go --
//go:build linux && unchecked

package app

import "unsafe"

//go:linkname findnull runtime.findnull
func findnull(*byte) int

func length(p unsafe.Pointer) int { return findnull((*byte)(p)) }
-- tiny.go --
//go:build tinygo

package app

import _ "unsafe"

//go:linkname ticks runtime.ticks
func ticks() int64

func now() int64 { return ticks() }
-- empty.s --
`,
  ),
  silent(
    'another package of the module defines it under that name',
    `
-- main.go --
package app

import _ "unsafe"

//go:linkname observe runtime.appObserve
func observe() int

func f() int { return observe() }
-- impl/impl.go --
package impl

import _ "unsafe"

//go:linkname observe runtime.appObserve
func observe() int { return 1 }
-- go.mod --
module example.com/app

go 1.26
-- empty.s --
`,
  ),
  silent(
    'the linker is told not to check',
    `
-- main.go --
package main

import "unsafe"

//go:linkname findnull runtime.findnull
func findnull(*byte) int

func main() { println(findnull((*byte)(unsafe.Pointer(&[]byte{0}[0])))) }
-- empty.s --
-- Makefile --
build:
	go build -ldflags=-checklinkname=0 .
`,
  ),
];
