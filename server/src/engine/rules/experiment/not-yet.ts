import { lifeOf } from '../../data/experiment-set.js';
import { experimentRelease, knows, releaseAfter } from '../../data/experiments.js';
import type { BuildFileFacts } from '../../facts/build/facts.js';
import { formatGoVersion } from '../../facts/build/go-mod.js';
import { settingsNamed } from '../../facts/build/settings.js';
import { experimentItems, experimentName } from '../../facts/dockerfile/experiment-items.js';
import { t } from '../../l10n.js';
import { bad, buildRule, good, type RuleContext, silent } from '../../rule.js';
import { releaseInForce } from '../../workspace/release-in-force.js';

function checkFile({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  for (const { setting, unit, command } of settingsNamed(file, name => name === 'GOEXPERIMENT')) {
    const version = releaseInForce(file.path, unit, workspace);
    const release = version && experimentRelease(version);
    if (!version || !release || !setting.word) continue;
    const go = formatGoVersion({ major: version.major, minor: version.minor });
    for (const item of experimentItems(setting.word)) {
      const name = experimentName(item.text);
      const life = lifeOf(name);
      if (item.text === 'none' || !life || knows(release, name)) continue;
      const removed = life.last.minor < version.minor;
      report({
        span: item.span,
        message: removed
          ? t(
              'Go {0} does not know GOEXPERIMENT {1} any more: it was removed in {2}. Every go command stops with “unknown GOEXPERIMENT {1}”.',
              go,
              name,
              releaseAfter(formatGoVersion(life.last)),
            )
          : t(
              'Go {0} does not know GOEXPERIMENT {1} yet: it appears in {2}. Every go command stops with “unknown GOEXPERIMENT {1}”.',
              go,
              name,
              formatGoVersion(life.first),
            ),
        severity: command?.certain && unit.kind === 'ci job' ? 'error' : 'warning',
        steps: unit.go ? [{ message: t('This gives Go {0}.', go), span: unit.go.span }] : [],
        fixes: removed ? [{ title: t('Remove {0}', item.text), safe: false, edits: [{ span: item.removal, newText: '' }] }] : [],
      });
    }
  }
}

export default buildRule({
  id: 'experiment/not-yet',
  severity: 'warning',
  since: '0.1.0',
  summary: 'GOEXPERIMENT name of a later or earlier Go release than the CI job or editor uses',
  docs: {
    what: 'Reports a name in `GOEXPERIMENT` that some Go release knows, but not the one that the CI job, the development container or the workspace uses.',
    why: 'With an unknown name every go command except `go help` stops with `go: unknown GOEXPERIMENT NAME`, also `go version` and what the editor runs.',
    fix: 'Use a Go release that knows the experiment. When it was removed, it is usually part of Go by then: drop the name.',
    limits:
      'Dockerfiles are the business of `experiment/unknown`. The release must be known: `stable`, `1.x` and ranges are not, and neither is a job whose Go is older than go.mod asks for, because the go command may fetch another.',
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
  check: () => undefined,
  checkFile,
});
