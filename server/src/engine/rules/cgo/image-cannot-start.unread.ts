/** Where `cgo/image-cannot-start` says nothing since something that nobody reads may change the program: its tests and its documentation. */
import { bad, type Example, silent } from '../rule.js';
import { ALPINE, dockerfile, job, MAIN, SQLITE } from './image-cannot-start.silent.js';

export const UNREAD: readonly Example[] = [
  silent(
    'the build that is known names another image',
    `${SQLITE}${dockerfile(`ARG BASE=alpine:3.22
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /app .
FROM \${BASE}
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`)}-- Makefile --
image:
	docker build --build-arg BASE=debian:bookworm-slim -t app .
`,
  ),
  silent('a script of the job may build the program anew', `${MAIN}${job('      - run: ./hack/static app\n')}${ALPINE}`),
  silent('a step of the job turns cgo off for all that follow', `${MAIN}${job('', '      - run: go env -w CGO_ENABLED=0\n')}${ALPINE}`),
  silent(
    'a step of some cells may build the program anew',
    `${MAIN}${job('      - if: matrix.static\n        run: CGO_ENABLED=0 go build -o app .\n')}${ALPINE}`,
  ),
  silent(
    'the Makefile of the image is not that of the context',
    `${MAIN}-- Makefile --
build:
	go build -o app .
${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN sed -i 's/go build/CGO_ENABLED=0 go build/' Makefile
RUN make build

FROM alpine:3.22
COPY --from=build /src/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  bad(
    `${MAIN}${makefile('test:\n\tgo test $(ARGS) ./...\n')}${other('make test ARGS=-race')}${dockerfile(
      'FROM «alpine:3.22»\nCOPY app /app\nENTRYPOINT ["/app"]\n',
    )}`,
  ),
  bad(
    `${MAIN}${makefile('')}-- docs/Makefile --\ninclude site.mk\nsite:\n\tdocker run hugo\n${other('make -C third_party/zlib')}${dockerfile(
      'FROM «alpine:3.22»\nCOPY app /app\nENTRYPOINT ["/app"]\n',
    )}`,
  ),
  silent(
    'another call of make may build the image, with other settings',
    `${MAIN}${makefile('')}${other('make image CGO_ENABLED=0')}${ALPINE}`,
  ),
  silent('nobody knows what another call of make is given', `${MAIN}${makefile('')}${other('make $TARGETS')}${ALPINE}`),
  silent(
    'a target that is built in a branch may build the image',
    `${MAIN}${makefile('release:\nifdef STATIC\n\tCGO_ENABLED=0 go build -o app .\nendif\n\tdocker build -t app .\n')}${other(
      'make release STATIC=1',
    )}${ALPINE}`,
  ),
];

function makefile(more: string): string {
  return `-- Makefile --\napp:\n\tgo build -o app .\n\nimage: app\n\tdocker build -t app .\n\n${more}`;
}

function other(command: string): string {
  return `-- .github/workflows/test.yml --
on: [push]
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - run: ${command}
`;
}
