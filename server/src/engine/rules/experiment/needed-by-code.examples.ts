/** What `experiment/needed-by-code` says of these, and why it is silent. */
import { bad, good, silent } from '../rule.js';

const USES_JSON = `-- main.go --
package main

import (
	"os"

	"encoding/json/v2"
)

func main() { _ = json.MarshalWrite(os.Stdout, 1) }
`;

export const NEEDED_BY_CODE_EXAMPLES = [
  bad(`-- tools/go.mod --
module example.com/app/tools

go 1.25
-- tools/main.go --
package main

import _ "encoding/json/v2"

func main() {}
-- Makefile --
tools:
	./scripts/tools.sh
-- scripts/tools.sh --
#!/bin/bash
ROOT="$(cd "$(dirname "$0")/.." && pwd)"
cd "$ROOT/tools"
go build -o ../bin/tools .
-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: «make tools»
`),
  bad(`${USES_JSON}-- Makefile --
build:
	docker run --rm -v $(CURDIR):/src -w /src golang:1.26 «go build -o app .»
`),
  bad(`-- cmd/app/main.go --
package main

import _ "example.com/app/internal/encode"

func main() {}
-- internal/encode/encode.go --
package encode

import _ "encoding/json/v2"
-- Dockerfile --
FROM golang:1.26
WORKDIR /src
COPY . .
RUN «go build -o /app ./cmd/app»
`),
  silent(
    'only a file with a constraint, a test and another program import the package',
    `-- cmd/app/main.go --
package main

func main() {}
-- cmd/app/json.go --
//go:build goexperiment.jsonv2

package main

import _ "example.com/app/internal/encode"
-- cmd/app/main_test.go --
package main

import _ "example.com/app/internal/encode"
-- cmd/other/main.go --
package main

import _ "example.com/app/internal/encode"

func main() {}
-- internal/encode/encode.go --
package encode

import _ "encoding/json/v2"
-- Dockerfile --
FROM golang:1.26
WORKDIR /src
COPY . .
RUN go build -o /app ./cmd/app
`,
  ),
  silent(
    'the container gets the experiment',
    `${USES_JSON}-- Makefile --
build:
	docker run --rm -e GOEXPERIMENT=jsonv2 -v $(CURDIR):/src -w /src golang:1.26 go build -o app .
vars:
	docker run --rm --env-file build.env -v $(CURDIR):/src -w /src golang:1.26 go build -o app .
elsewhere:
	docker run --rm -v $(CURDIR)/other:/src -w /src golang:1.26 go build -o app .
`,
  ),
  bad(
    `${USES_JSON}-- Dockerfile --
FROM golang:1.26
WORKDIR /src
COPY . .
RUN «go build -o /app .»
`,
    `FROM golang:1.26
WORKDIR /src
COPY . .
RUN GOEXPERIMENT=jsonv2 go build -o /app .
`,
  ),
  bad(`${USES_JSON}-- .github/workflows/ci.yml --
jobs:
  test:
    strategy:
      matrix:
        go: ['1.26', '1.27']
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: "\${{ matrix.go }}"}
      - run: «go test ./...»
`),
  good(`${USES_JSON}-- Dockerfile --
FROM golang:1.26
ENV GOEXPERIMENT=jsonv2
WORKDIR /src
COPY . .
RUN go build -o /app .
`),
  silent(
    'Go 1.27 has the package by default',
    `${USES_JSON}-- Dockerfile --
FROM golang:1.27
WORKDIR /src
COPY . .
RUN go build -o /app .
`,
  ),
  silent(
    'the file is left out where the experiment is off',
    `-- json.go --
//go:build goexperiment.jsonv2

package main

import _ "encoding/json/v2"
-- main.go --
package main

func main() {}
-- Dockerfile --
FROM golang:1.26
WORKDIR /src
COPY . .
RUN go build -o /app .
`,
  ),
  silent(
    'the job works in another folder',
    `${USES_JSON}-- .github/workflows/ci.yml --
jobs:
  test:
    defaults: {run: {working-directory: tools}}
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: go test ./...
`,
  ),
  silent(
    'another folder is built',
    `-- tools/gen/main.go --
package main

import _ "encoding/json/v2"

func main() {}
-- Dockerfile --
FROM golang:1.26
WORKDIR /src
COPY . .
RUN go build -o /app ./cmd/app
`,
  ),
];
