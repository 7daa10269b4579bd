import { type Example, silent } from '../rule.js';

const MODULE = `-- go.mod --
module example.com/app

go 1.26
`;

const BUILD = `-- Dockerfile --
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .

`;

const SCRATCH = `FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`;

const MAIN = `package main

import (
	"os"
	"os/signal"
)

func main() {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	<-quit
}
`;

export const SIGNAL_SILENT: readonly Example[] = [
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
${MAIN}${MODULE}${BUILD}FROM scratch
STOPSIGNAL SIGINT
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
  ),
  silent(
    'another call asks for every signal',
    `-- main.go --
package main

import (
	"os"
	"os/signal"
)

func main() {
	all := make(chan os.Signal, 8)
	signal.Notify(all)
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	select {
	case <-all:
	case <-quit:
		println("interrupted")
	}
}
${MODULE}${BUILD}${SCRATCH}`,
  ),
  silent(
    'whoever runs the container sends an interrupt',
    `-- main.go --
${MAIN}-- compose.yaml --
services:
  web:
    build: .
    stop_signal: SIGINT
${MODULE}${BUILD}${SCRATCH}`,
  ),
  silent(
    'the base image says which signal stops it',
    `-- main.go --
${MAIN}${MODULE}${BUILD}FROM postgres:16
COPY --from=build /server /server
ENTRYPOINT ["/server"]
`,
  ),
  silent(
    'a shell is the first process, and hands no signal on',
    `-- main.go --
${MAIN}${MODULE}${BUILD}FROM debian:12
COPY --from=build /server /server
CMD /server
`,
  ),
  silent(
    'the image has no such file',
    `-- main.go --
package main

func main() { wait() }
-- wait_windows.go --
package main

import (
	"os"
	"os/signal"
)

func wait() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	<-c
}
-- wait_other.go --
//go:build !windows

package main

func wait() { select {} }
${MODULE}${BUILD}${SCRATCH}`,
  ),
  silent(
    'a prompt gives the terminal back',
    `-- main.go --
package main

import "example.com/app/prompt"

func main() { println(prompt.Read()) }
-- prompt/prompt.go --
package prompt

import (
	"bufio"
	"os"
	"os/exec"
	"os/signal"
)

func Read() string {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	defer signal.Stop(c)
	go func() {
		<-c
		exec.Command("stty", "echo").Run()
		os.Exit(130)
	}()
	s, _ := bufio.NewReader(os.Stdin).ReadString('\\n')
	return s
}
${MODULE}${BUILD}${SCRATCH}`,
  ),
  silent(
    'another module of the repository asks for it',
    `-- main.go --
package main

import (
	"os"
	"os/signal"

	"example.com/libs/stop"
)

func main() {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	select {
	case <-quit:
	case <-stop.Asked():
	}
}
-- libs/go.mod --
module example.com/libs

go 1.26
-- libs/stop/stop.go --
package stop

import (
	"os"
	"os/signal"
	"syscall"
)

func Asked() <-chan os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGTERM)
	return c
}
-- go.mod --
module example.com/app

go 1.26

require example.com/libs v0.0.0

replace example.com/libs => ./libs
${BUILD}${SCRATCH}`,
  ),
];
