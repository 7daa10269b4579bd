/** Examples of `cgo/sanitizer-needs-cgo` for build modes. */
import { bad, type Example, silent } from '../rule.js';

export const BUILD_MODES: readonly Example[] = [
  bad(`-- Makefile --
export CGO_ENABLED := 0
plugins:
	go build «-buildmode=plugin» -o out/auth.so ./plugins/auth
`),
  bad(`FROM golang:1.26-alpine
COPY . .
RUN go build «-buildmode=c-shared» -o /libapp.so .
`),
  silent(
    'shared libraries of wasm need no cgo',
    `-- Makefile --
plugin.wasm:
	CGO_ENABLED=0 GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -o $@ .
`,
  ),
  silent(
    'with cgo',
    `-- Makefile --
plugins:
	CGO_ENABLED=1 go build -buildmode=plugin -o out/auth.so ./plugins/auth
`,
  ),
];
