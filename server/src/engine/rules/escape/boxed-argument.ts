import { followedBy, type Message, messages } from '../../base/message.js';
import { isEnumerated } from '../../go/known/enumerated.js';
import type { BoxedSite } from '../../go/package/allocation-site.js';
import { boxSize } from '../../go/types/boxing.js';
import { Is, type Type } from '../../go/types/model.js';
import { is, under } from '../../go/types/predicates.js';
import { forEachSite } from '../../sites/estimates.js';
import type { CompiledSite } from '../../sites/evidence.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';
import { WHERE_HOT } from './hot.js';

const say = messages('escape/boxed-argument', {
  boxed:
    '`{callee}` takes `{text}` as an interface, copying its {size} bytes to the heap.\nOn a hot path, build the text without `{callee}`.',
  boxedSlice:
    '`{callee}` takes `{text}` as an interface, copying its {size} bytes to the heap unless it is nil.\nOn a hot path, build the text without `{callee}`.',
  boxedString:
    '`{callee}` takes `{text}` as an interface, copying its {size} bytes to the heap unless it is empty.\nOn a hot path, build the text without `{callee}`.',
  boxedInteger:
    '`{callee}` takes `{text}` as an interface, copying its {size} bytes to the heap unless it is between 0 and 255.\nOn a hot path, build the text without `{callee}`.',
  boxedFloat:
    '`{callee}` takes `{text}` as an interface, copying its {size} bytes to the heap unless it is zero.\nOn a hot path, build the text without `{callee}`.',
  confirmed: '`{callee}` takes `{text}` as an interface, copying it to the heap.',
  confirmedInteger: '`{callee}` takes `{text}` as an interface, copying it to the heap unless it is between 0 and 255.',
  any: '\nOn a hot path, use a type or a function that needs no interface.',
  heap: '\nOn a hot path, let the heap hold pointers that exist anyway, or write its `Push` and `Pop` for the type of its elements.',
  list: '\nOn a hot path, keep the elements in a slice of their own type.',
  atomicValue: '\nWhere a pointer to it exists anyway, keep that, in an `atomic.Pointer`.',
  syncMap: '\nOn a hot path, use a map of the concrete types with a lock.',
  sortSlice: '\nSort with `slices.SortFunc` (Go 1.21), which needs no interface.',
  encoder: '\nWhere a pointer to it exists anyway, give `{callee}` that: it encodes what the pointer leads to.',
  contextKey: '\nUse a key type of its own that is a struct without fields: it needs no memory.',
  contextValue: '\nWhere a pointer to it exists anyway, give `{callee}` that.',
  own: '\nOn a hot path, give `{callee}` a parameter of the concrete type, or of a type parameter.',
  confirmedText: '`{callee}` takes `{text}` as an interface, copying it to the heap.\nOn a hot path, build the text without `{callee}`.',
  confirmedIntegerText:
    '`{callee}` takes `{text}` as an interface, copying it to the heap unless it is between 0 and 255.\nOn a hot path, build the text without `{callee}`.',
  keyText: '\nWhere the map is yours, use a struct of the parts as its key: it needs no text.',
  confirmedSlog:
    '`{callee}` takes `{text}` as an interface, copying it to the heap even when the level is disabled.\nCheck `Enabled` before the call, or pass attributes to `LogAttrs`.',
  confirmedLevelled:
    '`{callee}` takes `{text}` as an interface, copying it to the heap even when the level is disabled.\nCheck the level before the call.',
});

export default rule({
  id: 'escape/boxed-argument',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'An argument of fmt or log is copied to the heap to fit into an interface',
  inTests: false,
  messages: say,
  compiler: {
    copies: true,
    names(found) {
      const { site, callee, text, isNumber, cause, logging } = found;
      if (site.kind !== 'boxed' || callee === '' || callee === 'append' || cause === 'tooLarge') return undefined;
      if (logging === 'slog') return say.confirmedSlog({ callee, text });
      if (logging === 'levelled') return say.confirmedLevelled({ callee, text });
      const isKey = found.taker === 'keyText';
      if (/^fmt\./.test(callee) && !isKey)
        return isNumber ? say.confirmedIntegerText({ callee, text }) : say.confirmedText({ callee, text });
      return followedBy(isNumber ? say.confirmedInteger({ callee, text }) : say.confirmed({ callee, text }), helpFor(found));
    },
  },
  docs: {
    what: 'An argument of `fmt.Print…`, `Sprint…`, `Fprint…`, `Append…`, `Errorf` or `log.Print…` that is not a constant, not a pointer and larger than a byte. Its parameter is `...any`.',
    why: 'An interface holds a pointer to its value. The compiler assumes that fmt and log keep what they get, so it cannot lend them the variable: each such argument is copied into memory of its own on the heap, one allocation per argument and call.',
    fix: 'On a hot path build the text without interfaces: `strconv.AppendInt`, `strconv.Itoa`, `strings.Builder`, plain concatenation. Check the log level before the call, and move the call out of the loop. Elsewhere leave it: the formatting itself costs more.',
    limits:
      'Constants, pointers, maps, channels, functions, booleans, single bytes, values of size zero and structs that consist of one pointer need no allocation and are not reported. An argument of a logging call is always a hint, and the sentence says how to save it when the level is disabled; so is one of fmt, whose formatting costs more. Integers from 0 to 255, empty strings, nil slices and the floating-point zero need none at run time, which nobody can know here; after the compiler has run, the sentence about an integer says so. Arguments of `panic` and `log.Fatal…` are not reported. Arguments of other functions come from the escape graph: hints in the editor, and with `check --hints`.',
    sources: [
      'go-facts §4.2 and §4.4: allocations per conversion, measured with Go 1.18 to 1.27; cmd/compile/internal/walk/convert.go, dataWord',
      'go-facts §7.1: boxed arguments of fmt and log escape in 100 % of 3504 cases in std and cmd (Go 1.23)',
    ],
  },
  examples: [
    bad(`package app

import "fmt"

func report(name string, count int, ratio float64) string {
	return fmt.Sprintf("%s: %d (%.2f)", «name», «count», «ratio»)
}
`),
    bad(`package app

import "log"

type point struct{ x, y int }

func trace(ps []point) {
	for _, p := range ps {
		log.Println("at", «p»)
	}
}
`),
    bad(`package app

import "fmt"

type celsius float64

type sensor struct {
	id      string
	reading celsius
}

func (s *sensor) temperature() celsius { return s.reading }

func (s *sensor) check() error {
	return fmt.Errorf("sensor %s: %v", «s.id», «s.temperature()»)
}
`),
    bad(`package app

import "fmt"

var total int

func show(xs []int) {
	fmt.Println(«total», «total+len(xs)», «xs»)
}
`),
    good(`package app

import "strconv"

func report(name string, count int) string {
	return name + ": " + strconv.Itoa(count)
}
`),
    silent(
      'none of these needs memory on the heap',
      `package app

import "fmt"

const limit = 1000

type set struct{ m map[string]bool }

func show(ok bool, b byte, p *int, m map[string]int, f func(), s set, err error, x any) {
	fmt.Println("done", 42, limit, limit*2, ok, b, p, m, f, s, struct{}{}, err, x, nil)
	n := 7
	fmt.Println(n)
}
`,
    ),
    silent(
      'the slice is handed on as it is',
      `package app

import "fmt"

func logf(format string, args ...any) {
	fmt.Printf(format, args...)
}
`,
    ),
    silent(
      'the program ends here',
      `package app

import (
	"fmt"
	"log"
)

func must(n int) {
	if n > 9 {
		panic(fmt.Sprintf("bad %d", n))
	}
	log.Fatalf("bad %d", n)
}
`,
    ),
    silent(
      'nothing is known about a type of another package, or about a type parameter',
      `package app

import (
	"fmt"

	"example.com/other"
)

func show[T any](v other.Value, x T) {
	fmt.Println(v, x)
}
`,
    ),
    silent(
      'the compiler leaves out what a constant switches off',
      `package app

import (
	"fmt"
	"runtime"
)

const debug = false

func show(n int) {
	if debug {
		fmt.Println(n)
	}
	switch runtime.GOOS {
	case "plan9":
		fmt.Println(n)
	}
}
`,
    ),
    silent(
      'this max is one of the package, and returns a pointer',
      `package app

import "fmt"

type score struct{ points int }

func max(a, b *score) *score {
	if a.points > b.points {
		return a
	}
	return b
}

func show(a, b *score, n int) {
	fmt.Println(max(a, b), len(n))
}

func len(n int) *score { return &score{n} }
`,
    ),
    silent(
      'this fmt is a variable',
      `package app

type printer struct{}

func (printer) Println(...any) {}

func show(n int) {
	var fmt printer
	fmt.Println(n)
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachSite(ctx, 'boxed', (found, base, types) => {
        const { site, start, end } = found;
        const type = types.typeOf(found.type);
        const size = boxSize(type);
        if (size === undefined || size === 0 || isEnumerated(type) || !types.isVariable(found.type)) return;
        ctx.report({ site, span: { start, end }, message: message(found, type, size) }, base);
      });
    },
  },
});

function helpFor({ taker, callee }: CompiledSite): Message {
  switch (taker) {
    case 'heap':
    case 'list':
    case 'atomicValue':
    case 'syncMap':
    case 'sortSlice':
    case 'contextKey':
    case 'keyText':
      return say[taker];
    case 'sortInterface':
      return say.sortSlice;
    case 'encoder':
    case 'contextValue':
    case 'own':
      return say[taker]({ callee });
    default:
      return say.any;
  }
}

function message({ text, callee, inLoop }: BoxedSite, type: Type, size: number): Message {
  return followedBy(say[sentenceOf(under(type))]({ callee, text, size }), inLoop ? shared.eachIteration : undefined);
}

/** By what the runtime keeps ready-made (go-facts §4.4). */
function sentenceOf(type: Type): 'boxed' | 'boxedSlice' | 'boxedString' | 'boxedInteger' | 'boxedFloat' {
  if (type.kind === 'slice') return 'boxedSlice';
  if (is(type, Is.String)) return 'boxedString';
  if (is(type, Is.Integer)) return 'boxedInteger';
  return is(type, Is.Float) ? 'boxedFloat' : 'boxed';
}
