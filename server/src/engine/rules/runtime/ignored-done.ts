import { messages } from '../../base/message.js';
import { readBrokenSelects } from '../../go/lifecycle/broken-selects.js';
import { readEndlessLoops } from '../../go/lifecycle/endless-loops.js';
import { bad, good, rule } from '../rule.js';
import { BREAK_EXAMPLES } from './ignored-done.breaks.js';
import { GOING_ON_EXAMPLES } from './ignored-done.going-on.js';
import { RENEWED_EXAMPLES } from './ignored-done.renewed.js';
import { IGNORED_DONE_SILENT } from './ignored-done.silent.js';

const say = messages('runtime/ignored-done', {
  loop: 'This loop never ends: it does not look at `{context}`, so its goroutine goes on after the context is cancelled.\nWait in a `select` that has `case <-{context}.Done(): return`.',
  breaks:
    '`break` leaves only the `select`: the loop goes on after `{context}` is done, and takes this case again and again.\nWrite `return`, or `break` with the label of the loop.',
  goesOn:
    'The loop goes on after `{context}` is done, and takes this case again and again without waiting.\nWrite `return` at the end of the case.',
  stepLoop: 'The loop goes on.',
  stepBlocks: 'The loop waits here.',
});

export default rule({
  id: 'runtime/ignored-done',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A loop without an end never looks at its context, or does not end when it is over',
  inTests: false,
  docs: {
    what: 'A loop without condition, or over the ticks of a `time.Ticker`, that nothing in it leaves, that waits (a receive, a `select`, `time.Sleep`), and whose function has a `context.Context` that the loop never asks. And a `select` in a loop without condition whose `case <-ctx.Done()` ends with `break`, or is empty but for lines of a log, where nothing else leaves the loop then.',
    why: 'A context is how the caller says that the work is over. This goroutine does not hear it: it runs until the program ends, with everything that it refers to. Where the loop passes the context on, each of its calls fails from then on, and it logs the same error at every tick.',
    fix: 'Put the wait into a `select` with `case <-ctx.Done(): return`.',
    limits:
      'Silent where the loop has any `return`, `break`, `goto` or call that may end the program (also in a function of the package, or by its name: `must`, `check`), where it or a literal in it calls a method of the context, where the function goes on by `context.WithoutCancel` or a new `context.Background()`, where it ends the program itself when the context is over, and in `main`. A context of a function around a function literal counts only where the loop uses it. What callees do with the context is not followed. Of a `break` it is silent where an iteration may have another context. A goroutine that sends to nobody is `runtime/blocked-send`.',
    sources: [
      'https://pkg.go.dev/context',
      'https://pkg.go.dev/time#Ticker.Stop',
      'https://github.com/PikoCI/pikoci/issues/382',
      'https://go.dev/ref/spec#Break_statements',
      'https://github.com/MetaCubeX/mihomo/pull/2964',
    ],
  },
  examples: [
    bad(`
package app

import (
	"context"
	"log"
	"time"
)

type store interface{ Save(context.Context) error }

func Poll(ctx context.Context, every time.Duration, once func() error) {
	t := time.NewTicker(every)
	defer t.Stop()
	«for range t.C {»
		if err := once(); err != nil {
			log.Print(err)
		}
	}
}

func Start(ctx context.Context, s store) {
	go func() {
		«for {»
			time.Sleep(time.Second)
			if err := s.Save(ctx); err != nil {
				log.Print(err)
			}
		}
	}()
}
`),
    good(`
package app

import (
	"context"
	"log"
	"time"
)

func Poll(ctx context.Context, every time.Duration, once func() error) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if err := once(); err != nil {
				log.Print(err)
			}
		}
	}
}
`),
    ...BREAK_EXAMPLES,
    ...GOING_ON_EXAMPLES,
    ...RENEWED_EXAMPLES,
    ...IGNORED_DONE_SILENT,
  ],
  checks: {
    *code({ file, workspace, report }) {
      for (const { span, isBreak, context, loop, offset } of yield* readBrokenSelects(file, workspace.typed(file.path)))
        report(
          { span, message: isBreak ? say.breaks({ context }) : say.goesOn({ context }), steps: [{ span: loop, message: say.stepLoop }] },
          offset,
        );
      const pkg = workspace.goPackage(file.path);
      for (const { span, context, blocks, offset } of yield* readEndlessLoops(file, workspace.typed(file.path), pkg, workspace.text))
        report({ span, message: say.loop({ context }), steps: [{ span: blocks, message: say.stepBlocks }] }, offset);
    },
  },
});
