/** Examples of `cgo/image-cannot-start`: its tests and its documentation. */

import { bad, type Example, good } from '../rule.js';
import { ARTIFACTS } from './image-cannot-start.artifacts.js';
import { ASSUMED } from './image-cannot-start.assumed.js';
import { CALLERS } from './image-cannot-start.callers.js';
import { FUNCTION_EXAMPLES } from './image-cannot-start.functions.js';
import { INCLUDES } from './image-cannot-start.includes.js';
import { POD_EXAMPLES } from './image-cannot-start.pods.js';
import { RUNNERS } from './image-cannot-start.runners.js';
import { dockerfile, MAIN, PURE, SILENT, SQLITE } from './image-cannot-start.silent.js';
import { UNREAD } from './image-cannot-start.unread.js';

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
  ...ASSUMED,
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
  bad(
    `${SQLITE}${dockerfile(`FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM «debian:bullseye-slim»
COPY --from=build /out/app /usr/local/bin/app
ENTRYPOINT ["app"]
`)}`,
    `FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM gcr.io/distroless/cc-debian12
COPY --from=build /out/app /usr/local/bin/app
ENTRYPOINT ["app"]
`,
  ),
  bad(
    `${MAIN}-- Makefile --
VERSION := $(shell git describe --tags)

.PHONY: build
build: vet
	go build -trimpath -ldflags "-X main.version=$(VERSION)" -o bin/app .

vet:
	go vet ./...
${dockerfile(`FROM golang:1.26 AS base
WORKDIR /src
COPY . .

FROM base AS build
RUN make build

FROM «gcr.io/distroless/static-debian13»
COPY --from=build /src/bin/app /app
ENTRYPOINT ["/app"]
`)}`,
    `FROM golang:1.26 AS base
WORKDIR /src
COPY . .

FROM base AS build
RUN CGO_ENABLED=0 make build

FROM gcr.io/distroless/static-debian13
COPY --from=build /src/bin/app /app
ENTRYPOINT ["/app"]
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
  ...SILENT,
  ...INCLUDES,
  ...POD_EXAMPLES,
  ...UNREAD,
  ...RUNNERS,
  ...ARTIFACTS,
  ...CALLERS,
  ...FUNCTION_EXAMPLES,
];
