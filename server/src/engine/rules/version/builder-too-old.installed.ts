/** Examples of `version/builder-too-old` where a command installs the Go, or a build puts another image in place. */
import { bad, type Example, silent } from '../rule.js';

const image = (from: string, run: string, more = '') => `-- go.mod --
module example.com/app

go 1.22.0
-- Dockerfile --
FROM ${from}
RUN ${run}
${more}WORKDIR /src
COPY . .
RUN go build -o /app .
`;
const ARCHIVE = 'tar -C /usr/local -xzf /tmp/go.tar.gz';
const PLAIN = '-- go.mod --\nmodule example.com/app\n\ngo 1.26\n-- Dockerfile --\nFROM golang:1.24\nWORKDIR /src\nCOPY . .\n';

export const INSTALLED: readonly Example[] = [
  bad(image('debian:bookworm', 'apt-get update && «apt-get install -y golang»')),
  bad(image('ubuntu:22.04', 'apt-get update && «apt-get install -y golang-go ca-certificates»')),
  bad(image('alpine:3.17', '«apk add --no-cache go git»')),
  bad(
    image('ubuntu:24.04', ARCHIVE, 'ENV PATH=/usr/local/go/bin:$PATH\n').replace(
      'RUN tar',
      '«ADD https://go.dev/dl/go1.20.5.linux-amd64.tar.gz /tmp/go.tar.gz»\nRUN tar',
    ),
  ),
  silent('backports have a newer release', image('debian:bookworm', 'apt-get update && apt-get install -y -t bookworm-backports golang')),
  silent('the package names another release', image('ubuntu:22.04', 'apt-get update && apt-get install -y golang golang-1.22-go')),
  silent(
    'another Go is copied in',
    image('debian:bookworm', 'apt-get install -y golang', 'COPY --from=golang:1.26 /usr/local/go /usr/local/go\n'),
  ),
  silent(
    'PATH has a folder of another Go',
    image(
      'debian:bookworm',
      'apt-get install -y golang',
      'RUN curl -L https://example.com/g.tgz | tar xz -C /opt\nENV PATH=/opt/go/bin:$PATH\n',
    ),
  ),
  silent(
    'an image is copied over the folder that holds Go',
    image('debian:bookworm', 'apt-get install -y golang', 'COPY --from=golang:1.26 /usr/local/ /usr/local/\n'),
  ),
  silent(
    'nobody knows which archive is fetched',
    image(
      'debian:bookworm',
      'apt-get install -y golang',
      'ARG RELEASE\nRUN curl -L https://go.dev/dl/go$RELEASE.linux-amd64.tar.gz | tar xz -C /opt\n',
    ),
  ),
  silent('a script may install another Go', image('ubuntu:22.04', 'apt-get install -y golang', 'COPY setup.sh /tmp/\nRUN /tmp/setup.sh\n')),
  silent(
    'the package builds a newer Go',
    image(
      'debian:bookworm',
      'apt-get install -y golang',
      'RUN git clone https://go.googlesource.com/go /opt/go\nENV PATH=/opt/go/bin:$PATH\n',
    ),
  ),
  silent(
    'a list of packages may name backports',
    image('debian:bookworm', 'apt-get install -y golang').replace('RUN', 'COPY debian/extra.list /etc/apt/sources.list.d/\nRUN'),
  ),
  silent(
    'a mount adds another Go',
    image('ubuntu:22.04', 'apt-get install -y golang').replace(
      'RUN go',
      'RUN --mount=from=golang:1.26,source=/usr/local/go,target=/opt/go /opt/go/bin/go',
    ),
  ),
  silent(
    'from Go 1.21 on the go command fetches what it needs',
    image('debian:trixie', 'apt-get update && apt-get install -y golang').replace('1.22.0', '1.26.0'),
  ),
  silent('the tag names no release of Debian', image('debian:stable', 'apt-get update && apt-get install -y golang')),
  silent(
    'go itself fetches another release',
    image('debian:bookworm', 'apt-get install -y golang && go install golang.org/dl/go1.22.0@latest'),
  ),
  silent('the build goes on when it fails', `${PLAIN}RUN go vet ./... || true\n`),
  silent(
    'a repository that is cloned beside the code has a go.mod of its own',
    `${PLAIN}RUN git clone https://example.com/tool && cd tool && go build .\n`,
  ),
  silent(
    'a target of bake builds it on another image',
    `${PLAIN}RUN go build -o /app .\n-- docker-bake.hcl --\ntarget "app" {\n  contexts = {\n    "golang:1.24" = "docker-image://golang:1.26"\n  }\n}\n`,
  ),
  bad(
    `-- go.mod --\nmodule example.com/all\n\ngo 1.22\n-- api/go.mod --\nmodule example.com/all/api\n\ngo 1.26\n-- api/Dockerfile --\nFROM «golang:1.24»\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n`,
  ),
];
