/** `build/missing-module` for packages of the module itself and for embedded files: its tests and its documentation. */
import { bad, type Example, silent } from '../rule.js';

const PROGRAM = `-- go.mod --
module example.com/app

go 1.26
-- cmd/main.go --
package main

import "example.com/app/pkg/metrics"

func main() { metrics.Register() }
-- pkg/metrics/metrics.go --
package metrics

func Register() {}
-- internal/store/store.go --
package store
`;
const EMBEDDING = `-- go.mod --
module example.com/app

go 1.26
-- main.go --
package main

import _ "embed"

//go:embed web/index.html
var page []byte

func main() { println(len(page)) }
-- web/index.html --
<p>hello</p>
`;
const image = (lines: string, build = '«go build -o /app ./cmd»') => `-- Dockerfile --
FROM golang:1.26 AS build
WORKDIR /src
${lines}
RUN CGO_ENABLED=0 ${build}
`;
const plain = (text: string) => text.replaceAll(/[«»]/g, '');
const ROOT = '«go build -o /app .»';

export const PACKAGE_EXAMPLES: readonly Example[] = [
  bad(`${PROGRAM}${image('COPY go.mod ./\nRUN go mod download\nCOPY cmd/ cmd/\nCOPY internal/ internal/')}`),
  bad(`${PROGRAM}${image('COPY go.mod ./\nCOPY cmd/main.go cmd/main.go\nCOPY internal internal', '«go build -o /app cmd/main.go»')}`),
  bad(`${PROGRAM}-- .dockerignore --\n**/*.md\npkg\n${image('COPY . .')}`),
  bad(`${EMBEDDING}${image('COPY go.mod *.go ./', ROOT)}`),
  bad(`${EMBEDDING}-- .dockerignore --\n/web/\n${image('COPY . .', ROOT)}`),
  silent(
    'a file of another folder is built without go.mod',
    `${PROGRAM.replace('cmd/main.go', 'main.go')}-- e2e/main.go --
package main

func main() {}
-- e2e/Dockerfile --
FROM golang:1.26 AS build
WORKDIR /app
COPY main.go .
RUN CGO_ENABLED=0 go build -o /app/roll main.go
`,
  ),
  silent('its folder is copied', plain(`${PROGRAM}${image('COPY go.mod ./\nCOPY cmd/ cmd/\nCOPY pkg/metrics pkg/metrics')}`)),
  silent('all is copied', plain(`${PROGRAM}${image('COPY . .')}`)),
  silent('a folder above it is', plain(`${PROGRAM}${image('COPY go.mod ./\nCOPY cmd/ cmd/\nCOPY pkg/ pkg/')}`)),
  silent('a pattern may take it along', plain(`${PROGRAM}${image('COPY go.mod ./\nCOPY cmd/ cmd/\nCOPY p* ./')}`)),
  silent('a command may write it', plain(`${PROGRAM}${image('COPY go.mod ./\nCOPY cmd/ cmd/\nRUN buf generate')}`)),
  silent('another stage may have it', plain(`${PROGRAM}${image('COPY go.mod ./\nCOPY cmd/ cmd/\nCOPY --from=gen /out /src/pkg')}`)),
  silent('a mount has it', plain(`${PROGRAM}${image('COPY go.mod ./\nCOPY cmd/ cmd/', '--mount=type=bind,target=. go build ./cmd')}`)),
  silent(
    'only another system needs it',
    plain(`${PROGRAM.replace('package main', '//go:build windows\n\npackage main')}-- cmd/other.go --
//go:build !windows

package main

func main() {}
${image('COPY go.mod ./\nCOPY cmd/ cmd/')}`),
  ),
  silent('another line adds it again', plain(`${PROGRAM}-- .dockerignore --\n*\n!cmd\n!pkg\n!go.mod\n${image('COPY . .')}`)),
  silent('a folder elsewhere has the name', plain(`${PROGRAM}-- .dockerignore --\nmetrics\n${image('COPY . .')}`)),
  silent(
    'the Dockerfile has a list of its own',
    plain(`${PROGRAM}-- .dockerignore --\npkg\n-- Dockerfile.dockerignore --\n.git\n${image('COPY . .')}`),
  ),
  silent('the folder is copied', plain(`${EMBEDDING}${image('COPY go.mod *.go ./\nCOPY web ./web', ROOT)}`)),
  silent('another stage makes it', plain(`${EMBEDDING}-- .dockerignore --\nweb\n${image('COPY . .\nCOPY --from=node /dist ./web', ROOT)}`)),
  silent('nothing embeds what is left out', plain(`${EMBEDDING}-- .dockerignore --\nweb/assets\n${image('COPY . .', ROOT)}`)),
];
