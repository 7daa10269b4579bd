/** Where `image/missing-runtime-file` stays silent, and the programs its examples share. */

import { dockerfile } from '../cgo/image-cannot-start.silent.js';
import { type Example, silent } from '../rule.js';

export const STATUS = `-- main.go --
package main

import (
	"log"
	"net/http"
)

func main() {
	r, err := http.Get("https://api.github.com/status")
	if err != nil {
		log.Fatal(err)
	}
	log.Print(r.Status)
}
`;
export const ZONE = `-- cmd/app/main.go --
package main

import "example.com/app/clock"

func main() {
	println(clock.New().Hour())
}
-- clock/clock.go --
package clock

import "time"

const zone = "Europe/Berlin"

type Clock struct{ location *time.Location }

func New() *Clock {
	location, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	return &Clock{location}
}

func (c *Clock) Hour() int { return time.Now().In(c.location).Hour() }
`;

const SCRATCH = `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
`;

export const MISSING_RUNTIME_FILE_SILENT: readonly Example[] = [
  silent(
    'a whole root folder is copied',
    `FROM alpine:3.22 AS files
RUN mkdir -p /rootfs/etc && cp /etc/passwd /rootfs/etc/

FROM scratch
COPY --from=files /rootfs /
USER nobody
ENTRYPOINT ["/app"]
`,
  ),
  silent(
    'distroless images know nonroot',
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM gcr.io/distroless/static-debian13
COPY --from=build /out/app /app
USER nonroot
ENTRYPOINT ["/app"]
`,
  ),
  silent(
    'the name comes from whoever builds',
    `FROM scratch
ARG RUN_AS=nobody
COPY app /usr/bin/app
USER $RUN_AS
ENTRYPOINT ["/usr/bin/app"]
`,
  ),
  silent(
    'the certificates come with the root folder, or by a variable',
    `${STATUS}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/root/app .

FROM scratch
COPY --from=build /out/root /
ENTRYPOINT ["/app"]
`)}-- other/Dockerfile --
${SCRATCH}COPY roots /certificates
ENV SSL_CERT_DIR=/certificates
ENTRYPOINT ["/app"]
`,
  ),
  silent(
    'a program that only serves needs no certificates',
    `-- main.go --
package main

import "net/http"

func main() {
	http.ListenAndServe(":8080", nil)
}
${dockerfile(`${SCRATCH}ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'nothing leads to the call, or what it gets is not known',
    `-- main.go --
package main

import (
	"net/http"
	"os"
	"time"
)

func main() {
	http.Get(os.Getenv("UPSTREAM"))
	http.Get("https://metrics.shop.svc.cluster.local/")
	http.Get("http://" + os.Getenv("HOST"))
	time.LoadLocation(os.Getenv("TZ"))
	time.LoadLocation("UTC")
}

func unused() {
	http.Get("https://api.github.com/status")
}
${dockerfile(`${SCRATCH}ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'the program trusts its own certificates',
    `-- main.go --
package main

import (
	"crypto/tls"
	"crypto/x509"
	_ "embed"
	"net/http"
)

//go:embed roots.pem
var roots []byte

func main() {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(roots)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	client.Get("https://api.github.com/status")
}
${dockerfile(`${SCRATCH}ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'a module embeds the certificates',
    `-- go.mod --
module example.com/app

go 1.26

require golang.org/x/crypto/x509roots/fallback v0.0.0-20260113154411-7d0074ccc6f1
${STATUS}-- roots.go --
package main

import _ "golang.org/x/crypto/x509roots/fallback"
${dockerfile(`${SCRATCH}ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'the time zones are in the program',
    `${ZONE}-- cmd/app/zones.go --
package main

import _ "time/tzdata"
${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app ./cmd/app

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'the file of time zones is copied, and the program told of it',
    `${ZONE}${dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app ./cmd/app

FROM alpine:3.22
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /
ENV ZONEINFO=/zoneinfo.zip
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'a folder for temporary files is made',
    `-- main.go --
package main

import "os"

func main() {
	os.MkdirTemp(os.TempDir(), "work")
}
${dockerfile(`${SCRATCH}VOLUME ["/tmp"]
ENTRYPOINT ["/app"]
`)}`,
  ),
  silent(
    'whoever starts the container mounts it',
    `${STATUS}${dockerfile(`${SCRATCH}ENTRYPOINT ["/app"]
`)}-- compose.yaml --
services:
  app:
    build: .
    volumes:
      - /etc/ssl/certs:/etc/ssl/certs:ro
`,
  ),
  silent(
    'the stage that continues the first one adds the certificates',
    `${STATUS}${dockerfile(`${SCRATCH.replace('FROM scratch', 'FROM scratch AS base')}ENTRYPOINT ["/app"]

FROM base
COPY --from=build /etc/ssl /etc/ssl
`)}`,
  ),
];
