import { followedBy, type Message, messages } from '../../base/message.js';
import type { UnknownSizeSite } from '../../go/package/allocation-site.js';
import { under } from '../../go/types/predicates.js';
import { sizeOf } from '../../go/types/sizes.js';
import { releaseHere } from '../../program/machine.js';
import { forEachSite } from '../../sites/estimates.js';
import type { TypeAnswers } from '../../sites/type-answers.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';
import { WHERE_HOT } from './hot.js';

/** First release that keeps small slices of unknown size on the stack. */
const SMALL_ON_STACK = 25;
/** Bytes of stack that such a slice gets (cmd/compile, VariableMakeThreshold). */
const STACK_BYTES = 32;

const say = messages('escape/unknown-size', {
  always:
    'This slice is allocated on the heap because its size `{size}` is not a constant. Up to Go 1.24 only constant sizes fit on the stack.\nUse a constant capacity, or reuse one slice.',
  unlessEmpty:
    'This slice is allocated on the heap unless it is empty, because its size `{size}` is not a constant. A single element has {bytes} bytes.\nUse a constant capacity, or reuse one slice.',
  beyond:
    'This slice is allocated on the heap when it needs more than 32 bytes or leaves the function. Its size `{size}` is not a constant.\nUse a constant capacity, or reuse one slice.',
  confirmed:
    '`{text}` is allocated on the heap because its size is not a constant. The compiler cannot reserve room on the stack.\nUse a constant capacity, or reuse one slice.',
  confirmedBeyond:
    '`{text}` is allocated on the heap when it needs more than 32 bytes, because its size is not a constant.\nUse a constant capacity, or reuse one slice.',
});

export default rule({
  id: 'escape/unknown-size',
  severity: 'hint',
  otherSeverities: { information: WHERE_HOT },
  since: '0.1.0',
  summary: 'A slice goes to the heap because its size is not known when the program is compiled',
  inTests: false,
  messages: say,
  compiler: {
    // A slice that does not escape still goes to the heap when it has more than 32 bytes (go-facts §4.1).
    silentSince: SMALL_ON_STACK,
    names({ site, cause, text, isMap }) {
      if (site.kind !== 'make') return undefined;
      if (cause === 'unknownSize') return say.confirmed({ text });
      return cause === 'outgrown' && !isMap ? say.confirmedBeyond({ text }) : undefined;
    },
  },
  docs: {
    what: 'A `make([]T, n)` whose length or capacity is not a constant.',
    why: 'A stack frame has a fixed size, so memory whose size is known only at run time comes from the heap, also when the slice never leaves the function. Up to Go 1.24 this holds for any size. From Go 1.25 on, a slice that does not leave its function gets 32 bytes on the stack and goes to the heap when it needs more.',
    fix: 'When there is a reasonable upper bound, use a constant capacity, or slice an array: `var buf [64]byte; b := buf[:n]`. Reuse one slice over many calls (`b = b[:0]`) where the size really varies. For large results the one allocation is right.',
    limits:
      'Slices that leave the function for another reason are reported by the rule for that reason. The release is that of the go command on this machine, as GOTOOLCHAIN and go.mod choose it; where it is not known, what is said holds for every release. Sizes that may be constants of a package that is not known are left out.',
    sources: [
      'go-facts §4.1 and §4.2: `make([]byte,n=8) local` 1 allocation up to 1.24, 0 from 1.25; `n=33` 1 allocation in all releases',
      'cmd/compile/internal/escape: HeapAllocReason; cmd/compile/internal/walk/builtin.go: walkMakeSlice',
    ],
  },
  examples: [
    bad(`package app

func checksum(n int) (sum byte) {
	buf := «make([]byte, n)»
	for i := range buf {
		buf[i] = byte(i)
		sum += buf[i]
	}
	return sum
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.22
-- main.go --
package app

func widths(rows [][]string) (widest int) {
	for _, row := range rows {
		lengths := «make([]int, 0, len(row)+1)»
		for _, cell := range row {
			lengths = append(lengths, len(cell))
		}
		for _, n := range lengths {
			widest = max(widest, n)
		}
	}
	return widest
}
`),
    bad(`package app

type matrix struct{ rows, columns int }

func (m matrix) fill(row func([]float64)) {
	row(«make([]float64, m.columns)»)
}
`),
    bad(`package app

var room = 64

type columns []int

func total(rows [][]int) (sum int) {
	buf := «make([]int, room)»
	own := «make(columns, len(rows))»
	for i, row := range rows {
		own[i] = copy(buf, row)
		sum += own[i]
	}
	return sum
}
`),
    good(`package app

func checksum() (sum byte) {
	buf := make([]byte, 64)
	for i := range buf {
		buf[i] = byte(i)
		sum += buf[i]
	}
	return sum
}
`),
    silent(
      'these sizes are constants',
      `package app

import "bufio"

const size = 64

type table [16]int

func checksum() int {
	var table table
	n := 8
	_ = make([]byte, bufio.MaxScanTokenSize/2048)
	a := make([]byte, size)
	b := make([]byte, 2*size)
	c := make([]int, len(table))
	d := make([]int, n)
	return len(a) + len(b) + len(c) + len(d)
}
`,
    ),
    silent(
      'it may be a constant of another package',
      `package app

import "example.com/other"

func f() int {
	return len(make([]byte, other.Size))
}
`,
    ),
    silent(
      'it is returned, and that rule says so',
      `package app

func buffer(n int) []byte {
	return make([]byte, n)
}
`,
    ),
    silent(
      'maps and channels are not arrays',
      `package app

func f(n int) int {
	m := make(map[int]int, n)
	c := make(chan int, n)
	return len(m) + len(c)
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachSite(ctx, 'unknownSize', (unknown, base, types) => {
        const { site, start, end, constantIf, inLoop } = unknown;
        const bytes = bytesOfElement(unknown, types);
        if (bytes === 0 || (constantIf.length > 0 && types.mayAllBeConstant(constantIf))) return;
        // What is said of the newer releases is true of the older ones as well, the other way round it is not.
        const go = releaseHere(ctx.workspace.module(ctx.file.path), ctx.workspace.machine);
        const smallOnStack = go === undefined || go.major > 1 || go.minor >= SMALL_ON_STACK;
        const message = followedBy(sentence(unknown, smallOnStack, bytes), inLoop ? shared.eachIteration : undefined);
        ctx.report({ site, span: { start, end }, message }, base);
      });
    },
  },
});

/** 0 where it is no slice; undefined where nobody knows. */
function bytesOfElement({ element, slice }: UnknownSizeSite, types: TypeAnswers): number | undefined {
  if (element) return types.sizeOf(element);
  const made = slice && under(types.typeOf(slice));
  return made?.kind === 'slice' ? sizeOf(made.elem) : 0;
}

function sentence({ size }: UnknownSizeSite, smallOnStack: boolean, bytes: number | undefined): Message {
  if (!smallOnStack) return say.always({ size });
  return bytes !== undefined && bytes > STACK_BYTES ? say.unlessEmpty({ size, bytes }) : say.beyond({ size });
}
