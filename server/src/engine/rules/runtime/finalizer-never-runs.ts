import { compareGoVersions, type GoVersion } from '../../base/go-version.js';
import { type Message, messages } from '../../base/message.js';
import { readHeldObjects } from '../../go/known/finalizers.js';
import type { HeldObject } from '../../go/known/held-object.js';
import { rule } from '../rule.js';
import { FINALIZER_NEVER_RUNS_EXAMPLES } from './finalizer-never-runs.examples.js';
import { FINALIZER_NEVER_RUNS_SILENT } from './finalizer-never-runs.silent.js';

const say = messages('runtime/finalizer-never-runs', {
  captured:
    'The finalizer of `{object}` never runs: its function uses `{object}` from outside, which keeps the object alive.\nUse the parameter of the function instead.',
  cleanup:
    'The cleanup of `{object}` never runs: what it uses leads to `{object}`, which keeps the object alive.\nHand over only what has to be released, such as a descriptor.',
  goroutine:
    'The goroutine of `{text}` refers to `{object}` until somebody stops it, and the finalizer never runs before that.\nLet the goroutine have only what it needs, and set the finalizer on a value around that.',
  holder:
    'The finalizer of `{object}` never runs: its function uses `{text}`, which refers to `{object}`.\nUse the parameter of the function instead.',
  cycle:
    'The finalizer of `{object}` never runs: what the object holds refers back to it, and Go finalizes no cycles.\nUse `runtime.AddCleanup`, which also works for cycles.',
  cycleBefore:
    'The finalizer of `{object}` never runs: what the object holds refers back to it, and Go finalizes no cycles.\nSet the finalizer on a part outside of the cycle.',
  tiny: 'This may never run: objects below 16 bytes without pointers share memory, and live as long as their neighbours.\nGive the type a pointer, or release it explicitly.',
  keeps: 'This refers to `{object}`.',
  parameterFix: 'Name the parameter `{object}`, so that the function uses it',
});

/** First release with runtime.AddCleanup. */
const CLEANUPS: GoVersion = { major: 1, minor: 24 };

export default rule({
  id: 'runtime/finalizer-never-runs',
  messages: say,
  severity: 'warning',
  otherSeverities: { hint: 'the object is so small that it shares memory with others' },
  since: '0.1.0',
  summary: 'A finalizer or cleanup that keeps its own object alive, so that it never runs',
  inTests: false,
  docs: {
    what: 'Calls of `runtime.SetFinalizer` whose function uses the object from outside instead of its parameter, or something that refers to it; finalizers of objects that hold what refers back to them; calls of `runtime.AddCleanup` whose function or argument leads to the object; finalizers of objects below 16 bytes without pointers; finalizers of objects for which a method runs as a goroutine until a channel of the object ends it.',
    why: 'The runtime keeps the function of a finalizer, and with it all that it has captured. If that leads to the object, the object is reachable for ever: it is never finalized and never freed, and what it holds (descriptors, C memory) leaks. A finalizer also does not run where something that the object holds refers back to it: a method value, a closure, `&node{parent: x}`, `sync.NewCond(&x.mu)`. A pointer of the object to itself does not count. Small objects without pointers are put together in one block, which lives as long as any of them.',
    fix: 'Use the parameter: `runtime.SetFinalizer(h, func(h *handle) { h.Close() })`. From Go 1.24 on `runtime.AddCleanup(h, closeFD, h.fd)` is better: it gets what has to be released, also works for objects in cycles, and several may be added. It must not get the object itself.',
    limits:
      'Only what the function itself shows: what other functions store in the object is not followed, nor a goroutine that may end by itself or by a context. Silent where the variable gets another value later, where a field that refers to it is written more than once, and for small objects that are not made here.',
    sources: [
      'src/runtime/mfinal.go (SetFinalizer), src/runtime/mcleanup.go (AddCleanup); go-facts R10: 200 objects in cycles, no finalizer ran; 500 objects of 8 bytes, at most 1 ran',
      'Run with Go 1.21, 1.26 and 1.27: `x.self = x` and `x.p = &x.mu` are finalized, cycles through another object, a slice, a map or a closure are not',
      'https://github.com/cenkalti/backoff/issues/56',
      'https://github.com/golang/go/issues/67535',
      'https://github.com/buildbuddy-io/buildbuddy/pull/1513',
    ],
  },
  examples: [...FINALIZER_NEVER_RUNS_EXAMPLES, ...FINALIZER_NEVER_RUNS_SILENT],
  checks: {
    *code({ file, workspace, report }) {
      const typed = workspace.typed(file.path);
      for (const held of yield* readHeldObjects(file, typed)) {
        const { object, why, span, at, offset, parameter } = held;
        const steps = why === 'tiny' ? [] : [{ message: say.keeps({ object }), span: at }];
        const edits = parameter && [{ span: parameter.span, newText: parameter.newText }];
        const fixes = edits ? [{ title: say.parameterFix({ object }), safe: false, edits }] : [];
        const severity = why === 'tiny' ? { severity: 'hint' as const } : {};
        report({ span, message: messageOf(held, typed?.source.language), steps, fixes, ...severity }, offset);
      }
    },
  },
});

function messageOf({ why, isCleanup, object, text }: HeldObject, language: GoVersion | undefined): Message {
  if (why === 'tiny') return say.tiny;
  if (isCleanup) return say.cleanup({ object });
  if (why === 'captured') return say.captured({ object });
  if (why === 'goroutine') return say.goroutine({ object, text });
  if (why === 'holder') return say.holder({ object, text });
  const hasCleanups = language === undefined || compareGoVersions(language, CLEANUPS) >= 0;
  return hasCleanups ? say.cycle({ object }) : say.cycleBefore({ object });
}
