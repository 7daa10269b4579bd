import { formatGoVersion, type GoVersion } from '../../base/go-version.js';
import { followedBy, type Message } from '../../base/message.js';
import { dirName } from '../../base/paths.js';
import type { BuildSource, BuildUnit } from '../../builds/facts.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import { moduleRunIn } from '../../program/build-folders.js';
import { calledCommands } from '../../program/called-commands.js';
import { type GoWorkLine, goWorkInImage, goWorkOf } from '../../program/go-work-in-force.js';
import { buildsIn, mayBeContext, moduleInImage, stageAt } from '../../program/image-build.js';
import { isNewer } from '../../program/release-in-force.js';
import type { WorkspaceView } from '../../program/view.js';
import type { GoCommand } from '../../shell/go-command.js';
import type { RuleContext } from '../report.js';
import { bad, good, inBuildFiles, rule, silent } from '../rule.js';
import { assuming, say as shared } from '../words.js';
import { CALLED_EXAMPLES } from './builder-too-old.called.js';
import { CHECKS, inModule, isSetUp, keepsToolchain, lintCommands } from './builder-too-old.commands.js';
import { DEVCONTAINER_EXAMPLES, openedIn, requestOf } from './builder-too-old.devcontainers.js';
import { GIVEN_EXAMPLES } from './builder-too-old.examples.js';
import { raise } from './builder-too-old.fixes.js';
import { checkGiven, isGivenElsewhere } from './builder-too-old.given.js';
import { INSTALLED } from './builder-too-old.installed.js';
import { JOB_EXAMPLES } from './builder-too-old.jobs.js';
import { isReplaced, mayDiffer } from './builder-too-old.otherwise.js';
import { OTHER_SERVICES } from './builder-too-old.services.js';
import { say } from './builder-too-old.words.js';
import { WORKSPACES } from './builder-too-old.workspaces.js';

function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  for (const unit of file.units) {
    const go = requestOf(file, unit, workspace);
    if (!go?.fixed || !go.version) continue;
    // What YAML has made of `1.20` is no release that anybody asked for.
    if (go.written !== undefined || (isSetUp(unit) && isNewer(CHECKS, go.version))) continue;
    if (unit.commands.some(c => c.verb === 'mod' && c.packages[0] === 'init')) continue;
    const moduleOf = (command: GoCommand) =>
      file.language === 'dockerfile' ? moduleOfDockerfile(file, unit, command, workspace) : moduleRunIn(file, command, workspace);
    const others = () => [...calledCommands(file, unit, workspace), ...lintCommands(unit), ...openedIn(unit)];
    const counts = (c: GoCommand) => inModule(c) && c.onFailure !== 'goes on';
    const command = unit.commands.find(counts) ?? others().find(c => counts(c) && keepsToolchain(c));
    const module = command && moduleOf(command);
    const line = command && module && lineInForce(file, unit, command, module, go.version, workspace);
    if (!command || !line || !isNewer(line.version, go.version)) continue;
    if (mayDiffer(file, unit, workspace) || isReplaced(file, unit, workspace) || isGivenElsewhere(file.path, go.args, workspace)) continue;
    const wanted = formatGoVersion(line.version);
    const isWorkspace = line.path !== module.path;
    report({
      span: go.span,
      severity: mayBuild(go.version, line.version) ? 'information' : command.certain && go.args.length === 0 ? 'error' : 'warning',
      message: followedBy(
        isSetUp(unit) ? say.job({ release: formatGoVersion(go.version), wanted }) : messageOf(go.version, line.version, isWorkspace),
        assuming(go.args),
      ),
      steps: [
        { message: (isWorkspace ? say.stepWorkspace : shared.moduleRequires)({ release: wanted }), file: line.path, span: line.span },
        ...(command.span === unit.span ? [] : [{ message: say.stepCommand, span: command.span }]),
      ],
      fixes: raise(unit, go.version, line.version, workspace.text(file.path) ?? ''),
    });
  }
}

/** The go line of go.work comes on top of the module's own, where the go command finds one. */
function lineInForce(
  file: BuildSource,
  unit: BuildUnit,
  command: GoCommand,
  module: GoModFacts,
  release: GoVersion,
  workspace: WorkspaceView,
): GoWorkLine | undefined {
  const own = module.go && { ...module.go, path: module.path };
  if ((own && isNewer(own.version, release)) || isNewer(CHECKS, release)) return own;
  const facts = file.language === 'dockerfile' ? workspace.dockerfileFacts(file.path) : undefined;
  const stage = facts && stageAt(facts, command.span);
  if (facts) return (stage && goWorkInImage(facts, stage, command, module, workspace)) ?? own;
  return goWorkOf(file, unit, command, workspace) ?? own;
}

const MODULES_EVERYWHERE: GoVersion = { major: 1, minor: 16 };

/** At most two folders above; further up where what its stage builds is there. */
function moduleOfDockerfile(file: BuildSource, unit: BuildUnit, command: GoCommand, workspace: WorkspaceView): GoModFacts | undefined {
  const nearest = workspace.module(file.path);
  const facts = workspace.dockerfileFacts(file.path);
  // Up to Go 1.15 a folder without a go.mod above it is built without modules.
  const isOutside = unit.go?.version && isNewer(MODULES_EVERYWHERE, unit.go.version) && facts && !moduleInImage(facts, command, workspace);
  const inImage = facts && moduleInImage(facts, command, workspace);
  if (isOutside || (facts && !inImage && !mayBeContext(facts, command, workspace))) return undefined;
  if (!nearest || (inImage && inImage !== nearest)) return inImage;
  if (!isNested(file.path, nearest.dir)) return nearest;
  // Among Go files of its own it may build those.
  if (workspace.packageDeclarations(dirName(file.path)).files.length > 0) return undefined;
  return facts && unit.commands.some(c => buildsIn(facts, c, nearest, workspace)) && moduleInImage(facts, command, workspace) === nearest
    ? nearest
    : undefined;
}

function isNested(path: string, dir: string): boolean {
  return path.slice(dir.length + 1).split('/').length > 3;
}

const mayBuild = (release: GoVersion, wanted: GoVersion) => isNewer(CHECKS, release) && wanted.patch === undefined;

function messageOf(version: GoVersion, module: GoVersion, isWorkspace: boolean): Message {
  const args = { release: formatGoVersion(version), wanted: formatGoVersion(module) };
  if (isWorkspace) return say.workspace(args);
  if (mayBuild(version, module)) return say.mayBuild(args);
  return isNewer(CHECKS, version) ? say.cannotRead(args) : say.image(args);
}

export default rule({
  id: 'version/builder-too-old',
  messages: say,
  severity: 'error',
  otherSeverities: {
    warning: 'the release is the default of a build argument, or the build can succeed without a go command',
    information: 'the image has a release before 1.21, which does not check a go line without a patch',
  },
  since: '0.1.0',
  summary: 'builder image whose Go is older than the go line of go.mod',
  docs: {
    what: 'Reports a stage or CI job on an official `golang` image, or a job with actions/setup-go v6, that runs go commands or golangci-lint in a module whose go line asks for a newer release, and a compose file, `docker-bake.hcl` or workflow that gives such a release to a Dockerfile or, through its inputs, to another workflow of the repository.',
    why: 'Since Go 1.21 the go line is a lower bound. On a laptop the go command fetches the newer toolchain by itself; official images set `GOTOOLCHAIN=local`, and there the build fails with `go: go.mod requires go >= …`.',
    fix: 'Raise the tag of the image, or set `ENV GOTOOLCHAIN=auto` so that the go command fetches the release that go.mod asks for.',
    limits:
      'It looks at official images whose tag names a release, at actions/setup-go by a tag from v6 on with such a `go-version` or a `.go-version` file, and where GOTOOLCHAIN is not changed. It is silent about a job or service whose file has another value of GOTOOLCHAIN anywhere, a download of Go, steps of a template, `-modfile`, `GO111MODULE`, a `ref:`, or `git clone` and `git checkout`, and about a Dockerfile that fetches what it builds. A tag without a patch is taken as the newest patch. Of images without Go it knows the package of Debian, Ubuntu and Alpine and archives of go.dev, up to Go 1.20. Of a Dockerfile the module is that of the nearest go.mod, at most two folders above, or further up where what its stage builds lies in that module; the default of an argument counts only where no known build gives another value; elsewhere that of the folder in which the command runs. The toolchain line of go.mod is not a lower bound and is not looked at. A go.work file counts where it is surely copied into the image or lies in the repository, and no .gitignore or .dockerignore names it, no command removes or edits it, and no line sets GOWORK.',
    sources: [
      'run: go: go.mod requires go >= 1.27.0 (running go 1.23.5; GOTOOLCHAIN=local)',
      'run: go 1.26 and go 1.26.3 in go.mod with Go 1.18 (go-facts §8.1)',
      'docker-library/golang Dockerfile-linux.template: ENV GOTOOLCHAIN=local; actions/setup-go#460: version 6 sets it; gin-gonic/examples#203; testcontainers/testcontainers-go#3843: through a reusable workflow',
      'run: go: go.work requires go >= 1.26 (running go 1.24.13; GOTOOLCHAIN=local); CtrlSpice/otel-desktop-viewer#217',
    ],
  },
  examples: [
    bad(
      `FROM «golang:1.24-alpine» AS build
WORKDIR /src
COPY . .
RUN go build -o /app .
`,
      `FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN go build -o /app .
`,
    ),
    bad(`-- go.mod --
module example.com/app

go 1.26.3
-- Dockerfile --
FROM «golang:1.20»
WORKDIR /src
COPY . .
RUN go build -o /app .
`),
    bad(`-- go.mod --
module example.com/app

go 1.26
-- Dockerfile --
FROM «golang:1.18-bullseye»
WORKDIR /src
COPY . .
RUN go build -o /app .
`),
    bad(`-- go.mod --
module example.com/app

go 1.26.3
-- deploy/Dockerfile --
ARG VERSION=1.26.1
FROM «golang:\${VERSION}»
WORKDIR /src
COPY . .
RUN go mod download
`),
    bad(
      `-- .gitlab-ci.yml --
test:
  image: «golang:1.25-alpine»
  script:
    - go test ./...
`,
      `test:
  image: golang:1.26-alpine
  script:
    - go test ./...
`,
    ),
    bad(`-- compose.yaml --
services:
  app:
    build:
      context: .
      args:
        «GO_VERSION: '1.25'»
-- Dockerfile --
ARG GO_VERSION=1.26
FROM golang:\${GO_VERSION}-alpine
COPY . .
RUN go build -o /app .
`),
    ...GIVEN_EXAMPLES,
    ...CALLED_EXAMPLES,
    ...OTHER_SERVICES,
    ...JOB_EXAMPLES,
    ...DEVCONTAINER_EXAMPLES,
    ...WORKSPACES,
    ...INSTALLED,
    good(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /app .
`),
    silent(
      'GOTOOLCHAIN=auto fetches the release',
      `FROM golang:1.24
ENV GOTOOLCHAIN=auto
COPY . .
RUN go build -o /app .
`,
    ),
    silent(
      'the stage builds a tool of another module',
      `FROM golang:1.24
RUN go install example.com/tool@v1.2.3
`,
    ),
    silent(
      'the tag without a patch is the newest one',
      `-- go.mod --
module example.com/app

go 1.26.3
-- Dockerfile --
FROM golang:1.26
COPY . .
RUN go build -o /app .
`,
    ),
  ],
  checks: {
    builds(context) {
      check(context);
      inBuildFiles(checkGiven)(context);
    },
  },
});
