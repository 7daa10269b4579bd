import type { Step } from '../../base/finding.js';
import { followedBy, messages } from '../../base/message.js';
import type { CompiledSite } from '../../sites/evidence.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('escape/noescape', {
  broken: '`{name}` is asserted not to allocate on the heap, but it does.\nKeep the value on the stack, or remove the directive.',
  brokenSeveral:
    '`{name}` is asserted not to allocate on the heap, but it does in {count} places.\nKeep these values on the stack, or remove the directive.',
  stepPlace: '`{text}` allocates on the heap here.',
  nothing: '`//preflight:noescape` asserts nothing here: no function follows it.\nWrite it directly above a function, or remove it.',
});

/** More places than this are counted, not shown. */
const MOST_STEPS = 20;

/** Only the compiler can break an assertion, so there is nothing to check. */
export default rule({
  id: 'escape/noescape',
  severity: 'error',
  otherSeverities: { warning: 'no function follows the comment' },
  since: '0.1.0',
  summary: 'A function that is asserted not to allocate (`//preflight:noescape`) allocates on the heap',
  inTests: false,
  messages: say,
  compiler: {
    only: true,
    asserts({ func, breaches }, words) {
      if (func === undefined) return { severity: 'warning', message: say.nothing, steps: [] };
      const [only] = breaches;
      const message =
        only && breaches.length === 1
          ? followedBy(say.broken({ name: func }), words(only))
          : say.brokenSeveral({ name: func, count: breaches.length });
      const place = (site: CompiledSite): Step => ({ file: site.file, span: site.span, message: say.stepPlace({ text: site.text }) });
      const places = breaches.slice(0, MOST_STEPS).map(place);
      return { severity: 'error', message, steps: only && breaches.length === 1 ? [...places, ...only.steps] : places };
    },
  },
  docs: {
    what: 'Write `//preflight:noescape` in the comment above a function or method to assert that its body allocates nothing on the heap. The rule reports the directive when the Go compiler (`-gcflags=-m`) puts something in that body on the heap, with a step to each place. It also reports a directive that no function follows, as a warning: it asserts nothing.',
    why: 'A function that was made free of allocations stays so only if somebody notices when a change adds one. A benchmark notices later, and only when it is run.',
    fix: 'Follow the steps and keep those values on the stack, or remove the assertion if the allocation is wanted.',
    limits:
      'The body of the function counts, with its closures and with what the compiler inlines into it; what it calls otherwise does not. A place that is suppressed with `//preflight:ignore` counts too. Nothing is claimed about a function that the compiler did not compile: a package that does not build, a file that build tags leave out, a generic function that nothing instantiates, generated and test files. Growth of what the caller hands over does not break it, such as `dst = append(dst, x)` with a parameter `dst`, or a store into a map: who calls decides how much room there is, as for `strconv.AppendInt`. A slice that begins empty in the function does break it, and so does an integer in an interface, although one from 0 to 255 costs nothing. So a kept assertion is a promise about callers that provide room, not a proof that nothing is ever allocated. The directive is not the compiler’s own `//go:noescape`, which is for functions without a body.',
    sources: ['Go source: cmd/compile/internal/escape/escape.go', 'Compiled with Go 1.26: the lines of -gcflags=-m for each example'],
  },
  examples: [
    bad(`package main

// Parse is called for every request.
//
«//preflight:noescape»
func Parse(text string) *int {
	n := len(text)
	return &n
}

func main() { println(*Parse("text")) }
`),
    bad(`package main

type point struct{ x, y int }

var last *point

«//preflight:noescape hot path»
func (p point) keep() {
	last = &point{p.x, p.y}
}

func main() {
	point{}.keep()
	«//preflight:noescape»
	println(last.x)
}
`),
    good(`package main

//preflight:noescape
func Parse(text string) int {
	n := len(text)
	p := &n
	return *p
}

func main() { println(Parse("text")) }
`),
    silent(
      'the caller provides the slice, with room in it or without',
      `package main

//preflight:noescape
func appendPair(dst []byte, a, b byte) []byte {
	return append(append(dst, a), b)
}

func main() { println(len(appendPair(make([]byte, 0, 8), 'a', 'b'))) }
`,
    ),
    silent(
      'nothing instantiates the function, so the compiler says nothing about it',
      `package main

//preflight:noescape
func address[T any](v T) *T { return &v }

func main() {}
`,
    ),
    silent(
      'what another function allocates is not in its body',
      `package main

//go:noinline
func allocate() *int { return new(int) }

//preflight:noescape
func call() int { return *allocate() }

func main() { println(call()) }
`,
    ),
  ],
  checks: {},
});
