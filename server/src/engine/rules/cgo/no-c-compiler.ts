import type { RelativeStep } from '../../base/finding.js';
import { followedBy, type Message, messages } from '../../base/message.js';
import type { DockerfileFacts, StageFacts } from '../../builds/dockerfile/facts.js';
import { baseImage, baseImageName, goCommands, goInForce, rootStage } from '../../builds/dockerfile/stages.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { builtFolders } from '../../program/build-folders.js';
import { hasCCompiler, lacksHeaders } from '../../program/c-compiler.js';
import { type CompilerUser, cgoSwitchedOn, compilerUser, compilerUserIn, isCgoByDefault } from '../../program/c-compiler-user.js';
import { hasTwin } from '../../program/cgo-needs.js';
import { bareImage, saysAllItRuns } from '../../program/job-compiler.js';
import { linksTests } from '../../program/linked-tests.js';
import type { GoCommand } from '../../shell/go-command.js';
import type { RuleContext } from '../report.js';
import { bad, good, inBuildFiles, rule, silent } from '../rule.js';
import { assuming, withCompiler } from '../words.js';
import { dockerfile, MAIN, PURE, SQLITE } from './image-cannot-start.silent.js';
import { BY_DEFAULT_EXAMPLES } from './no-c-compiler.examples.js';
import { JOB_EXAMPLES } from './no-c-compiler.jobs.js';

const say = messages('cgo/no-c-compiler', {
  package:
    '`{package}` uses cgo and `CGO_ENABLED=1` is set, but `{image}` has no C compiler. The build fails with “C compiler "gcc" not found”.\nInstall gcc and musl-dev in this image.',
  packageWithTwin:
    '`{package}` uses cgo and `CGO_ENABLED=1` is set, but `{image}` has no C compiler. The build fails with “C compiler "gcc" not found”.\nRemove `CGO_ENABLED=1`, so that Go builds without cgo, or install gcc and musl-dev in this image.',
  byDefault:
    '`{package}` uses cgo, which is on by default up to Go 1.19, but `{image}` has no C compiler. The build fails with “C compiler "gcc" not found”.\nInstall gcc and musl-dev in this image.',
  raceDetector:
    'The race detector needs cgo, but `{image}` has no C compiler. The build fails with “C compiler "gcc" not found”.\nInstall gcc and musl-dev in this image.',
  headers:
    '`{package}` uses cgo, but `{image}` has gcc without the headers of the C library. The build fails with “fatal error: stdlib.h: No such file or directory”.\nInstall musl-dev beside gcc.',
  raceHeaders: 'The race detector needs cgo, but `{image}` has gcc without the headers of the C library.\nInstall musl-dev beside gcc.',
  imageStep: 'This image ships Go but no C compiler.',
  commandStep: 'This command needs a C compiler.',
  chainStep: 'The program uses cgo through `{chain}`.',
});

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const seen = new Set<number>();
  for (const stage of file.stages) {
    const image = baseImage(file, stage);
    if (!image || image.compiler) continue;
    for (const command of goCommands(stage)) {
      // `go test … || true`: the image is built all the same.
      if (command.onFailure === 'goes on') continue;
      const isOld = isBefore120(file, stage, command);
      const setting = cgoSwitchedOn(command);
      if (isOld === undefined || !(setting || isCgoByDefault(command))) continue;
      // Where gcc is found, cgo is on by default in every release.
      const hasHeaders = !lacksHeaders(file, stage, image, command);
      if (hasHeaders && !((setting || isOld) && hasCCompiler(file, stage, image, command) === false)) continue;
      const span = (hasHeaders ? setting?.span : undefined) ?? command.span;
      const user = seen.has(span.start) ? undefined : compilerUserIn(file, stage, command, workspace);
      if (!user || (isOld && isPrebuilt(user)) || (command.verb === 'test' && !linksTests(command, file.path, workspace))) continue;
      seen.add(span.start);
      report({
        span,
        severity: !setting || setting.args.length === 0 ? 'error' : 'warning',
        message: followedBy(
          !hasHeaders
            ? withoutHeaders(user, file, stage)
            : setting
              ? switchedOn(user, baseImageName(file, stage))
              : byDefault(user, file, stage),
          assuming(setting?.args ?? []),
        ),
        steps: stepsOf(file, stage, command, user),
        fixes: withCompiler(rootStage(file, stage), image),
      });
    }
  }
}

/** Undefined: nobody knows the release. */
function isBefore120(file: DockerfileFacts, stage: StageFacts, command: GoCommand): boolean | undefined {
  const go = goInForce(file, stage, command);
  return go && go.version !== undefined && go.version.minor < 20;
}

/** Up to Go 1.19 the std packages came compiled. */
const isPrebuilt = (user: CompilerUser): boolean => user === 'race detector' || user.from === 'std';

/** Jobs and containers that a line starts: in an image with Go and no compiler. */
function checkFile({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  const seen = new Set<number>();
  for (const unit of file.units) {
    for (const command of unit.commands) {
      const setting = command.onFailure === 'goes on' ? undefined : cgoSwitchedOn(command);
      const image = setting && bareImage(file, unit, command, workspace);
      if (!image || !saysAllItRuns(file, unit, workspace)) continue;
      const span = setting.span ?? command.span;
      if (seen.has(span.start) || (command.verb === 'test' && !linksTests(command, file.path, workspace))) continue;
      const user = compilerUser(command, () => builtFolders(file, unit, command, workspace), workspace);
      if (!user) continue;
      seen.add(span.start);
      report({
        span,
        severity: setting.args.length === 0 ? 'error' : 'warning',
        message: followedBy(switchedOn(user, image.text), assuming(setting.args)),
        steps: [{ message: say.imageStep, span: image.span }, { message: say.commandStep, span: command.span }, ...chainOf(user)],
      });
    }
  }
}

function byDefault(user: CompilerUser, file: DockerfileFacts, stage: StageFacts): Message {
  const image = baseImageName(file, stage);
  return user === 'race detector' ? say.raceDetector({ image }) : say.byDefault({ package: user.importPath, image });
}

function withoutHeaders(user: CompilerUser, file: DockerfileFacts, stage: StageFacts): Message {
  const image = baseImageName(file, stage);
  return user === 'race detector' ? say.raceHeaders({ image }) : say.headers({ package: user.importPath, image });
}

function switchedOn(user: CompilerUser, image: string): Message {
  if (user === 'race detector') return say.raceDetector({ image });
  const args = { package: user.importPath, image };
  return hasTwin(user) ? say.packageWithTwin(args) : say.package(args);
}

function stepsOf(file: DockerfileFacts, stage: StageFacts, command: GoCommand, user: CompilerUser): RelativeStep[] {
  const steps: RelativeStep[] = [
    { message: say.imageStep, span: rootStage(file, stage).from.imageSpan },
    { message: say.commandStep, span: command.span },
  ];
  return [...steps, ...chainOf(user)];
}

function chainOf(user: CompilerUser): RelativeStep[] {
  if (user === 'race detector' || !user.at) return [];
  const { span, file } = user.at;
  return [{ message: say.chainStep({ chain: user.chain.join(' → ') }), span, file }];
}

export default rule({
  id: 'cgo/no-c-compiler',
  severity: 'error',
  otherSeverities: { warning: '`CGO_ENABLED` comes from the default of an `ARG`' },
  since: '0.1.0',
  summary: 'CGO_ENABLED=1 in an image without a C compiler',
  docs: {
    what: 'Reports `go build` and `go install` with `CGO_ENABLED=1` where the program uses cgo, through its own packages, others or net and os/user, or the race detector, and the image has no C compiler; `go test -race` likewise, and builds without `CGO_ENABLED` up to Go 1.19, where cgo is on by default. So do jobs of CI on such an image, and `docker run` of one, where `CGO_ENABLED=1` is set. On Alpine also gcc without musl-dev, which has the headers.',
    why: '`golang:…-alpine` ships Go and no gcc. Since Go 1.20 the std packages that use cgo are compiled like any other, so the build fails with `cgo: C compiler "gcc" not found`. Without the explicit `1`, Go would have disabled cgo by itself.',
    fix: 'Install a compiler and the headers of the C library (`apk add gcc musl-dev`), and put the program on Alpine, because it is then linked against musl. Or leave `CGO_ENABLED=1` out when only net and os/user use cgo: both exist in pure Go.',
    limits:
      'Reports only official golang images, when the folder that is built and its imports are known. Up to Go 1.19 net and os/user come compiled, and nothing is said of them. It is silent when CC is set, and when a command, package or copied file may add a compiler.',
    sources: [
      'builds of programs with net and with -race, and no gcc on PATH: Go 1.20, 1.22 and 1.26; of a program with cgo: Go 1.18 with CGO_ENABLED unset; go test -race with CGO_ENABLED=1: Go 1.25',
      'docker-library/golang#453; docker-library/golang#86: gcc without musl-dev',
    ],
  },
  messages: say,
  examples: [
    bad(
      `${SQLITE}${dockerfile(`FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN «CGO_ENABLED=1» GOOS=linux go build -o /out/app .

FROM alpine:3.22
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`)}`,
      `FROM golang:1.26-alpine AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 GOOS=linux go build -o /out/app .

FROM alpine:3.22
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
    ),
    bad(
      `${MAIN}${dockerfile(`FROM golang:1.26-alpine
RUN apk add --no-cache git ca-certificates
ENV «CGO_ENABLED=1»
WORKDIR /src
COPY . .
RUN go mod download
RUN go build -o /app .
`)}`,
    ),
    bad(
      `${PURE}${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN «CGO_ENABLED=1» go build -race -o /app .
`)}`,
    ),
    good(
      `${SQLITE}${dockerfile(`FROM golang:1.26-alpine
RUN apk add --no-cache gcc musl-dev
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /app .
`)}`,
    ),
    silent(
      'nothing in the program uses cgo, so Go never asks for a compiler',
      `${PURE}${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /app .
`)}`,
    ),
    bad(
      `${MAIN}-- scripts/build.sh --
#!/bin/sh
set -eu
export CGO_ENABLED=1
go build -o /app .
${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN «./scripts/build.sh»
`)}`,
    ),
    silent(
      'the script that builds installs one',
      `${MAIN}-- scripts/build.sh --
#!/bin/sh
apk add --no-cache build-base
CGO_ENABLED=1 go build -o /app .
${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN sh -e scripts/build.sh
`)}`,
    ),
    silent(
      'a script may install one',
      `${MAIN}${dockerfile(`FROM golang:1.26-alpine
WORKDIR /src
COPY . .
RUN ./hack/install-build-deps.sh
RUN CGO_ENABLED=1 go build -o /app .
`)}`,
    ),
    silent(
      'another image contains one',
      `${MAIN}${dockerfile(`FROM golang:1.26-alpine
COPY --from=registry.example/zig:0.13 /usr/local/ /usr/local/
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /app .
`)}`,
    ),
    silent(
      'up to Go 1.19 the std packages came compiled',
      `-- go.mod --
module example.com/app

go 1.19
${MAIN}${dockerfile(`FROM golang:1.19-alpine
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /app .
`)}`,
    ),
    ...BY_DEFAULT_EXAMPLES,
    ...JOB_EXAMPLES,
  ],
  checks: { dockerfile: check, builds: inBuildFiles(checkFile) },
});
