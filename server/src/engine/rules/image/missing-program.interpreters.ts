/** Examples of `image/missing-program` where a script or a Makefile asks for bash. */
import { bad, type Example, silent } from '../rule.js';

const MODULE = '-- go.mod --\nmodule example.com/app\n\ngo 1.26\n';
const script = (line: string, run: string, add = 'git') => `${MODULE}-- build.sh --
${line}
set -e
CGO_ENABLED=0 go build -o bin/app .
-- Dockerfile --
FROM golang:1.26-alpine
RUN apk add --no-cache ${add}
WORKDIR /src
COPY . .
RUN ${run}
`;
const make = (shell: string, run: string, add = 'make') => `${MODULE}-- Makefile --
${shell}
build:
	go build -o bin/app .
-- Dockerfile --
FROM golang:1.26-alpine
RUN apk add --no-cache ${add}
WORKDIR /src
COPY . .
RUN ${run}
`;

export const INTERPRETERS: readonly Example[] = [
  bad(script('#!/bin/bash', '«./build.sh»')),
  bad(script('#!/usr/bin/env bash', '«./build.sh --fast»')),
  bad(make('SHELL := /bin/bash', '«make build»')),
  bad(make('SHELL = /usr/bin/env bash', '«make»')),
  silent('bash is installed', script('#!/bin/bash', './build.sh', 'git bash')),
  silent('the script asks for sh', script('#!/bin/sh', './build.sh')),
  silent('sh reads the script, whatever its first line says', script('#!/bin/bash', 'sh build.sh')),
  silent('the build goes on without it', script('#!/bin/bash', './build.sh || go build .')),
  silent('a command before may change the first line', script('#!/bin/bash', "sed -i 's#/bin/bash#/bin/sh#' build.sh && ./build.sh")),
  silent('a link may stand for it', script('#!/bin/bash', 'ln -s /bin/ash /bin/bash && ./build.sh')),
  silent(
    'a mount has bash for this instruction',
    script('#!/bin/bash', '--mount=type=bind,from=bash:5.2,source=/usr/local/bin/bash,target=/bin/bash ./build.sh'),
  ),
  silent('a command before writes another first line', script('#!/bin/bash', "sed -i '1s|.*|#!/bin/sh|' build.sh && ./build.sh")),
  silent('a command before sets another shell', make('SHELL := /bin/bash', "sed -i 's|^SHELL.*|SHELL = /bin/sh|' Makefile && make")),
  silent(
    'another Makefile is copied over it',
    `${make('SHELL := /bin/bash', 'make build').replace('COPY . .', 'COPY . .\nCOPY docker/Makefile Makefile')}-- docker/Makefile --
build:
	go build -o bin/app .
`,
  ),
  silent(
    'the script is written in its place',
    script('#!/bin/bash', './build.sh').replace('COPY . .', 'COPY . .\nCOPY --chmod=755 <<EOF build.sh\n#!/bin/sh\ngo build .\nEOF'),
  ),
  silent('bash is installed for make', make('SHELL := /bin/bash', 'make build', 'make bash')),
  silent('the caller gives another shell', make('SHELL := /bin/bash', 'make SHELL=/bin/sh build')),
  silent('the shell hangs on the machine', make('ifneq (,$(wildcard /bin/bash))\nSHELL := /bin/bash\nendif', 'make build')),
];
