import { messages } from '../../base/message.js';
import { type PlacedLeftover, readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken, stepsOf } from '../left-behind.js';
import { rule } from '../rule.js';
import { WRITER_EXAMPLES } from './writer-not-flushed.examples.js';

const say = messages('runtime/writer-not-flushed', {
  writer:
    'Nothing flushes `{name}`: what is still in its buffer at the end is never written.\nCall `{name}.Flush()` once all is written to it.',
  writerPath:
    'This path returns no error and does not flush `{name}`: what is still in its buffer is never written.\nCall `{name}.Flush()` before.',
  encoder:
    'Nothing closes `{name}`: its last bytes are never written, and readers fail or find less.\nCall `{name}.Close()` once all is written to it.',
  encoderPath:
    'This path returns no error and does not close `{name}`: its last bytes are never written.\nCall `{name}.Close()` before, and look at its error.',
  stepTaken: 'From here on it holds back what is written.',
  stepReleased: 'Another path writes the rest here.',
});

export default rule({
  id: 'runtime/writer-not-flushed',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A writer with a buffer is written to and left without Flush or Close, so its last bytes are lost',
  inTests: false,
  docs: {
    what: 'A writer of `bufio`, `encoding/csv` or `text/tabwriter` that a function makes, writes to and never flushes, and one of `compress/gzip`, `zlib`, `flate`, `archive/zip`, `mime/multipart` or `encoding/base64` that it never closes or flushes. Also a path that returns a nil error after it has written, where another path flushes; and one from a `sync.Pool` that gets its target by `Reset`.',
    why: 'Such a writer passes on what it is given when its buffer is full. The rest comes with `Flush` or `Close`, and nothing calls them by itself. Short output is lost as a whole, long output ends early; compressed data has no end, so readers fail with “unexpected EOF”. No error tells of it.',
    fix: 'Call `Flush` (`bufio`, `csv`, `tabwriter`) or `Close` once all is written, and return its error. A `defer` alone loses the error.',
    limits:
      'Silent as soon as somebody else may do it: the writer is returned, stored, captured by a function literal that is not deferred, or given to a function that is not known only to write. Silent where it is only a target of `io.Copy`, which may go past the buffer, where it writes to `io.Discard`, where a `multipart` writer may send a stream without an end (to an interface), and on paths that return an error.',
    sources: [
      'src/bufio/bufio.go (Writer: “After all data has been written, the client should call the Flush method”)',
      'src/compress/gzip/gzip.go (Writer.Close)',
      'Run with Go 1.26: of a short text `bufio`, `csv`, `tabwriter` and `base64` wrote 0 bytes, `gzip` the 10 bytes of its header',
      'https://github.com/nytimes/gziphandler/pull/6',
    ],
  },
  examples: WRITER_EXAMPLES,
  checks: {
    *code({ file, workspace, report }) {
      for (const found of perTaken((yield* readLeftovers(file, workspace.typed(file.path))).filter(isTold))) {
        const { kind, taken, name, left, offset } = found;
        const message =
          kind === 'writer'
            ? left
              ? say.writerPath({ name })
              : say.writer({ name })
            : left
              ? say.encoderPath({ name })
              : say.encoder({ name });
        report({ span: left ?? taken, message, steps: stepsOf(found, { taken: say.stepTaken, released: say.stepReleased }) }, offset);
      }
    },
  },
});

/** Who fails has nothing to finish, and a function that tells of no error may have told another way. */
function isTold({ kind, name, left, isReplaced, succeeds }: PlacedLeftover): boolean {
  if ((kind !== 'writer' && kind !== 'encoder') || name === '' || isReplaced) return false;
  return !left || succeeds;
}
