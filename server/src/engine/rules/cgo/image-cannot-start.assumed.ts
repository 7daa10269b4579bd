/** Examples of `cgo/image-cannot-start` in images that name nothing to start, or a script. */

import { bad, type Example, silent } from '../rule.js';
import { dockerfile, MAIN } from './image-cannot-start.silent.js';

const CARRIES = `FROM golang:1.26-bookworm AS builder
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM alpine:3.22
COPY --from=builder /out/app /out/app
`;

const started = (lines: string, to: string, isBad = true) => `${MAIN}-- start.sh --
#!/bin/sh
set -e
${lines}
${dockerfile(`FROM golang:1.26-bookworm AS builder
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM ${isBad ? '«alpine:3.22»' : 'alpine:3.22'}
COPY --from=builder /out/app ${to}
COPY start.sh /start.sh
ENTRYPOINT ["/start.sh"]
CMD ["${to}"]
`)}`;

export const ASSUMED: readonly Example[] = [
  bad(
    `${MAIN}${dockerfile(`FROM golang:1.26-bookworm AS builder
WORKDIR /src
COPY . .
RUN go build -o placement .

FROM «registry.access.redhat.com/ubi8/ubi-minimal:latest»
COPY --from=builder /src/placement /
RUN microdnf update -y && microdnf clean all
USER 10001
`)}`,
  ),
  silent(
    'the image starts nothing and holds two programs; nobody knows which of them is meant to run',
    `${MAIN}-- cmd/tool/main.go --
package main

func main() {}
${dockerfile(`FROM golang:1.26-bookworm AS builder
WORKDIR /src
COPY . .
RUN go build -o /out/app . && go build -o /out/tool ./cmd/tool

FROM alpine:3.22
COPY --from=builder /out/ /usr/local/bin/
`)}`,
  ),
  silent(
    'an image from scratch that starts nothing is how `docker build --output` hands out files',
    `${MAIN}${dockerfile(`FROM golang:1.26-bookworm AS builder
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM scratch
COPY --from=builder /out/app /
`)}`,
  ),
  silent(
    'a target of make copies the program out of the image',
    `${MAIN}-- Makefile --
dist:
	docker build -t acme-build .
	docker create --name out acme-build true
	docker cp out:/out/app dist/
${dockerfile(CARRIES)}`,
  ),
  silent(
    'a container copies the program to a mounted folder',
    `${MAIN}-- Makefile --
dist:
	docker build -t acme-build .
	docker run --rm -v $(CURDIR)/dist:/dist acme-build cp /out/app /dist/
${dockerfile(CARRIES)}`,
  ),
  silent(
    'another Dockerfile copies the program out of the image',
    `${MAIN}-- release/Dockerfile --
FROM debian:bookworm-slim
COPY --from=ghcr.io/acme/files:latest /out/app /usr/bin/app
-- Makefile --
dist:
	docker build -t ghcr.io/acme/files:latest .
${dockerfile(CARRIES)}`,
  ),
  silent(
    'the build hands out files',
    `${MAIN}-- docker-bake.hcl --\ntarget "dist" {\n  output = ["type=local,dest=dist"]\n}\n${dockerfile(CARRIES)}`,
  ),
  silent(
    'an init container may copy the program into another one',
    `${MAIN}-- deploy/app.yaml --
apiVersion: v1
kind: Pod
metadata:
  name: app
spec:
  initContainers:
    - name: copy
      image: registry.example/app
      command: [cp, /app, /tools/app]
  containers:
    - name: main
      image: debian:trixie
${dockerfile(`FROM golang:1.26-bookworm AS builder
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM alpine:3.22
COPY --from=builder /out/app /app
`)}`,
  ),
  bad(started('exec "$@"', '/app')),
  bad(started('exec /usr/local/bin/app "$@"', '/usr/local/bin/app')),
  silent('the script starts another program', started('exec sh', '/app', false)),
  silent('the script may install the loader', started('apk add gcompat\nexec "$@"', '/app', false)),
  silent('the script starts it in a branch alone', started('if [ "$1" = sh ]; then exec sh; fi\nexec "$@"', '/app', false)),
];
