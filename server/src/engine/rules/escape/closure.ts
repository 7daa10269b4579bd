import { t } from '../../base/l10n.js';
import type { Cause, LeavingSite } from '../../go/package/allocation-site.js';
import { forEachLeaving, inEachTurn, stepsOf } from '../../sites/estimates.js';
import { bad, good, rule, silent } from '../rule.js';
import { WHERE_HOT } from './hot.js';

const CAUSES: ReadonlySet<Cause> = new Set(['returned', 'global', 'field', 'element', 'mapElement', 'pointee', 'sent', 'appended']);

export default rule({
  id: 'escape/closure',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A closure goes to the heap because it is returned or stored',
  inTests: false,
  docs: {
    what: 'A function literal that uses variables of the function around it and is returned, stored in a package-level variable, behind a pointer, in an element or map, appended to a slice or sent on a channel.',
    why: 'A closure is a small struct with the code pointer and the captured variables. When it outlives the function, that struct is on the heap, and so is every variable that it shares with the function instead of copying it.',
    fix: 'Pass what the closure needs as arguments, so that a plain function does, or use a method on a struct that exists anyway. Copy a variable that is written later into a new one that is not (`n := n`) before the closure uses it: the copy travels inside the closure and needs no allocation of its own.',
    limits:
      'A literal without captured variables is static and allocates nothing, whatever is done with it. Literals that are passed to other functions are not reported: whether they escape depends on the callee (14–45 % do, go-facts §7.1). A returned closure may stay on the stack when the call is inlined.',
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
    go(ctx) {
      forEachLeaving(ctx, CAUSES, (site, base) => {
        if (site.kind !== 'closure') return;
        const message = site.cause === 'returned' ? returned() : stored(site);
        ctx.report({ span: { start: site.start, end: site.end }, message: message + inEachTurn(site), steps: stepsOf(site) }, base);
      });
    },
  },
});

const returned = () => t('The closure is returned, so it must be on the heap with the variables it captures, unless the call is inlined.');

function stored({ cause }: LeavingSite): string {
  return cause === 'sent'
    ? t('The closure is sent on a channel, so it must be on the heap with the variables it captures.')
    : t('The closure is stored where it outlives the function, so it must be on the heap with the variables it captures.');
}
