/** Examples of `image/platform-arch` for images that goreleaser builds, and for a GOARCH that is the default of an `ARG`. */
import { bad, type Example, good, silent } from '../rule.js';

const MODULE = '-- go.mod --\nmodule example.com/app\n\ngo 1.26\n-- main.go --\npackage main\n\nfunc main() {}\n';

const docker = (platform: string, arch: string) => `  - image_templates: ["ghcr.io/acme/app:{{ .Tag }}-${platform}"]
    use: buildx
${arch}    build_flag_templates: ["--platform=linux/${platform}"]
`;
const goreleaser = (goarch: string, arch: string) => `-- .goreleaser.yaml --
builds:
  - env: [CGO_ENABLED=0]
    binary: app
    goos: [linux]
    goarch: ${goarch}
dockers:
${docker('amd64', '')}${docker('arm64', arch)}`;

const RELEASED = (from: string) => `-- Dockerfile --\nFROM ${from}\nCOPY app /app\nENTRYPOINT ["/app"]\n`;

const compiled = (arch: string) => `-- Dockerfile --
FROM golang:1.26 AS build
ARG GOARCH=amd64
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 ${arch} go build -o /app .
FROM gcr.io/distroless/static
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`;
const makefile = (args: string) =>
  `-- Makefile --\nimage:\n\tdocker buildx build --platform linux/amd64,linux/arm64 ${args}-t acme/app .\n`;

/** A target for each platform. */
const oneByOne = (second: string) => `-- Makefile --
amd64:
\tCGO_ENABLED=0 GOARCH=amd64 go build -o app .
\tdocker build --platform linux/amd64 -t acme/app:amd64 .

arm64:
\tCGO_ENABLED=0 GOARCH=${second} go build -o app .
\tdocker build --platform linux/arm64 -t acme/app:arm64 .
`;

const V2 = `-- .goreleaser.yaml --
version: 2
builds:
  - env: [CGO_ENABLED=0]
    binary: app
    goos: [linux]
    goarch: [amd64, arm64]
dockers_v2:
  - images: [ghcr.io/acme/app]
    platforms: [linux/amd64, linux/arm64]
`;
const byPlatform = (arg: string) => `-- Dockerfile --
FROM gcr.io/distroless/static
ARG ${arg}
COPY $TARGETPLATFORM/app /app
ENTRYPOINT ["/app"]
`;

const script = (args: string) => `-- contrib/image.sh --
#!/bin/sh
docker buildx build --platform linux/arm64 ${args}-t app --push .
`;

export const RELEASE_EXAMPLES: readonly Example[] = [
  bad(`${MODULE}${compiled('«GOARCH=$GOARCH»')}${script('')}`),
  silent('the script gives the architecture', `${MODULE}${compiled('GOARCH=$GOARCH')}${script('--build-arg GOARCH=arm64 ')}`),
  silent(
    'the folder of the script has a Dockerfile of its own',
    `${MODULE}${compiled('GOARCH=$GOARCH')}${script('')}-- contrib/Dockerfile --\nFROM alpine:3.22\n`,
  ),
  bad(`${MODULE}${V2}${byPlatform('«TARGETPLATFORM=linux/amd64»')}`),
  silent('BuildKit fills it in', `${MODULE}${V2}${byPlatform('TARGETPLATFORM')}`),
  silent(
    'the image is for the one platform of the default',
    `${MODULE}${V2.replace('[linux/amd64, linux/arm64]', '[linux/amd64]')}${byPlatform('TARGETPLATFORM=linux/amd64')}`,
  ),
  bad(`${MODULE}${goreleaser('[amd64]', '')}${RELEASED('«gcr.io/distroless/static»')}`),
  bad(`${MODULE}${goreleaser('[amd64, arm64]', '')}${RELEASED('«gcr.io/distroless/static»')}`),
  good(`${MODULE}${goreleaser('[amd64, arm64]', '    goarch: arm64\n')}${RELEASED('gcr.io/distroless/static')}`),
  bad(`${MODULE}${goreleaser('[amd64, arm64]', '    goarch: arm64\n')}${compiled('«GOARCH=amd64»').replace('ARG GOARCH=amd64\n', '')}`),
  bad(`${MODULE}${makefile('')}${compiled('«GOARCH=$GOARCH»')}`),
  silent(
    'an expression may give it',
    `${MODULE}-- .github/workflows/image.yml --\non: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          platforms: linux/arm64\n          build-args: \${{ steps.prepare.outputs.args }}\n${compiled('GOARCH=$GOARCH')}`,
  ),
  silent('the build gives its own value', `${MODULE}${makefile('--build-arg GOARCH=arm64 ')}${compiled('GOARCH=$GOARCH')}`),
  bad(`${MODULE}${oneByOne('amd64')}${RELEASED('«alpine:3.22»')}`),
  silent('each image gets a program of its own', `${MODULE}${oneByOne('arm64')}${RELEASED('alpine:3.22')}`),
  silent(
    'who builds it without a platform may mean any',
    `${MODULE}${oneByOne('amd64')}mine:\n\tCGO_ENABLED=0 go build -o app .\n\tdocker build -t acme/app .\n${RELEASED('alpine:3.22')}`,
  ),
];
