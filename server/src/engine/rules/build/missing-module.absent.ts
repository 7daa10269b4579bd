/** `build/missing-module` for copies of a go.sum that does not exist: its tests and its documentation. */
import { bad, type Example, silent } from '../rule.js';

const PLAIN = `-- go.mod --
module example.com/app

go 1.26
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":8080", nil) }
`;
const dockerfile = (copy: string) => `FROM golang:1.26 AS build
WORKDIR /src
${copy}
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /app .
`;
const image = (copy: string, path = 'Dockerfile') => `-- ${path} --\n${dockerfile(copy)}`;
const COPY = 'COPY go.mod go.sum ./';
const MAKE = '-- Makefile --\nimage:\n\tdocker build -f docker/Dockerfile .\n';

export const ABSENT_SUM_EXAMPLES: readonly Example[] = [
  bad(`${PLAIN}${image('COPY go.mod «go.sum» ./')}`, dockerfile('COPY go.mod go.sum* ./')),
  bad(`${PLAIN}${image('COPY ["go.mod", "«./go.sum»", "./"]')}`),
  bad(`${PLAIN}${image('COPY go.mod ./\nCOPY «go.sum» ./')}`),
  bad(`${PLAIN}${MAKE}${image('COPY go.mod «go.sum» ./', 'docker/Dockerfile')}`),
  silent('it is there, and empty', `${PLAIN}-- go.sum --\n${image(COPY)}`),
  silent('a pattern may match nothing', `${PLAIN}${image('COPY go.mod go.sum* ./')}`),
  silent(
    'the program needs a module, and who builds it makes the file first',
    `${PLAIN.replace('net/http', 'github.com/google/uuid')}${image(COPY)}`,
  ),
  silent('a target of make writes it', `${PLAIN}-- Makefile --\nimage:\n\ttouch go.sum\n\tdocker build .\n${image(COPY)}`),
  silent('nobody knows the folder that the image is built from', `${PLAIN}${image(COPY, 'docker/Dockerfile')}`),
  silent('another stage has it', `${PLAIN}${image('COPY --from=modules /src/go.mod /src/go.sum ./')}`),
];
