import { messages } from '../../base/message.js';
import { readKnownCalls } from '../../go/known/known-calls.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/signal-without-sigterm', {
  only: '`{callee}` waits for an interrupt only, but containers are stopped with SIGTERM. It ends the program at once, without its graceful path.\nAdd `syscall.SIGTERM`.',
  addFix: 'Add `syscall.SIGTERM`',
});

const CALLS = new Set(['os/signal.Notify', 'os/signal.NotifyContext']);
const INTERRUPTS: ReadonlySet<string | undefined> = new Set<string | undefined>(['os.Interrupt', 'syscall.SIGINT']);

export default rule({
  id: 'runtime/signal-without-sigterm',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A program in an image waits for os.Interrupt, and never sees SIGTERM',
  inTests: false,
  docs: {
    what: '`signal.Notify` or `signal.NotifyContext` with `os.Interrupt` (or `syscall.SIGINT`) alone in a package of a program that an image of the workspace starts.',
    why: '`docker stop`, Kubernetes and systemd send SIGTERM. Go’s runtime ends a program that does not ask for it at once: connections are cut, and no deferred call runs. On a terminal Ctrl-C sends SIGINT, so it works where it is tried. Measured: exit 143; as the first process of a container exit 2 up to Go 1.26, and 143 with 1.27.',
    fix: '`signal.Notify(c, os.Interrupt, syscall.SIGTERM)`.',
    limits:
      'Silent where the package mentions SIGTERM, where another package of the program asks for signals, where the Dockerfile has a STOPSIGNAL or an init process that may change the signal, and for programs that no Dockerfile of the workspace is known to start.',
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
    silent(
      'no image is known to start it',
      `
package main

import (
	"context"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	<-ctx.Done()
}
`,
    ),
    silent(
      'the Dockerfile says which signal stops it',
      `-- main.go --
package main

import (
	"os"
	"os/signal"
)

func main() {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	<-quit
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
STOPSIGNAL SIGINT
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
    ),
  ],
  checks: {
    *go({ file, workspace, report }) {
      if (!file.imports.some(i => i.path === 'os/signal')) return;
      const own = workspace.goPackage(file.path).files;
      for (const { offset, span, callee, arguments: given, isSpread } of yield* readKnownCalls(file, workspace.typed(file.path), CALLS)) {
        const signals = given.slice(1);
        if (isSpread || signals.length === 0 || !signals.every(s => INTERRUPTS.has(s.object))) continue;
        if (own.some(f => workspace.text(f.path)?.includes('SIGTERM') !== false)) continue;
        const end = signals.at(-1)!.span.end;
        const isImported = file.imports.some(i => i.path === 'syscall' && i.alias === undefined);
        const edits = [{ span: { start: end, end }, newText: ', syscall.SIGTERM' }];
        const fixes = isImported ? [{ title: say.addFix, safe: false, edits }] : [];
        report({ span, message: say.only({ callee }), fixes, condition: { kind: 'started', path: file.path } }, offset);
      }
    },
  },
});
