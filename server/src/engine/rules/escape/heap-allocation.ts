import { bad, good, rule, silent } from '../rule.js';
import { WHERE_HOT } from './hot.js';

/** Confirmed by the compiler only: the findings come from `escape/join.ts`, so there is nothing to check here. */
export default rule({
  id: 'escape/heap-allocation',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A heap allocation that the compiler confirms and no other rule names',
  inTests: false,
  tier: 'compiler',
  docs: {
    what: 'Reports an expression whose value the Go compiler puts on the heap (`-gcflags=-m`), when none of the other `escape/` rules names the cause: a slice or map that is returned or stored, a conversion between strings and byte slices, a concatenation, a growing `append`, an argument of a function that keeps it, or an allocation in a function that was inlined into the call.',
    why: 'Each such expression costs an allocation every time it runs, and work for the garbage collector later. One is rarely a problem; one in a hot loop is.',
    fix: 'Look at the steps: they show how the value outlives the function. Where the place is hot, let the caller bring the memory (a buffer to fill, a slice to append to), reuse it between iterations, or use a type that needs no conversion. Elsewhere leave it.',
    limits:
      'The rule speaks only after the compiler has run, and only about code that builds. It leaves out what the compiler calls "escapes to heap" although nothing is allocated (constants, single bytes, booleans, values of size zero, closures that capture nothing), arguments of `panic` in a package that never calls `recover`, the body of `func init()`, generated files, tests, and appends to a slice that was made with a capacity in the same function. An integer in an interface needs no allocation from 0 to 255: outside of loops and handlers it is left out where the call boxes nothing else, except as an argument of fmt and log that no error is made of. Of an inlined function of the same package it leaves out what only a guard clause or the first use allocates. Appends to one slice are one finding per block; writes of constants and single bytes to one buffer (`[]byte`, `strings.Builder`) are one per function, and one per file when the buffer is a field; after a `Grow` there is none, nor where inlined methods write to a buffer object that lives on, and keeps its room, in a field or a parameter; constants that an unexported function appends to a parameter are left out. It adds what the compiler never prints: channels, `s += x` for strings, what a `go` statement hands to the call, stores into maps that may have to grow, and what stays in the function but has no room there: slices of more than 32 bytes, maps of more than 8 entries. Only a run of the program tells how often a slice or map really grows.',
    sources: [
      'Go source: cmd/compile/internal/escape/escape.go, cmd/compile/internal/walk/convert.go',
      'Measured with testing.AllocsPerRun on Go 1.18 to 1.27',
    ],
  },
  examples: [
    bad(`package main

var keep string

//go:noinline
func store(text []byte) {
	keep = «string(text)»
}

func main() { store([]byte("text")) }
`),
    good(`package main

func fill(buffer []byte) int {
	return copy(buffer, "text")
}

func main() {
	var buffer [16]byte
	println(fill(buffer[:]))
}
`),
    silent(
      'the conversion is only compared, and the compiler needs no copy for that',
      `package main

func isText(text []byte) bool {
	return string(text) == "text"
}

func main() { println(isText([]byte("text"))) }
`,
    ),
  ],
  checks: {},
});
