import { t } from '../../base/l10n.js';
import type { GoPackage } from '../../go/package/go-package.js';
import type { TypeRef } from '../../go/types/types.js';
import { forEachSite } from '../../sites/estimates.js';
import { bad, good, rule, silent } from '../rule.js';
import { WHERE_COLD } from './hot.js';

export default rule({
  id: 'escape/concat-in-loop',
  severity: 'information',
  otherSeverities: { hint: WHERE_COLD },
  since: '0.1.0',
  summary: 'A string that grows in a loop is copied in every turn',
  inTests: false,
  docs: {
    what: 'A `s += x` or `s = s + x` that runs in every turn of a loop, on a string that was declared before the loop.',
    why: 'Strings cannot grow in place: each turn allocates a new string and copies everything gathered so far. The cost grows with the square of the number of turns: 1,000 turns of 10 bytes allocate 999 times and 5.3 MB in all for a result of 10 KB.',
    fix: 'Use a `strings.Builder` (with `Grow` when the size is known) and its `WriteString`, append to a `[]byte`, or collect the parts and call `strings.Join`.',
    limits:
      'Silent for loops whose header allows at most 8 turns, for concatenations under a condition, when the turn ends the loop, and when the string is also written in another way inside the loop. Adding an empty string copies nothing.',
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
      'the string starts anew in each turn',
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
      'a few turns, or one',
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
      'most turns may add nothing',
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
    go(ctx) {
      forEachSite(ctx, 'loopConcat', (site, base, pkg) => {
        if (!isString(site.type, pkg)) return;
        const { name } = site;
        ctx.report(
          {
            span: { start: site.start, end: site.end },
            message: t('Each turn of the loop copies all of `{name}` into a new string, so the cost grows with the square of the turns.', {
              name,
            }),
            steps: [{ span: site.declared, message: t('`{name}` is declared here, outside of the loop', { name }) }],
          },
          base,
        );
      });
    },
  },
});

function isString(type: TypeRef, pkg: GoPackage): boolean {
  const u = pkg.underlying(type);
  return u.kind === 'basic' && u.name === 'string';
}
