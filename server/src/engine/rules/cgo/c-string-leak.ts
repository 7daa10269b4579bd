import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import type { Sliced } from '../../base/slices.js';
import type { CString, CTaker } from '../../go/flow/c-facts.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import { perTaken } from '../left-behind.js';
import type { RuleContext } from '../report.js';
import { rule } from '../rule.js';
import { C_STRING_LEAK_EXAMPLES } from './c-string-leak.examples.js';

const say = messages('cgo/c-string-leak', {
  leaks:
    'This C memory is never freed. `{maker}` allocates with malloc, which the Go garbage collector does not manage; every call leaks it.\nKeep the pointer in a variable, and free it with `C.free(unsafe.Pointer(…))`.',
  variableLeaks:
    'This C memory is never freed. `{maker}` allocates with malloc, which the Go garbage collector does not manage; every call leaks it.\nFree it with `C.free(unsafe.Pointer({variable}))`.',
  unlessKept:
    'This C memory leaks unless `C.{name}` frees it or keeps it: `{maker}` allocates with malloc.\nKeep the pointer in a variable, and free it with `C.free(unsafe.Pointer(…))`.',
  path: 'This path leaves without freeing `{name}`, which another path frees: its memory leaks.\nMove `defer C.free(unsafe.Pointer({name}))` up, right behind the call that makes it.',
  stepMade: 'The C memory is made here.',
  stepFreed: 'Another path frees it here.',
  readStep: '`C.{name}` reads it and does not free it.',
  freeFix: 'Free it when the function returns',
});

/** Functions of the C library that neither keep the string nor free it (ISO C and POSIX). putenv keeps it, and is not here. */
const BORROWERS = new Set(
  'GoString GoStringN GoBytes access atof atoi atol chdir chmod chown creat dlopen dlsym fopen fputs getenv getgrnam gethostbyname getpwnam lchown link lstat mkdir mkfifo mount open opendir perror puts readlink realpath remove rename rmdir setenv setlocale shm_open shm_unlink stat statvfs strcasecmp strcmp strcoll strdup strlen strncmp strndup symlink system truncate umount unlink unsetenv'.split(
    ' ',
  ),
);

function* check(context: RuleContext<GoFileFacts>): Sliced<void> {
  if (!context.file.imports.some(i => i.path === 'C')) return;
  neverFreed(context);
  const { file, workspace, report } = context;
  // A function that succeeds may have handed the string over.
  const failing = (yield* readLeftovers(file, workspace.typed(file.path))).filter(l => l.fails);
  for (const { kind, taken, name, left, released, leavesToo, offset } of perTaken(failing)) {
    if (kind !== 'cString' || !left || !released) continue;
    const steps = [{ span: taken, message: say.stepMade }, { span: released, message: say.stepFreed }, ...leavesToo];
    report({ span: left, message: say.path({ name }), steps }, offset);
  }
}

/** A C function of which the preamble says that it may write to the string may free it, too. */
function mayFree(preamble: string, { name, argument }: CTaker): boolean {
  const parameters = new RegExp(`\\b${name}\\s*\\(([^()]*)\\)`).exec(preamble)?.[1]?.split(',');
  const own = parameters?.[argument];
  return own !== undefined && !/\bconst\b/.test(own);
}

function neverFreed({ file, workspace, report }: RuleContext<GoFileFacts>): void {
  const [preamble = ''] = (workspace.text(file.path) ?? '').split(/^import "C"/m);
  for (const declaration of file.declarations) {
    for (const made of declaration.cStrings) {
      if (made.freed || made.once || made.takers.length === 0) continue;
      const unknown = made.takers.filter(taker => !BORROWERS.has(taker.name));
      if (unknown.some(taker => KEEPERS.has(taker.name) || mayFree(preamble, taker))) continue;
      const [first] = unknown;
      report(
        {
          span: made.span,
          ...(first && { severity: 'hint' as const }),
          message: first
            ? say.unlessKept({ name: first.name, maker: made.maker })
            : made.variable === undefined
              ? say.leaks({ maker: made.maker })
              : say.variableLeaks({ variable: made.variable, maker: made.maker }),
          steps: made.takers.slice(0, 3).map(({ name, span }) => ({
            message: say.readStep({ name }),
            span: { start: span.start + declaration.offset, end: span.end + declaration.offset },
            file: file.path,
          })),
          fixes: first ? [] : freeIt(made, file, declaration.offset, workspace.text(file.path) ?? ''),
        },
        declaration.offset,
      );
    }
  }
}

/** Functions that keep the string: ISO C and POSIX. */
const KEEPERS = new Set(['putenv', 'openlog', 'setbuf', 'setvbuf']);

/** `defer C.free(…)` behind the declaration, where everything that it needs is there. */
function freeIt(made: CString, file: GoFileFacts, offset: number, text: string): RelativeFix[] {
  if (made.variable === undefined || made.after === undefined) return [];
  if (!file.imports.some(i => i.path === 'unsafe' && i.name === 'unsafe') || !/#\s*include\s*<stdlib\.h>/.test(text)) return [];
  const at = made.after + offset;
  if (!/^[ \t]*\r?\n/.test(text.slice(at, at + 80))) return [];
  const line = text.slice(text.lastIndexOf('\n', made.span.start + offset) + 1);
  const indent = /^[ \t]*/.exec(line)![0];
  const span = { start: made.after, end: made.after };
  return [
    {
      title: say.freeFix,
      safe: false,
      edits: [{ span, newText: `\n${indent}defer C.free(unsafe.Pointer(${made.variable}))` }],
    },
  ];
}

export default rule({
  id: 'cgo/c-string-leak',
  severity: 'warning',
  otherSeverities: { hint: 'only C functions that nobody knows get the string' },
  since: '0.1.0',
  summary: 'C.CString or C.CBytes whose memory nothing frees',
  inTests: false,
  docs: {
    what: 'Reports memory made with `C.CString` or `C.CBytes` that is given to C functions only and never to `C.free`, and a `return` for an error that leaves without the `C.free` that another path has.',
    why: '`C.CString` and `C.CBytes` copy what they are given with malloc. The garbage collector does not manage that memory, and a Go heap profile does not show it: the process grows with each call until it is killed.',
    fix: 'Keep the pointer in a variable and write `defer C.free(unsafe.Pointer(cs))` behind it, with `#include <stdlib.h>` above `import "C"`. In a loop, free it at the end of each iteration instead.',
    limits:
      'A C function that is not in the C library may take the string over: then it is a hint, and nothing at all when the preamble declares the parameter without `const`. A `return` without an error may have handed the string over, and is not reported. It is silent when the pointer is returned, stored, compared, converted or given to Go code, when main or init makes it once, and of variables that were there before, but for such a `return`.',
    sources: [
      'cmd/cgo documentation: the caller must arrange for the C string to be freed',
      'ISO C and POSIX: who owns the arguments of the functions in the list',
    ],
  },
  messages: say,
  examples: C_STRING_LEAK_EXAMPLES,
  checks: { code: check },
});
