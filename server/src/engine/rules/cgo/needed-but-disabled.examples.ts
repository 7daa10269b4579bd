/** Examples of `cgo/needed-but-disabled`: its tests and its documentation. */
import { bad, type Example, good } from '../rule.js';
import { dockerfile, MAIN, SQLITE } from './image-cannot-start.silent.js';
import { KAFKA, NEEDED_BUT_DISABLED_SILENT, OWN, service } from './needed-but-disabled.silent.js';

export const NEEDED_BUT_DISABLED_EXAMPLES: readonly Example[] = [
  bad(
    `${SQLITE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN «CGO_ENABLED=0» go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  bad(
    `${KAFKA}${dockerfile(`FROM golang:1.26 AS build
ENV «CGO_ENABLED=0» GOOS=linux
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -trimpath -o /out/app ./cmd/app

FROM gcr.io/distroless/static-debian13
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  bad(
    `${OWN}${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN «go install .»
CMD ["app"]
`)}`,
  ),
  bad(`${SQLITE}-- .github/workflows/release.yml --
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: |
          for arch in amd64 arm64; do
            «CGO_ENABLED=0» GOOS=linux GOARCH=$arch go build -o dist/app-$arch .
          done
`),
  bad(`${KAFKA}-- .goreleaser.yaml --
builds:
  - id: app
    main: ./cmd/app
    env:
      - «CGO_ENABLED=0»
`),
  bad(`${SQLITE}-- .github/workflows/ci.yml --
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: «CGO_ENABLED=0» go build -o app .
`),
  bad(`${OWN}-- Makefile --
build:
	«CGO_ENABLED=0» go build -o bin/app .
`),
  bad(
    `${KAFKA}-- .ko.yaml --
builds:
  - id: «»app
    main: ./cmd/app
`.replace('«»app', '«app»'),
  ),
  good(
    `${MAIN}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM gcr.io/distroless/static-debian13
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  good(
    `${SQLITE}${dockerfile(`FROM golang:1.26-alpine AS build
RUN apk add --no-cache build-base
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /out/app .

FROM alpine:3.22
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  bad(service('golang:1.26-alpine', 'command: «go run .»')),
  ...NEEDED_BUT_DISABLED_SILENT,
];
