/** Examples of `cgo/sanitizer-needs-cgo`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';
import { CONTAINER_EXAMPLES } from './sanitizer-needs-cgo.containers.js';
import { BUILD_MODES } from './sanitizer-needs-cgo.modes.js';

export const SANITIZER_EXAMPLES: readonly Example[] = [
  ...BUILD_MODES,
  bad(`-- Makefile --
test:
	go test -race ./...
-- .gitlab-ci.yml --
variables:
  CGO_ENABLED: "0"
test:
  image: golang:1.26
  script:
    - «make test»
`),
  silent(
    'the recipe switches cgo on',
    `-- Makefile --
test:
	CGO_ENABLED=1 go test -race ./...
-- .gitlab-ci.yml --
variables:
  CGO_ENABLED: "0"
test:
  image: golang:1.26
  script:
    - make test
`,
  ),
  silent(
    'a file that is read before may enable cgo',
    `-- .gitlab-ci.yml --
variables:
  CGO_ENABLED: "0"
test:
  image: golang:1.26
  script:
    - . ./ci.env
    - go test -race ./...
`,
  ),
  silent(
    'the script looks at CGO_ENABLED itself',
    `-- scripts/test.sh --
#!/bin/sh
if [ "$CGO_ENABLED" = 0 ]; then go test ./...; exit 0; fi
go test -race ./...
-- .gitlab-ci.yml --
variables:
  CGO_ENABLED: "0"
test:
  image: golang:1.26
  script:
    - ./scripts/test.sh
    - if [ "$CGO_ENABLED" = 1 ]; then go test -race ./...; fi
`,
  ),
  silent(
    'what the caller gives decides',
    `-- scripts/test.sh --
#!/bin/sh
case "$1" in
  race) go test -race ./... ;;
  *) go test ./... ;;
esac
-- .gitlab-ci.yml --
variables:
  CGO_ENABLED: "0"
test:
  image: golang:1.26
  script:
    - ./scripts/test.sh plain
`,
  ),
  bad(`-- .drone.yml --
kind: pipeline
steps:
  - name: test
    image: golang:1.26-alpine
    commands: [apk add --no-cache git, go test «-race» ./...]
`),
  bad(
    `-- Dockerfile --
FROM golang:1.26 AS build
ENV CGO_ENABLED=0
WORKDIR /src
COPY . .
RUN go test «-race» ./...
RUN go build -o /app .
`,
    `FROM golang:1.26 AS build
ENV CGO_ENABLED=0
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go test -race ./...
RUN go build -o /app .
`,
  ),
  bad(`-- .github/workflows/test.yml --
on: push
env:
  CGO_ENABLED: 0
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: go test «-race» ./...
`),
  bad(
    `-- Makefile --
test:
	CGO_ENABLED=0 go test «-race» ./...
`,
    `test:
	CGO_ENABLED=1 go test -race ./...
`,
  ),
  bad(
    `FROM golang:1.26-alpine AS test
WORKDIR /src
COPY . .
RUN go test «-race» ./...
`,
    `FROM golang:1.26-alpine AS test
RUN apk add --no-cache gcc musl-dev
WORKDIR /src
COPY . .
RUN go test -race ./...
`,
  ),
  bad(`-- .gitlab-ci.yml --
test:
  image: golang:1.26-alpine
  script:
    - go vet ./...
    - go test «-race» ./...
`),
  good(`-- Dockerfile --
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go test -race ./...
RUN CGO_ENABLED=0 go build -o /app .
`),
  silent(
    'for this target go has no race detector, and says so',
    `-- Dockerfile --
FROM golang:1.26
RUN CGO_ENABLED=0 GOARCH=386 go test -race ./...
RUN CGO_ENABLED=0 GOOS=windows go build -asan .
`,
  ),
  silent(
    'a C compiler is installed before the tests run',
    `FROM golang:1.26-alpine
RUN apk add --no-cache build-base
WORKDIR /src
COPY . .
RUN go test -race ./...
`,
  ),
  ...CONTAINER_EXAMPLES,
  silent(
    'the job installs a C compiler first',
    `-- .github/workflows/test.yml --
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    container: golang:1.26-alpine
    steps:
      - run: apk add --no-cache gcc musl-dev
      - uses: actions/checkout@v5
      - run: go test -race ./...
`,
  ),
  silent(
    'nobody knows what the job installs',
    `-- .gitlab-ci.yml --
test:
  image: golang:1.26-alpine
  before_script:
    - apk add --no-cache $NEEDED
  script:
    - go test -race ./...
other:
  image: golang:1.26-alpine
  script:
    - go test -race ./...
`,
  ),
  silent(
    'a program of the repository may install a C compiler',
    `-- .gitlab-ci.yml --
test:
  image: golang:1.26-alpine
  script:
    - ci/install
    - go test -race ./...
`,
  ),
  silent(
    'an action that nobody knows may install a C compiler',
    `-- .github/workflows/test.yml --
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    container: golang:1.26-alpine
    steps:
      - uses: actions/checkout@v5
      - uses: ./.github/actions/prepare
      - run: go test -race ./...
`,
  ),
  silent(
    'up to Go 1.19 cgo stays on without a compiler',
    `FROM golang:1.19-alpine
WORKDIR /src
COPY . .
RUN go test -race ./...
`,
  ),
  silent(
    'on macOS the race detector needs no cgo',
    `-- Makefile --
test:
	GOOS=darwin CGO_ENABLED=0 go test -race ./...
`,
  ),
  silent(
    'whoever calls may switch cgo on',
    `-- Makefile --
CGO_ENABLED ?= $(shell go env CGO_ENABLED)
test:
	CGO_ENABLED=$(CGO_ENABLED) go test -race ./...
`,
  ),
];
