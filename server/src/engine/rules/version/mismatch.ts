import type { RelativeFix } from '../../base/finding.js';
import type { BuildFileFacts, BuildSource } from '../../builds/facts.js';
import { mayBeContext } from '../../program/image-build.js';
import type { RuleContext } from '../report.js';
import { bad, good, inBuildFiles, rule, silent } from '../rule.js';
import { BUILT, builds, jobsOf, minor, stepTo } from './mismatch.jobs.js';
import { say } from './mismatch.words.js';

/** YAML makes the number 1.2 of 1.20. */
function checkFile({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  const seen = new Set<number>();
  for (const { go } of file.units) {
    if (!go?.written || seen.has(go.span.start) || !/^1\.\d0$/.test(go.written)) continue;
    if (workspace.text(file.path)?.slice(go.span.start, go.span.end) !== go.written) continue;
    seen.add(go.span.start);
    report({
      span: go.span,
      severity: 'error',
      message: say.yamlNumber({ written: go.written, number: go.text ?? '' }),
      fixes: [{ title: say.quoteFix, safe: false, edits: [{ span: go.span, newText: `'${go.written}'` }] }] satisfies RelativeFix[],
    });
  }
}

/** The program of an image, built by a release that no CI job uses. */
function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  if (file.language !== 'dockerfile') return;
  const { job, releases } = jobsOf(workspace, file.path, BUILT);
  if (!job || releases.size === 0) return;
  for (const unit of file.units) {
    const version = unit.go?.version;
    if (!unit.go || !version || unit.go.args.length > 0 || !builds(unit)) continue;
    if (releases.has(minor(version))) continue;
    // What it fetches and builds is another module.
    const facts = workspace.dockerfileFacts(file.path);
    if (facts && !unit.commands.some(c => mayBeContext(facts, c, workspace))) continue;
    report({
      span: unit.go.span,
      message: say.untested({ release: minor(version), tested: [...releases].join(', ') }),
      steps: [stepTo(job, [...releases][0]!)],
    });
  }
}

export default rule({
  id: 'version/mismatch',
  messages: say,
  severity: 'information',
  otherSeverities: { error: 'YAML reads the version as another number' },
  since: '0.1.0',
  summary: 'image built with a Go release that no CI job uses; go-version that YAML reads as another number',
  docs: {
    what: 'Reports a Dockerfile stage that builds with a Go release in which no CI job of the module builds or tests, and `go-version: 1.20` without quotes, which YAML reads as 1.2, also where it comes out of a matrix, `env` or a variable of GitLab.',
    why: 'Each Go release changes the compiler, the runtime and defaults such as GODEBUG settings. What runs in production is then a program that was never tested. A number that loses its zero asks for a release of 2013.',
    fix: 'Use one release everywhere: `go-version-file: go.mod` in CI, the same release in the tag of the image. Put quotes around versions in YAML.',
    limits:
      'The image is compared only when the release of every CI job that runs go is known, and the tag does not come out of a build argument. Patch releases are not compared.',
    sources: ['actions/setup-go README: why the version should be quoted', 'YAML 1.2 core schema: 1.20 is the number 1.2'],
  },
  examples: [
    bad(
      `-- .gitlab-ci.yml --
variables:
  GO_RELEASE: «1.20»
test:
  image: golang:$GO_RELEASE
  script:
    - go test ./...
`,
      `variables:
  GO_RELEASE: '1.20'
test:
  image: golang:$GO_RELEASE
  script:
    - go test ./...
`,
    ),
    bad(`-- .github/workflows/ci.yml --
on: push
env:
  TOOLCHAIN: «1.20»
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-go@v5
        with:
          go-version: \${{ env.TOOLCHAIN }}
      - run: go test ./...
`),
    bad(`-- go.mod --
module example.com/app

go 1.25
-- Dockerfile --
FROM «golang:1.25»
COPY . .
RUN go build -o /app .
-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: go test ./...
`),
    bad(
      `-- .github/workflows/ci.yml --
jobs:
  test:
    strategy:
      matrix:
        go: [«1.20», '1.26']
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: "\${{ matrix.go }}"}
      - run: go test ./...
`,
      `jobs:
  test:
    strategy:
      matrix:
        go: ['1.20', '1.26']
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: "\${{ matrix.go }}"}
      - run: go test ./...
`,
    ),
    good(`-- Dockerfile --
FROM golang:1.26
COPY . .
RUN go build -o /app .
-- .github/workflows/ci.yml --
jobs:
  test:
    strategy:
      matrix:
        go: ['1.26', '1.27']
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: "\${{ matrix.go }}"}
      - run: go test ./...
`),
    silent(
      'the image builds what it fetches',
      `-- .github/workflows/ci.yml --
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-go@v6
        with:
          go-version: '1.26'
      - run: go test ./...
-- Dockerfile --
FROM golang:1.25 AS build
WORKDIR /app
RUN git clone https://example.com/other.git .
RUN go build -o /out/app .
`,
    ),
    silent(
      'another job uses a release that nobody knows',
      `-- Dockerfile --
FROM golang:1.27
COPY . .
RUN go build -o /app .
-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: go test ./...
  newest:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: stable}
      - run: go test ./...
`,
    ),
  ],
  checks: {
    builds(context) {
      check(context);
      inBuildFiles(checkFile)(context);
    },
  },
});
