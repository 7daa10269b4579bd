/** Examples of `cgo/no-c-compiler` where nothing sets CGO_ENABLED, and of tests. */
import { bad, type Example, silent } from '../rule.js';
import { dockerfile, PURE } from './image-cannot-start.silent.js';

const CGO = `-- main.go --
package main

import "C"

func main() {}
`;

const onAlpine = (packages: string, build: string, main = CGO) =>
  `${main}${dockerfile(`FROM golang:1.26-alpine
RUN apk add --no-cache ${packages}
WORKDIR /src
COPY . .
RUN ${build}
`)}`;

/** gcc of Alpine has no headers. */
const HEADER_EXAMPLES: readonly Example[] = [
  bad(onAlpine('git gcc', '«go build -o /app .»')),
  bad(onAlpine('gcc', 'CGO_ENABLED=1 «go install .»')),
  silent('musl-dev is there, as libc-dev or through g++', onAlpine('gcc libc-dev', 'go build -o /app .')),
  silent('g++ depends on it', onAlpine('gcc g++', 'go build -o /app .')),
  silent('what another package depends on nobody looked up', onAlpine('gcc linux-headers-all', 'go build -o /app .')),
  silent('a list of packages is not known', onAlpine('gcc $(cat packages.txt)', 'go build -o /app .')),
  silent('nothing uses cgo', onAlpine('gcc', 'go build -o /app .', PURE)),
  silent('cgo is off', onAlpine('gcc', 'CGO_ENABLED=0 go vet ./...')),
  silent('another compiler is named', onAlpine('gcc', 'CC=/opt/zig-cc go build -o /app .')),
  silent('later it is installed', onAlpine('gcc && apk add musl-dev', 'go build -o /app .')),
];

/** Tools of Go, and programs that are named by their files. */
const TOOL_EXAMPLES: readonly Example[] = [
  bad(onAlpine('git', 'go install github.com/a-h/templ/cmd/templ@latest && templ generate && «CGO_ENABLED=1» go build -o /app main.go')),
  silent(
    'the file beside the Dockerfile is meant',
    `-- go.mod --\nmodule example.com/app\n\ngo 1.26\n${CGO}-- e2e/main.go --\npackage main\n\nfunc main() {}\n${onAlpine('git', 'CGO_ENABLED=1 go build -o /app main.go', '').replace('-- Dockerfile', '-- e2e/Dockerfile')}`,
  ),
  silent('nobody knows where that program is from', onAlpine('git', 'templ generate && CGO_ENABLED=1 go build -o /app main.go')),
  silent(
    'the file may be without cgo, and is not all there is',
    `${onAlpine('git', 'CGO_ENABLED=1 go build -o /app main.go').replace('import "C"\n', '')}-- other.go --\npackage main\n\nimport "C"\n`,
  ),
];

export const BY_DEFAULT_EXAMPLES: readonly Example[] = [
  ...TOOL_EXAMPLES,
  ...HEADER_EXAMPLES,
  bad(
    `-- go.mod --
module example.com/app

go 1.19
-- main.go --
package main

import "C"

func main() {}
${dockerfile(`FROM golang:1.19-alpine
WORKDIR /src
COPY . .
RUN «go build -o /app .»
`)}`,
  ),
  silent(
    'a build for another architecture has no cgo by default',
    `-- go.mod --
module example.com/app

go 1.19
-- main.go --
package main

import "C"

func main() {}
${dockerfile(`FROM golang:1.19-alpine
WORKDIR /src
COPY . .
RUN apk add --no-cache gcc musl-dev
RUN GOARCH=arm64 CC=aarch64-gcc go build -o /app .
`)}`,
  ),
  bad(
    `${PURE}-- main_test.go --
package main

import "testing"

func TestMain(t *testing.T) {}
${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN «CGO_ENABLED=1» go test -race ./...
`)}`,
  ),
  bad(
    `${PURE}${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN «CGO_ENABLED=1» go test -race ./...
`)}`,
  ),
  silent(
    'packages other than main are not linked without tests',
    `-- lib.go --
package app
${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go test -race ./...
`)}`,
  ),
  bad(
    `${PURE}-- internal/y/y_test.go --
package y

import "testing"

func TestY(t *testing.T) {}
${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN «CGO_ENABLED=1» go test -race ./internal/...
`)}`,
  ),
  silent(
    'no package that it names is a main package or has a test',
    `${PURE}-- internal/x/x.go --
package x
-- internal/y/y_test.go --
package y

import "testing"

func TestY(t *testing.T) {}
${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go test -race ./internal/x/...
`)}`,
  ),
  silent(
    'the tests are for another system, need a tag or are data',
    `-- lib.go --
package app
-- main_windows_test.go --
package app
-- it_test.go --
//go:build integration

package app
-- testdata/a/a_test.go --
package a
${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go test -race ./...
`)}`,
  ),
  silent(
    'the tests do not come into the image',
    `-- lib.go --
package app
-- .dockerignore --
**/*_test.go
-- main_test.go --
package app

import "testing"

func TestMain(t *testing.T) {}
${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go test -race ./...
`)}`,
  ),
  silent(
    'the image is built although the tests fail',
    `${PURE}-- main_test.go --
package main

import "testing"

func TestMain(t *testing.T) {}
${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go test -race ./... || echo "no race detector here"
`)}`,
  ),
];
