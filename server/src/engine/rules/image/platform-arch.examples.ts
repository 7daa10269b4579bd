/** Examples of `image/platform-arch`: its tests and its documentation. */

import { dockerfile, PURE } from '../cgo/image-cannot-start.silent.js';
import { bad, type Example, good, silent } from '../rule.js';

const FINAL = `
FROM alpine:3.22
COPY --from=build /out/app /usr/bin/app
ENTRYPOINT ["app"]
`;

const outside = (from: string, makefile: string) => `${PURE}-- Makefile --
${makefile}-- Dockerfile --
FROM ${from}
COPY bin/app /app
ENTRYPOINT ["/app"]
`;

export const PLATFORM_ARCH_EXAMPLES: readonly Example[] = [
  bad(outside('«alpine:3.22»', 'build:\n\tCGO_ENABLED=0 GOOS=darwin go build -o bin/app .\nimage: build\n\tdocker build -t app .\n')),
  bad(
    outside(
      '«alpine:3.22»',
      'build:\n\tCGO_ENABLED=0 GOARCH=arm64 go build -o bin/app .\nimage: build\n\tdocker build --platform linux/amd64 -t app .\n',
    ),
  ),
  silent('it is built anew', outside('alpine:3.22', 'image:\n\tGOOS=darwin go build -o bin/app .\n\tdocker run x\n\tdocker build .\n')),
  silent(
    'processors of amd64 run programs for 386 too',
    outside(
      'alpine:3.22',
      'build:\n\tCGO_ENABLED=0 GOARCH=386 go build -o bin/app .\nimage: build\n\tdocker build --platform linux/amd64 -t app .\n',
    ),
  ),
  silent(
    'a runtime for WebAssembly starts it',
    outside(
      'scratch',
      'build:\n\tGOOS=wasip1 GOARCH=wasm go build -o bin/app .\nimage: build\n\tdocker build --platform wasi/wasm -t app .\n',
    ),
  ),
  silent(
    'where the image is built is not known',
    outside('alpine:3.22', 'build:\n\tCGO_ENABLED=0 GOARCH=arm64 go build -o bin/app .\nimage: build\n\tdocker build -t app .\n'),
  ),
  silent(
    'the base image is for the machine of the program',
    outside(
      '--platform=linux/arm64 alpine:3.22',
      'build:\n\tCGO_ENABLED=0 GOARCH=arm64 go build -o bin/app .\nimage: build\n\tdocker build --platform linux/amd64 -t app .\n',
    ),
  ),
  silent(
    'another target builds it for Linux',
    outside(
      'alpine:3.22',
      'mac:\n\tGOOS=darwin go build -o bin/app .\nimage-mac: mac\n\tdocker build -t app .\nlinux:\n\tCGO_ENABLED=0 GOOS=linux go build -o bin/app .\nimage: linux\n\tdocker build -t app .\n',
    ),
  ),
  bad(
    `${PURE}${dockerfile(`FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOOS=$TARGETOS «GOARCH=amd64» go build -o /out/app .
${FINAL}`)}`,
    `FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/app .
${FINAL}`,
  ),
  bad(
    `${PURE}${dockerfile(`FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 «go build -o /out/app .»
${FINAL}`)}`,
    `FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /out/app .
${FINAL}`,
  ),
  bad(
    `FROM --platform=linux/arm64/«v5» alpine:3.22
RUN apk add --no-cache ca-certificates
`,
    `FROM --platform=linux/arm64 alpine:3.22
RUN apk add --no-cache ca-certificates
`,
  ),
  bad(
    `${PURE}${dockerfile(`FROM --platform=linux/amd64/«v3» golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .
${FINAL}`)}`,
  ),
  bad(
    `${PURE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOOS=linux «GOARCH=amd64» go build -o /out/app .
${FINAL}`)}-- .github/workflows/release.yml --
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker/setup-qemu-action@v3
      - uses: docker/setup-buildx-action@v3
      - uses: docker/build-push-action@v6
        with:
          push: true
          platforms: linux/amd64,linux/arm64
`,
  ),
  bad(
    `${PURE}-- api/Dockerfile --
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 «go build -o /out/app .»
${FINAL}-- compose.yaml --
services:
  api:
    build:
      context: .
      dockerfile: api/Dockerfile
      platforms:
        - linux/amd64
        - linux/arm64
`,
  ),
  good(
    `${PURE}${dockerfile(`FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETOS
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/app .
${FINAL}`)}`,
  ),
  silent(
    'the final image is for one platform as well',
    `${PURE}${dockerfile(`FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOARCH=amd64 go build -o /out/app .

FROM --platform=linux/amd64 alpine:3.22
COPY --from=build /out/app /usr/bin/app
ENTRYPOINT ["app"]
`)}`,
  ),
  silent(
    'nothing says that it is built for several platforms',
    `${PURE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build -o /out/app .
${FINAL}`)}`,
  ),
  silent(
    'the helpers of xx know the target',
    `${PURE}${dockerfile(`FROM --platform=$BUILDPLATFORM tonistiigi/xx AS xx
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
COPY --from=xx / /
ARG TARGETPLATFORM
WORKDIR /src
COPY . .
RUN xx-go --wrap && CGO_ENABLED=0 go build -o /out/app .
${FINAL}`)}`,
  ),
  silent(
    'programs for two machines are handed out',
    `${PURE}${dockerfile(`FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOARCH=amd64 go build -o /out/app-amd64 . && CGO_ENABLED=0 GOARCH=arm64 go build -o /out/app-arm64 .

FROM scratch
COPY --from=build /out/app-amd64 /out/app-arm64 /
`)}`,
  ),
  silent(
    'these variants exist, and the level is set',
    `${PURE}${dockerfile(`FROM --platform=linux/amd64/v3 golang:1.26 AS build
ENV GOAMD64=v3
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM --platform=linux/arm64/v8 alpine:3.22
`)}`,
  ),
  silent(
    'the image is built for the program’s own platform alone, or nobody knows for which',
    `${PURE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOARCH=amd64 go build -o /out/app .
${FINAL}`)}-- compose.yaml --
services:
  app:
    build: .
    platform: linux/amd64
  other:
    build:
      context: .
      platforms: ["linux/\${ARCH}"]
-- .github/workflows/release.yml --
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v6
        with:
          file: other/Dockerfile
          platforms: linux/amd64,linux/arm64
      - uses: docker/build-push-action@v6
        with:
          platforms: \${{ matrix.platform }}
`,
  ),
  silent(
    'emulated, the stage that builds is of the target’s platform',
    `${PURE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .
${FINAL}`)}-- compose.yaml --
services:
  app:
    build:
      context: .
      platforms: [linux/amd64, linux/arm64]
`,
  ),
];
