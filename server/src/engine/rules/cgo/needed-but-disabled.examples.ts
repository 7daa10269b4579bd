/** Examples of `cgo/needed-but-disabled`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../../rule.js';
import { dockerfile, MAIN, SQLITE } from './image-cannot-start.silent.js';

const KAFKA = `-- go.mod --
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
const OWN = `-- main.go --
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

export const NEEDED_BUT_DISABLED_EXAMPLES: readonly Example[] = [
  bad(
    `${SQLITE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN «CGO_ENABLED=0» go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  bad(
    `${KAFKA}${dockerfile(`FROM golang:1.26 AS build
ENV «CGO_ENABLED=0» GOOS=linux
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -trimpath -o /out/app ./cmd/app

FROM gcr.io/distroless/static-debian13
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  bad(
    `${OWN}${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN «go install .»
CMD ["app"]
`)}`,
  ),
  good(
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM gcr.io/distroless/static-debian13
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  good(
    `${SQLITE}${dockerfile(`FROM golang:1.26-alpine AS build
RUN apk add --no-cache build-base
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /out/app .

FROM alpine:3.22
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
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
];
