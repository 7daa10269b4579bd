import { followedBy, type Message, messages } from '../../base/message.js';
import type { Cause } from '../../go/package/allocation-site.js';
import { forEachLeaving, stepsOf } from '../../sites/estimates.js';
import type { CompiledSite } from '../../sites/evidence.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';
import { WHERE_HOT } from './hot.js';
import { held, returning, sharing, unseenCall } from './words.js';

const CAUSES: ReadonlySet<Cause> = new Set(['returned', 'global', 'field', 'element', 'mapElement', 'pointee', 'sent', 'appended']);

const say = messages('escape/closure', {
  returned:
    'This closure escapes with the variables it captures because it is returned. It may stay on the stack when the call is inlined.\nPass what it needs as arguments, or use a method instead.',
  sent: 'This closure escapes with the variables it captures because it is sent on a channel.\nPass what it needs as arguments, or use a method instead.',
  stored:
    'This closure escapes with the variables it captures because it is stored where it outlives the function.\nPass what it needs as arguments, or use a method instead.',
  confirmed:
    'This closure is allocated on the heap with the variables it captures, because it can outlive the function.\nPass what it needs as arguments, or use a method instead.',
  confirmedReturned:
    'This closure is allocated on the heap with the variables it captures, because it is returned.\nPass what it needs as arguments, or use a method instead.',
  confirmedStored:
    'This closure is allocated on the heap with the variables it captures, because it is stored in `{to}`.\nPass what it needs as arguments, or use a method instead.',
  confirmedArgument:
    'This closure is allocated on the heap with the variables it captures. It is passed to `{to}`, through which it can outlive the function.\nPass what it needs as arguments, or use a method instead.',
  captured:
    '`{text}` is allocated on the heap because a closure that can outlive the function refers to it.\nCapture a copy that is not assigned again, or pass it as an argument.',
  capturedAndSet:
    '`{text}` is allocated on the heap because a closure that can outlive the function refers to it.\nLet the closure return the new value, or keep it in a struct that exists anyway.',
  capturedEarly:
    '`{text}` is allocated on the heap because a closure that can outlive the function refers to it.\nPaths that return before the closure is made pay for it too: give the closure a variable that is declared after them.',
  capturedLate:
    '`{text}` is allocated on the heap because a closure that can outlive the function refers to it.\nAssign it once, before the closure is made, or capture a copy that is not assigned again.',
});

export default rule({
  id: 'escape/closure',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A closure goes to the heap because it is returned or stored',
  inTests: false,
  messages: say,
  compiler: {
    names(found) {
      const { site, cause, to } = found;
      if (cause === 'tooLarge') return undefined;
      if (site.kind === 'variable') return cause === 'closure' ? followedBy(captured(found), sharing(found)) : undefined;
      if (site.kind !== 'closure' || cause === 'goroutine') return undefined;
      if (cause === 'returned') return followedBy(say.confirmedReturned, returning(found));
      if (cause === 'argument') return say.confirmedArgument({ to });
      return unseenCall(found) ?? held(found) ?? (cause === 'stored' ? say.confirmedStored({ to }) : say.confirmed);
    },
  },
  docs: {
    what: 'A function literal that uses variables of the function around it and is returned, stored in a package-level variable, behind a pointer, in an element or map, appended to a slice or sent on a channel.',
    why: 'A closure is a small struct with the code pointer and the captured variables. When it outlives the function, that struct is on the heap, and so is every variable that it shares with the function instead of copying it.',
    fix: 'Pass what the closure needs as arguments, so that a plain function does, or use a method on a struct that exists anyway. Copy a variable that is written later into a new one that is not (`n := n`) before the closure uses it: the copy travels inside the closure and needs no allocation of its own.',
    limits:
      'A literal without captured variables is static and allocates nothing, whatever is done with it. Literals that are passed to other functions are not reported: whether they escape depends on the callee (14–45 % do, go-facts §7.1). A returned closure may stay on the stack when the call is inlined: of a function that is inlined, functional options (`func(*options)`) and sequences (`func(yield func(T) bool)`) are told at the calls where they leave.',
    sources: [
      'go-facts §7.1: returned, appended and composite literal elements 100 %, assigned to a field 98 % of 46 (Go 1.23)',
      'go-facts §4.2: `closure returned capturing` 1 allocation, `closure local no capture stored` 0, in all releases from 1.18 to 1.27',
    ],
  },
  examples: [
    bad(`package app

func counter() func() int {
	n := 0
	return «func() int» {
		n++
		return n
	}
}
`),
    bad(`package app

type server struct{ onClose []func() }

func (s *server) open(name string, closeFile func(string)) {
	s.onClose = append(s.onClose, «func()» {
		closeFile(name)
	})
}
`),
    bad(`package app

type handler struct{ serve func(int) (string, error) }

func newHandler(prefix string) handler {
	h := handler{serve: «func(code int) (string, error)» {
		return prefix, nil
	}}
	return h
}
`),
    good(`package app

func twice(f func(int) int, x int) int {
	return f(f(x))
}

func add(n, x int) int {
	return twice(func(y int) int { return n + y }, x)
}
`),
    silent(
      'nothing is captured, so the closure is static',
      `package app

func handler() func(int) int {
	return func(x int) int {
		return x + 1
	}
}
`,
    ),
    silent(
      'package-level functions and constants are not captured',
      `package app

const step = 2

func next(x int) int { return x + step }

func handler() func(int) int {
	const twice = 2
	return func(x int) int {
		return next(x) * twice
	}
}
`,
    ),
    silent(
      'a deferred closure runs before the frame ends',
      `package app

func f(unlock func(int)) (n int) {
	defer func() {
		unlock(n)
	}()
	n = 2
	return n
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachLeaving(ctx, CAUSES, (leaving, base) => {
        const { site, cause, start, end, loopDepth } = leaving;
        if (site.kind !== 'closure') return;
        const sentence = cause === 'returned' ? say.returned : cause === 'sent' ? say.sent : say.stored;
        const message = followedBy(sentence, loopDepth > 0 ? shared.eachIteration : undefined);
        ctx.report({ site, span: { start, end }, message, steps: stepsOf(leaving) }, base);
      });
    },
  },
});

function captured({ text, shared, taker }: CompiledSite): Message {
  if (taker === 'early') return say.capturedEarly({ text });
  if (shared === 'assignedInside') return say.capturedAndSet({ text });
  return shared === 'assigned' || shared === 'assignedLater' ? say.capturedLate({ text }) : say.captured({ text });
}
