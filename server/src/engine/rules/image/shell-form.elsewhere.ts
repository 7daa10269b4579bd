/** Examples of `image/shell-form` that a compose file starts, and health checks with programs of a distribution. */
import { bad, type Example, silent } from '../rule.js';

const service = (lines: string) => `-- compose.yaml --\nservices:\n  app:\n    build: .\n    ${lines}\n`;
const DOCKERFILE = '-- Dockerfile --\nFROM scratch\nCOPY app /app\nENTRYPOINT ["/app"]\n';
const WITHOUT_ENTRYPOINT = '-- Dockerfile --\nFROM gcr.io/distroless/static-debian12\nCOPY app /app\nCMD ["/app"]\n';

const MAKEFILE = '-- Makefile --\nimage:\n\tdocker build -t ghcr.io/acme/app:1 .\n';
const SKAFFOLD = '-- skaffold.yaml --\nbuild:\n  artifacts:\n    - image: ghcr.io/acme/app\n';
const pod = (image: string, lines: string) => `-- deploy/app.yaml --
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: app
          image: ${image}
          ${lines}
`;

export const STARTED_ELSEWHERE: readonly Example[] = [
  bad(`${service('entrypoint: «sh -c "sleep 5 && /app migrate"»')}${DOCKERFILE}`),
  bad(`${service('healthcheck: {test: «["CMD-SHELL", "wget -qO- http://localhost/ || exit 1"]»}')}${DOCKERFILE}`),
  bad(`${service('healthcheck:\n      test: «curl -f http://localhost/»')}${DOCKERFILE}`),
  bad(`${service('healthcheck: {test: «["CMD", "wget", "-q", "http://localhost/"]»}')}${DOCKERFILE}`),
  bad(`${service('command: «["/bin/sh", "-c", "/app --port $$PORT"]»')}${WITHOUT_ENTRYPOINT}`),
  bad('FROM scratch\nCOPY app /app\nHEALTHCHECK CMD «["curl", "-f", "http://localhost/"]»\nENTRYPOINT ["/app"]\n'),
  bad(`${pod('ghcr.io/acme/app:2', 'command: «["sh", "-c", "exec /app $FLAGS"]»')}${MAKEFILE}${DOCKERFILE}`),
  bad(`${pod('ghcr.io/acme/app:2', 'livenessProbe: {exec: {command: «[cat, /tmp/healthy]»}}')}${MAKEFILE}${DOCKERFILE}`),
  bad(
    `${pod('app', 'command: «["sh", "-c", "exec /app $FLAGS"]»')}-- deploy/kustomization.yaml --\nimages:\n  - name: app\n    newName: ghcr.io/acme/app\n    newTag: "2"\n${MAKEFILE}${DOCKERFILE}`,
  ),
  bad(`${pod('ghcr.io/acme/app:2', `lifecycle: {preStop: {exec: {command: «["/bin/sh", "-c", "sleep 5"]»}}}`)}${MAKEFILE}${DOCKERFILE}`),
  bad(`${pod('ghcr.io/acme/app', 'lifecycle: {preStop: {exec: {command: «[sleep, "5"]»}}}')}${SKAFFOLD}${DOCKERFILE}`),
  silent(
    'a profile may build it from another Dockerfile',
    `${pod('ghcr.io/acme/app', 'command: ["sh", "-c", "exec /app"]')}${SKAFFOLD}profiles:\n  - name: dev\n    patches:\n      - {op: add, path: /build/artifacts/0/docker, value: {dockerfile: Dockerfile.dev}}\n${DOCKERFILE}`,
  ),
  silent('Kubernetes itself waits', `${pod('ghcr.io/acme/app:2', 'lifecycle: {preStop: {sleep: {seconds: 5}}}')}${MAKEFILE}${DOCKERFILE}`),
  silent(
    'kustomize gives the tag of a variant',
    `${pod('app', 'command: ["sh", "-c", "exec /app $FLAGS"]')}-- deploy/kustomization.yaml --\nimages:\n  - name: app\n    newName: ghcr.io/acme/app\n    newTag: debug\n${MAKEFILE}${DOCKERFILE}`,
  ),
  silent(
    'kustomize puts an image in its place that is not built here',
    `${pod('ghcr.io/acme/app', 'command: ["sh", "-c", "exec /app $FLAGS"]')}-- deploy/kustomization.yaml --\nimages:\n  - name: ghcr.io/acme/app\n    newName: registry.example.com/app-with-shell\n${MAKEFILE}${DOCKERFILE}`,
  ),
  silent('the container is of another image', `${pod('ghcr.io/acme/app-tools:2', 'command: ["sh", "-c", "x"]')}${MAKEFILE}${DOCKERFILE}`),
  silent(
    'the image is a variant, which may have a shell',
    `${pod('ghcr.io/acme/app:debug', 'command: ["sh", "-c", "x"]')}${MAKEFILE}${DOCKERFILE}`,
  ),
  silent('nothing says which Dockerfile makes the image', `${pod('ghcr.io/acme/app:2', 'command: ["sh", "-c", "x"]')}${DOCKERFILE}`),
  silent(
    'two Dockerfiles make the image',
    `${pod('ghcr.io/acme/app:2', 'command: ["sh", "-c", "x"]')}${MAKEFILE}debug:\n\tdocker build -t ghcr.io/acme/app:debug -f Dockerfile.debug .\n-- Dockerfile.debug --\nFROM alpine\n${DOCKERFILE}`,
  ),
  silent('the words are arguments', `${pod('ghcr.io/acme/app:2', 'args: ["sh", "-c", "x"]')}${MAKEFILE}${DOCKERFILE}`),
  silent(
    'the override that Docker reads too builds another stage',
    `${service('entrypoint: sh -c "/app"')}-- compose.override.yaml --\nservices:\n  app:\n    build: {target: dev}\n${DOCKERFILE}`,
  ),
  silent('the service that it extends may build another stage', `${service('extends: base\n    entrypoint: sh -c "/app"')}${DOCKERFILE}`),
  silent(
    'the service gives another image to the ARG',
    `${service('entrypoint: sh -c "/app"').replace('build: .', 'build: {context: ., args: {BASE: "alpine:3.22"}}')}-- Dockerfile --
ARG BASE=scratch
FROM $BASE
COPY app /app
`,
  ),
  silent(
    'the image names a shell of its own',
    `${service('healthcheck: {test: ["CMD-SHELL", "ready"]}')}${DOCKERFILE.replace('ENTRYPOINT', 'SHELL ["/app", "run"]\nENTRYPOINT')}`,
  ),
  silent('the program checks itself', `${service('healthcheck: {test: ["CMD", "/app", "health"]}')}${DOCKERFILE}`),
  silent('the check is off', `${service('healthcheck: {disable: true, test: ["CMD-SHELL", "true"]}')}${DOCKERFILE}`),
  silent('the words are arguments of the program', `${service('command: ["sh", "-c", "x"]')}${DOCKERFILE}`),
  silent(
    'a program of that name is copied in',
    `${service('healthcheck: {test: ["CMD", "/bin/wget", "-q", "http://localhost/"]}')}-- Dockerfile --
FROM scratch
COPY --from=busybox:1.36-musl /bin/wget /bin/wget
COPY app /app
ENTRYPOINT ["/app"]
`,
  ),
  silent(
    'the service is another stage, which has a shell',
    `-- compose.yaml --
services:
  app:
    build: {context: ., target: dev}
    entrypoint: sh -c "go run ."
-- Dockerfile --
FROM golang:1.26 AS dev
WORKDIR /src

FROM scratch
COPY app /app
ENTRYPOINT ["/app"]
`,
  ),
  silent('the programs are mounted', `${service('volumes: ["./bin:/bin:ro"]\n    entrypoint: sh -c "/app"')}${DOCKERFILE}`),
  silent(
    'a service of another image has a shell',
    `-- compose.yaml --
services:
  app: {build: .}
  db: {image: "postgres:17", command: sh -c "exec postgres", healthcheck: {test: ["CMD-SHELL", "pg_isready"]}}
${DOCKERFILE}`,
  ),
  silent(
    'the Dockerfile is chosen elsewhere',
    `-- compose.yaml --\nservices:\n  app:\n    build: {context: ., dockerfile: "\${FILE}"}\n    entrypoint: sh -c /app\n${DOCKERFILE}`,
  ),
  silent(
    'the text is written in the compose file',
    `-- compose.yaml --\nservices:\n  app:\n    build: {dockerfile_inline: FROM alpine}\n    entrypoint: sh -c /app\n${DOCKERFILE}`,
  ),
];
