import type { RelativeStep } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import type { PutCall, SharedPut } from '../../go/flow/pool-facts.js';
import { rule } from '../rule.js';
import { copyFix } from './copy-fix.js';
import { AT_ONCE_EXAMPLES } from './stored-pooled-memory.at-once.js';
import { STORED_POOLED_MEMORY_EXAMPLES } from './stored-pooled-memory.examples.js';
import { FIELD_EXAMPLES } from './stored-pooled-memory.fields.js';
import { KEPT_EXAMPLES } from './stored-pooled-memory.kept.js';
import { LENT_EXAMPLES } from './stored-pooled-memory.lent.js';
import { MOVED_EXAMPLES } from './stored-pooled-memory.moved.js';
import { PART_EXAMPLES } from './stored-pooled-memory.parts.js';
import { RESULT_EXAMPLES } from './stored-pooled-memory.results.js';

const say = messages('pool/stored-pooled-memory', {
  stored: '`{place}` keeps memory of an object that `{put}` gives back to the pool. The next `Get` can overwrite it.\nStore a copy.',
  stepGet: 'The object is taken from the pool here.',
  stepStored: 'Its memory is stored here.',
  stepLent: '`{callee}` lends the object, and puts it when the function has returned.',
  stepPut: 'It goes back to the pool here.',
  stepPutDeferred: 'It goes back to the pool here when the function returns.',
  copyFix: 'Store a copy',
});

export default rule({
  id: 'pool/stored-pooled-memory',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'Memory of an object that goes back to a sync.Pool stays in a field, a map or a slice',
  inTests: false,
  docs: {
    what: 'An assignment of memory inside a pooled object, such as `b.Bytes()` or `*bp`, to a place that outlives the function, or as the key of a map there: a field of the receiver or of a parameter, an element of a map or slice, what is appended to one, a field of a literal that goes there, a variable of the package, a list, map or struct that the function returns, or what `reflect.Value.SetBytes` sets. Likewise the object itself, where nothing is called between that and the `Put`. Parts that `bytes.Cut`, `bytes.Split` and the like give are such memory too. The function also puts the object back, or was lent it by a callee that does: `with(func(b *bytes.Buffer) { out = b.Bytes() })`.',
    why: 'After `Put`, the next `Get` on any goroutine returns the same object and writes over its memory. What was stored changes under its owner: a request has the bytes of another. Tests rarely show it, because a pool that nobody else uses overwrites nothing.',
    fix: 'Store a copy: `bytes.Clone(b.Bytes())` (Go 1.20), `append([]byte(nil), b.Bytes()...)` or `b.String()`. Or keep the object as long as the memory is used, and put it later.',
    limits:
      'Silent where the place is written elsewhere in the function, or where what it belongs to is used for a call before the function ends: it is then often a place to work in. Memory in other local variables is not reported. Of callees only those are followed that store, whenever they run, a parameter in their receiver, or a parameter or the receiver in a variable of the package.',
    sources: [
      'src/sync/pool.go',
      'src/bytes/buffer.go',
      'https://github.com/projectdiscovery/nuclei/pull/6420',
      'https://github.com/apache/pulsar-client-go/pull/300',
      'github.com/danielgtaylor/huma v2.21.0, huma.go (SetBytes)',
    ],
  },
  examples: [
    ...STORED_POOLED_MEMORY_EXAMPLES,
    ...KEPT_EXAMPLES,
    ...FIELD_EXAMPLES,
    ...AT_ONCE_EXAMPLES,
    ...RESULT_EXAMPLES,
    ...PART_EXAMPLES,
    ...MOVED_EXAMPLES,
    ...LENT_EXAMPLES,
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      const go = workspace.module(file.path)?.go?.version;
      for (const { offset, puts, shared, lent } of yield* readPoolFlows(file, typed)) {
        for (const { kind, value, place, callee, call, copyable } of lent) {
          if (kind !== 'stored') continue;
          const steps = [{ span: call, message: say.stepLent({ callee }) }];
          const fixes = copyable ? [copyFix(say.copyFix, value, file, go)] : [];
          report({ span: value, message: say.stored({ place, put: callee }), steps, fixes }, offset);
        }
        const seen = new Set<number>();
        for (const found of shared) {
          if (found.kind !== 'stored' || seen.has(found.span.start)) continue;
          seen.add(found.span.start);
          const put = puts[found.put]!;
          report(
            {
              span: found.value,
              message: say.stored({ place: found.name, put: put.callee }),
              steps: stepsOf(found, put),
              fixes: found.copyable ? [copyFix(say.copyFix, found.value, file, go)] : [],
            },
            offset,
          );
        }
      }
    },
  },
});

function stepsOf({ get, span }: SharedPut, put: PutCall): RelativeStep[] {
  return [
    ...(get ? [{ span: get, message: say.stepGet }] : []),
    { span, message: say.stepStored },
    { span: put.call, message: put.deferred ? say.stepPutDeferred : say.stepPut },
  ];
}
