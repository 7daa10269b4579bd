/** Examples of `experiment/unknown`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';

export const UNKNOWN_EXPERIMENT_EXAMPLES: readonly Example[] = [
  bad(
    `FROM golang:1.26
ENV GOEXPERIMENT=«swissmap»
WORKDIR /src
COPY . .
RUN go build -o /app .
`,
    `FROM golang:1.26
ENV GOEXPERIMENT=
WORKDIR /src
COPY . .
RUN go build -o /app .
`,
  ),
  bad(
    `FROM golang:1.25-alpine
RUN GOEXPERIMENT=jsonv2,«grenteagc» go install ./...
`,
    `FROM golang:1.25-alpine
RUN GOEXPERIMENT=jsonv2,greenteagc go install ./...
`,
  ),
  bad(
    `FROM golang:1.24 AS build
ARG GOEXPERIMENT=no«jsonv2»
RUN go build ./...
`.replace('no«jsonv2»', '«nojsonv2»'),
    `FROM golang:1.24 AS build
ARG GOEXPERIMENT=
RUN go build ./...
`,
  ),
  bad(`ARG GOEXPERIMENT=«bogusname»
FROM golang:1.26
ARG GOEXPERIMENT
RUN go build ./...
`),
  bad(
    `FROM golang:latest
RUN export GOEXPERIMENT="«jsonv3»" && go test ./...
`,
    `FROM golang:latest
RUN export GOEXPERIMENT="jsonv2" && go test ./...
`,
  ),
  bad(`FROM golang:1.23
RUN go env -w GOEXPERIMENT=«synctest»
RUN go test ./...
`),
  bad(
    `-- gc.go --
//go:build goexperiment.«greentegc»

package main

func main() {}
`,
    `//go:build goexperiment.greenteagc

package main

func main() {}
`,
  ),
  bad(`-- map.go --
//go:build !goexperiment.«swissmap»

package main

func main() {}
`),
  bad(
    `-- .github/workflows/ci.yml --
jobs:
  test:
    strategy:
      matrix:
        exp: ['', «jsonv3»]
    env:
      GOEXPERIMENT: \${{ matrix.exp }}
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: go test ./...
`,
    `jobs:
  test:
    strategy:
      matrix:
        exp: ['', jsonv2]
    env:
      GOEXPERIMENT: \${{ matrix.exp }}
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: go test ./...
`,
  ),
  bad(`-- Makefile --
EXPERIMENT = greentegc

build:
	GOEXPERIMENT=jsonv2,«syntest» go build -o app .
test:
	GOEXPERIMENT=«$(EXPERIMENT)» go test ./...
`),
  bad(
    `-- .vscode/settings.json --
{
  "go.toolsEnvVars": { "GOEXPERIMENT": "«arena»" }
}
`,
    `{
  "go.toolsEnvVars": { "GOEXPERIMENT": "arenas" }
}
`,
  ),
  bad(`-- compose.yaml --
services:
  app:
    image: golang:1.26
    command: go run .
    environment:
      - GOEXPERIMENT=«goroutineleak»
`),
  good(`FROM golang:1.26
ENV GOEXPERIMENT=jsonv2,nodwarf5,
RUN go build -o /app .
`),
  good(`-- go.mod --
module example.com/app

go 1.24
-- map.go --
//go:build goexperiment.swissmap && linux

package main

func main() {}
`),
  silent(
    'another image may have another distribution of Go',
    `FROM mcr.microsoft.com/oss/go/microsoft/golang:1.25
ENV GOEXPERIMENT=systemcrypto
RUN go build ./...
`,
  ),
  silent(
    'GOTOOLCHAIN=auto lets go.mod choose a newer release',
    `FROM golang:1.24
ENV GOTOOLCHAIN=auto GOEXPERIMENT=jsonv2
RUN go build ./...
`,
  ),
  silent(
    'the tag latest is a release that may know it',
    `FROM golang
ENV GOEXPERIMENT=swissmap
RUN go build ./...
`,
  ),
  silent(
    'an ARG without a default is unknown',
    `FROM golang:1.26
ARG GOEXPERIMENT
ENV GOEXPERIMENT=$GOEXPERIMENT
RUN go build ./...
`,
  ),
  silent(
    'an ARG without a default decides the release',
    `ARG GO_VERSION
FROM golang:\${GO_VERSION}
RUN GOEXPERIMENT=swissmap go build ./...
`,
  ),
  silent(
    'nobody knows yet which experiments Go 1.99 has',
    `FROM golang:1.99
RUN GOEXPERIMENT=timetravel go build ./...
`,
  ),
  silent(
    'a job in an image from elsewhere may have another distribution of Go',
    `-- .github/workflows/ci.yml --
jobs:
  test:
    container: mcr.microsoft.com/oss/go/microsoft/golang:1.25
    env:
      GOEXPERIMENT: msexperiment
    steps:
      - run: go test ./...
`,
  ),
  silent(
    'a name of another distribution of Go',
    `-- .goreleaser.yaml --
builds:
  - env: [GOEXPERIMENT=systemcrypto]
`,
  ),
  silent(
    'only a run of the template tells the value',
    `-- .goreleaser.yaml --
builds:
  - env:
      - GOEXPERIMENT={{ .Env.EXPERIMENT }}
`,
  ),
];
