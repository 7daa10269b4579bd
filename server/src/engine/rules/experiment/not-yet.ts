import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import { type Message, messages } from '../../base/message.js';
import { type ExperimentPlaceUse, experimentPlaces } from '../../builds/experiment-places.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { jobsCalling } from '../../program/jobs-calling.js';
import { releaseInForce } from '../../program/release-in-force.js';
import type { WorkspaceView } from '../../program/view.js';
import { type ExperimentItem, experimentName } from '../../shell/experiment-items.js';
import { goSetting } from '../../shell/go-command.js';
import { lifeOf } from '../../tables/experiment-set.js';
import { experimentRelease, knows, releaseAfter } from '../../tables/experiments.js';
import type { Report, RuleContext } from '../report.js';
import { bad, good, inBuildFiles, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';

const say = messages('experiment/not-yet', {
  removed:
    '`{name}` is no longer an experiment in Go {release} (removed in {removed}). Every go command fails with “unknown GOEXPERIMENT {name}”.\nRemove `{name}` where Go {release} is used.',
  notYet:
    '`{name}` is not an experiment in Go {release} yet (added in {first}). Every go command fails with “unknown GOEXPERIMENT {name}”.\nUse a Go release that has it, or remove `{name}`.',
  stepJob: 'This job runs the command.',
  stepRelease: 'This selects Go {release}.',
});

function checkFile({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  for (const { item, name, uses } of experimentPlaces(file)) {
    const life = lifeOf(name);
    if (item.text === 'none' || !life) continue;
    const failing = uses.flatMap(use => {
      const version = releaseInForce(file.path, use.unit, workspace);
      const release = version && experimentRelease(version);
      return release && !knows(release, name) ? [{ ...use, version }] : [];
    });
    if (failing.length === 0) {
      const found = unknownToJob(file, item, uses, workspace);
      if (found) report(found);
      continue;
    }
    const { unit, command, version } = failing.find(f => f.command?.certain) ?? failing[0]!;
    const go = minorOf(version);
    const removed = life.last.minor < version.minor;
    const canRemove = removed && item.written && failing.length === uses.length;
    report({
      span: item.span,
      message: tell(name, version),
      severity: command?.certain && unit.kind === 'ci job' ? 'error' : 'warning',
      steps: unit.go ? [{ message: say.stepRelease({ release: go }), span: unit.go.span }] : [],
      fixes: canRemove ? [{ title: shared.removeFix({ text: item.text }), safe: false, edits: [{ span: item.removal, newText: '' }] }] : [],
    });
  }
}

/** A recipe of make, or a script, that a job runs whose release does not know the name. */
function unknownToJob(
  file: BuildFileFacts,
  item: ExperimentItem,
  uses: readonly ExperimentPlaceUse[],
  workspace: WorkspaceView,
): Report | undefined {
  const name = experimentName(item.text);
  for (const { command: written } of uses) {
    for (const job of written ? jobsCalling(file, written, workspace) : []) {
      const version = releaseInForce(job.file.path, job.unit, workspace);
      const release = version && experimentRelease(version);
      const setting = goSetting(job.command, 'GOEXPERIMENT');
      // The caller may give another value.
      const isSet = setting !== undefined && setting !== 'unknown' && setting.text?.split(',').includes(item.text) === true;
      if (!version || !release || !isSet || knows(release, name)) continue;
      const go = job.unit.go && { message: say.stepRelease({ release: minorOf(version) }), file: job.file.path, span: job.unit.go.span };
      return {
        span: item.span,
        message: tell(name, version),
        severity: job.command.certain ? 'error' : 'warning',
        steps: [{ message: say.stepJob, file: job.file.path, span: job.command.span }, ...(go ? [go] : [])],
      };
    }
  }
  return undefined;
}

const minorOf = ({ major, minor }: GoVersion): string => formatGoVersion({ major, minor });

function tell(name: string, version: GoVersion): Message {
  const life = lifeOf(name)!;
  return life.last.minor < version.minor
    ? say.removed({ release: minorOf(version), name, removed: releaseAfter(formatGoVersion(life.last)) })
    : say.notYet({ release: minorOf(version), name, first: formatGoVersion(life.first) });
}

const making = (target: string, go: string) => `-- .github/workflows/ci.yml --
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-go@v6
        with: {go-version: '${go}'}
      - run: make ${target}
`;

export default rule({
  id: 'experiment/not-yet',
  messages: say,
  severity: 'warning',
  otherSeverities: { error: 'a CI job cannot succeed without a go command that reads it' },
  since: '0.1.0',
  summary: 'GOEXPERIMENT name of a later or earlier Go release than the CI job or editor uses',
  docs: {
    what: 'Reports a name in `GOEXPERIMENT` that some Go release knows, but not the one that the CI job, the development container or the workspace uses, also in a recipe of make or a script that a CI job runs.',
    why: 'With an unknown name every go command except `go help` fails with `go: unknown GOEXPERIMENT NAME`, also `go version` and what the editor runs.',
    fix: 'Use a Go release that knows the experiment. When it was removed, it is usually part of Go by then: drop the name.',
    limits:
      'Dockerfiles are left to `experiment/unknown`. The release must be known: `stable`, `1.x` and ranges are not, and neither is a job whose Go is older than go.mod asks for, because the go command may fetch another.',
    sources: ['internal/goexperiment/flags.go of Go 1.18 to 1.27', 'go-facts §2.2: which commands stop'],
  },
  examples: [
    bad(`-- go.mod --
module example.com/app

go 1.24
-- .github/workflows/ci.yml --
env:
  GOEXPERIMENT: «jsonv2»
jobs:
  test:
    strategy:
      matrix:
        go: ['1.24', '1.25']
    steps:
      - uses: actions/setup-go@v5
        with:
          go-version: \${{ matrix.go }}
      - run: go test ./...
`),
    bad(
      `-- .devcontainer/devcontainer.json --
{
  // Go comes with the image.
  "image": "golang:1.26",
  "containerEnv": { "GOEXPERIMENT": "«synctest»,jsonv2" }
}
`,
      `{
  // Go comes with the image.
  "image": "golang:1.26",
  "containerEnv": { "GOEXPERIMENT": "jsonv2" }
}
`,
    ),
    good(`-- .github/workflows/ci.yml --
env:
  GOEXPERIMENT: jsonv2
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with:
          go-version-file: go.mod
      - run: go test ./...
`),
    bad(`${making('check', '1.26')}-- Makefile --
EXPERIMENTS = GOEXPERIMENT=synctest

check: test

test:
	«$(EXPERIMENTS)» go test ./...
`),
    silent(
      'the job has a release that knows it',
      `${making('test', '1.25')}-- Makefile --
test:
	GOEXPERIMENT=synctest go test ./...
`,
    ),
    silent(
      'the job runs another target',
      `${making('vet', '1.26')}-- Makefile --
vet:
	go vet ./...
test:
	GOEXPERIMENT=synctest go test ./...
`,
    ),
    silent(
      'the step runs for some cells of the matrix only',
      `-- go.mod --
module example.com/app

go 1.22
-- .github/workflows/test.yml --
on: push
jobs:
  test:
    strategy:
      matrix:
        go: ['1.22', '1.27']
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-go@v5
        with:
          go-version: \${{ matrix.go }}
      - run: go test ./...
      - if: startsWith(matrix.go, '1.27')
        run: GOEXPERIMENT=nojsonv2 go test ./...
`,
    ),
    silent(
      'go.mod makes the go command fetch Go 1.26',
      `-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.24'}
      - run: GOEXPERIMENT=jsonv2 go test ./...
`,
    ),
    silent(
      'stable is whatever is newest',
      `-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: stable}
      - run: GOEXPERIMENT=synctest go test ./...
`,
    ),
  ],
  checks: { builds: inBuildFiles(checkFile) },
});
