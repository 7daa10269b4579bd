/** Examples of `image/shell-form`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';
import { CHART_EXAMPLES } from './shell-form.charts.js';
import { STARTED_ELSEWHERE } from './shell-form.elsewhere.js';
import { SCRIPT_EXAMPLES } from './shell-form.script-examples.js';

export const SHELL_FORM_EXAMPLES: readonly Example[] = [
  ...SCRIPT_EXAMPLES,
  bad(
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM scratch
COPY --from=build /app /app
CMD «/app --listen :9090»
`,
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM scratch
COPY --from=build /app /app
CMD ["/app", "--listen", ":9090"]
`,
  ),
  bad(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/app /
HEALTHCHECK --interval=5s CMD «/app -health || exit 1»
ENTRYPOINT «/app --port $PORT»
`),
  bad(`FROM scratch
COPY app /usr/local/bin/app
ENTRYPOINT ["/usr/local/bin/app"]
CMD «serve»
`),
  bad(`FROM gcr.io/distroless/base-debian12
COPY app /app
ENTRYPOINT «["sh", "-c", "exec /app $FLAGS"]»
`),
  good(`FROM scratch
COPY app /app
HEALTHCHECK CMD ["/app", "-health"]
ENTRYPOINT ["/app"]
CMD ["serve"]
`),
  silent(
    'Alpine has a shell',
    `FROM alpine:3.22
COPY app /app
CMD /app --listen :9090
`,
  ),
  silent(
    'the debug image has a shell',
    `FROM gcr.io/distroless/static-debian12:debug
COPY app /app
CMD ["sh", "-c", "/app"]
`,
  ),
  silent(
    'a shell is copied in',
    `FROM scratch
COPY --from=busybox:1.36-musl /bin/busybox /bin/sh
COPY app /app
CMD /app
`,
  ),
  silent(
    'what is copied to the root may be a whole system',
    `FROM scratch
ADD rootfs.tar.xz /
CMD bash
`,
  ),
  silent(
    'a folder is copied to where programs are',
    `FROM scratch
COPY tools /usr/local/bin/
COPY app /app
ENTRYPOINT ["sh", "-c", "/app"]
`,
  ),
  silent(
    'a folder with a version in its name may be a whole system',
    `FROM scratch
COPY rootfs-3.22 /
CMD /app
`,
  ),
  silent(
    'ENV PATH leads to folders of its own',
    `FROM scratch
COPY tools /tools
ENV PATH=/tools/bin
ENTRYPOINT ["sh", "-c", "/app"]
`,
  ),
  silent(
    'a digest without a tag may be the debug image',
    `FROM gcr.io/distroless/static-debian12@sha256:0000000000000000000000000000000000000000000000000000000000000000
COPY app /app
CMD ["sh", "-c", "/app"]
`,
  ),
  silent(
    'the image for development has a shell',
    `FROM cgr.dev/chainguard/static:latest-dev
COPY app /app
CMD /app
`,
  ),
  silent(
    'SHELL names what gets the arguments',
    `FROM scratch
COPY app /app
SHELL ["/app", "run"]
ENTRYPOINT ["/app"]
CMD serve
`,
  ),
  silent(
    'SHELL names another shell',
    `FROM scratch
COPY tools /tools
COPY app /app
SHELL ["/tools/run", "-c"]
CMD /app
`,
  ),
  silent(
    'the last CMD counts',
    `FROM scratch
COPY app /app
CMD /app
CMD ["/app"]
`,
  ),
  ...STARTED_ELSEWHERE,
  ...CHART_EXAMPLES,
];
