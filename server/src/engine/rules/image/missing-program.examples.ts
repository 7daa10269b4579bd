/** Examples of `image/missing-program`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';

import { INTERPRETERS } from './missing-program.interpreters.js';
import { NAMED_SERVICES } from './missing-program.services.js';

const service = (lines: string) => `-- compose.yaml --\nservices:\n  app:\n    build: .\n    ${lines}\n`;
const ON_ALPINE = '-- Dockerfile --\nFROM alpine:3.22\nCOPY app /usr/local/bin/app\nENTRYPOINT ["app"]\n';

const FUNCTION = (runtime: string, program: string, zip: string) => `-- go.mod --
module example.com/fn

go 1.26
-- main.go --
package main

func main() {}
-- Makefile --
build:
\tCGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build -o ${program} .
\tzip ${zip}
-- template.yml --
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: ${runtime}
      Handler: main
      Code:
        S3Key: packages/fn.zip
`;

export const MISSING_PROGRAM_EXAMPLES: readonly Example[] = [
  bad(
    `FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN «make build»

FROM alpine:3.22
COPY --from=build /src/bin/app /usr/local/bin/app
ENTRYPOINT ["app"]
`,
    `FROM golang:1.26-alpine AS build
RUN apk add --no-cache make
WORKDIR /src
COPY . .
RUN make build

FROM alpine:3.22
COPY --from=build /src/bin/app /usr/local/bin/app
ENTRYPOINT ["app"]
`,
  ),
  bad(`FROM golang:1.26-alpine
RUN apk add --no-cache ca-certificates tzdata
WORKDIR /src
RUN «git clone https://github.com/acme/app .» && go build -o /app .
`),
  bad(`FROM debian:trixie-slim
COPY app /usr/local/bin/app
HEALTHCHECK --interval=10s CMD «curl -fsS http://localhost:8080/healthz || exit 1»
ENTRYPOINT ["app"]
`),
  bad(`FROM alpine:3.22
COPY app /usr/local/bin/app
COPY start.sh /start.sh
ENTRYPOINT «["bash", "/start.sh"]»
`),
  bad(`${service('healthcheck: {test: «["CMD", "curl", "-f", "http://localhost/"]»}')}${ON_ALPINE}`),
  bad(`${service('healthcheck: {test: «curl -sf http://localhost/ || exit 1»}')}${ON_ALPINE}`),
  bad(`${service('entrypoint: «["bash", "-c", "app migrate && app"]»')}${ON_ALPINE}`),
  good(`FROM golang:1.26-alpine
RUN apk add --no-cache make git
WORKDIR /src
COPY . .
RUN make build
`),
  bad(
    `-- deploy/app.yaml --
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: app
          image: ghcr.io/acme/app:2
          livenessProbe: {exec: {command: «[curl, -f, "http://localhost/"]»}}
-- Makefile --
image:
	docker build -t ghcr.io/acme/app:1 .
${ON_ALPINE}`,
  ),
  good(`${service('healthcheck: {test: ["CMD", "wget", "-qO-", "http://localhost/"]}')}${ON_ALPINE}`),
  silent('build-base has make', 'FROM golang:1.26-alpine\nRUN apk add --no-cache build-base\nRUN make build\n'),
  silent(
    'golang on Debian has make, git and curl',
    'FROM golang:1.26\nRUN git clone https://github.com/acme/app . && make && curl -O https://example.com/x\n',
  ),
  silent(
    'a package that nobody looked up may depend on it',
    'FROM golang:1.26-alpine\nRUN apk add --no-cache alpine-sdk\nRUN make build\n',
  ),
  silent('the variable may name it', 'FROM golang:1.26-alpine\nARG PACKAGES\nRUN apk add --no-cache $PACKAGES\nRUN make build\n'),
  silent(
    'the build goes on without it',
    'FROM golang:1.26-alpine\nRUN git describe --tags > version || true\nRUN curl -s https://example.com/x | sh\n',
  ),
  silent('the line goes on when it fails', 'FROM golang:1.26-alpine\nRUN git rev-parse HEAD > rev; go version\n'),
  silent('the script may install it', 'FROM alpine:3.22\nCOPY setup.sh /setup.sh\nRUN sh /setup.sh\nRUN make build\n'),
  silent('it is copied from another image', 'FROM alpine:3.22\nCOPY --from=registry.example/tools /usr/bin/ /usr/bin/\nRUN jq --version\n'),
  silent('the stage below installs it', 'FROM golang:1.26-alpine AS base\nRUN apk add make\n\nFROM base AS build\nRUN make build\n'),
  silent(
    'another check takes its place',
    'FROM alpine:3.22\nCOPY app /app\nHEALTHCHECK CMD curl -f http://localhost/ || wget -qO- http://localhost/\nENTRYPOINT ["/app"]\n',
  ),
  silent(
    'a folder of another stage is copied over the root',
    'FROM alpine:3.22 AS tools\nRUN apk add -p /app --initdb jq\n\nFROM alpine:3.22\nCOPY --from=tools /app /\nRUN jq --version\n',
  ),
  silent('an archive may hold it', 'FROM alpine:3.22\nADD rootfs.tar.xz /\nRUN jq --version\n'),
  silent('a loop installs it', 'FROM alpine:3.22\nRUN for p in make git; do apk add $p; done\nRUN make build\n'),
  silent(
    'several files are copied beside the programs',
    'FROM alpine:3.22\nCOPY tools /tools\nRUN cp /tools/* /usr/local/bin/\nRUN jq --version\n',
  ),
  silent(
    'the service installs it when it starts',
    `${service('command: sh -c "apk add curl && exec app"\n    healthcheck: {test: ["CMD", "curl", "-f", "http://localhost/"]}')}${ON_ALPINE}`,
  ),
  silent(
    'the service looks for programs elsewhere, too',
    `${service('environment:\n      PATH: /tools:/bin\n    healthcheck: {test: ["CMD", "curl", "-f", "http://localhost/"]}')}${ON_ALPINE}`,
  ),
  silent(
    'the script that the image starts installs it',
    '-- start.sh --\n#!/bin/sh\napk add --no-cache curl\nexec /app\n-- Dockerfile --\nFROM alpine:3.22\nCOPY app start.sh /\nHEALTHCHECK CMD curl -f http://localhost/\nENTRYPOINT ["/start.sh"]\n',
  ),
  silent(
    'a config of the service is mounted in its place',
    `${service('configs: [{source: curl, target: /usr/local/bin/curl, mode: 0755}]\n    healthcheck: {test: ["CMD", "curl", "-f", "http://localhost/"]}')}${ON_ALPINE}`,
  ),
  silent(
    'it is mounted for this command',
    'FROM alpine:3.22\nRUN --mount=type=bind,from=tools,source=/jq,target=/usr/local/bin/jq jq --version\n',
  ),
  silent('the file that is read before may set PATH', 'FROM golang:1.26-alpine\nCOPY . .\nRUN . ./env.sh && make build\n'),
  silent(
    'the module has a program of that name',
    '-- Dockerfile --\nFROM golang:1.26-alpine\nCOPY . .\nRUN go install ./...\nRUN jq --version\n-- cmd/jq/main.go --\npackage main\n\nfunc main() {}\n',
  ),
  silent(
    'the service builds it on another image',
    `-- compose.yaml --
services:
  app:
    build:
      context: .
      additional_contexts:
        - alpine:3.22=docker-image://ghcr.io/acme/alpine-curl:3
-- Dockerfile --
FROM alpine:3.22
COPY app /app
HEALTHCHECK CMD curl -f http://localhost/
ENTRYPOINT ["/app"]
`,
  ),
  bad(
    'FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y --no-install-recommends ca-certificates fio\nCOPY app /usr/local/bin/app\nENTRYPOINT ["/usr/local/bin/app"]\nCMD ["run"]\nHEALTHCHECK CMD «wget -qO- http://localhost/»\n',
  ),
  silent(
    'another package depends on it',
    'FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y gettext\nCOPY app /app\nENTRYPOINT ["/app"]\nHEALTHCHECK CMD wget -qO- http://localhost/\n',
  ),
  silent(
    'what starts first is a script',
    'FROM debian:bookworm-slim\nCOPY start.sh /\nENTRYPOINT ["sh"]\nCMD ["/start.sh"]\nHEALTHCHECK CMD wget -qO- http://localhost/\n',
  ),
  bad(`${FUNCTION('«provided.al2»', 'main', 'fn.zip main')}`),
  silent('the program has the name that is started', FUNCTION('provided.al2', 'bootstrap', 'fn.zip bootstrap')),
  silent('more is in the archive', FUNCTION('provided.al2', 'main', 'fn.zip main bootstrap')),
  silent('a folder is in the archive', FUNCTION('provided.al2', 'main', '-r fn.zip .')),
  silent('another archive', FUNCTION('provided.al2', 'main', 'other.zip main')),
  silent('another archive, whose name begins alike', FUNCTION('provided.al2', 'main', 'fn-worker.zip main')),
  bad(
    'FROM alpine:3.22\nRUN apk add --no-cache ca-certificates\nCOPY app /usr/bin/app\nENTRYPOINT «["/sbin/tini", "--", "/usr/bin/app"]»\n',
  ),
  silent(
    'the package has it',
    'FROM alpine:3.22\nRUN apk add --no-cache tini\nCOPY app /usr/bin/app\nENTRYPOINT ["/sbin/tini", "--", "/usr/bin/app"]\n',
  ),
  silent('it lies in the context', 'FROM alpine:3.22\nCOPY bin/ /usr/local/bin/\nRUN jq --version\n'),
  ...INTERPRETERS,
  ...NAMED_SERVICES,
];
