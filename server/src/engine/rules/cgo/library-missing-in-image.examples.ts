/** Examples of `cgo/library-missing-in-image`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';
import { dockerfile } from './image-cannot-start.silent.js';

const importing = (path: string, module: string) => `-- go.mod --
module example.com/app

go 1.26

require ${module}
-- main.go --
package main

import _ "${path}"

func main() {}
`;
const VIPS = importing('github.com/davidbyttow/govips/v2/vips', 'github.com/davidbyttow/govips/v2 v2.16.0');
const PCAP = importing('github.com/google/gopacket/pcap', 'github.com/google/gopacket v1.1.19');
const KAFKA = importing('github.com/confluentinc/confluent-kafka-go/v2/kafka', 'github.com/confluentinc/confluent-kafka-go/v2 v2.12.0');
const GIT = importing('github.com/libgit2/git2go/v34', 'github.com/libgit2/git2go/v34 v34.0.0');

const alpine = (packages: string, build: string, final: string) =>
  dockerfile(`FROM golang:1.26-alpine3.22 AS build
RUN apk add --no-cache build-base pkgconfig ${packages}
WORKDIR /src
COPY . .
RUN ${build} -o /out/app .

${final}
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`);

const DUCK = importing('github.com/marcboeker/go-duckdb', 'github.com/marcboeker/go-duckdb v1.8.5');

const debian = (final: string, flags = '') =>
  dockerfile(`FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build ${flags}-o /out/app .

FROM ${final}
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`);

const outside = (final: string, library = 'libpcap-dev') => `-- .github/workflows/image.yml --
on: push
jobs:
  image:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
      - run: sudo apt-get update && sudo apt-get install -y ${library}
      - run: make image
-- Makefile --
image:
\tgo build -o app .
\tdocker build -t acme/app .
-- Dockerfile --
FROM ${final}
COPY app /app
ENTRYPOINT ["/app"]
`;

const linking = (line: string) => `-- main.go --
package main

/*
#cgo ${line}
#include <stdlib.h>
*/
import "C"

func main() { C.free(nil) }
`;

/** Two stages of Debian. */
const own = (packages: string, final: string, build = 'go build -o /out/app .') =>
  dockerfile(`FROM golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y ${packages}
WORKDIR /src
COPY . .
RUN ${build}

FROM ${final}
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`);

/** Of the project's own `#cgo` lines. */
const OWN_EXAMPLES: readonly Example[] = [
  bad(`${linking('pkg-config: libsystemd')}${own('libsystemd-dev', '«gcr.io/distroless/base-debian12»')}`),
  silent('apt depends on it', `${linking('pkg-config: libsystemd')}${own('libsystemd-dev', 'debian:bookworm-slim')}`),
  bad(`${linking('LDFLAGS: -ldbus-1')}${own('libdbus-1-dev', '«debian:bookworm-slim»')}`, undefined),
  bad(`${linking('LDFLAGS: -lpcap')}${own('git', 'debian:bookworm-slim', '«go build -o /out/app .»')}`),
  silent(
    'for another machine another compiler and library are needed',
    `${linking('LDFLAGS: -lpcap')}${own('git', 'debian:bookworm-slim', 'CGO_ENABLED=1 CC=arm64-gcc GOARCH=arm64 go build -o /out/app .')}`,
  ),
  silent('a package may depend on it', `${linking('LDFLAGS: -lpcap')}${own('libndpi-dev', 'debian:bookworm-slim')}`),
  silent('it is linked from a folder of the project', `${linking('LDFLAGS: -L./lib -lpcap')}${own('git', 'debian:bookworm-slim')}`),
  silent(
    'the program does not use cgo',
    `${linking('LDFLAGS: -lpcap')}-- pure.go --\n//go:build !cgo\n\npackage main\n\nfunc main() {}\n${own('git', 'debian:bookworm-slim', 'CGO_ENABLED=0 go build -o /out/app .')}`,
  ),
  silent(
    'a script may install it',
    `${linking('LDFLAGS: -lpcap')}${own('git', 'debian:bookworm-slim', './setup.sh && go build -o /out/app .')}`,
  ),
];

export const LIBRARY_MISSING_EXAMPLES: readonly Example[] = [
  ...OWN_EXAMPLES,
  bad(`${PCAP}${outside('«ubuntu:24.04»')}`),
  silent(
    'the build names another image',
    `${PCAP}${outside('$BASE').replace('FROM', 'ARG BASE=ubuntu:24.04\nFROM').replace('-t acme', '--build-arg BASE=acme/base -t acme')}`,
  ),
  silent('the library is installed', `${PCAP}${outside('ubuntu:24.04\nRUN apt-get update && apt-get install -y libpcap0.8t64')}`),
  silent('nothing says which library the machine has', `${PCAP}${outside('ubuntu:24.04', 'jq')}`),
  bad(`${DUCK}${debian('«gcr.io/distroless/base-debian12»')}`),
  silent('this image has the library of C++', `${DUCK}${debian('gcr.io/distroless/cc-debian12')}`),
  silent('so has Debian', `${DUCK}${debian('debian:bookworm-slim')}`),
  bad(`${KAFKA}${alpine('git', 'CGO_ENABLED=1 «go build', 'FROM alpine:3.22').replace('-o /out/app .', '-o /out/app .»')}`),
  silent('the tag links a library that DuckDB is in', `${DUCK}${debian('gcr.io/distroless/base-debian12', '-tags duckdb_use_lib ')}`),
  silent(
    'releases before 1.4 link the library of the image',
    `${importing('github.com/confluentinc/confluent-kafka-go/kafka', 'github.com/confluentinc/confluent-kafka-go v1.1.0')}${alpine('librdkafka-dev', 'CGO_ENABLED=1 go build', 'FROM alpine:3.22\nRUN apk add --no-cache librdkafka')}`,
  ),
  bad(`${DUCK}${alpine('git', 'CGO_ENABLED=1 «go build', 'FROM alpine:3.22').replace('-o /out/app .', '-o /out/app .»')}`),
  silent(
    'the library of the image is linked',
    `${DUCK}${alpine('build-base duckdb-dev', 'CGO_ENABLED=1 go build -tags duckdb_use_lib', 'FROM alpine:3.22')}`,
  ),
  silent('gcompat has some of these functions', `${DUCK}${alpine('build-base gcompat', 'CGO_ENABLED=1 go build', 'FROM alpine:3.22')}`),
  silent('the tag chooses the library for musl', `${KAFKA}${alpine('git', 'CGO_ENABLED=1 go build -tags musl', 'FROM alpine:3.22')}`),
  bad(
    `${VIPS}${alpine('vips-dev', 'CGO_ENABLED=1 go build', 'FROM «alpine:3.22»\nRUN apk add --no-cache ca-certificates tzdata')}`,
    `FROM golang:1.26-alpine3.22 AS build
RUN apk add --no-cache build-base pkgconfig vips-dev
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /out/app .

FROM alpine:3.22
RUN apk add --no-cache vips
RUN apk add --no-cache ca-certificates tzdata
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
  ),
  bad(
    `${PCAP}${dockerfile(`FROM golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y libpcap-dev
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM «gcr.io/distroless/base-debian12»
COPY --from=build /out/app /usr/local/bin/app
ENTRYPOINT ["/usr/local/bin/app"]
`)}`,
  ),
  bad(`${KAFKA}${alpine('librdkafka-dev', 'go build -tags musl,dynamic', 'FROM «alpine:3.22»')}`),
  bad(
    `${GIT}${dockerfile(`FROM golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y libgit2-dev
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM «debian:bookworm-slim»
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  good(`${VIPS}${alpine('vips-dev', 'CGO_ENABLED=1 go build', 'FROM alpine:3.22\nRUN apk add --no-cache vips')}`),
  silent(
    'without the tag the package links its own librdkafka',
    `${KAFKA}${alpine('librdkafka-dev', 'go build -tags musl', 'FROM alpine:3.22')}`,
  ),
  silent(
    'a package of the image may depend on it',
    `${PCAP}${alpine('libpcap-dev', 'go build', 'FROM alpine:3.22\nRUN apk add --no-cache tcpdump')}`,
  ),
  silent(
    'the library is copied',
    `${PCAP}${alpine('libpcap-dev', 'go build', 'FROM alpine:3.22\nCOPY --from=build /usr/lib/libpcap.so.1 /usr/lib/')}`,
  ),
  silent(
    'it is linked statically',
    `${PCAP}${alpine('libpcap-dev', `go build -ldflags '-linkmode external -extldflags "-static"'`, 'FROM alpine:3.22')}`,
  ),
  silent(
    'the final image is one to build in, which has many libraries',
    `${PCAP}${dockerfile(`FROM golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y libpcap-dev
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM golang:1.26-bookworm
COPY --from=build /out/app /usr/local/bin/app
ENTRYPOINT ["/usr/local/bin/app"]
`)}`,
  ),
  silent(
    'an image of another program holds what that one needs',
    `${PCAP}${alpine('libpcap-dev', 'go build', 'FROM nginx:1.29-alpine3.22')}`,
  ),
  silent(
    'the program runs in the image that built it',
    `${VIPS}${dockerfile(`FROM golang:1.26-alpine3.22
RUN apk add --no-cache build-base vips-dev
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /app .
ENTRYPOINT ["/app"]
`)}`,
  ),
];
