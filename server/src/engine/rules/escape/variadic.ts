import { messages } from '../../base/message.js';
import { bad, good, rule, silent } from '../rule.js';
import { WHERE_HOT } from './hot.js';
import { unseenCall } from './words.js';

const say = messages('escape/variadic', {
  kept: 'The slice with the arguments of `{text}` is allocated on the heap, because the callee lets it outlive the call.\nBuild the slice once, and pass it with `...`.',
});

/** The compiler says it, or the escape graph does: there is nothing to check here. */
export default rule({
  id: 'escape/variadic',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'The slice that a variadic call makes of its arguments goes to the heap',
  inTests: false,
  messages: say,
  compiler: {
    only: true,
    names: found =>
      found.site.kind === 'variadic' && found.cause !== 'tooLarge' ? (unseenCall(found) ?? say.kept({ text: found.text })) : undefined,
  },
  docs: {
    what: 'A call of a function with a `...` parameter that is given separate arguments, where the callee lets the slice of them outlive the call, or the compiler cannot see which function runs.',
    why: 'The call makes an array for its arguments. When the callee keeps it (in an option, a record, a queue), or is an interface method or a function value, the array is on the heap: one allocation per call, beside those of the arguments.',
    fix: 'Build the slice once and pass it with `...`. Where you own the callee, let it copy the elements that it keeps, or add a form with a fixed number of parameters. Check the level before a logging call.',
    limits:
      'Silent where the callee only reads its arguments, as those of fmt do: the array is on the stack. A call without arguments for the parameter makes no array, nor does one with `xs...`. Before the compiler has run the rule speaks from the escape graph: hints in the editor, and with `check --hints`.',
    sources: [
      'go-facts §4.2: `variadic ...int 3` 0 allocations where the callee only reads',
      'go-facts §7.1: 1.7 % of 6,016 variadic slices escape in std and cmd (Go 1.23)',
    ],
  },
  examples: [
    bad(`package app

var fields []string

//go:noinline
func keep(names ...string) { fields = names }

func register(name string) {
	«keep("id", name)»
}
`),
    bad(`package app

type logger interface{ Log(parts ...string) }

//go:noinline
func serve(l logger, path string) {
	«l.Log("path", path)»
}
`),
    good(`package app

var fields []string

//go:noinline
func keep(names ...string) { fields = names }

func register(names []string) {
	keep(names...)
}
`),
    silent(
      'the callee only reads the slice',
      `package app

//go:noinline
func longest(names ...string) int {
	most := 0
	for _, name := range names {
		most = max(most, len(name))
	}
	return most
}

func width(a, b string) int {
	return longest(a, b)
}
`,
    ),
  ],
  checks: {},
});
