import { messages } from '../../base/message.js';
import { bad, good, rule, silent } from '../rule.js';
import { WHERE_HOT } from './hot.js';
import { byCause } from './words.js';

const say = messages('escape/method-value', {
  made: 'The method value `{text}` is allocated on the heap with its receiver.\nMake the method value once, and keep it in a field.',
  returned:
    'The method value `{text}` is allocated on the heap with its receiver, because it is returned.\nReturn the receiver, and let the caller call its method.',
  stored:
    'The method value `{text}` is allocated on the heap with its receiver, because it is stored in `{to}`.\nStore the receiver, and call its method there.',
  argument:
    'The method value `{text}` is allocated on the heap with its receiver. It is passed to `{to}`, through which it can outlive the function.\nMake the method value once, and keep it in a field.',
});

/** The compiler says it, or the escape graph does: there is nothing to check here. */
export default rule({
  id: 'escape/method-value',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A method value such as `x.method` goes to the heap with its receiver',
  inTests: false,
  messages: say,
  compiler: {
    only: true,
    names: found =>
      found.site.kind === 'method' && found.cause !== 'tooLarge' ? byCause(found, say, say.made({ text: found.text })) : undefined,
  },
  docs: {
    what: 'A method that is used as a value, `x.method` without a call, where the value may outlive the function: it is returned, stored, or passed to a function that keeps it.',
    why: 'A method value is a closure that holds its receiver. One that outlives the function is allocated on the heap each time the expression is evaluated, also when it is the same method of the same receiver.',
    fix: 'Make the method value once, where the receiver is made, and keep it in a field. Or store the receiver in an interface and call its method there: a pointer fits into an interface without a copy.',
    limits:
      'Silent about a method value that stays in the function, as one that is called there or passed to a function that only calls it, and about method expressions such as `T.method`, which hold nothing. Before the compiler has run the rule speaks from the escape graph: hints in the editor, and with `check --hints`.',
    sources: [
      'go-facts §4.2: `method value stored` 1 allocation, `method value local` 0, in all releases from 1.18 to 1.27',
      'go-facts §7.1: 52 % of 151 method values escape in std and cmd (Go 1.23)',
    ],
  },
  examples: [
    bad(`package app

type server struct {
	names   []string
	onClose func()
}

func (s *server) closeAll() { s.names = nil }

//go:noinline
func (s *server) start() {
	s.onClose = «s.closeAll»
}
`),
    bad(`package app

type counter struct{ n int }

func (c *counter) next() int {
	c.n++
	return c.n
}

//go:noinline
func generator(c *counter) func() int {
	return «c.next»
}
`),
    good(`package app

type closer interface{ closeAll() }

type server struct {
	names   []string
	onClose closer
}

func (s *server) closeAll() { s.names = nil }

//go:noinline
func (s *server) start() {
	s.onClose = s
}
`),
    silent(
      'the method value is called here and goes nowhere',
      `package app

type counter struct{ n int }

func (c *counter) next() int {
	c.n++
	return c.n
}

func twice(c *counter) int {
	next := c.next
	return next() + next()
}
`,
    ),
  ],
  checks: {},
});
