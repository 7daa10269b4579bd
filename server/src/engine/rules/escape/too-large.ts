import type { GoVersion } from '../../base/go-version.js';
import { type Message, messages } from '../../base/message.js';
import type { LargeSite } from '../../go/package/allocation-site.js';
import { releaseHere } from '../../program/machine.js';
import type { WorkspaceView } from '../../program/view.js';
import { forEachSite } from '../../sites/estimates.js';
import { bad, good, rule, silent } from '../rule.js';
import { WHERE_COLD, worth } from './hot.js';

const KIB = 1024;
/** cmd/compile, ir.MaxImplicitStackVarSize. */
const IMPLICIT_LIMIT = 64 * KIB;
/** cmd/compile, ir.MaxStackVarSize, up to Go 1.23 and from Go 1.24 on. */
const OLD_EXPLICIT_LIMIT = 10 * KIB * KIB;
const EXPLICIT_LIMIT = 128 * KIB;
const NEW_LIMIT_SINCE = 24;

const say = messages('escape/too-large', {
  variable:
    '`{name}` has {size} and is allocated on the heap: variables of more than {limit} do not fit on the stack.\nAllocate it once and reuse it, or work in smaller blocks.',
  value:
    'This value of {size} is allocated on the heap. What is created without a variable fits on the stack up to {limit} only.\nAllocate it once and reuse it, or work in smaller blocks.',
  confirmed:
    '`{text}` is allocated on the heap because it is too large for the stack.\nAllocate it once and reuse it, or work in smaller blocks.',
});

export default rule({
  id: 'escape/too-large',
  severity: 'information',
  otherSeverities: { hint: WHERE_COLD },
  since: '0.1.0',
  summary: 'A value goes to the heap because it is too large for the stack',
  inTests: false,
  messages: say,
  compiler: { names: ({ cause, text }) => (cause === 'tooLarge' ? say.confirmed({ text }) : undefined) },
  docs: {
    what: 'A variable of more than 128 KiB (10 MiB up to Go 1.23), or a `make([]T, constant)`, `new(T)` or `&T{}` of more than 64 KiB.',
    why: 'The compiler never puts larger values on the stack, so each call allocates and clears this much memory on the heap. Above 32 KiB the allocation also takes the slow path of the allocator, which locks the heap.',
    fix: 'Allocate once and reuse: a package-level buffer guarded by its owner, a field, or a `sync.Pool` of pointers. Or work in blocks of at most 64 KiB.',
    limits:
      'Variables of types of other packages are left out. Sizes are those of 64-bit platforms. Values that leave the function for another reason are reported by the rule for that reason. The limit for variables is that of the go command on this machine, as GOTOOLCHAIN and go.mod choose it; where it is not known, that of the release in the go line.',
    sources: [
      'go-facts §4.1: limits; §4.2: `make([]byte,65536) local` 0 allocations, `65537` 1; `var [200000]byte local` 0 up to 1.23, 1 from 1.24',
      'cmd/compile/internal/ir/cfg.go: MaxStackVarSize, MaxImplicitStackVarSize',
    ],
  },
  examples: [
    bad(`package app

func sum(read func([]byte) int) int {
	buf := «make([]byte, 1<<20)»
	return read(buf)
}
`),
    bad(`package app

func zeros() int {
	var «table» [200_000]byte
	n := 0
	for i := range table {
		if table[i] == 0 {
			n++
		}
	}
	return n
}
`),
    bad(`package app

type block struct {
	header [16]byte
	data   [65536]byte
}

func empty(use func(*block) int) int {
	b := «new(block)»
	return use(b)
}
`),
    bad(`-- go.mod --
module example.com/app

go 1.23
-- main.go --
package app

func first(i int) int {
	«grid» := [2000000]int{0: 1}
	var small [20000]int
	return grid[i] + small[i]
}
`),
    good(`package app

func sum(read func([]byte) int) int {
	buf := make([]byte, 64<<10)
	return read(buf)
}
`),
    silent(
      'up to Go 1.23 variables have 10 MiB',
      `-- go.mod --
module example.com/app

go 1.23
-- main.go --
package app

func zeros(i int) byte {
	var table [200000]byte
	return table[i]
}
`,
    ),
    silent(
      'a package-level variable is not on a stack',
      `package app

var table [1 << 20]byte

func at(i int) byte { return table[i] }
`,
    ),
    silent(
      'the size of the element is not known',
      `package app

import "example.com/other"

func f() int {
	var xs [5000]other.Value
	return len(xs)
}
`,
    ),
  ],
  checks: {
    *code(ctx) {
      yield* forEachSite(ctx, 'large', (large, base, types) => {
        const { site, start, end, type, count, storage } = large;
        const one = types.sizeOf(type);
        if (one === undefined) return;
        const bytes = one * count;
        const limit = storage === 'implicit' ? IMPLICIT_LIMIT : explicitLimit(oldestThatBuilds(ctx.file.path, ctx.workspace));
        if (bytes > limit) ctx.report({ ...worth(ctx, large), site, span: { start, end }, message: message(large, bytes, limit) }, base);
      });
    },
  },
});

/** Without a go line any release may compile the file: only what is too large for all of them counts. */
/** The release that builds here; where nobody knows, the go line names the oldest that may. */
function oldestThatBuilds(path: string, workspace: WorkspaceView): GoVersion | undefined {
  const module = workspace.module(path);
  return releaseHere(module, workspace.machine) ?? module?.go?.version;
}

function explicitLimit(go: GoVersion | undefined): number {
  return go && (go.major > 1 || go.minor >= NEW_LIMIT_SINCE) ? EXPLICIT_LIMIT : OLD_EXPLICIT_LIMIT;
}

function message({ storage, name }: LargeSite, bytes: number, limit: number): Message {
  const sizes = { size: formatBytes(bytes), limit: formatBytes(limit) };
  return storage === 'explicit' ? say.variable({ name, ...sizes }) : say.value(sizes);
}

/** Exact in the largest unit that divides evenly, else with one decimal. */
function formatBytes(bytes: number): string {
  const [unit, size] = bytes >= KIB * KIB ? ['MiB', KIB * KIB] : ['KiB', KIB];
  const value = bytes / Number(size);
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${unit}`;
}
