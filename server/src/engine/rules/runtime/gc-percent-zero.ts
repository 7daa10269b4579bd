import { messages } from '../../base/message.js';
import { readKnownCalls } from '../../go/known/known-calls.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/gc-percent-zero', {
  zero: '`{call}` does not switch the garbage collector off: it collects all the time.\nUse a negative value, `-1`, to switch it off.',
  limit:
    '`{call}` does not switch the memory limit off: the garbage collector runs all the time to stay below it.\nUse `math.MaxInt64` for no limit; a negative value only reads the limit.',
  small:
    '`{call}` allows {bytes} bytes, and no Go program stays below: the garbage collector runs all the time.\nThe limit is in bytes: write `512 << 20` for 512 MiB.',
  offFix: 'Switch the collector off with `-1`',
});

const LIMIT = 'runtime/debug.SetMemoryLimit';
const NAMES = new Set(['runtime/debug.SetGCPercent', LIMIT]);
/** The runtime alone has more. */
const SMALL = 1n << 20n;

export default rule({
  id: 'runtime/gc-percent-zero',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'debug.SetGCPercent(0) or a memory limit of next to nothing, which collects all the time',
  inTests: true,
  docs: {
    what: 'Calls of `debug.SetGCPercent` with the constant 0, and of `debug.SetMemoryLimit` with a constant below 1 MiB that is not negative.',
    why: 'The value says by how much the heap may grow before the next collection. With 0 it may not grow at all, so the next collection begins when the last one has ended: a program that allocates 200 MB collects 172 times instead of 10. Only a negative value switches the collector off. A memory limit of 0 or of 512 bytes does the same: 199 collections instead of 50 while 200 MB are allocated.',
    fix: 'Write `debug.SetGCPercent(-1)`, or set `GOGC=off`. Where the goal is little memory, use `debug.SetMemoryLimit`, or a small percentage such as 20.',
    limits: 'Silent where the value is not a constant.',
    sources: [
      'go-facts R3: collections counted with 100, 0 and -1',
      'Run with Go 1.26: collections counted with SetMemoryLimit of 0, 512 and -5; src/runtime/debug/garbage.go (SetMemoryLimit)',
      'https://github.com/golang/go/issues/10681',
      'https://github.com/google/gops/issues/200',
    ],
  },
  examples: [
    bad(
      `package app

import "runtime/debug"

func Batch(f func()) {
	old := debug.SetGCPercent(«0»)
	defer debug.SetGCPercent(old)
	f()
}
`,
      `package app

import "runtime/debug"

func Batch(f func()) {
	old := debug.SetGCPercent(-1)
	defer debug.SetGCPercent(old)
	f()
}
`,
    ),
    bad(`package app

import gc "runtime/debug"

const off = 0

func init() {
	gc.SetGCPercent(«off»)
	gc.SetMemoryLimit(«off»)
	gc.SetMemoryLimit(«512»)
}
`),
    good(`package app

import "runtime/debug"

func Batch(f func()) {
	old := debug.SetGCPercent(-1)
	defer debug.SetGCPercent(old)
	f()
}
`),
    silent(
      'another function has the name, and a variable may hold anything',
      `package app

import "runtime/debug"

type tuning struct{}

func (tuning) SetGCPercent(int) {}

func tune(t tuning, percent int) {
	t.SetGCPercent(0)
	debug.SetGCPercent(percent)
	debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(512 << 20)
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      for (const { name, arguments: given, callee, offset } of yield* readKnownCalls(file, workspace.typed(file.path), NAMES)) {
        const [percent] = given;
        const bytes = name === LIMIT && percent?.constant?.kind === 'int' ? percent.constant.value : undefined;
        if (bytes !== undefined && bytes >= 0n && bytes < SMALL) {
          const call = `${callee}(${percent!.text})`;
          report({ span: percent!.span, message: bytes === 0n ? say.limit({ call }) : say.small({ call, bytes: Number(bytes) }) }, offset);
        }
        if (name === LIMIT || percent?.constant?.kind !== 'int' || percent.constant.value !== 0n) continue;
        const fix = { title: say.offFix, safe: false, edits: [{ span: percent.span, newText: '-1' }] };
        report({ span: percent.span, message: say.zero({ call: `${callee}(0)` }), fixes: [fix] }, offset);
      }
    },
  },
});
