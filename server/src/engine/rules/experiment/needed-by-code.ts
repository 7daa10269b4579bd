import type { RelativeFix } from '../../base/finding.js';
import { formatGoVersion } from '../../base/go-version.js';
import { messages } from '../../base/message.js';
import { dirName } from '../../base/paths.js';
import type { BuildSource, BuildUnit } from '../../builds/facts.js';
import type { GoFileFacts } from '../../go/package/facts.js';
import type { BuildContext } from '../../program/build-contexts.js';
import { contextsOfFile } from '../../program/contexts-of-file.js';
import { releaseInForce } from '../../program/release-in-force.js';
import type { GoCommand } from '../../shell/go-command.js';
import { experimentSet } from '../../tables/experiment-set.js';
import { EXPERIMENTAL_PACKAGES, experimentFor } from '../../tables/experimental-packages.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('experiment/needed-by-code', {
  notSet:
    '`{package}` needs `GOEXPERIMENT={experiment}` in Go {release}, and this command runs without it. It fails with “build constraints exclude all Go files”.\nSet `GOEXPERIMENT={experiment}` for this command.',
  notAmong:
    '`{package}` needs `GOEXPERIMENT={experiment}` in Go {release}, and this command runs without it. It fails with “build constraints exclude all Go files”.\nAdd `{experiment}` to GOEXPERIMENT.',
  stepImport: 'This file imports `{package}`.',
  setFix: 'Set `GOEXPERIMENT={experiment}` for this command',
});

const TESTING = new Set(['test', 'vet']);

function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  const module = workspace.module(file.path);
  if (!module) return;
  const rows = contextsOfFile(file.path, workspace).filter(c => c.command);
  const seen = new Set<number>();
  for (const row of rows) {
    const { command, unit, goexperiment } = row;
    const version = unit && releaseInForce(file.path, unit, workspace);
    if (
      !command ||
      !version ||
      goexperiment.value === undefined ||
      seen.has(command.span.start) ||
      !mayCompile(command) ||
      !isInModule(file.path, module.dir, command, unit.kind)
    )
      continue;
    const set = experimentSet(version, row.goarch.value || 'amd64', goexperiment.value);
    if (!set) continue;
    const need = firstNeed(workspace.moduleFiles(file.path), module.dir, command, path => {
      const experiment = experimentFor(path, version);
      return experiment !== undefined && !set.on.has(experiment) ? experiment : undefined;
    });
    if (!need) continue;
    seen.add(command.span.start);
    const release = formatGoVersion({ major: version.major, minor: version.minor });
    report({
      span: command.span,
      severity: command.certain ? 'error' : 'warning',
      message: (goexperiment.isSet ? say.notAmong : say.notSet)({ package: need.path, experiment: need.experiment, release }),
      steps: [{ message: say.stepImport({ package: need.path }), file: need.file, span: need.span }],
      fixes: fixes(row, command, need.experiment),
    });
  }
}

/** A CI job may work in another folder than the module's; in an image the module is what COPY copies. */
function isInModule(path: string, dir: string, { cwd }: GoCommand, kind: BuildUnit['kind']): boolean {
  if (kind === 'dockerfile stage') return true;
  if (kind !== 'ci job') return false;
  const root = path.replace(/\/?(?:\.github\/workflows\/)?[^/]*$/, '');
  return cwd !== undefined && `${root}${cwd === '/' ? '' : cwd}` === dir;
}

/** Commands whose tags are known: a tag may leave the importing file out. */
function mayCompile(command: GoCommand): boolean {
  return command.flags.complete && !command.flags.values.has('tags') && !command.packages.includes(undefined);
}

interface Need {
  readonly path: string;
  readonly experiment: string;
  readonly file: string;
  readonly span: { readonly start: number; readonly end: number };
}

function firstNeed(
  files: readonly GoFileFacts[],
  root: string,
  command: GoCommand,
  missing: (importPath: string) => string | undefined,
): Need | undefined {
  for (const file of needyFiles(files)) {
    if (!isBuilt(file, root, command)) continue;
    for (const i of file.imports) {
      const experiment = missing(i.path);
      if (experiment !== undefined) return { path: i.path, experiment, file: file.path, span: i.span };
    }
  }
  return undefined;
}

const known = new WeakMap<readonly GoFileFacts[], readonly GoFileFacts[]>();

/** Those that may need an experiment, found once: each command of a module asks. */
function needyFiles(files: readonly GoFileFacts[]): readonly GoFileFacts[] {
  let needy = known.get(files);
  if (!needy) {
    needy = files.filter(isNeedy);
    known.set(files, needy);
  }
  return needy;
}

function isNeedy({ path, buildConstraint, imports }: GoFileFacts): boolean {
  if (!imports.some(i => EXPERIMENTAL_PACKAGES.includes(i.path))) return false;
  // A constraint may be the very answer to a missing experiment.
  return !buildConstraint && !/_(?:[a-z0-9]+)\.go$/.test(path.replace(/_test\.go$/, '.go'));
}

/** `./...` builds every package; the root package is built by `.` or no argument, another by its own folder. */
function isBuilt(file: GoFileFacts, root: string, command: GoCommand): boolean {
  if (file.isTest && !TESTING.has(command.verb ?? '')) return false;
  const folder = dirName(file.path).slice(root.length).replace(/^\//, '');
  if (/(?:^|\/)(?:testdata|vendor|[._][^/]*)(?:\/|$)/.test(folder)) return false;
  const packages = command.packages.length === 0 ? ['.'] : command.packages;
  return packages.some(p => p === './...' || (p ?? '').replace(/^\.\/?/, '').replace(/\/$/, '') === folder);
}

/** Where nothing gives GOEXPERIMENT, the command gets it; where something does, the value is for the reader to change. */
function fixes(row: BuildContext, command: GoCommand, experiment: string): RelativeFix[] {
  if (row.goexperiment.isSet || command.prefixAt === undefined) return [];
  const span = { start: command.prefixAt, end: command.prefixAt };
  return [
    {
      title: say.setFix({ experiment }),
      safe: false,
      edits: [{ span, newText: `GOEXPERIMENT=${experiment} ` }],
    },
  ];
}

const PACKAGES = EXPERIMENTAL_PACKAGES.map(p => `\`${p}\``).join(', ');

const USES_JSON = `-- main.go --
package main

import (
	"os"

	"encoding/json/v2"
)

func main() { _ = json.MarshalWrite(os.Stdout, 1) }
`;

export default rule({
  id: 'experiment/needed-by-code',
  messages: say,
  severity: 'error',
  otherSeverities: { warning: 'the build can succeed without this command' },
  since: '0.1.0',
  summary: 'build without the experiment that an imported package of the standard library needs',
  docs: {
    what: `Reports a go command that builds code importing one of ${PACKAGES} with a Go release that has the package only with an experiment, while GOEXPERIMENT does not name it.`,
    why: 'The build fails with “build constraints exclude all Go files”, which does not say what is missing. On the laptop, where GOEXPERIMENT is set, it works.',
    fix: 'Set GOEXPERIMENT for the command, the stage or the job; or use a release that has the package without it: `encoding/json/v2` from Go 1.27, `testing/synctest` from Go 1.25.',
    limits:
      'The release and GOEXPERIMENT must be known, so scripts and Makefiles, whose caller may set both, are silent. A file with a build constraint or a suffix such as `_linux.go`, commands with `-tags`, and packages that only other packages import are left out: it looks at what `./...` or the named folder builds.',
    sources: ['each import built with Go 1.24, 1.25, 1.26 and 1.27', 'the go:build lines of these packages in GOROOT/src'],
  },
  examples: [
    bad(
      `${USES_JSON}-- Dockerfile --
FROM golang:1.26
WORKDIR /src
COPY . .
RUN «go build -o /app .»
`,
      `FROM golang:1.26
WORKDIR /src
COPY . .
RUN GOEXPERIMENT=jsonv2 go build -o /app .
`,
    ),
    bad(`${USES_JSON}-- .github/workflows/ci.yml --
jobs:
  test:
    strategy:
      matrix:
        go: ['1.26', '1.27']
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: "\${{ matrix.go }}"}
      - run: «go test ./...»
`),
    good(`${USES_JSON}-- Dockerfile --
FROM golang:1.26
ENV GOEXPERIMENT=jsonv2
WORKDIR /src
COPY . .
RUN go build -o /app .
`),
    silent(
      'Go 1.27 has the package by default',
      `${USES_JSON}-- Dockerfile --
FROM golang:1.27
WORKDIR /src
COPY . .
RUN go build -o /app .
`,
    ),
    silent(
      'the file is left out where the experiment is off',
      `-- json.go --
//go:build goexperiment.jsonv2

package main

import _ "encoding/json/v2"
-- main.go --
package main

func main() {}
-- Dockerfile --
FROM golang:1.26
WORKDIR /src
COPY . .
RUN go build -o /app .
`,
    ),
    silent(
      'the job works in another folder',
      `${USES_JSON}-- .github/workflows/ci.yml --
jobs:
  test:
    defaults: {run: {working-directory: tools}}
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '1.26'}
      - run: go test ./...
`,
    ),
    silent(
      'another folder is built',
      `-- tools/gen/main.go --
package main

import _ "encoding/json/v2"

func main() {}
-- Dockerfile --
FROM golang:1.26
WORKDIR /src
COPY . .
RUN go build -o /app ./cmd/app
`,
    ),
  ],
  checks: { builds: check },
});
