/** Examples of `cgo/image-cannot-start`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../../rule.js';

const MAIN = `-- main.go --
package main

import "net/http"

func main() {
	http.ListenAndServe(":8080", nil)
}
`;
const PURE = `-- main.go --
package main

import "fmt"

func main() {
	fmt.Println("hello")
}
`;
const SQLITE = `-- go.mod --
module example.com/app

go 1.26

require github.com/mattn/go-sqlite3 v1.14.32
-- main.go --
package main

import _ "github.com/mattn/go-sqlite3"

func main() {}
`;
const dockerfile = (text: string) => `-- Dockerfile --\n${text}`;

export const IMAGE_CANNOT_START_EXAMPLES: readonly Example[] = [
  bad(
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM «alpine:3.22»
COPY --from=build /out/app /usr/local/bin/app
ENTRYPOINT ["app"]
`)}`,
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM alpine:3.22
COPY --from=build /out/app /usr/local/bin/app
ENTRYPOINT ["app"]
`,
  ),
  bad(
    `${SQLITE}${dockerfile(`FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM «gcr.io/distroless/static-debian12:nonroot»
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
    `FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
  ),
  bad(
    `${MAIN}${dockerfile(`FROM golang:1.26-alpine3.22 AS build
RUN apk add --no-cache build-base
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -ldflags="-s -w -X main.version=$(date)" -o /out/app .

FROM «debian:trixie-slim»
WORKDIR /app
COPY --from=0 /out/app .
CMD ["./app"]
`)}`,
    `FROM golang:1.26-alpine3.22 AS build
RUN apk add --no-cache build-base
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w -X main.version=$(date)" -o /out/app .

FROM debian:trixie-slim
WORKDIR /app
COPY --from=0 /out/app .
CMD ["./app"]
`,
  ),
  bad(
    `${PURE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -buildmode=pie -o /out/app .

FROM «scratch»
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  bad(
    `${PURE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go install -race .

FROM «alpine»
RUN apk add --no-cache ca-certificates
COPY --from=build /go/bin/app /usr/bin/app
CMD app
`)}`,
  ),
  bad(
    `${MAIN}${dockerfile(`ARG GO_VERSION=1.26
FROM golang:\${GO_VERSION} AS base
WORKDIR /src
COPY go.mod ./
COPY *.go ./
FROM base AS build
ENV CGO_ENABLED=1
RUN <<EOF
set -e
go vet .
go build -o app
EOF
FROM «busybox:1.37-musl»
COPY --from=build /src/app /bin/
CMD exec app --listen :8080
`)}`,
    `ARG GO_VERSION=1.26
FROM golang:\${GO_VERSION} AS base
WORKDIR /src
COPY go.mod ./
COPY *.go ./
FROM base AS build
ENV CGO_ENABLED=1
RUN <<EOF
set -e
go vet .
CGO_ENABLED=0 go build -o app
EOF
FROM busybox:1.37-musl
COPY --from=build /src/app /bin/
CMD exec app --listen :8080
`,
  ),
  good(
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  good(
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM gcr.io/distroless/base-debian13
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  good(
    `${PURE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'golang on Alpine has no C compiler, so cgo is off by default from Go 1.20 on',
    `${MAIN}${dockerfile(`FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'the tags netgo and osusergo take cgo away from std',
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -tags netgo,osusergo -o /out/app .

FROM alpine:3.22
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'the linker is asked for a static program',
    `${SQLITE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -ldflags '-linkmode external -extldflags "-static"' -o /out/app .

FROM alpine:3.22
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'gcompat may bring what the program needs',
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM alpine:3.22
RUN apk add --no-cache gcompat
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'the libraries are copied along',
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM scratch
COPY --from=build /lib64 /lib64
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'an ARG without a default is unknown',
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
ARG CGO_ENABLED
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'a cross build has no cgo',
    `${MAIN}${dockerfile(`FROM --platform=linux/amd64 golang:1.26 AS build
WORKDIR /src
COPY . .
RUN GOARCH=arm64 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'the image only carries the file, nobody starts it there',
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM scratch AS export
COPY --from=build /out/app /
`)}`,
  ),
  silent(
    'nobody knows which of the two builds ran',
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
ARG STATIC
WORKDIR /src
COPY . .
RUN if [ "$STATIC" = 1 ]; then CGO_ENABLED=0 go build -o /out/app .; else go build -o /out/app .; fi

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'the imports cannot be followed',
    `-- main.go --
package main

import _ "example.org/somewhere"

func main() {}
${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
];
