import type { RelativeFix } from '../../base/finding.js';
import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import { messages } from '../../base/message.js';
import type { BuildFileFacts, BuildSource, BuildUnit } from '../../builds/facts.js';
import type { BuildContext } from '../../program/build-contexts.js';
import { releaseInForce } from '../../program/release-in-force.js';
import type { WorkspaceView } from '../../program/view.js';
import type { RuleContext } from '../report.js';
import { bad, good, inBuildFiles, rule, silent } from '../rule.js';

const say = messages('version/mismatch', {
  untested: 'The image is built with Go {release}, but CI tests only Go {tested}.\nUse the same release in both.',
  yamlNumber: "YAML reads {written} as the number {number}, so this selects Go {number}.\nWrite `'{written}'` with quotes.",
  stepJob: 'Job `{name}` uses Go {release}.',
  quoteFix: 'Put quotes around the version',
});

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
  const { job, releases } = jobsOf(workspace, file.path);
  if (!job || releases.size === 0) return;
  for (const unit of file.units) {
    const version = unit.go?.version;
    if (!unit.go || !version || unit.go.args.length > 0 || !builds(unit)) continue;
    if (releases.has(minor(version))) continue;
    report({
      span: unit.go.span,
      message: say.untested({ release: minor(version), tested: [...releases].join(', ') }),
      steps: [step(job, [...releases][0]!)],
    });
  }
}

interface Jobs {
  readonly job?: BuildContext;
  /** Of all jobs, without patches, that of `job` first; none when one of them is not known. */
  readonly releases: ReadonlySet<string>;
}

/** The same for every image of a module, of which there may be hundreds. */
const known = new WeakMap<readonly BuildContext[], Jobs>();

function jobsOf(workspace: WorkspaceView, path: string): Jobs {
  const contexts = workspace.buildContexts(path);
  let jobs = known.get(contexts);
  if (!jobs) {
    const all = contexts.filter(c => c.kind === 'ci job' && c.builds);
    const versions = all.map(c => c.unit && releaseInForce(c.file, c.unit, workspace));
    const releases = versions.every(v => v !== undefined) ? versions.map(minor) : [];
    jobs = { ...(all[0] && { job: all[0] }), releases: new Set(releases) };
    known.set(contexts, jobs);
  }
  return jobs;
}

function builds(unit: BuildUnit): boolean {
  return unit.commands.some(c => (c.verb === 'build' || c.verb === 'install') && !c.packages.some(p => p === undefined || p.includes('@')));
}

function step(job: BuildContext, release: string) {
  const { at } = job.goVersion;
  return {
    message: say.stepJob({ name: job.name, release }),
    file: at?.file ?? job.file,
    span: at?.span ?? job.span,
  };
}

function minor(v: GoVersion): string {
  return formatGoVersion({ major: v.major, minor: v.minor });
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
