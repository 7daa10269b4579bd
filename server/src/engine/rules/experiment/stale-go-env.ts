import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import { messages } from '../../base/message.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import type { BuildContext } from '../../program/build-contexts.js';
import { releaseIn } from '../../program/machine.js';
import { experimentName } from '../../shell/experiment-items.js';
import { experimentSet } from '../../tables/experiment-set.js';
import { experimentRelease, knows } from '../../tables/experiments.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('experiment/stale-go-env', {
  unknown:
    '`GOEXPERIMENT={value}` was saved by `go env -w` in `{file}`, but Go {release} has no experiment `{name}`. Every go command here fails with “go: unknown GOEXPERIMENT {name}”.\nRun `go env -u GOEXPERIMENT`, which still works.',
  localOnly:
    '`GOEXPERIMENT={value}` was saved by `go env -w` in `{file}`, so only builds on this machine use it. No file of this module sets it.\nRun `go env -u GOEXPERIMENT`, or set it where the module is built.',
});

function check({ file, workspace, report }: RuleContext<GoModFacts>): void {
  const { machine } = workspace;
  const written = machine?.goEnvFile.values.GOEXPERIMENT;
  // A variable that is not empty wins over the file (go-facts §2.3).
  if (!machine || !written || !file.go || machine.environment.GOEXPERIMENT) return;
  const version = releaseIn(file, machine.go, machine)?.version;
  const release = version && experimentRelease(version);
  if (!version || !release) return;
  const { path } = machine.goEnvFile;
  const bad = written
    .split(',')
    .filter(item => item !== '' && item !== 'none')
    .map(experimentName)
    .find(name => !knows(release, name));
  if (bad !== undefined) {
    const release = formatGoVersion({ major: version.major, minor: version.minor });
    report({
      span: file.go.span,
      severity: 'warning',
      message: say.unknown({ value: written, file: path, release, name: bad }),
    });
    return;
  }
  const set = experimentSet(version, machine.arch, written);
  if (!set || same(set.on, set.baseline)) return;
  const contexts = workspace.buildContexts(file.path).filter(c => c.builds);
  if (contexts.some(c => mayAgree(c, version, machine.arch, set.on))) return;
  report({
    span: file.go.span,
    severity: 'information',
    message: say.localOnly({ value: written, file: path }),
  });
}

/** A place of the module that asks for the same experiments, or for some that nobody can read. */
function mayAgree({ goexperiment: { value, isSet } }: BuildContext, version: GoVersion, arch: string, on: ReadonlySet<string>): boolean {
  if (!isSet) return false;
  const own = value === undefined ? undefined : experimentSet(version, arch, value);
  return own === undefined || same(own.on, on);
}

function same(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(x => b.has(x));
}

/** A machine as the examples need it: Go 1.26.8, and what `go env -w` wrote. */
const machine = (written: string, environment = '{}') => `-- machine.json --
{
  "arch": "amd64",
  "go": { "path": "/usr/local/go/bin/go", "version": "go1.26.8" },
  "onPath": [{ "path": "/usr/local/go/bin/go", "version": "go1.26.8" }],
  "goEnvFile": { "path": "/home/me/.config/go/env", "values": { "GOEXPERIMENT": "${written}" } },
  "environment": ${environment}
}
`;
const MOD = 'module example.com/app\n\ngo «1.26»\n';
const PLAIN_MOD = MOD.replace(/[«»]/g, '');

export default rule({
  id: 'experiment/stale-go-env',
  messages: say,
  severity: 'warning',
  otherSeverities: { information: 'the Go that runs here knows the experiment' },
  since: '0.1.0',
  summary: '`go env -w GOEXPERIMENT=…` saved on this machine: unknown to the Go that runs here, or changing local builds only',
  docs: {
    what: 'Reports, at the go line of go.mod, a GOEXPERIMENT that `go env -w` has written on this machine, when the Go release that runs in the module does not know it, or when it changes builds here and no file of the module asks for the same.',
    why: 'What `go env -w` writes stays until somebody removes it, for every project and every terminal. After an update of Go the name may be unknown, and then every go command fails, also those of the editor. As long as it is known it changes the compiler, the runtime or the standard library of local builds alone: what is tested here is not what CI and images build.',
    fix: 'Run `go env -u GOEXPERIMENT`, which works although other go commands fail. Where the experiment is wanted, write it where the module is built: the CI job, the Dockerfile, the Makefile.',
    limits:
      'Only in the editor, on the desktop and in trusted workspaces; `go-preflight doctor` says the same on the command line, while `check` does not look at the machine. The file is looked at when go.mod is opened or saved. It is silent when GOEXPERIMENT in the environment overrides the file, when the release of the go command is not known (scripts such as those of asdf, `GOTOOLCHAIN=go1.N+auto`), and when a file of the module asks for the same, or for something that nobody can read. In the examples `machine.json` stands for what was found on the machine.',
    sources: [
      'run with Go 1.18 to 1.27: `go version` and `go build` fail with `go: unknown GOEXPERIMENT NAME`, `go env -u GOEXPERIMENT` ends with 0 and removes the line',
      'go-facts §2.3: a non-empty environment variable wins over the file',
    ],
  },
  examples: [
    bad(`-- go.mod --\n${MOD}${machine('swissmap')}`),
    bad(`-- go.mod --
${MOD}-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - run: go test ./...
${machine('jsonv2')}`),
    bad(`-- go.mod --
module example.com/app

go «1.27»
${machine('mapsplitgroup')}`),
    good(`-- go.mod --\n${PLAIN_MOD}${machine('')}`),
    silent('Go 1.26 does that by default', `-- go.mod --\n${PLAIN_MOD}${machine('greenteagc')}`),
    silent('the environment overrides the file', `-- go.mod --\n${PLAIN_MOD}${machine('swissmap', '{ "GOEXPERIMENT": "jsonv2" }')}`),
    silent(
      'the module asks for the same',
      `-- go.mod --
${PLAIN_MOD}-- Dockerfile --
FROM golang:1.26
ENV GOEXPERIMENT=jsonv2
COPY . .
RUN go build -o /app .
${machine('jsonv2')}`,
    ),
    silent(
      'GOTOOLCHAIN may select any release from Go 1.25 on',
      `-- go.mod --
${PLAIN_MOD}${machine('swissmap', '{ "GOTOOLCHAIN": "go1.25+auto" }')}`,
    ),
  ],
  checks: { module: check },
});
