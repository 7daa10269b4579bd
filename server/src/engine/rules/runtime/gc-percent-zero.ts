import { messages } from '../../base/message.js';
import { readKnownCalls } from '../../go/known/known-calls.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/gc-percent-zero', {
  zero: '`{call}` does not switch the garbage collector off: it collects all the time.\nUse a negative value, `-1`, to switch it off.',
  offFix: 'Switch the collector off with `-1`',
});

const NAMES = new Set(['runtime/debug.SetGCPercent']);

export default rule({
  id: 'runtime/gc-percent-zero',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'debug.SetGCPercent(0), which collects all the time instead of never',
  inTests: true,
  docs: {
    what: 'Calls of `debug.SetGCPercent` with the constant 0.',
    why: 'The value says by how much the heap may grow before the next collection. With 0 it may not grow at all, so the next collection begins when the last one has ended: a program that allocates 200 MB collects 172 times instead of 10. Only a negative value switches the collector off.',
    fix: 'Write `debug.SetGCPercent(-1)`, or set `GOGC=off`. Where the goal is little memory, use `debug.SetMemoryLimit`, or a small percentage such as 20.',
    limits: 'Silent where the value is not a constant.',
    sources: [
      'go-facts R3: collections counted with 100, 0 and -1',
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
}
`,
    ),
  ],
  checks: {
    *go({ file, workspace, report }) {
      for (const { arguments: given, callee, offset } of yield* readKnownCalls(file, workspace.typed(file.path), NAMES)) {
        const [percent] = given;
        if (percent?.constant?.kind !== 'int' || percent.constant.value !== 0n) continue;
        const fix = { title: say.offFix, safe: false, edits: [{ span: percent.span, newText: '-1' }] };
        report({ span: percent.span, message: say.zero({ call: `${callee}(0)` }), fixes: [fix] }, offset);
      }
    },
  },
});
