import { messages } from '../../base/message.js';
import { type PlacedCall, readKnownCalls } from '../../go/known/known-calls.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import { takesHead } from '../../go/package/package-files.js';
import { bad, good, rule } from '../rule.js';
import { SIGNAL_SILENT } from './signal-without-sigterm.silent.js';

const say = messages('runtime/signal-without-sigterm', {
  only: '`{callee}` waits for an interrupt only, but `docker stop` and Kubernetes send SIGTERM. It ends the program at once, without its graceful path.\nAdd `syscall.SIGTERM`.',
  addFix: 'Add `syscall.SIGTERM`',
});

const CALLS = new Set(['os/signal.Notify', 'os/signal.NotifyContext']);
const INTERRUPTS: ReadonlySet<string | undefined> = new Set<string | undefined>(['os.Interrupt', 'syscall.SIGINT']);
/** No program gets them, whatever it asks for (os/signal, package comment). */
const UNCATCHABLE: ReadonlySet<string | undefined> = new Set<string | undefined>(['os.Kill', 'syscall.SIGKILL', 'syscall.SIGSTOP']);

export default rule({
  id: 'runtime/signal-without-sigterm',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A program in an image waits for os.Interrupt, and never sees SIGTERM',
  inTests: false,
  docs: {
    what: '`signal.Notify` or `signal.NotifyContext` with `os.Interrupt` (or `syscall.SIGINT`) alone, or beside `os.Kill`, which no program gets, in a package of a program that an image of the workspace starts.',
    why: '`docker stop`, Kubernetes and systemd send SIGTERM. Go’s runtime ends a program that does not ask for it at once: connections are cut, and no deferred call runs. On a terminal Ctrl-C sends SIGINT, so it works where it is tried. Measured: exit 143; as the first process of a container exit 2 up to Go 1.26, and 143 with 1.27.',
    fix: '`signal.Notify(c, os.Interrupt, syscall.SIGTERM)`.',
    limits:
      'Silent where the package mentions SIGTERM or asks for other signals, where another package of the program, of the module or beside it, asks for signals or a library does, where the Dockerfile has a STOPSIGNAL, a base image known for one, an init process that may change the signal or a shell form without `exec`, where a file that runs containers has a `stop_signal` or sends an interrupt, and for programs that no Dockerfile of the workspace is known to start. What only the platform says (fly.io sends SIGINT) is not known.',
    sources: ['go-facts §8.3', 'https://pkg.go.dev/os/signal', 'https://github.com/grpc-ecosystem/grpc-health-probe/pull/315'],
  },
  examples: [
    bad(
      `-- main.go --
package main

import (
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

var reload = syscall.SIGHUP

func main() {
	srv := &http.Server{Addr: ":8080"}
	go srv.ListenAndServe()
	quit := make(chan os.Signal, 1)
	«signal.Notify(quit, os.Interrupt)»
	<-quit
	hard := make(chan os.Signal, 1)
	«signal.Notify(hard, os.Interrupt, os.Kill)»
	srv.Close()
}
-- go.mod --
module example.com/app

go 1.26
-- Dockerfile --
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .

FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
      `package main

import (
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

var reload = syscall.SIGHUP

func main() {
	srv := &http.Server{Addr: ":8080"}
	go srv.ListenAndServe()
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt, syscall.SIGTERM)
	<-quit
	hard := make(chan os.Signal, 1)
	signal.Notify(hard, os.Interrupt, os.Kill)
	srv.Close()
}
`,
    ),
    good(`
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt, syscall.SIGTERM)
	<-quit
}
`),
    ...SIGNAL_SILENT,
  ],
  checks: {
    *code({ file, workspace, report }) {
      if (!file.imports.some(i => i.path === 'os/signal') || !isInImage(file)) return;
      const calls = yield* readKnownCalls(file, workspace.typed(file.path), CALLS);
      const own = workspace.goPackage(file.path).files;
      // Whoever asks for other signals beside it may ask for this one.
      if (!calls.every(isInterruptOnly) || own.some(f => f.path !== file.path && !f.isTest && mayAsk(workspace.text(f.path) ?? ''))) return;
      if (own.some(f => workspace.text(f.path)?.includes('SIGTERM') !== false)) return;
      // A prompt that gives the terminal back is no server.
      if (file.packageName !== 'main' && TERMINAL.test(workspace.text(file.path) ?? '')) return;
      for (const { offset, span, callee, arguments: given } of calls) {
        const end = given.at(-1)!.span.end;
        const isImported = file.imports.some(i => i.path === 'syscall' && i.alias === undefined);
        const edits = [{ span: { start: end, end }, newText: ', syscall.SIGTERM' }];
        const fixes = isImported ? [{ title: say.addFix, safe: false, edits }] : [];
        report({ span, message: say.only({ callee }), fixes, condition: { kind: 'started', path: file.path } }, offset);
      }
    },
  },
});

/** Images are of Linux; tags that a build there gives are not followed. */
const isInImage = (file: GoFileFacts): boolean => [true, false].some(cgo => takesHead(file, { arch: 'amd64', cgo, tags: [] }));

function isInterruptOnly({ arguments: given, isSpread }: PlacedCall): boolean {
  const signals = given.slice(1);
  const names = signals.map(s => s.object).filter(name => !UNCATCHABLE.has(name));
  return !isSpread && names.length > 0 && names.every(name => INTERRUPTS.has(name));
}

/** Some call may ask for more than an interrupt. */
const mayAsk = (text: string): boolean => text.split('\n').some(line => line.includes('signal.Notify') && !INTERRUPT_ONLY.test(line));

const INTERRUPT_ONLY = /\((?:\w+|\w+\.\w+\(\)), (?:os\.Interrupt|syscall\.SIGINT)(?:, (?:os\.Kill|syscall\.SIGKILL))?\)/;

const TERMINAL = /\bos\.Stdin\b|\bterm(?:inal)?\.\w|\bstty\b/;
