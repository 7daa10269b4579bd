import { messages } from '../../base/message.js';
import { dirName } from '../../base/paths.js';
import type { Sliced } from '../../base/slices.js';
import type { CString, CTaker } from '../../go/flow/c-facts.js';
import { readKnownCalls } from '../../go/known/known-calls.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('cgo/setenv-race', {
  freed:
    '`C.putenv` keeps this pointer, so freeing it leaves a dangling pointer in the environment.\nDo not free it, or use `os.Setenv`, which copies.',
  notSeenByGo:
    "`C.{name}` changes only the C library's environment; `os.Getenv` and child processes of os/exec do not see it.\nUse `{replacement}`, which changes both.",
  besideThreads:
    '`{callee}` changes the environment while C threads of this package may read it; their `getenv` then reads freed memory.\nSet it before the threads start, or hand the value over as an argument.',
  putStep: 'This makes the string part of the environment.',
});

const CHANGES = new Set(['os.Clearenv', 'os.Setenv', 'os.Unsetenv']);

function* check(context: RuleContext<GoFileFacts>): Sliced<void> {
  if (context.file.usesCgo) checkCalls(context);
  const { file, workspace, report } = context;
  if (!file.imports.some(({ path }) => path === 'os')) return;
  const calls = yield* readKnownCalls(file, workspace.typed(file.path), CHANGES);
  const outside = calls.filter(c => !c.place.isEntry);
  if (outside.length === 0 || !workspace.packageDeclarations(dirName(file.path)).files.some(f => f.startsCThreads && !f.isTest)) return;
  for (const { callee, calleeSpan, offset } of outside) report({ span: calleeSpan, message: say.besideThreads({ callee }) }, offset);
}

function checkCalls({ file, workspace, report }: RuleContext<GoFileFacts>): void {
  const text = workspace.text(file.path) ?? '';
  const called = new Set(file.declarations.flatMap(d => d.cEnvironment.map(c => c.name)));
  const own = new Set([...called].filter(name => declares(text, name)));
  for (const declaration of file.declarations) {
    const { offset, cStrings, cEnvironment } = declaration;
    const freed = cStrings.flatMap(s => freedWhilePut(s, cEnvironment.length) ?? []);
    for (const { put, free } of freed) {
      report(
        {
          span: free.span,
          severity: 'error',
          message: say.freed,
          steps: [{ message: say.putStep, span: put.span }],
        },
        offset,
      );
    }
    const freedAt = new Set(freed.map(f => f.put.span.start));
    for (const { name, span } of cEnvironment) {
      if (freedAt.has(span.start) || own.has(name)) continue;
      const replacement = name === 'unsetenv' ? 'os.Unsetenv' : name === 'clearenv' ? 'os.Clearenv' : 'os.Setenv';
      report({ span, message: say.notSeenByGo({ name, replacement }) }, offset);
    }
  }
}

/** A put string that is freed while it is in the environment: on every way out, or behind a call whose result nobody looks at. */
function freedWhilePut(made: CString, changes: number): { readonly put: CTaker; readonly free: CTaker } | undefined {
  const { freed: free, takers } = made;
  const put = takers.find(taker => taker.name === 'putenv');
  // Another call may have taken the string out again.
  if (!free || !put || changes > 1) return undefined;
  // When main returns the process ends.
  if (free.standing === 'defer') return made.once ? undefined : { put, free };
  return free.standing === 'plain' && put.standing === 'plain' && free.span.start > put.span.start ? { put, free } : undefined;
}

/** The preamble declares a function of that name by itself. */
function declares(text: string, name: string): boolean {
  return new RegExp(`^(?://)?[ \\t]*static\\b[^;\\n]*\\b${name}\\s*\\(`, 'm').test(text);
}

export default rule({
  id: 'cgo/setenv-race',
  severity: 'information',
  otherSeverities: { error: 'a string that `C.putenv` keeps is freed' },
  since: '0.1.0',
  summary: 'C.putenv of a string that is freed; C.setenv, which os.Getenv never sees; os.Setenv beside C threads',
  inTests: false,
  docs: {
    what: 'Reports a C string that is freed after `C.putenv` has made it a part of the environment, as an error, calls of `C.setenv`, `C.putenv`, `C.unsetenv` and `C.clearenv`, and calls of `os.Setenv`, `os.Unsetenv` and `os.Clearenv` in packages whose C code starts threads.',
    why: '`putenv` keeps the pointer: freed, it leaves the environment of the process pointing into memory that other allocations use. Go copies the environment when the program starts: what C code changes later `os.Getenv`, `os.Environ` and `os/exec` do not see. The environment belongs to the whole process: while it changes, C code in another thread that reads it (the resolver, time zones, locales) may read what is being replaced, and `runtime.LockOSThread` keeps nobody out.',
    fix: 'Use `os.Setenv`: in a program with cgo it calls `setenv` of the C library as well, so that both sides see the value, and other Go code that changes the environment waits. Call it before C code that reads the environment runs in other threads; or hand the value over as an argument. Never free what `putenv` got.',
    limits:
      'Whether two threads really meet is not worked out: the message about `C.setenv` says only what is certain. A freed string is reported where `C.free` is deferred, or where both calls are statements of the block that makes the string, and nothing else in the function changes the environment; not in `main` and `init`, whose deferred calls run at the end. A function of the same name in the preamble is left alone. C threads are known where the preamble of the package calls `pthread_create` or `thrd_create`; `os.Setenv` in `main` and `init` is taken to come before them.',
    sources: [
      'run with Go 1.20 to 1.27: C.setenv is not seen by os.Getenv nor by a child process, os.Setenv is seen by getenv of C; getenv of a put and freed string finds nothing with glibc, and with musl nothing after other allocations',
      'POSIX putenv: the string becomes part of the environment',
      'https://github.com/golang/go/issues/63567: a C thread that calls getenv crashes while os.Setenv runs',
      'runtime/runtime.go: syscall_runtimeSetenv calls _cgo_setenv; go-facts C17',
    ],
  },
  messages: say,
  examples: [
    bad(`package app

// #include <stdlib.h>
import "C"

import "unsafe"

func put(assignment string) {
	cs := C.CString(assignment)
	defer «C.free(unsafe.Pointer(cs))»
	C.putenv(cs)
}
`),
    bad(`package app

// #include <stdlib.h>
import "C"

import "unsafe"

func put(assignment string) {
	cs := C.CString(assignment)
	C.putenv(cs)
	«C.free(unsafe.Pointer(cs))»
}
`),
    bad(`package app

// #include <stdlib.h>
import "C"

import "unsafe"

func set(name, value string) {
	n, v := C.CString(name), C.CString(value)
	defer C.free(unsafe.Pointer(n))
	defer C.free(unsafe.Pointer(v))
	«C.setenv(n, v, 1)»
}
`),
    bad(`package app

// #include <stdlib.h>
import "C"

import "unsafe"

func put(assignment string) bool {
	cs := C.CString(assignment)
	if «C.putenv(cs)» != 0 {
		C.free(unsafe.Pointer(cs))
		return false
	}
	return true
}
`),
    bad(`package app

/*
#include <pthread.h>
#include <stdlib.h>
static void *look(void *p) { while (getenv("QUIET") == 0) {} return p; }
static void start(void) { pthread_t t; pthread_create(&t, 0, look, 0); }
*/
import "C"

import "os"

func Start() { C.start() }

func Switch(name, value string) error { return «os.Setenv»(name, value) }

func init() { os.Setenv("MODE", "early") }
`),
    good(`package app

import "os"

func set(name, value string) error {
	return os.Setenv(name, value)
}
`),
    silent(
      'reading the environment changes nothing',
      `package app

// #include <stdlib.h>
import "C"

import "unsafe"

func home() string {
	cs := C.CString("HOME")
	defer C.free(unsafe.Pointer(cs))
	return C.GoString(C.getenv(cs))
}
`,
    ),
    silent(
      'the preamble has a function of that name',
      `package app

// static int setenv(int on) { return on; }
import "C"

func set() int {
	return int(C.setenv(1))
}
`,
    ),
  ],
  checks: { code: check },
});
