import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import { rule } from '../rule.js';
import { NIL_EXAMPLES } from './typed-nil-put.examples.js';
import { NIL_SILENT } from './typed-nil-put.silent.js';

const say = messages('pool/typed-nil-put', {
  early:
    '`{name}` is nil when this `defer` evaluates it. The pool gets a nil pointer, and not what is assigned later.\nDefer the `{put}` after `{name}` is set.',
  failed:
    '`{name}` can be nil here. The pool keeps a nil pointer that has a type, and a later `Get` returns it.\nPut it only when it is not nil.',
  stepDeclared: 'It is declared without a value here.',
  stepFailed: 'It is nil where this fails.',
  stepAsked: 'This asks whether it is nil, and the `Put` runs either way.',
});

export default rule({
  id: 'pool/typed-nil-put',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A nil pointer is put into a sync.Pool, and a later Get returns it',
  inTests: false,
  docs: {
    what: 'A deferred `Put` of a pointer that is nil by then: the result of a function that has failed, a named result that `return nil, err` has set to nil, or a variable that gets its value only after the `defer`. And a `Put` behind `if b != nil { … }`, which runs either way.',
    why: '`Put` drops a plain `nil`. A nil pointer with a type is another value: it is kept, and a later `Get` returns it. `p.Get().(*T)` succeeds, `New` is not called, and the first use of a field panics, in a request that has nothing to do with the one that failed.',
    fix: 'Ask for the error first and defer the `Put` behind it, or guard it: `if b != nil { p.Put(b) }`.',
    limits:
      'Only pointers. Silent where the `Put` is under a condition that is not only the error, and where the function that failed is not known to return nil.',
    sources: ['src/sync/pool.go (Put)', 'go-facts §5 M9', 'go-facts §8.3'],
  },
  examples: [...NIL_EXAMPLES, ...NIL_SILENT],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, puts, nils } of yield* readPoolFlows(file, typed)) {
        for (const { put, kind, span, name } of nils) {
          const { argument, callee } = puts[put]!;
          const message = kind === 'early' ? say.early({ name, put: callee }) : say.failed({ name });
          const step = { early: say.stepDeclared, failed: say.stepFailed, asked: say.stepAsked }[kind];
          const steps = [{ span, message: step }];
          report({ span: argument, message, steps }, offset);
        }
      }
    },
  },
});
