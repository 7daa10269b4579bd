/** Examples of `build/missing-module`: the vendor folder. */
import { bad, type Example, silent } from '../rule.js';

const FLAG = '«-mod=vendor»';
const project = (
  ignored: string,
  run = `RUN go build ${FLAG} -o /app .`,
  before = '',
  requires = 'require github.com/google/uuid v1.6.0\n',
) => `-- go.mod --
module example.com/app

go 1.26

${requires}-- main.go --
package main

func main() {}
-- .dockerignore --
.git
${ignored}
-- Dockerfile --
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
${before}${run}
`;
const plain = (text: string) => text.replaceAll(/[«»]/g, '');

export const VENDOR_EXAMPLES: readonly Example[] = [
  bad(project('vendor/')),
  bad(project('**/vendor', 'RUN «GOFLAGS=-mod=vendor go test ./...»'.replace('«GOFLAGS=-mod=vendor go', 'GOFLAGS=-mod=vendor «go'))),
  bad(project('*\n!go.mod\n!main.go')),
  silent('the folder is not left out after all', plain(project('vendor\n!vendor/modules.txt'))),
  silent('patterns may add it again', plain(project('*\n!**/*.go'))),
  silent('the image makes it', plain(project('vendor', undefined, 'RUN go mod vendor\n'))),
  silent('a script may make it', plain(project('vendor', undefined, 'RUN ./prepare.sh\n'))),
  silent('the modules are downloaded', project('vendor', 'RUN go build -o /app .')),
  silent('nothing is required', plain(project('vendor', undefined, '', ''))),
  silent('another folder has the name', plain(project('web/vendor'))),
  silent('a mount has it', plain(project('vendor', 'RUN --mount=type=bind,target=/src go build -mod=vendor -o /app .'))),
  silent(
    'another context is given, whose own .dockerignore counts',
    `${plain(project('vendor'))}-- Makefile --\nimage:\n\tdocker build -f Dockerfile ./deploy\n`,
  ),
];
