/** Examples of `build/ldflags-x`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';
import { LDFLAGS_X_SILENT, MAIN } from './ldflags-x.silent.js';

export const LDFLAGS_X_EXAMPLES: readonly Example[] = [
  bad(`${MAIN}-- Makefile --
build:
	go build -ldflags "-X «main.version»=1" -trimpath -ldflags "-s -w" -o app .
`),
  bad(
    `${MAIN}-- Dockerfile --
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -ldflags "-X «example.org/app/internal/build.Commit»=$(git rev-parse HEAD)" -o /app .
`,
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -ldflags "-X example.com/app/internal/build.Commit=$(git rev-parse HEAD)" -o /app .
`,
  ),
  bad(
    `${MAIN}-- Dockerfile --
FROM golang:1.26 AS build
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -ldflags="-s -w \\
      -X main.version=\${VERSION} \\
      -X «example.org/app/internal/build.Commit»=\${VERSION}" -o /app .
`,
  ),
  bad(
    `${MAIN}-- Makefile --
build:
	go build -ldflags "-s -w -X «main.Version»=1.2.3" -o app .
`,
    `build:
	go build -ldflags "-s -w -X main.version=1.2.3" -o app .
`,
  ),
  bad(
    `${MAIN}-- Dockerfile --
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-X «example.com/app.version»=$(git describe) -X example.com/app/internal/build.Commit=$(git rev-parse HEAD)" -o /app .
`,
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-X main.version=$(git describe) -X example.com/app/internal/build.Commit=$(git rev-parse HEAD)" -o /app .
`,
  ),
  bad(`${MAIN}-- Makefile --
MODULE := $(shell go list -m)
build:
	go build «-ldflags "-X '$(MODULE)/program.Version=1'"» -o app .
`),
  bad(`${MAIN}-- .goreleaser.yaml --
builds:
  - ldflags:
      - «-s -w -X {{ .ModulePath }}/internal/build.Missing={{ .Commit }}»
`),
  silent(
    'the module asked for has the variable',
    `${MAIN}-- Makefile --
build:
	go build -ldflags "-X $(shell go list -m)/internal/build.Commit=1" -o app .
-- build.sh --
go build -ldflags "-X $(go list -m)/internal/build.Commit=1" -o app .
`,
  ),
  silent(
    'several modules may answer',
    `${MAIN}-- go.work --
go 1.26

use .
-- Makefile --
build:
	go build -ldflags "-X $(shell go list -m)/program.Version=1" -o app .
`,
  ),
  bad(`${MAIN}-- Makefile --
PACKAGE = example.com/app
VERSION ?= $(shell git describe)
LDFLAGS = -ldflags "-s -w -X '$(PACKAGE)/program.Version=$(VERSION)'"
build:
	go build «$(LDFLAGS)» -o app .
`),
  bad(`${MAIN}-- Makefile --
LDFLAGS += -s -w
LDFLAGS += -X main.Version=$(shell git describe)
build:
	go build «-ldflags '$(LDFLAGS)'» -o app .
`),
  bad(`${MAIN}-- cmd/tool/main.go --
package main

func main() {}
-- scripts/release --
#!/usr/bin/env bash
for arch in amd64 arm64; do
  GOARCH="$arch" go build -ldflags "-s -X «example.org/app/internal/build.Commit»=$1" -o "dist/tool-$arch" ./cmd/tool
done
`),
  bad(`${MAIN}-- cmd/tool/main.go --
package main

func main() {}
-- hack/build.sh --
#!/usr/bin/env bash
ROOT=$(cd "$(dirname "\${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
go build -ldflags "-X «example.org/app/internal/build.Commit»=$1" -o dist/tool ./cmd/tool
`),
  bad(`${MAIN}-- release.sh --
go build -ldflags "-X «main.channel»=beta -X «main.number»=7 -X «main.host»=ci -X «example.com/app/internal/build.Date»=today" .
`),
  bad(
    `${MAIN}-- Makefile --
NAME := main.Version
LDFLAGS := -s -w -X $(NAME)=$(shell git describe --tags)

build:
	go build «-ldflags "$(LDFLAGS)"» -o app .
`,
  ),
  bad(
    `${MAIN}-- build.sh --
flags="-s -w -X «main.Version»=$(git describe --tags)"
GOOS=linux go build -ldflags="$flags" -o app-linux .
GOOS=darwin go build -ldflags="$flags" -o app-darwin .
`,
    `flags="-s -w -X main.version=$(git describe --tags)"
GOOS=linux go build -ldflags="$flags" -o app-linux .
GOOS=darwin go build -ldflags="$flags" -o app-darwin .
`,
  ),
  bad(
    `${MAIN}-- Makefile --
build:
	go build -ldflags "-X «internal/build.Commit»=abc" -o app .
`,
    `build:
	go build -ldflags "-X example.com/app/internal/build.Commit=abc" -o app .
`,
  ),
  bad(`${MAIN}-- Makefile --
build:
	go build -ldflags "-X «example.net/stamp.Date»=today" -o app .
`),
  bad(
    `-- go.mod --
module example.com/app/v2

go 1.26
-- main.go --
package main

import "example.com/app/v2/internal/build"

func main() { println(build.Commit) }
-- internal/build/build.go --
package build

var Commit string
-- .goreleaser.yaml --
builds:
  - id: app
    ldflags:
      - >-
        -s -w
        -X «example.com/app/internal/build.Commit»={{ .ShortCommit }}
  - id: debug
    ldflags: -X example.com/app/internal/build.Commit={{ .ShortCommit }}
`,
    `builds:
  - id: app
    ldflags:
      - >-
        -s -w
        -X example.com/app/v2/internal/build.Commit={{ .ShortCommit }}
  - id: debug
    ldflags: -X example.com/app/v2/internal/build.Commit={{ .ShortCommit }}
`,
  ),
  bad(`-- go.mod --
module example.com/app

go 1.26
-- compiler/go.mod --
module example.com/app/compiler

go 1.26
-- compiler/cmd/app/main.go --
package main

import "example.com/app/compiler/internal/env"

func main() { println(env.Version) }
-- compiler/internal/env/env.go --
package env

var Version string
-- .goreleaser.yaml --
builds:
  - dir: compiler
    main: ./cmd/app
    ldflags: -X «example.com/app/internal/env.Version»={{ .Version }}
`),
  good(`${MAIN}-- Makefile --
VERSION := 1.2.3

build:
	CGO_ENABLED=0 go build -trimpath -ldflags "-X main.version=$(VERSION) -X example.com/app/internal/build.Commit=abc" -o app .
`),
  silent(
    'an `int` of the package may be another name for string',
    `-- go.mod --
module example.com/app

go 1.26
-- main.go --
package main

var release int

func main() { println(release) }
-- names.go --
package main

type int = string
-- Makefile --
build:
	go build -ldflags "-X main.release=1.2.3" -o app .
`,
  ),
  ...LDFLAGS_X_SILENT,
];
