import { messages } from '../../base/message.js';
import { readOpeningPools } from '../../go/flow/pool-makers.js';
import { rule } from '../rule.js';
import { POOLED_RESOURCE_EXAMPLES } from './pooled-resource.examples.js';

const say = messages('pool/pooled-resource', {
  opened:
    'The pool drops what `{callee}` opens here, and closes nothing. Objects in a `sync.Pool` may vanish at any collection.\nShare one, or keep them in a list of your own that closes them.',
  startedBy:
    'The pool drops what `{callee}` makes here, and nobody ends the goroutine that belongs to it.\nShare one, or keep such objects in a list of your own that closes them.',
  started:
    'The pool drops the object that this goroutine belongs to, and nobody ends the goroutine.\nStart it where somebody stops it, or keep such objects in a list of your own.',
});

export default rule({
  id: 'pool/pooled-resource',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A sync.Pool holds what must be closed',
  inTests: false,
  docs: {
    what: 'A pool whose `New`, or whoever gets nothing from it, opens a file, a connection or a database, or starts a goroutine that loops on, itself or by a function of the program that it calls.',
    why: 'A pool is emptied by the garbage collector: objects that are not used for two collections vanish, and no `Close` is called. Files and network connections stay open until a finalizer runs, databases and goroutines for ever. And `New` opens another whenever the pool is empty, without a limit. Measured: 100 uses between collections opened 100 files, and the pool closed none.',
    fix: 'Most such things can be shared: `*sql.DB`, `*http.Client`, `*os.File` with `ReadAt`. Otherwise keep them in a channel or a list that has a limit and closes what it drops.',
    limits:
      'Silent where the function that opens also closes or sets a finalizer, for what a function literal opens later, for goroutines that end by themselves, for a `New` that calls a method to make the object, and where more than two functions are in between.',
    sources: ['src/sync/pool.go (poolCleanup)', 'go-facts §5 M18'],
  },
  examples: POOLED_RESOURCE_EXAMPLES,
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      if (!typed) return;
      for (const { offset, span, callee, isStarted } of yield* readOpeningPools(file, typed))
        report(
          { span, message: callee === undefined ? say.started : isStarted ? say.startedBy({ callee }) : say.opened({ callee }) },
          offset,
        );
    },
  },
});
