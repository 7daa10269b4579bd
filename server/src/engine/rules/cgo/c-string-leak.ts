import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import type { CString } from '../../go/flow/c-facts.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('cgo/c-string-leak', {
  leaks:
    'This C string is never freed. `C.CString` allocates with malloc, which the Go garbage collector does not manage; every call leaks it.\nKeep the pointer in a variable, and free it with `C.free(unsafe.Pointer(…))`.',
  variableLeaks:
    'This C string is never freed. `C.CString` allocates with malloc, which the Go garbage collector does not manage; every call leaks it.\nFree it with `C.free(unsafe.Pointer({variable}))`.',
  readStep: '`C.{name}` reads it and does not free it.',
  freeFix: 'Free it when the function returns',
});

/** Functions of the C library that neither keep the string nor free it (ISO C and POSIX). putenv keeps it, and is not here. */
const BORROWERS = new Set(
  'GoString GoStringN GoBytes access atof atoi atol chdir chmod chown creat dlopen dlsym fopen fputs getenv getgrnam gethostbyname getpwnam lchown link lstat mkdir mkfifo mount open opendir perror puts readlink realpath remove rename rmdir setenv setlocale shm_open shm_unlink stat statvfs strcasecmp strcmp strcoll strdup strlen strncmp strndup symlink system truncate umount unlink unsetenv'.split(
    ' ',
  ),
);

function check({ file, workspace, report }: RuleContext<GoFileFacts>): void {
  for (const declaration of file.declarations) {
    for (const made of declaration.cStrings) {
      if (made.freed || made.once || made.takers.length === 0) continue;
      if (!made.takers.every(taker => BORROWERS.has(taker.name))) continue;
      report(
        {
          span: made.span,
          message: made.variable === undefined ? say.leaks : say.variableLeaks({ variable: made.variable }),
          steps: made.takers.slice(0, 3).map(({ name, span }) => ({
            message: say.readStep({ name }),
            span: { start: span.start + declaration.offset, end: span.end + declaration.offset },
            file: file.path,
          })),
          fixes: freeIt(made, file, declaration.offset, workspace.text(file.path) ?? ''),
        },
        declaration.offset,
      );
    }
  }
}

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
  since: '0.1.0',
  summary: 'C.CString whose memory nothing frees',
  inTests: false,
  docs: {
    what: 'Reports a string made with `C.CString` that is given only to functions of the C library that neither keep nor free it, and is never given to `C.free`.',
    why: '`C.CString` copies the Go string with malloc. The garbage collector does not manage that memory, and a Go heap profile does not show it: the process grows with each call until it is killed.',
    fix: 'Keep the pointer in a variable and write `defer C.free(unsafe.Pointer(cs))` behind it, with `#include <stdlib.h>` above `import "C"`. In a loop, free it at the end of each iteration instead.',
    limits:
      'A C function that is not in the C library may take the string over, so nothing is said when one gets it. It is silent when the pointer is returned, stored, compared, converted or given to Go code, when main or init makes it once, and when it is assigned to a variable that was there before.',
    sources: [
      'cmd/cgo documentation: the caller must arrange for the C string to be freed',
      'ISO C and POSIX: who owns the arguments of the functions in the list',
    ],
  },
  messages: say,
  examples: [
    bad(
      `package app

// #include <stdio.h>
// #include <stdlib.h>
import "C"

import "unsafe"

func say(text string) {
	cs := «C.CString(text)»
	C.puts(cs)
}

func free(p *C.char) { C.free(unsafe.Pointer(p)) }
`,
      `package app

// #include <stdio.h>
// #include <stdlib.h>
import "C"

import "unsafe"

func say(text string) {
	cs := C.CString(text)
	defer C.free(unsafe.Pointer(cs))
	C.puts(cs)
}

func free(p *C.char) { C.free(unsafe.Pointer(p)) }
`,
    ),
    bad(`package app

// #include <stdlib.h>
import "C"

func set(name, value string) {
	C.setenv(«C.CString(name)», «C.CString(value)», 1)
}
`),
    bad(`package app

// #include <string.h>
import "C"

func lengths(texts []string) (total int) {
	for _, text := range texts {
		cs := «C.CString(text)»
		total += int(C.strlen(cs))
	}
	return total
}
`),
    good(`package app

// #include <stdio.h>
// #include <stdlib.h>
import "C"

import "unsafe"

func say(text string) {
	cs := C.CString(text)
	defer C.free(unsafe.Pointer(cs))
	C.puts(cs)
}
`),
    silent(
      'putenv keeps the string: it is part of the environment from then on',
      `package app

// #include <stdlib.h>
import "C"

func put(assignment string) {
	C.putenv(C.CString(assignment))
}
`,
    ),
    silent(
      'nobody knows whether this C function keeps the string',
      `package app

// static void remember(char *s) {}
import "C"

func remember(text string) {
	cs := C.CString(text)
	C.remember(cs)
}
`,
    ),
    silent(
      'the caller gets it',
      `package app

// #include <stdio.h>
import "C"

func say(text string) *C.char {
	cs := C.CString(text)
	C.puts(cs)
	return cs
}
`,
    ),
    silent(
      'main makes it once',
      `package main

// #include <stdio.h>
import "C"

func main() {
	cs := C.CString("hello")
	C.puts(cs)
}
`,
    ),
    silent(
      'a closure frees it',
      `package app

// #include <stdio.h>
// #include <stdlib.h>
import "C"

import "unsafe"

func say(text string) {
	cs := C.CString(text)
	defer func() { C.free(unsafe.Pointer(cs)) }()
	C.puts(cs)
}
`,
    ),
  ],
  checks: { go: check },
});
