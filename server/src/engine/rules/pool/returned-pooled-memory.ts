import type { RelativeStep } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import type { PutCall, UseAfterPut } from '../../go/flow/pool-facts.js';
import { rule } from '../rule.js';
import { copyFix } from './copy-fix.js';
import { RETURNED_POOLED_MEMORY_EXAMPLES } from './returned-pooled-memory.examples.js';
import { HELD_EXAMPLES } from './returned-pooled-memory.handles.js';
import { LENT_RESULT_EXAMPLES } from './returned-pooled-memory.lent.js';
import { LITERAL_EXAMPLES } from './returned-pooled-memory.literals.js';
import { MAKER_EXAMPLES } from './returned-pooled-memory.makers.js';
import { READER_EXAMPLES } from './returned-pooled-memory.readers.js';
import { RETURNED_POOLED_MEMORY_SILENT } from './returned-pooled-memory.silent.js';

const say = messages('pool/returned-pooled-memory', {
  shared:
    'The result shares memory with an object that `{put}` gives back to the pool. The next `Get` can overwrite it while the caller still uses it.\nReturn a copy, or let the caller do the `Put`.',
  maybeShared:
    'The result may share memory with an object that `{put}` gives back to the pool. The next `Get` can then overwrite it while the caller still uses it.\nReturn a copy, or let the caller do the `Put`.',
  stepGet: 'The object is taken from the pool here.',
  stepLent: '`{callee}` lends the object, and puts it when the function has returned.',
  stepPut: 'It goes back to the pool here.',
  stepReturned: 'Its memory is returned here.',
  copyFix: 'Return a copy',
});

export default rule({
  id: 'pool/returned-pooled-memory',
  messages: say,
  severity: 'error',
  otherSeverities: { warning: 'a size guard may skip the Put, or `append` may have moved the memory' },
  since: '0.1.0',
  summary: 'A function returns memory of an object that it gives back to a sync.Pool',
  inTests: true,
  docs: {
    what: 'A `return` of a pooled object, or of memory inside it, from a function that also puts the object back: `defer p.Put(b)` and then `return b.Bytes()`, `return (*bp)[:n]` or `return b`.',
    why: 'The deferred `Put` runs before the caller sees the result. The next `Get`, on any goroutine, hands the same memory to someone else, who overwrites it while the caller still reads: measured, the first caller’s response became `SECONDresponse`. Tests rarely catch it, because a pool that nobody else uses overwrites nothing.',
    fix: 'Return a copy: `bytes.Clone(b.Bytes())` (Go 1.20), `append([]byte(nil), b.Bytes()...)` or `b.String()`, which copies. Or let the caller pass the destination, or let the caller do the `Put`.',
    limits:
      'The rule follows variables, slices of them, `*p` of a pooled slice pointer, results of `append` and of functions of std that append, `bytes.Trim…`, `Cut…`, `Split…` and `Fields`, `Bytes`, `Next` and `AvailableBuffer` of `bytes.Buffer`, and what `bufio` lends of its buffers, such as `ReadSlice`. A helper of any package that puts counts as a Put. What a method lends of a field of its receiver is a warning, where nothing replaces that field. It does not follow fields of the pooled object, which are often replaced before the Put, nor results of other functions but those that each of their returns leads to an argument, by itself or in a field: `newPage(b.Bytes())`. A warning instead of an error where a size guard may skip the Put or `append` may have moved the memory.',
    sources: [
      'https://github.com/blevesearch/bleve/pull/847',
      'src/sync/pool.go',
      'src/bytes/buffer.go',
      'Measured on Go 1.18, 1.23 and 1.27',
      'github.com/go-resty/resty v2.5.0, request.go',
      'github.com/projectdiscovery/utils v0.7.0, http/respChain.go (FullResponseBytes)',
    ],
  },
  examples: [
    ...RETURNED_POOLED_MEMORY_EXAMPLES,
    ...LITERAL_EXAMPLES,
    ...MAKER_EXAMPLES,
    ...HELD_EXAMPLES,
    ...READER_EXAMPLES,
    ...LENT_RESULT_EXAMPLES,
    ...RETURNED_POOLED_MEMORY_SILENT,
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      const go = workspace.module(file.path)?.go?.version;
      for (const { offset, puts, uses, lent } of yield* readPoolFlows(file, typed)) {
        for (const { kind, value, callee, call, copyable } of lent) {
          if (kind !== 'returned') continue;
          const steps = [{ span: call, message: say.stepLent({ callee }) }];
          const fixes = copyable ? [copyFix(say.copyFix, value, file, go)] : [];
          report({ span: value, severity: 'warning', message: say.maybeShared({ put: callee }), steps, fixes }, offset);
        }
        const seen = new Set<number>();
        for (const use of uses) {
          if (use.kind !== 'return' || seen.has(use.span.start)) continue;
          seen.add(use.span.start);
          const put = puts[use.put]!;
          const certain = use.certain && put.how === 'always';
          report(
            {
              span: use.span,
              severity: certain ? 'error' : 'warning',
              message: (certain ? say.shared : say.maybeShared)({ put: put.callee }),
              steps: stepsOf(use, put),
              fixes: use.copyable && use.beforePut ? [copyFix(say.copyFix, use.span, file, go)] : [],
            },
            offset,
          );
        }
      }
    },
  },
});

function stepsOf(use: UseAfterPut, put: PutCall): RelativeStep[] {
  return [
    ...(use.get ? [{ span: use.get, message: say.stepGet }] : []),
    { span: put.call, message: say.stepPut },
    { span: use.span, message: say.stepReturned },
  ];
}
