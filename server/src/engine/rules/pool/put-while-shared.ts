import type { RelativeStep } from '../../base/finding.js';
import { type Message, messages } from '../../base/message.js';
import { readPoolFlows } from '../../go/flow/file-pools.js';
import type { PutCall, SharedPut, ShareKind } from '../../go/flow/pool-facts.js';
import { rule } from '../rule.js';
import { BRANCH_EXAMPLES } from './put-while-shared.branches.js';
import { PUT_WHILE_SHARED_CALLEES } from './put-while-shared.callees.js';
import { PUT_WHILE_SHARED_EXAMPLES } from './put-while-shared.examples.js';
import { PUTTING_EXAMPLES } from './put-while-shared.putting.js';
import { RECEIPT_EXAMPLES } from './put-while-shared.receipts.js';
import { PUT_WHILE_SHARED_STARTED } from './put-while-shared.started.js';
import { PUT_WHILE_SHARED_TIMES } from './put-while-shared.times.js';
import { PUT_WHILE_SHARED_WAITS } from './put-while-shared.waits.js';

const say = messages('pool/put-while-shared', {
  goroutine:
    'This goroutine may still use `{name}` when `{put}` gives it back to the pool. The next `Get` then returns an object that the goroutine changes.\nWait for the goroutine before the `Put`, or let the goroutine do it.',
  sent: 'Whoever receives `{name}` may still use it when `{put}` gives it back to the pool.\nSend a copy, or let the receiver do the `Put`.',
  request:
    'The HTTP transport may still read `{name}` when `{put}` gives it back to the pool. It can read the body after the call has returned.\nSend a copy of the data, such as `strings.NewReader({name}.String())`.',
  putting:
    'This goroutine puts `{name}` at any time, also before the function around it uses the object again.\nCall `{put}` after the last use, in the same function.',
  stepGet: 'The object is taken from the pool here.',
  stepShared: 'Another goroutine gets it here.',
  stepRequest: 'It becomes the body of a request here.',
  stepPut: 'It goes back to the pool here.',
  stepPutDeferred: 'It goes back to the pool here when the function returns.',
  stepUse: 'It is used here, where it may belong to another goroutine.',
});

export default rule({
  id: 'pool/put-while-shared',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'An object goes back to its sync.Pool while another goroutine may still use it',
  inTests: false,
  docs: {
    what: 'A `Put` of an object that a goroutine of the same function or of a callee uses, that was sent on a channel, or that is the body of an HTTP request, with nothing in between that waits. Also a goroutine that puts an object which the function around it goes on to use.',
    why: 'After `Put`, the next `Get` on any goroutine returns the same object. Whoever has it still then reads and writes the memory of somebody else. The usual case is a time limit: the handler is left running, the function returns, and its deferred `Put` gives the object away. The transport of `net/http` has the same effect: a server that answers before it has read the body lets `Client.Do` return while the body is still read, which the race detector reports.',
    fix: 'Let the goroutine that uses the object last do the `Put`, or wait for it on every path before the `Put`. Give a request its own copy of the data: `strings.NewReader(b.String())`, `bytes.NewReader(bytes.Clone(b.Bytes()))`.',
    limits:
      'Silent after anything that may wait for the goroutine: a receive from a channel, a `range` over one, a send, and every call of a function that is not of a short list of packages that wait for nothing, such as `fmt` and `strings`. A receive from `ctx.Done()`, from `time.After` or from a timer does not count as a wait. Of callees only those are followed that whenever they run send a parameter or start a goroutine with it, and then wait for nothing; what is stored in fields is not. Where only some paths to a `Put` start the goroutine or send the object, it is reported if that `Put` is deferred, or follows the branches with nothing in between that leaves.',
    sources: [
      'src/sync/pool.go',
      'src/net/http/client.go (RoundTripper): the body may be closed and read after RoundTrip has returned',
      'https://github.com/gin-contrib/timeout/pull/84',
      'https://github.com/influxdata/kapacitor/pull/1462',
    ],
  },
  examples: [
    ...PUT_WHILE_SHARED_EXAMPLES,
    ...BRANCH_EXAMPLES,
    ...PUTTING_EXAMPLES,
    ...PUT_WHILE_SHARED_CALLEES,
    ...PUT_WHILE_SHARED_STARTED,
    ...PUT_WHILE_SHARED_TIMES,
    ...PUT_WHILE_SHARED_WAITS,
    ...RECEIPT_EXAMPLES,
  ],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, puts, shared } of yield* readPoolFlows(file, typed)) {
        const seen = new Set<number>();
        for (const found of shared) {
          if (found.kind === 'stored') continue;
          const put = puts[found.put]!;
          const span = found.kind === 'request' || found.kind === 'putting' ? put.call : found.span;
          if (seen.has(span.start)) continue;
          seen.add(span.start);
          report({ span, message: messageOf(found.kind, { name: found.name, put: put.callee }), steps: stepsOf(found, put) }, offset);
        }
      }
    },
  },
});

function messageOf(kind: Exclude<ShareKind, 'stored'>, names: { name: string; put: string }): Message {
  switch (kind) {
    case 'goroutine':
      return say.goroutine(names);
    case 'sent':
      return say.sent(names);
    case 'request':
      return say.request(names);
    case 'putting':
      return say.putting(names);
  }
}

function stepsOf({ kind, get, span, use }: SharedPut, put: PutCall): RelativeStep[] {
  const taken = get ? [{ span: get, message: say.stepGet }] : [];
  if (use) return [...taken, { span: put.call, message: say.stepPut }, { span: use, message: say.stepUse }];
  return [
    ...taken,
    { span, message: kind === 'request' ? say.stepRequest : say.stepShared },
    { span: put.call, message: put.deferred ? say.stepPutDeferred : say.stepPut },
  ];
}
