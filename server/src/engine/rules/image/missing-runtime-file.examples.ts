/** Examples of `image/missing-runtime-file`: its tests and its documentation. */

import { dockerfile } from '../cgo/image-cannot-start.silent.js';
import { bad, type Example, good } from '../rule.js';
import { MISSING_RUNTIME_FILE_SILENT, STATUS, ZONE } from './missing-runtime-file.silent.js';

const TEMPORARY = `-- main.go --
package main

import (
	"log"
	"os"
)

func main() {
	f, err := os.CreateTemp("", "report-*.csv")
	if err != nil {
		log.Fatal(err)
	}
	defer os.Remove(f.Name())
}
`;
const WHO = `-- main.go --
package main

import (
	"log"
	"os/user"
)

func main() {
	u, err := user.Current()
	if err != nil {
		log.Fatal(err)
	}
	log.Print(u.HomeDir)
}
`;

export const MISSING_RUNTIME_FILE_EXAMPLES: readonly Example[] = [
  bad(
    `${STATUS}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM «scratch»
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
  ),
  bad(
    `${STATUS}${dockerfile(`FROM golang:1.26-bookworm
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM «debian:bookworm-slim»
RUN useradd --uid 10001 app
COPY --from=0 /out/app /usr/local/bin/app
USER app
ENTRYPOINT ["app"]
`)}`,
    `FROM golang:1.26-bookworm
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 app
COPY --from=0 /out/app /usr/local/bin/app
USER app
ENTRYPOINT ["app"]
`,
  ),
  bad(
    `${ZONE}${dockerfile(`FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app ./cmd/app

FROM «alpine:3.22»
RUN apk add --no-cache ca-certificates
COPY --from=build /out/app /usr/bin/app
ENTRYPOINT ["app"]
`)}`,
    `FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app ./cmd/app

FROM alpine:3.22
RUN apk add --no-cache tzdata
RUN apk add --no-cache ca-certificates
COPY --from=build /out/app /usr/bin/app
ENTRYPOINT ["app"]
`,
  ),
  bad(
    `${ZONE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app ./cmd/app

FROM «scratch»
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -tags timetzdata -o /out/app ./cmd/app

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
  ),
  bad(
    `${TEMPORARY}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM «scratch»
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  bad(
    `${WHO}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM «scratch»
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /etc/passwd /etc/passwd
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
  ),
  bad(
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
USER «nobody»
ENTRYPOINT ["/app"]
`,
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
USER 65532:65532
ENTRYPOINT ["/app"]
`,
  ),
  good(`FROM golang:1.26 AS build
RUN useradd --uid 10001 app
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /etc/passwd /etc/passwd
COPY --from=build /out/app /app
USER app
ENTRYPOINT ["/app"]
`),
  good(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
USER 10001:10001
ENTRYPOINT ["/app"]
`),
  good(
    `${STATUS}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  good(
    `${ZONE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app ./cmd/app

FROM gcr.io/distroless/static-debian13
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  ...MISSING_RUNTIME_FILE_SILENT,
];
