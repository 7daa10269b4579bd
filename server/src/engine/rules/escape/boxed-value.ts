import { followedBy, type Message, messages } from '../../base/message.js';
import type { CompiledSite } from '../../sites/evidence.js';
import { bad, good, rule, silent } from '../rule.js';
import { WHERE_HOT } from './hot.js';
import { returning } from './words.js';

const say = messages('escape/boxed-value', {
  boxed:
    '`{text}` is copied to the heap because an interface holds it.\nKeep its concrete type, or let the interface hold a pointer that exists anyway.',
  boxedInteger:
    '`{text}` is copied to the heap because an interface holds it, unless it is between 0 and 255.\nKeep its concrete type, or let the interface hold a pointer that exists anyway.',
  returned:
    '`{text}` is copied to the heap because it is returned as an interface.\nReturn its concrete type, or a pointer that exists anyway.',
  returnedInteger:
    '`{text}` is copied to the heap because it is returned as an interface, unless it is between 0 and 255.\nReturn its concrete type, or a pointer that exists anyway.',
  stored:
    '`{text}` is copied to the heap because the interface `{to}` holds it.\nGive `{to}` a concrete type, or store a pointer that exists anyway.',
  storedInteger:
    '`{text}` is copied to the heap because the interface `{to}` holds it, unless it is between 0 and 255.\nGive `{to}` a concrete type, or store a pointer that exists anyway.',
  sent: '`{text}` is copied to the heap because it is sent as an interface on the channel `{to}`.\nGive the channel elements of a concrete type, or send a pointer that exists anyway.',
  appended:
    '`{text}` is copied to the heap because it is appended to `{to}` as an interface.\nGive the slice elements of a concrete type, or append a pointer that exists anyway.',
});

/** Arguments of calls have a rule of their own, `escape/boxed-argument`. The compiler says it, or the escape graph does. */
export default rule({
  id: 'escape/boxed-value',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A value that is stored, returned or sent as an interface is copied to the heap',
  inTests: false,
  messages: say,
  compiler: {
    only: true,
    copies: true,
    names: found => (isBoxedValue(found) ? sentence(found) : undefined),
  },
  docs: {
    what: 'A value other than a pointer that becomes an interface in another way than as an argument of a call: in an assignment, a `return`, a composite literal, a channel send, an `append` to a slice of interfaces, or a conversion such as `any(x)`.',
    why: 'An interface holds a pointer to its value. Where the interface may outlive the function, the value is copied into memory of its own on the heap: one allocation for each conversion.',
    fix: 'Keep the concrete type: a field, a result, a channel or a slice of it needs no copy, and a type parameter often does what `any` was for. Where the interface is needed, let it hold a pointer to a value that exists anyway. Elsewhere leave it.',
    limits:
      'Silent about constants, pointers, maps, channels, functions, booleans, single bytes, values of size zero and structs that consist of one pointer: they need no allocation. An integer from 0 to 255 needs none either, and the sentence says so; nor do empty strings, nil slices and the floating-point zero. Before the compiler has run the rule speaks from the escape graph: hints in the editor, and with `check --hints`. Arguments of calls are reported by escape/boxed-argument.',
    sources: [
      'go-facts §4.2 and §4.4: allocations per conversion, measured with Go 1.18 to 1.27; cmd/compile/internal/walk/convert.go, dataWord',
    ],
  },
  examples: [
    bad(`package app

type event struct{ value any }

type point struct{ x, y int }

//go:noinline
func fill(e *event, p point) {
	e.value = «p»
}

//go:noinline
func area(p point) any {
	return «p.x * p.y»
}
`),
    bad(`package app

//go:noinline
func collect(out []any, name string, events chan any) []any {
	events <- «name»
	return append(out, «name»)
}
`),
    good(`package app

type point struct{ x, y int }

type event struct{ value *point }

//go:noinline
func fill(e *event, p *point) {
	e.value = p
}
`),
    silent(
      'a pointer, a map and a boolean fit into the interface as they are, and a constant is read-only data',
      `package app

type point struct{ x, y int }

//go:noinline
func fill(out map[string]any, p *point, names map[string]int, ok bool) {
	out["p"] = p
	out["names"] = names
	out["ok"] = ok
	out["limit"] = 4096
}
`,
    ),
    silent(
      'the interface does not outlive the function',
      `package app

func isZero(n int) bool {
	var v any = n
	return v == 0
}
`,
    ),
  ],
  checks: {},
});

const isBoxedValue = ({ site, callee, cause }: CompiledSite): boolean =>
  site.kind === 'boxed' && (callee === '' || callee === 'append') && cause !== 'tooLarge';

function sentence(found: CompiledSite): Message {
  const { text, cause, to, via, isNumber } = found;
  if (cause === 'returned') return isNumber ? say.returnedInteger({ text }) : followedBy(say.returned({ text }), returning(found));
  const isHere = via === '' && to !== '';
  if (cause === 'stored' && isHere) return isNumber ? say.storedInteger({ text, to }) : say.stored({ text, to });
  if (cause === 'sent' && isHere && !isNumber) return say.sent({ text, to });
  if (cause === 'appended' && isHere && !isNumber) return say.appended({ text, to });
  return isNumber ? say.boxedInteger({ text }) : say.boxed({ text });
}
