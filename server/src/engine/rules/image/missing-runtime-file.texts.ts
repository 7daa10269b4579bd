/** Examples of `image/missing-runtime-file` about uploads, and about what an argument is by default or by a caller. */

import { dockerfile } from '../cgo/image-cannot-start.silent.js';
import { bad, type Example, silent } from '../rule.js';

const UPLOAD = `-- main.go --
package main

import "net/http"

func main() {
	http.HandleFunc("/upload", upload)
	http.ListenAndServe(":8080", nil)
}

func upload(w http.ResponseWriter, r *http.Request) {
	file, _, err := r.FormFile("file")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	file.Close()
}
`;
const DEFAULT_BUCKET = `-- main.go --
package main

import (
	"net/http"
	"os"
)

func main() {
	endpoint := os.Getenv("ENDPOINT")
	if endpoint == "" {
		endpoint = "https://s3.amazonaws.com"
	}
	http.Get(endpoint + "/bucket")
}
`;
const ZONE_OF_CALLER = `-- main.go --
package main

import "time"

func main() {
	println(hourIn("Europe/Berlin"))
}

func hourIn(zone string) int {
	location, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	return time.Now().In(location).Hour()
}
`;

/** What the last stage begins with. */
const image = (from: string) =>
  dockerfile(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM ${from}
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`);

export const OF_CALLERS: readonly Example[] = [
  bad(`${UPLOAD}${image('«scratch»')}`),
  bad(`${DEFAULT_BUCKET}${image('«scratch»')}`),
  bad(`${ZONE_OF_CALLER}${image('«alpine:3.22»')}`),
  bad(
    `-- main.go --
package main

import (
	"flag"
	"time"
)

func main() {
	zone := flag.String("zone", "Europe/Berlin", "of the report")
	flag.Parse()
	location, err := time.LoadLocation(*zone)
	if err != nil {
		panic(err)
	}
	println(time.Now().In(location).Hour())
}
${image('«alpine:3.22»')}`,
  ),
  silent('the image tells the program another address', `${DEFAULT_BUCKET}${image('scratch\nENV ENDPOINT=http://minio:9000')}`),
];
