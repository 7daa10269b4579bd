import { messages } from '../../base/message.js';
import { Is } from '../../go/types/model.js';
import { is } from '../../go/types/predicates.js';
import { forEachSite } from '../../sites/estimates.js';
import { bad, good, rule, silent } from '../rule.js';
import { WHERE_LONG, worth } from './hot.js';

const say = messages('escape/concat-in-loop', {
  copied: 'Each iteration copies the whole of `{name}`: quadratic cost.\nUse a `strings.Builder`.',
  confirmed: 'Each iteration allocates a new string on the heap and copies all that was there before.\nUse a `strings.Builder`.',
  stepDeclared: '`{name}` is declared here, outside of the loop.',
});

export default rule({
  id: 'escape/concat-in-loop',
  severity: 'hint',
  otherSeverities: { information: WHERE_LONG },
  since: '0.1.0',
  summary: 'A string that grows in a loop is copied in every iteration',
  inTests: false,
  messages: say,
  compiler: {
    silentSince: 0,
    keepsSentence: true,
    names: ({ site, accumulates, cause }) => (site.kind === 'concat' && accumulates && cause !== 'tooLarge' ? say.confirmed : undefined),
  },
  docs: {
    what: 'A `s += x` or `s = s + x` that runs in every iteration of a loop, on a string that was declared before the loop.',
    why: 'Strings cannot grow in place: each iteration allocates a new string and copies everything gathered so far. The cost grows with the square of the number of iterations: 1,000 iterations of 10 bytes allocate 999 times and 5.3 MB in all for a result of 10 KB.',
    fix: 'Use a `strings.Builder` (with `Grow` when the size is known) and its `WriteString`, append to a `[]byte`, or collect the parts and call `strings.Join`.',
    limits:
      'Silent for loops whose header allows at most 8 iterations, for concatenations under a condition, when the iteration ends the loop, and when the string is also written in another way inside the loop. Adding an empty string copies nothing.',
    sources: [
      'Measured with Go 1.18.10, 1.24.4, 1.25.0 and 1.27.0 (testing.Benchmark): 999 allocations, 5,320,808 bytes',
      'runtime/string.go: concatstrings allocates the sum of the lengths unless the result fits into 32 bytes of stack or all but one part are empty',
      'go-facts §4.2: `concat kept` 1 allocation, `concat with empty kept` 0',
    ],
  },
  examples: [
    bad(`package app

func list(names []string) string {
	out := ""
	for _, name := range names {
		«out += name + ", "»
	}
	return out
}
`),
    bad(`package app

func repeat(s string, n int) (out string) {
	for i := 0; i < n; i++ {
		«out = out + s»
	}
	return
}
`),
    bad(`package app

type path string

func join(parts []path) path {
	var p path
	for _, part := range parts {
		if part == "" {
			continue
		}
		«p += "/" + part»
	}
	return p
}
`),
    good(`package app

import "strings"

func list(names []string) string {
	var out strings.Builder
	for _, name := range names {
		out.WriteString(name)
		out.WriteString(", ")
	}
	return out.String()
}
`),
    silent(
      'numbers are added in place',
      `package app

type amount int

func sum(xs []amount) (total amount) {
	for _, x := range xs {
		total += x
	}
	return total
}
`,
    ),
    silent(
      'the string starts anew in each iteration',
      `package app

func show(rows [][]string, print func(string)) {
	line := ""
	for _, row := range rows {
		line = row[0]
		line += row[1]
		print(line)
	}
	for _, row := range rows {
		cell := row[0]
		cell += "!"
		print(cell)
	}
}
`,
    ),
    silent(
      'a few iterations, or one',
      `package app

func name(parts []string) string {
	s := ""
	for i := 0; i < 3; i++ {
		s += parts[i]
	}
	for _, p := range parts {
		s += p
		break
	}
	return s
}
`,
    ),
    silent(
      'most iterations may add nothing',
      `package app

func mark(words []string) string {
	s := ""
	for _, w := range words {
		if w == "!" {
			s += w
		}
	}
	return s
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachSite(ctx, 'loopConcat', (found, base, types) => {
        const { site, start, end, name, type, declared } = found;
        if (type && !is(types.typeOf(type), Is.String)) return;
        const steps = [{ span: declared, message: say.stepDeclared({ name }) }];
        ctx.report({ ...(found.isLong && worth(ctx, found)), site, span: { start, end }, message: say.copied({ name }), steps }, base);
      });
    },
  },
});
