/** Where `cgo/image-cannot-start` says nothing since something that nobody reads may change the program: its tests and its documentation. */
import { type Example, silent } from '../rule.js';
import { ALPINE, dockerfile, job, MAIN } from './image-cannot-start.silent.js';

export const UNREAD: readonly Example[] = [
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
];
