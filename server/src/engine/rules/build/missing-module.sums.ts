/** `build/missing-module` for images without go.sum: its tests and its documentation. */
import { bad, type Example, silent } from '../rule.js';

const module = (imports: string, more = '') => `-- go.mod --
module example.com/app

go 1.26

require github.com/google/uuid v1.6.0
${more}-- main.go --
package main

import _ "${imports}"

func main() {}
`;
const USING = module('github.com/google/uuid');
const image = (lines: string, from = 'golang:1.26') => `-- Dockerfile --
FROM ${from} AS build
WORKDIR /src
${lines}
FROM scratch
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`;
const BUILD = 'RUN CGO_ENABLED=0 «go build -o /app .»';
const PLAIN = 'RUN CGO_ENABLED=0 go build -o /app .';

export const SUM_EXAMPLES: readonly Example[] = [
  bad(`${USING}${image(`COPY go.mod ./\nCOPY *.go ./\n${BUILD}`)}`),
  bad(`${USING}${image(`COPY go.mod main.go ./\nRUN go mod download\n${BUILD}`)}`),
  silent('it is copied later', `${USING}${image(`COPY go.mod ./\nRUN go mod download\nCOPY . .\n${PLAIN}`)}`),
  silent('a pattern takes it along', `${USING}${image(`COPY go.* ./\nCOPY *.go ./\n${PLAIN}`)}`),
  silent('a command writes it', `${USING}${image(`COPY go.mod ./\nCOPY *.go ./\nRUN go mod tidy\n${PLAIN}`)}`),
  silent('the build may write it', `${USING}${image(`COPY go.mod ./\nCOPY *.go ./\n${PLAIN.replace('build', 'build -mod=mod')}`)}`),
  silent('up to Go 1.17 the download writes it', `${USING}${image(`COPY go.mod *.go ./\nRUN go mod download\n${PLAIN}`, 'golang:1.17')}`),
  silent('the program needs no other module', `${module('net/http')}${image(`COPY go.mod ./\nCOPY *.go ./\n${PLAIN}`)}`),
  silent(
    'the module lies in a folder',
    `${module('github.com/google/uuid', '\nreplace github.com/google/uuid => ./uuid\n')}${image(`COPY go.mod ./\nCOPY uuid ./uuid\nCOPY *.go ./\n${PLAIN}`)}`,
  ),
  silent('another stage has it', `${USING}${image(`COPY go.mod ./\nCOPY --from=modules /go /src\nCOPY *.go ./\n${PLAIN}`)}`),
];
