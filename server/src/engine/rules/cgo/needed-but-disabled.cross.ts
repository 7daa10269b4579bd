/** `cgo/needed-but-disabled` for builds for another system or architecture than the runner's: its tests and its documentation. */
import { bad, type Example, silent } from '../rule.js';
import { SQLITE } from './image-cannot-start.silent.js';
import { OWN } from './needed-but-disabled.silent.js';

const job = (runner: string, run: string, more = '') => `-- .github/workflows/release.yml --
on: push
jobs:
  build:
    runs-on: ${runner}
    steps:
      - uses: actions/checkout@v5
      - run: ${run}
${more}`;
const FOR_LINUX = 'GOOS=linux GOARCH=amd64';
const LINUX = 'go build -o dist/app-linux .';

export const CROSS_BUILT_EXAMPLES: readonly Example[] = [
  bad(`${SQLITE}${job('macos-15', `${FOR_LINUX} «${LINUX}»`)}`),
  bad(`${SQLITE}${job('ubuntu-latest', 'GOARCH=arm64 «go build -trimpath -o dist/app .»', '        env:\n          GOOS: linux\n')}`),
  bad(`${SQLITE}-- Makefile --
windows:
	GOOS=windows go build -o dist/app.exe .
${job('ubuntu-latest', '«make windows»')}`),
  bad(`${OWN}${job('ubuntu-24.04', 'GOOS=windows «go build ./...»')}`),
  silent('it is built for the runner', `${SQLITE}${job('macos-15', 'GOOS=darwin GOARCH=amd64 go build -o dist/app .')}`),
  silent(
    'cgo is on, with a compiler for the target',
    `${SQLITE}${job('macos-15', `CGO_ENABLED=1 CC=x86_64-linux-musl-gcc ${FOR_LINUX} ${LINUX}`)}`,
  ),
  silent('it is only seen to compile, and nobody starts it', `${SQLITE}${job('ubuntu-latest', 'GOOS=windows go build ./...')}`),
  silent('nobody knows the runner', `${SQLITE}${job('self-hosted', `${FOR_LINUX} ${LINUX}`)}`),
  silent(
    'the other system has a file in pure Go',
    `${OWN}-- answer/answer_windows.go --
package answer

func Other() int { return 42 }
${job('ubuntu-24.04', 'GOOS=windows go build -o app.exe .')}`,
  ),
];
