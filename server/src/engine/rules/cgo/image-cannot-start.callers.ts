/** `cgo/image-cannot-start` by scripts that are run by hand, containers that build, and targets that a job calls one by one: its tests and its documentation. */
import { bad, type Example, silent } from '../rule.js';
import { ALPINE, MAIN } from './image-cannot-start.silent.js';

const WITH = ALPINE.replace('alpine:3.22', '«alpine:3.22»');
const script = (lines: string, name = 'build.sh') => `-- ${name} --\n#!/bin/sh\nset -e\n${lines}docker build -t app .\n`;
const FROM_OWN = 'cd "$(dirname "$0")"\n';
const FROM_ABOVE = 'cd "$(dirname "$0")/.."\n';
const contained = (run: string) =>
  `-- Makefile --\nRUN := docker run --rm -v $(CURDIR):/src -w /src\nbuild:\n\t${run}\nimage: build\n\tdocker build -t app .\n`;

const called = (make: string, steps: readonly string[]) => `-- Makefile --
build:
	${make}
image:
	docker build -t app .
-- .github/workflows/image.yml --
on: push
jobs:
  image:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
${steps.map(step => `      - run: ${step}\n`).join('')}`;

export const CALLERS: readonly Example[] = [
  bad(`${MAIN}${script(`${FROM_OWN}go build -o app .\n`)}${WITH}`),
  bad(`${MAIN}${script(`${FROM_ABOVE}CGO_ENABLED=1 GOOS=linux go build -o app .\n`, 'scripts/image.sh')}${WITH}`),
  bad(`${MAIN}${script('go build -o app .\n', 'scripts/image.sh')}${WITH}`),
  silent('the script disables cgo', `${MAIN}${script(`${FROM_OWN}CGO_ENABLED=0 go build -o app .\n`)}${ALPINE}`),
  silent('it builds another program', `${MAIN}${script('go build -o other .\n')}${ALPINE}`),
  silent('a container before may leave another one', `${MAIN}${script('docker run --rm builder\ngo build -o app .\n')}${ALPINE}`),
  silent(
    'the folder of the script has a Dockerfile of its own',
    `${MAIN}${script('go build -o app .\n', 'scripts/image.sh')}-- scripts/Dockerfile --\nFROM debian:trixie-slim\n${ALPINE}`,
  ),
  silent(
    'another script disables cgo',
    `${MAIN}${script('go build -o app .\n', 'scripts/dev.sh')}${script('CGO_ENABLED=0 go build -o app .\n', 'scripts/image.sh')}${ALPINE}`,
  ),
  bad(`${MAIN}${contained('$(RUN) golang:1.26 go build -o app .')}${WITH}`),
  silent('cgo is off in the container', `${MAIN}${contained('$(RUN) -e CGO_ENABLED=0 golang:1.26 go build -o app .')}${ALPINE}`),
  silent('the container has no C compiler', `${MAIN}${contained('$(RUN) golang:1.26-alpine go build -o app .')}${ALPINE}`),
  silent('nobody knows the image', `${MAIN}${contained('$(RUN) $(BUILDER) go build -o app .')}${ALPINE}`),
  silent(
    'two containers build, each on an image of its own',
    `${MAIN}${contained('$(RUN) golang:1.26-alpine go build -o app .\n\t$(RUN) golang:1.26 go build -o tool .')}${ALPINE}`,
  ),
  bad(`${MAIN}${called('go build -o app .', ['make build', 'make image'])}${WITH}`),
  bad(`${MAIN}${called('go build -o app .', ['make build image'])}${WITH}`),
  silent('the target disables cgo', `${MAIN}${called('CGO_ENABLED=0 go build -o app .', ['make build', 'make image'])}${ALPINE}`),
  silent('nobody builds it before', `${MAIN}${called('go build -o app .', ['make image'])}${ALPINE}`),
  silent('a script before may build it', `${MAIN}${called('go build -o app .', ['./prepare', 'make build', 'make image'])}${ALPINE}`),
  silent(
    'another job disables cgo',
    `${MAIN}${called('go build -o app .', ['make build', 'make image'])}  static:
    runs-on: ubuntu-24.04
    env: {CGO_ENABLED: '0'}
    steps: [{run: make build image}]
${ALPINE}`,
  ),
];
