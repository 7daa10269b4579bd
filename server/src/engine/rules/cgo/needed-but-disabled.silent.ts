/** Where `cgo/needed-but-disabled` stays silent, and the programs its examples share. */
import { type Example, silent } from '../rule.js';
import { dockerfile, SQLITE } from './image-cannot-start.silent.js';

export const KAFKA = `-- go.mod --
module example.com/app

go 1.26

require github.com/confluentinc/confluent-kafka-go/v2 v2.12.0
-- go.sum --
-- queue/queue.go --
package queue

import "github.com/confluentinc/confluent-kafka-go/v2/kafka"

var Topic = kafka.TopicPartition{}
-- cmd/app/main.go --
package main

import "example.com/app/queue"

func main() {
	println(queue.Topic.Offset)
}
`;
export const OWN = `-- main.go --
package main

import "example.com/app/answer"

func main() {
	println(answer.Get())
}
-- answer/answer.go --
package answer

// static int get(void) { return 42; }
import "C"

func Get() int { return int(C.get()) }
`;

export const NEEDED_BUT_DISABLED_SILENT: readonly Example[] = [
  silent(
    'the file with the driver is left out together with cgo, and another one takes its place',
    `-- main.go --
package main

func main() {
	println(driver)
}
-- with_cgo.go --
//go:build cgo

package main

import _ "github.com/mattn/go-sqlite3"

const driver = "sqlite3"
-- without_cgo.go --
//go:build !cgo

package main

import _ "modernc.org/sqlite"

const driver = "sqlite"
${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'the package keeps a pure Go file, which may do all that is asked of it',
    `-- main.go --
package main

import "example.com/app/fast"

func main() {
	println(fast.Sum())
}
-- fast/fast_cgo.go --
package fast

// static int sum(void) { return 3; }
import "C"

func Sum() int { return int(C.sum()) }
-- fast/fast.go --
//go:build !cgo

package fast

func Sum() int { return 3 }
${dockerfile(`FROM golang:1.26
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .
`)}`,
  ),
  silent(
    'the value comes from whoever builds',
    `${SQLITE}${dockerfile(`FROM golang:1.26
ARG CGO_ENABLED
WORKDIR /src
COPY . .
RUN go build -o /app .
`)}`,
  ),
  silent(
    'another folder of the module is built',
    `${SQLITE}-- cmd/tool/main.go --
package main

func main() {}
${dockerfile(`FROM golang:1.26
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /tool ./cmd/tool
`)}`,
  ),
  silent(
    'nobody knows which of the two commands runs',
    `${SQLITE}${dockerfile(`FROM golang:1.26
ARG PURE
WORKDIR /src
COPY . .
RUN if [ -n "$PURE" ]; then CGO_ENABLED=0 go build -o /app . ; fi
`)}`,
  ),
  silent(
    'each target has its own setting',
    `${KAFKA}-- .goreleaser.yaml --
builds:
  - id: app
    main: ./cmd/app
    env: [CGO_ENABLED=0]
    overrides:
      - goos: linux
        goarch: amd64
        env: [CGO_ENABLED=1]
`,
  ),
  silent(
    'only a run of the matrix tells the value',
    `${SQLITE}-- .github/workflows/ci.yml --
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix: \${{ fromJSON(inputs.matrix) }}
    steps:
      - run: go build -o app .
        env:
          CGO_ENABLED: \${{ matrix.cgo }}
`,
  ),
  silent(
    'the runner is not Linux, where the package may be pure Go',
    `${OWN}-- .github/workflows/ci.yml --
jobs:
  build:
    runs-on: windows-latest
    steps:
      - run: CGO_ENABLED=0 go build -o app.exe .
`,
  ),
  silent(
    'another folder is built, whose program needs no cgo',
    `${KAFKA}-- cmd/pure/main.go --
package main

func main() {}
-- Makefile --
build:
	cd cmd/pure && CGO_ENABLED=0 go build -o pure .
`,
  ),
  silent(
    'a tag takes the package out',
    `-- main.go --
package main

import _ "example.com/app/store"

func main() {}
-- store/store.go --
package store
-- store/sqlite.go --
//go:build !nosqlite

package store

import _ "github.com/mattn/go-sqlite3"
-- Taskfile.yml --
version: '3'
tasks:
  build: CGO_ENABLED=0 go build -tags nosqlite -o app .
`,
  ),
  silent(
    'a program of the job runs before and may add a compiler',
    `${SQLITE}-- .drone.yml --
kind: pipeline
steps:
  - name: build
    image: golang:1.26-alpine
    commands: [./ci/prepare, go build .]
`,
  ),
  silent('the service installs a compiler first', service('golang:1.26-alpine', 'command: sh -c "apk add build-base && go run ."')),
  silent('the image of the service has a compiler', service('golang:1.26', 'command: go run .')),
  silent('another image may have one', service('registry.example.com/golang:1.26-alpine', 'command: go run .')),
  silent(
    'another file may give the service another image',
    `${service('golang:1.26-alpine', 'command: go run .')}-- compose.override.yaml --
services:
  app:
    image: golang:1.26
`,
  ),
  silent('the service sets CC', service('golang:1.26-alpine', 'environment: {CC: /opt/cc/bin/cc}\n    command: go run .')),
];

export function service(image: string, lines: string): string {
  return `${SQLITE}-- compose.yaml --
services:
  app:
    image: ${image}
    working_dir: /app
    volumes: [".:/app"]
    ${lines}
`;
}
