/** Examples of `cgo/cross-compiler`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';
import { dockerfile, MAIN, PURE, SQLITE } from './image-cannot-start.silent.js';

const CROSS = `FROM --platform=$BUILDPLATFORM golang:1.26-bookworm AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY . .
`;

const RELEASE = (more = '') => `-- .github/workflows/release.yml --
on: push
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-go@v6
        with: {go-version: '1.26'}
      - uses: goreleaser/goreleaser-action@v6
        with: {args: "release --clean${more}"}
`;
const goreleaser = (cgo: string, goarch: string, more = '') => `-- .goreleaser.yaml --
builds:
  - goos: [linux]
    goarch: ${goarch}
    env:
      - ${cgo}
${more}`;

const made = (before: string, run: string, cc = '') => `${SQLITE}-- Makefile --
arm:
	${cc}CGO_ENABLED=1 GOOS=linux GOARCH=arm64 go build -o app *.go
-- .github/workflows/release.yml --
on: push
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
${before}      - run: ${run}
`;

export const CROSS_COMPILER_EXAMPLES: readonly Example[] = [
  bad(
    `${SQLITE}${dockerfile(`${CROSS}RUN «CGO_ENABLED=1» GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/app .

FROM gcr.io/distroless/base-debian12
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  bad(
    `${MAIN}${dockerfile(`FROM --platform=linux/amd64 golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y gcc-aarch64-linux-gnu
ENV GOARCH=arm64
WORKDIR /src
COPY . .
RUN «CGO_ENABLED=1» go build -o /out/app .
`)}`,
    `FROM --platform=linux/amd64 golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y gcc-aarch64-linux-gnu
ENV GOARCH=arm64
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .
`,
  ),
  bad(`${SQLITE}-- .github/workflows/release.yml --
on: push
jobs:
  release:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        arch: [amd64, arm64]
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-go@v6
        with: {go-version: '1.26'}
      - run: go build -o app .
        env:
          «CGO_ENABLED: 1»
          GOARCH: \${{ matrix.arch }}
`),
  bad(`${SQLITE}${RELEASE()}${goreleaser('«CGO_ENABLED=1»', '[amd64, arm64]')}`),
  silent(
    'the pair is left out',
    `${SQLITE}${RELEASE()}${goreleaser('CGO_ENABLED=1', '[amd64, arm64]', '    ignore: [{goos: linux, goarch: arm64}]\n')}`,
  ),
  silent(
    'the target has a compiler of its own',
    `${SQLITE}${RELEASE()}${goreleaser('CGO_ENABLED=1', '[amd64, arm64]', '    overrides: [{goos: linux, goarch: arm64, env: [CC=aarch64-linux-gnu-gcc]}]\n')}`,
  ),
  silent(
    'a template sets CC for the target',
    `${SQLITE}${RELEASE()}${goreleaser('CGO_ENABLED=1', '[amd64, arm64]', '      - \'{{ if eq .Arch "arm64" }}CC=aarch64-linux-gnu-gcc{{ end }}\'\n')}`,
  ),
  silent('another tool builds', `${SQLITE}${RELEASE()}${goreleaser('CGO_ENABLED=1', '[amd64, arm64]', '    tool: ./scripts/zig-go\n')}`),
  silent(
    'who builds it is chosen when goreleaser runs',
    `${SQLITE}${RELEASE()}${goreleaser('CGO_ENABLED=1', '[arm64]', '    skip: \'{{ ne .Runtime.Goarch "arm64" }}\'\n')}`,
  ),
  silent('each runner builds for itself', `${SQLITE}${RELEASE(' --split')}${goreleaser('CGO_ENABLED=1', '[amd64, arm64]')}`),
  silent('nobody knows where goreleaser runs', `${SQLITE}${goreleaser('CGO_ENABLED=1', '[amd64, arm64]')}`),
  good(
    `${SQLITE}${dockerfile(`${CROSS}RUN apt-get update && apt-get install -y gcc-aarch64-linux-gnu gcc-x86-64-linux-gnu
RUN case "$TARGETARCH" in \\
      arm64) export CC=aarch64-linux-gnu-gcc ;; \\
      amd64) export CC=x86_64-linux-gnu-gcc ;; \\
    esac && CGO_ENABLED=1 GOARCH=$TARGETARCH go build -o /out/app .
`)}`,
  ),
  silent(
    'xx picks the compiler',
    `${SQLITE}${dockerfile(`FROM --platform=$BUILDPLATFORM tonistiigi/xx AS xx
FROM --platform=$BUILDPLATFORM golang:1.26-bookworm AS build
COPY --from=xx / /
ARG TARGETPLATFORM
RUN xx-apt-get install -y gcc libc6-dev
WORKDIR /src
COPY . .
ENV CGO_ENABLED=1
RUN xx-go build -o /out/app .
`)}`,
  ),
  silent(
    'zig compiles for every platform',
    `${SQLITE}${dockerfile(`${CROSS}ENV CC="zig cc"
RUN CGO_ENABLED=1 GOARCH=$TARGETARCH go build -o /out/app .
`)}`,
  ),
  silent(
    'nothing in the program uses cgo',
    `${PURE}${dockerfile(`${CROSS}RUN CGO_ENABLED=1 GOARCH=$TARGETARCH go build -o /out/app .
`)}`,
  ),
  silent(
    'without --platform the stage runs on the platform that it builds for',
    `${SQLITE}${dockerfile(`FROM golang:1.26-bookworm AS build
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 GOARCH=$TARGETARCH go build -o /out/app .
`)}`,
  ),
  silent(
    'a script may set up another compiler',
    `${SQLITE}${dockerfile(`${CROSS}RUN ./hack/cross.sh
RUN CGO_ENABLED=1 GOARCH=$TARGETARCH go build -o /out/app .
`)}`,
  ),
  silent(
    'each cell of the matrix names its compiler',
    `${SQLITE}-- .github/workflows/release.yml --
on: push
jobs:
  release:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        include:
          - {arch: amd64, cc: gcc}
          - {arch: arm64, cc: aarch64-linux-gnu-gcc}
    steps:
      - uses: actions/checkout@v5
      - run: CC=\${{ matrix.cc }} CGO_ENABLED=1 GOARCH=\${{ matrix.arch }} go build -o app .
`,
  ),
  silent(
    'the libraries for 386 are installed, and x86_64 is another name of amd64',
    `${SQLITE}${dockerfile(`FROM --platform=linux/x86_64 golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y gcc-multilib
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 GOARCH=386 go build -o /out/app32 .
RUN CGO_ENABLED=1 GOARCH=amd64 go build -o /out/app .
`)}`,
  ),
  silent(
    'what is copied into a folder of PATH may be another gcc',
    `${SQLITE}${dockerfile(`${CROSS}COPY wrappers/ /usr/local/bin/
RUN CGO_ENABLED=1 GOARCH=$TARGETARCH go build -o /out/app .
`)}`,
  ),
  silent(
    'the variables come out of a file',
    `${SQLITE}${dockerfile(`${CROSS}RUN export $(cat cross.env) && CGO_ENABLED=1 GOARCH=$TARGETARCH go build -o /out/app .
`)}`,
  ),
  silent(
    'an action or a script may install another compiler',
    `${SQLITE}-- .github/workflows/release.yml --
on: push
jobs:
  action:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: acme/setup-arm@v1
      - run: CGO_ENABLED=1 GOARCH=arm64 go build -o app .
  script:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: sudo ./hack/arm.sh
      - run: CGO_ENABLED=1 GOARCH=arm64 go build -o app .
  multilib:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: sudo apt-get install -y gcc-multilib
      - run: CGO_ENABLED=1 GOARCH=386 go build -o app .
`,
  ),
  bad(made('', '«make arm»')),
  silent('the recipe names another compiler', made('', 'make arm', 'CC=aarch64-linux-gnu-gcc ')),
  silent('an action before make may install another compiler', made('      - uses: acme/setup-arm@v1\n', 'make arm')),
  silent('a step before make sets CC', made('      - run: echo "CC=aarch64-linux-gnu-gcc" >> $GITHUB_ENV\n', 'make arm')),
];
