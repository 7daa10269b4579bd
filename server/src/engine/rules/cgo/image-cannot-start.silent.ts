/** Where `cgo/image-cannot-start` stays silent, and the programs its examples share. */
import { type Example, silent } from '../rule.js';

export const MAIN = `-- main.go --
package main

import "net/http"

func main() {
	http.ListenAndServe("localhost:8080", nil)
}
`;
export const PURE = `-- main.go --
package main

import "fmt"

func main() {
	fmt.Println("hello")
}
`;
export const SQLITE = `-- go.mod --
module example.com/app

go 1.26

require github.com/mattn/go-sqlite3 v1.14.32
-- main.go --
package main

import _ "github.com/mattn/go-sqlite3"

func main() {}
`;
export const dockerfile = (text: string) => `-- Dockerfile --\n${text}`;

export const ALPINE = dockerfile('FROM alpine:3.22\nCOPY app /app\nENTRYPOINT ["/app"]\n');

export const job = (after: string, before = '') => `-- .github/workflows/image.yml --
on: [push]
jobs:
  image:
    runs-on: ubuntu-24.04
    steps:
${before}      - run: go build -o app .
${after}      - uses: docker/build-push-action@v6
        with:
          context: .
`;

export const SILENT: readonly Example[] = [
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
    'the tags netgo and osusergo disable cgo in std',
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
    'gcompat may contain what the program needs',
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
  silent(
    'what needs which of the younger glibc versions hangs on what is called',
    `${MAIN}${dockerfile(`FROM golang:1.26-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM debian:bookworm-slim
COPY --from=build /out/app /usr/local/bin/app
ENTRYPOINT ["app"]
`)}`,
  ),
  silent(
    'packages of a newer release may install its glibc',
    `${MAIN}${dockerfile(`FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM debian:bullseye-slim
RUN sed -i s/bullseye/bookworm/ /etc/apt/sources.list && apt-get update && apt-get -y upgrade
COPY --from=build /out/app /usr/local/bin/app
ENTRYPOINT ["app"]
`)}`,
  ),
  silent(
    'the target hands cgo off down to what it asks for',
    `${MAIN}-- Makefile --
build:
	go build -o app .
image: export CGO_ENABLED=0
image: build
	docker build -t app .
${ALPINE}`,
  ),
  silent(
    'CI calls the target with a value of its own',
    `${MAIN}-- .github/workflows/image.yml --
on: [push]
jobs:
  image:
    runs-on: ubuntu-24.04
    steps:
      - run: make image CGO_ENABLED=0
-- Makefile --
build:
	go build -o app .
image: build
	docker build -t app .
${ALPINE}`,
  ),
  silent(
    'nothing that is known builds the image, so nobody knows who builds its program',
    `${MAIN}-- Makefile --
build:
	go build -o app .
${ALPINE}`,
  ),
];
