import { TooMuchWork } from '../../base/faults.js';
import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { type Message, messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import type { PutCall, UseAfterPut } from '../../go/flow/pool-facts.js';
import { rule } from '../rule.js';
import { DEFERRED_EXAMPLES } from './use-after-put.deferred.js';
import { USE_AFTER_PUT_EXAMPLES } from './use-after-put.examples.js';
import { HANDLE_EXAMPLES } from './use-after-put.handles.js';
import { REASON_EXAMPLES } from './use-after-put.reasons.js';
import { USE_AFTER_PUT_RELEASES } from './use-after-put.releases.js';
import { USE_AFTER_PUT_RESULTS } from './use-after-put.results.js';
import { USE_AFTER_PUT_SILENT } from './use-after-put.silent.js';

const say = messages('pool/use-after-put', {
  used: '`{name}` is used after `{put}` gave it back to the pool. Another goroutine may already have the same object.\nCall `{put}` last, or defer it.',
  maybeUsed:
    '`{name}` may be used after `{put}` gave it back to the pool. Another goroutine may already have the same object.\nCall `{put}` last, or defer it.',
  usedByDeferred:
    'This deferred call uses `{name}` after `{put}` gave it back to the pool. Deferred calls run last, in reverse order; another goroutine may have the object by then.\nDefer `{put}` before this line, so that it runs last.',
  putTwice: '`{name}` is put a second time after `{put}`. Two later calls of `Get` can then return the same object.\nPut it only once.',
  putTwiceDeferred:
    '`{name}` is put twice: here, and by the deferred `{put}`. Two later calls of `Get` can then return the same object.\nRemove this `Put`.',
  usedBehindResult:
    '`{name}` is used where the result of `{put}` says that `{put}` has already put it back to the pool. Another goroutine may already have the same object.\nCopy what is needed before the call, or let only the caller put it.',
  putByResult:
    '`{name}` is put a second time: where the result of `{put}` leads here, `{put}` has already put it. Two later calls of `Get` can then return the same object.\nLet either `{put}` or its caller put it.',
  putByResultDeferred:
    '`{name}` is put twice where `{callee}` puts it itself: by `{callee}`, and by the deferred `{put}`. Two later calls of `Get` can then return the same object.\nLet either `{callee}` or its caller put it.',
  stepGet: 'The object is taken from the pool here.',
  stepPut: 'It goes back to the pool here.',
  stepPutDeferred: 'It goes back to the pool here when the function returns.',
  stepPutAgain: 'It is put once more here.',
  stepUsed: 'It is used here, where it may belong to another goroutine.',
  removeFix: 'Remove this `Put`',
  deferFix: 'Defer `{put}`',
});

export default rule({
  id: 'pool/use-after-put',
  messages: say,
  severity: 'error',
  otherSeverities: { warning: 'a size guard may skip the Put, or only every path from the Put leads to the use' },
  since: '0.1.0',
  summary: 'An object is used, or put again, after it was given back to its sync.Pool',
  inTests: false,
  docs: {
    what: 'A variable that is read, written, passed on or put once more after its object went back into a `sync.Pool`, also through functions and methods that put what they are given, such as `putBuf(b)` or `b.free()`. What a helper does is read from its body, whatever its name and package; one that puts only where it fails, and says so by its last result, has put in the branch for that result. Likewise what a value has in a field since it was made, `return &handle{buf: pool.Get().(*T)}`, and a method of it puts.',
    why: 'After `Put`, the object belongs to the next caller of `Get`, on any goroutine. A later use is a data race: two requests write into one buffer, and one customer sees the bytes of another. An object that was put twice can be handed to two callers at the same time; two later calls of `Get` were measured to return the same object.',
    fix: 'Make `Put` the last thing that happens to the object, or `defer` it right after `Get`; then return copies only. Let one place own the object, so that it is put once.',
    limits:
      'An error when every path to the use goes through the Put; a warning when every path from the Put leads to the use, or when the Put is inside a function that may skip it for its size. Uses that only some paths from a Put reach are not reported, because conditions may exclude them. The rule does not follow variables that other function literals assign, objects in other fields, and helpers behind interfaces or with long bodies. It is silent where types are not known. Test files are left out: they often look at an object after its release on purpose.',
    sources: [
      'src/sync/pool.go',
      'Measured on Go 1.18, 1.23 and 1.27: after two Puts of one object, two Gets return it',
      'github.com/danielgtaylor/huma v2.22.0, huma.go',
      'github.com/thanos-io/thanos v0.23.1, pkg/pool/pool.go',
      'github.com/gin-contrib/gzip v1.2.1, handler.go',
      'https://github.com/vllm-project/aibrix/issues/2440',
    ],
  },
  examples: [
    ...USE_AFTER_PUT_EXAMPLES,
    ...USE_AFTER_PUT_RESULTS,
    ...USE_AFTER_PUT_RELEASES,
    ...HANDLE_EXAMPLES,
    ...DEFERRED_EXAMPLES,
    ...USE_AFTER_PUT_SILENT,
    ...REASON_EXAMPLES,
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      const flows = yield* readPoolFlows(file, typed);
      for (const { offset, puts, uses } of flows) {
        const seen = new Set<number>();
        for (const use of uses) {
          if (use.kind === 'return' || seen.has(use.span.start)) continue;
          seen.add(use.span.start);
          const put = puts[use.put]!;
          const again = use.again === undefined ? undefined : puts[use.again]!;
          const certain = use.certain && put.how === 'always' && again?.how !== 'guarded';
          report(
            {
              span: use.span,
              severity: certain ? 'error' : 'warning',
              message: messageOf(use, certain, put, again),
              steps: stepsOf(use, put, again),
              fixes: fixesOf(use, put, again),
            },
            offset,
          );
        }
      }
      if (flows.some(flow => flow.isPartial)) throw new TooMuchWork();
    },
  },
});

function messageOf(use: UseAfterPut, certain: boolean, put: PutCall, again: PutCall | undefined): Message {
  const names = { name: use.name, put: put.callee };
  if (again?.isByResult && put.deferred) return say.putByResultDeferred({ ...names, callee: again.callee });
  if (put.isByResult) return (again ? say.putByResult : say.usedBehindResult)(names);
  if (use.again !== undefined) return (put.deferred ? say.putTwiceDeferred : say.putTwice)(names);
  if (use.kind === 'deferredUse') return say.usedByDeferred(names);
  return (certain ? say.used : say.maybeUsed)(names);
}

function stepsOf(use: UseAfterPut, put: PutCall, again: PutCall | undefined): RelativeStep[] {
  const steps: RelativeStep[] = [];
  if (use.get) steps.push({ span: use.get, message: say.stepGet });
  steps.push({ span: put.call, message: put.deferred ? say.stepPutDeferred : say.stepPut });
  if (again) steps.push({ span: again.call, message: say.stepPutAgain });
  else steps.push({ span: use.span, message: say.stepUsed });
  return steps;
}

function fixesOf(use: UseAfterPut, put: PutCall, again: PutCall | undefined): RelativeFix[] {
  if (again) {
    // One of the two is deferred: that one stays, and the other goes with its line.
    if (!put.deferred || !again.line || again.isByResult) return [];
    return [{ title: say.removeFix, safe: false, edits: [{ span: again.line, newText: '' }] }];
  }
  if (use.kind !== 'use' || !use.certain || !use.onlyUses || put.inLoop || put.deferred || !put.topLevel || !put.statement || put.byHelper)
    return [];
  const at = put.statement.start;
  return [{ title: say.deferFix({ put: put.callee }), safe: false, edits: [{ span: { start: at, end: at }, newText: 'defer ' }] }];
}
