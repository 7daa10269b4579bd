// Package clock links with Go 1.22, and with no newer release.
package clock

import "unsafe"

//go:linkname findnull runtime.findnull
func findnull(s *byte) int

// Len is the length of a C string.
func Len(s unsafe.Pointer) int { return findnull((*byte)(s)) }
