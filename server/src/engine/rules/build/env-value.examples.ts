/** Examples of `build/env-value`: its tests and its documentation. */
import { bad, type Example, good, silent } from '../rule.js';

export const ENV_VALUE_EXAMPLES: readonly Example[] = [
  bad(
    `-- deploy/app.yaml --
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: app
          image: ghcr.io/example/app:1
          env:
            - name: GOMEMLIMIT
              value: "«450Mi»"
            - name: GOMAXPROCS
              valueFrom: {resourceFieldRef: {resource: limits.cpu}}
---
apiVersion: v1
kind: ConfigMap
data:
  GOGC: «50%»
`,
  ),
  bad(
    `-- chart/values.yaml --
env:
  GOMEMLIMIT: «1G»
resources: {limits: {memory: 1Gi}}
`,
    `env:
  GOMEMLIMIT: 1GiB
resources: {limits: {memory: 1Gi}}
`,
  ),
  bad(`-- compose.yaml --
services:
  app:
    build: .
    environment:
      - GOMEMLIMIT=«512M»
`),
  bad(
    `-- deploy/app.yaml --
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: app
          image: ghcr.io/example/app:1
          env:
            - name: GOMEMLIMIT
              valueFrom:
                resourceFieldRef: {resource: limits.memory, divisor: «1Mi»}
            - name: GOMAXPROCS
              valueFrom:
                resourceFieldRef:
                  resource: limits.cpu
                  divisor: "«1m»"
`,
  ),
  silent(
    'the default divisor, and one for a variable that another program reads',
    `-- deploy/app.yaml --
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: app
          image: ghcr.io/example/app:1
          env:
            - name: GOMEMLIMIT
              valueFrom:
                resourceFieldRef: {resource: limits.memory, divisor: "1"}
            - name: GOMAXPROCS
              valueFrom:
                resourceFieldRef: {resource: limits.cpu, divisor: "0"}
            - name: MEMORY_MB
              valueFrom:
                resourceFieldRef: {resource: limits.memory, divisor: 1Mi}
`,
  ),
  silent(
    'what fills it in is not known',
    `-- deploy/app.yaml --
apiVersion: v1
kind: ConfigMap
data:
  GOMEMLIMIT: $(LIMIT)
`,
  ),
  bad(
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .
FROM gcr.io/distroless/static-debian12
ENV GOMEMLIMIT=«512MB»
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
    `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .
FROM gcr.io/distroless/static-debian12
ENV GOMEMLIMIT=512MiB
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
  ),
  bad(
    `-- .github/workflows/ci.yml --
jobs:
  test:
    env:
      CGO_ENABLED: «false»
    steps:
      - run: GOGC=«50%» go test ./...
`,
    `jobs:
  test:
    env:
      CGO_ENABLED: 0
    steps:
      - run: GOGC=50% go test ./...
`,
  ),
  bad(`-- .goreleaser.yaml --
builds:
  - id: app
    env:
      - GOAMD64=«3»
      - GODEBUG=«gctrace»
`),
  bad(`-- Makefile --
export GOMAXPROCS := «auto»
test:
	go test ./...
`),
  bad(`FROM golang:1.26
ENV GOGC=«0»
RUN go test ./...
`),
  good(`FROM golang:1.26
ENV GOGC=off GOMEMLIMIT=1GiB GOAMD64=v3 GODEBUG=gctrace=1,madvdontneed=1
RUN GOMAXPROCS=2 go test ./...
`),
  silent(
    'an ARG without a default is unknown',
    `FROM golang:1.26
ARG LIMIT
ENV GOMEMLIMIT=$LIMIT
RUN go test ./...
`,
  ),
  silent(
    'the matrix is filled elsewhere',
    `-- .github/workflows/ci.yml --
jobs:
  test:
    env:
      CGO_ENABLED: \${{ inputs.cgo }}
    steps:
      - run: go test ./...
`,
  ),
];
