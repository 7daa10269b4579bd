/** Examples of `cgo/no-c-compiler` in jobs and in containers that a line starts. */
import { bad, type Example, silent } from '../rule.js';
import { PURE, SQLITE } from './image-cannot-start.silent.js';

const gitlab = (lines: string, image = 'golang:1.26-alpine') => `${SQLITE}-- .gitlab-ci.yml --
binary:
  image: ${image}
  script:
${lines}`;

const run = (options: string, command = 'go build -o out/app .', main = SQLITE) => `${main}-- Makefile --
linux:
\tdocker run --rm -v $(CURDIR):/src -w /src ${options} ${command}
`;

export const JOB_EXAMPLES: readonly Example[] = [
  bad(gitlab('    - export «CGO_ENABLED=1»\n    - go build -o out/app .\n')),
  bad(`${SQLITE}-- .github/workflows/ci.yml --
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    container: golang:1.26-alpine
    env:
      «CGO_ENABLED: '1'»
    steps:
      - uses: actions/checkout@v5
      - run: go build -o app .
`),
  bad(run('-e «CGO_ENABLED=1» golang:1.26-alpine')),
  silent('the image of Debian has gcc', run('-e CGO_ENABLED=1 golang:1.26')),
  silent('a shell may do more', run('-e CGO_ENABLED=1 golang:1.26-alpine', 'sh -c "./prepare && go build -o out/app ."')),
  silent(
    'the shell of the container installs it',
    run('-e CGO_ENABLED=1 golang:1.26-alpine', 'sh -c "apk add gcc musl-dev && go build ."'),
  ),
  silent('nothing uses cgo', run('-e CGO_ENABLED=1 golang:1.26-alpine', 'go build .', PURE)),
  silent('another compiler is named', run('-e CGO_ENABLED=1 -e CC=/zig/cc golang:1.26-alpine')),
  silent('a line before installs one', gitlab('    - apk add --no-cache build-base\n    - CGO_ENABLED=1 go build -o out/app .\n')),
  silent('a script may install one', gitlab('    - ./ci/prepare\n    - CGO_ENABLED=1 go build -o out/app .\n')),
];
