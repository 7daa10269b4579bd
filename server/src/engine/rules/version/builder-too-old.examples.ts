/** Examples of `version/builder-too-old` where other files say how a Dockerfile is built, or where it lies far below its module. */
import { bad, type Example, silent } from '../rule.js';

const GO_MOD = '-- go.mod --\nmodule example.com/app\n\ngo 1.26\n';

const dockerfile = (path: string, version: string, from = `golang:\${GO_VERSION}-alpine`) => `-- ${path} --
${version}FROM ${from}
WORKDIR /src
COPY . .
RUN go build -o /app ./cmd/app
`;

const workflow = (args: string) => `-- .github/workflows/image.yml --
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v6
        with:
          build-args: |
            COMMIT=\${{ github.sha }}
            ${args}
`;

const MAIN = '-- cmd/app/main.go --\npackage main\n\nfunc main() {}\n';

const gitlab = (image: string, makefile: string) => `${GO_MOD}-- Makefile --
${makefile}-- .gitlab-ci.yml --
test:
  image: ${image}
  script:
    - make test
`;

export const GIVEN_EXAMPLES: readonly Example[] = [
  bad(gitlab('«golang:1.24»', 'test:\n\tgo test ./...\n')),
  silent('the recipe fetches the release', gitlab('golang:1.24', 'export GOTOOLCHAIN = auto\ntest:\n\tgo test ./...\n')),
  silent(
    'a line before goes to the folder of another module',
    `${gitlab('golang:1.24', '').replace('- make test', '- cd old\n    - go test ./...')}-- old/go.mod --\nmodule example.com/old\n\ngo 1.22\n`,
  ),
  silent('the recipe runs no go', gitlab('golang:1.24', 'test:\n\techo none\n')),
  silent(
    'the recipe fetches another Go',
    gitlab(
      'golang:1.24',
      'export PATH := $(CURDIR)/.go/bin:$(PATH)\ntest: .go\n\tgo test ./...\n.go:\n\tcurl -L https://go.dev/dl/go1.26.0.linux-amd64.tar.gz | tar -xz\n',
    ),
  ),
  silent(
    'a script puts another Go in its place',
    `${gitlab('golang:1.24', 'test:\n\tgo test ./...\n').replace('- make', '- ./scripts/go.sh\n    - make')}-- scripts/go.sh --
#!/bin/sh
rm -rf /usr/local/go
curl -L https://go.dev/dl/go1.26.0.linux-amd64.tar.gz | tar -C /usr/local -xz
`,
  ),
  silent(
    'a script puts another Go into the image',
    `${GO_MOD}${dockerfile('Dockerfile', '', 'golang:1.24').replace('RUN', 'RUN ./scripts/go.sh\nRUN')}-- scripts/go.sh --
#!/bin/sh
curl -L https://go.dev/dl/go1.26.0.linux-amd64.tar.gz | tar -C /usr/local -xz
`,
  ),
  silent(
    'the image changes the go line',
    `${GO_MOD}${dockerfile('Dockerfile', '', 'golang:1.24').replace('RUN', "RUN sed -i 's/^go 1.26/go 1.24/' go.mod && ")}`,
  ),
  silent(
    'the target that is built takes no such stage',
    `${GO_MOD}${dockerfile('Dockerfile', 'ARG GO_VERSION=1.26\n')}
FROM golang:1.26 AS new
WORKDIR /src
COPY . .
RUN go build -o /app .
${workflow('GO_VERSION=1.23\n          target: new')}`,
  ),
  silent(
    'the build context is another module',
    `${GO_MOD}-- old/go.mod --\nmodule example.com/old\n\ngo 1.22\n${dockerfile('Dockerfile', 'ARG GO_VERSION=1.26\n')}${workflow('GO_VERSION=1.23\n          context: old\n          file: Dockerfile')}`,
  ),
  bad(`${GO_MOD}${dockerfile('Dockerfile', 'ARG GO_VERSION=1.26\n')}${workflow('«GO_VERSION=1.23»')}`),
  bad(`${GO_MOD}${dockerfile('Dockerfile', 'ARG GO_VERSION\n')}${workflow('«GO_VERSION=1.23»')}`),
  silent(
    'every known build gives another value than the default',
    `${GO_MOD}${dockerfile('Dockerfile', 'ARG GO_VERSION=1.23\n')}${workflow('GO_VERSION=1.26')}`,
  ),
  silent(
    'nobody knows what the build gives',
    `${GO_MOD}${dockerfile('Dockerfile', 'ARG GO_VERSION=1.23\n')}${workflow(`GO_VERSION=\${{ vars.GO }}`)}`,
  ),
  bad(
    `${GO_MOD}${MAIN}${dockerfile('build/docker/app/Dockerfile', '', '«golang:1.24»')}`,
    `${dockerfile('', '', 'golang:1.26').replace(/^.*\n/, '')}`,
  ),
  silent(
    'what it builds does not lie in the module above',
    `${GO_MOD}${MAIN}${dockerfile('build/docker/app/Dockerfile', '', 'golang:1.24').replace('cmd/app', 'cmd/other')}`,
  ),
  silent(
    'so old a Go builds in GOPATH, where go.mod is not read',
    `${GO_MOD}-- Dockerfile --
FROM golang:1.15
COPY . /go/src/example.com/app/
RUN go install example.com/app/cmd/app
`,
  ),
];
