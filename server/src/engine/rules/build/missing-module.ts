import { type Message, messages } from '../../base/message.js';
import { baseName } from '../../base/paths.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { findAbsentSums } from '../../program/absent-sums.js';
import { findHiddenVendor } from '../../program/hidden-vendor.js';
import { findMissingModules } from '../../program/missing-modules.js';
import { findMissingPackages, type MissingPackage } from '../../program/missing-packages.js';
import { findMissingSums } from '../../program/missing-sums.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';
import { say as shared } from '../words.js';
import { ABSENT_SUM_EXAMPLES } from './missing-module.absent.js';
import { PACKAGE_EXAMPLES } from './missing-module.packages.js';
import { SUM_EXAMPLES } from './missing-module.sums.js';
import { VENDOR_EXAMPLES } from './missing-module.vendor.js';

const say = messages('build/missing-module', {
  replaced:
    'This command needs `{target}`, which replaces `{module}` in go.mod, and nothing copies it before. It fails with “(replaced by {target}): reading …/go.mod: no such file or directory”.\nCopy `go.mod` of `{target}` before this command.',
  used: 'This command needs `{target}`, which go.work uses, and nothing copies it before. It fails with “cannot load module … listed in go.work file”.\nCopy `go.mod` of `{target}` before this command, or set `GOWORK=off`.',
  hidden:
    '`-mod=vendor` needs the folder `vendor`, which `{ignore}` leaves out of the image. The command fails with “go: inconsistent vendoring”.\nRemove that line from `{ignore}`, or build without `-mod=vendor`.',
  noSum:
    'This command needs `go.sum`, which nothing copies into the image. It fails with “missing go.sum entry for module providing package {module}…”.\nCopy `go.sum` with `go.mod`.',
  absentSum:
    '`{path}` does not exist: the module `{module}` requires no other. The build of the image fails with “"/{path}": not found”.\nRemove it from this line, or write `{path}*`, which may match nothing.',
  requiresStep: 'This go.mod requires no module.',
  notCopied:
    'The program imports `{package}`, and nothing copies `{path}` into the image before this command. It fails with “{error}”.\nCopy `{path}` before this command.',
  packageLeftOut:
    'The program imports `{package}`, and `{ignore}` leaves `{path}` out of the image. This command fails with “{error}”.\nRemove that line from `{ignore}`.',
  notEmbedded:
    'The program embeds `{path}`, and nothing copies it into the image before this command. It fails with “pattern {pattern}: no matching files found”.\nCopy `{path}` before this command.',
  embedLeftOut:
    'The program embeds `{path}`, and `{ignore}` leaves it out of the image. This command fails with “pattern {pattern}: no matching files found”.\nRemove that line from `{ignore}`.',
  importStep: 'The program needs it here.',
  copyStep: 'This copies go.mod without go.sum.',
  namedStep: 'This file names the folder.',
  ignoredStep: 'This line leaves it out.',
});

function told({ importPath, path, embed, ignore }: MissingPackage): Message {
  const name = ignore && baseName(ignore.file);
  if (embed !== undefined)
    return name ? say.embedLeftOut({ path, ignore: name, pattern: embed }) : say.notEmbedded({ path, pattern: embed });
  const words = { package: importPath, path, error: errorAbout(importPath) };
  return name ? say.packageLeftOut({ ...words, ignore: name }) : say.notCopied(words);
}

/** In go's own words: what has no dot in its first element is looked for in the standard library (cmd/go, search.IsStandardImportPath; a run with Go 1.26). */
const errorAbout = (importPath: string): string =>
  /^[^/]*\./.test(importPath) ? `no required module provides package ${importPath}` : `package ${importPath} is not in std`;

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  for (const { command, by, file: path, module, target } of findMissingModules(file, workspace)) {
    report({
      span: command.span,
      message: by === 'go.work' ? say.used({ target }) : say.replaced({ target, module: module ?? '' }),
      steps: [{ message: say.namedStep, file: path, span: { start: 0, end: 0 } }],
    });
  }
  for (const { command, module, copy } of findMissingSums(file, workspace)) {
    report({ span: command.span, message: say.noSum({ module }), steps: [{ message: say.copyStep, span: copy.span }] });
  }
  for (const { span, isOneOfMany, path, module } of findAbsentSums(file, workspace)) {
    const text = `${path}*`;
    report({
      span,
      message: say.absentSum({ path, module: module.module }),
      steps: [{ message: say.requiresStep, file: module.path, span: { start: 0, end: 0 } }],
      fixes: isOneOfMany
        ? [{ title: shared.replaceFix({ text }), safe: false, edits: [{ span: { start: span.end, end: span.end }, newText: '*' }] }]
        : [],
    });
  }
  for (const found of findMissingPackages(file, workspace)) {
    const { command, at, ignore } = found;
    report({
      span: command.span,
      message: told(found),
      steps: [...(at ? [{ message: say.importStep, ...at }] : []), ...(ignore ? [{ message: say.ignoredStep, ...ignore }] : [])],
    });
  }
  for (const { span, ignore } of findHiddenVendor(file, workspace)) {
    report({ span, message: say.hidden({ ignore: baseName(ignore.file) }), steps: [{ message: say.ignoredStep, ...ignore }] });
  }
}

const REPLACING = `-- go.mod --
module example.com/app

go 1.26

require example.com/sdk v0.0.0

replace example.com/sdk => ./sdk
-- sdk/go.mod --
module example.com/sdk

go 1.26
-- main.go --
package main

import _ "example.com/sdk"

func main() {}
`;
const WORK = `-- go.work --
go 1.26

use (
	./api
	./proxy
)
-- api/go.mod --
module example.com/api

go 1.26
-- api/main.go --
package main

func main() {}
-- proxy/go.mod --
module example.com/proxy

go 1.26
`;
const image = (lines: string) => `-- Dockerfile --
FROM golang:1.26 AS build
WORKDIR /src
${lines}
COPY . .
RUN CGO_ENABLED=0 go build -o /app .
`;

export default rule({
  id: 'build/missing-module',
  severity: 'error',
  since: '0.1.0',
  summary: 'Image without a module, package or embedded file that the program needs, or without the vendor folder or go.sum',
  docs: {
    what: 'Reports `go mod download` and `go mod verify` in a Dockerfile where go.mod replaces a required module by a folder, or go.work uses a folder, that nothing copies into the image before, `-mod=vendor` where `.dockerignore` leaves `vendor` out, and `go build` or `go install` where go.mod is copied and go.sum is not, although the program imports a module of another project. So it does where a package of the module itself, or a file that it embeds, is not copied or is left out by `.dockerignore`, and a `COPY` that names a `go.sum` which does not exist because the module requires no other.',
    why: 'Go reads the go.mod of every folder that go.mod or go.work names, also of those the program does not need. Copying `go.mod` and `go.sum` alone, for the sake of the build cache, leaves them out. Caches of layers hide it until somebody builds anew.',
    fix: 'Copy the go.mod (and go.sum) of these folders before the command. A folder above the build context needs a context that holds it. `GOWORK=off` makes Go ignore go.work.',
    limits:
      'It looks at official golang images, at folders with a go.mod in the workspace, and at stages in which no other command, bound mount or unknown copy may add the module. A go.sum that does not exist it reports where go.mod lies beside the Dockerfile, or in the context that a known build gives, no package imports a module of another project, and no command of a build file names go.sum.',
    sources: [
      'runs of go mod download and go mod verify, Go 1.26, with a replaced folder and a folder of go.work that is not there',
      'run of go build, test, vet and list with -mod=vendor and no vendor folder, Go 1.26; nmstate/kubernetes-nmstate#633',
      'run of go build with go.mod and without go.sum, after `go mod download` and alone, Go 1.26; go.dev/doc/go1.18: `go mod download` saves no sums',
      'runs of go build without a folder of the module, and without an embedded file, Go 1.26; cdapio/cdap-operator#25',
      'BuildKit looks each source without a pattern up in the context (solver/llbsolver, cache/contenthash: “failed to calculate checksum of ref …: "/go.sum": not found”); wso2/labs-agentic-engineer#246',
      'grafana/grafana#84342, langwatch/langwatch#5459',
    ],
  },
  messages: say,
  examples: [
    ...VENDOR_EXAMPLES,
    ...SUM_EXAMPLES,
    ...ABSENT_SUM_EXAMPLES,
    ...PACKAGE_EXAMPLES,
    bad(`${REPLACING}${image('COPY go.mod go.sum ./\nRUN «go mod download»')}`),
    bad(
      `${REPLACING}${image('RUN apt-get update && apt-get install -y git\nCOPY go.* ./\nRUN --mount=type=cache,target=/go/pkg/mod «go mod download -x»')}`,
    ),
    bad(`${WORK}${image('COPY go.work ./\nCOPY api/go.mod api/\nRUN «go mod download»\nWORKDIR /src/api')}`),
    good(`${REPLACING}${image('COPY go.mod go.sum ./\nCOPY sdk ./sdk\nRUN go mod download')}`),
    silent('its go.mod is', `${REPLACING}${image('COPY go.mod go.sum ./\nCOPY sdk/go.mod sdk/\nRUN go mod download')}`),
    silent('all is copied before', `${REPLACING}${image('COPY . .\nRUN go mod download')}`),
    silent('a mount has it', `${REPLACING}${image('COPY go.mod ./\nRUN --mount=type=bind,source=sdk,target=sdk go mod download')}`),
    silent('a command before may fetch it', `${REPLACING}${image('COPY go.mod ./\nRUN ./fetch-modules.sh\nRUN go mod download')}`),
    silent(
      'the replacement is dropped',
      `${REPLACING}${image('COPY go.mod ./\nRUN go mod edit -dropreplace example.com/sdk && go mod download')}`,
    ),
    silent('a failure does not end the build', `${REPLACING}${image('COPY go.mod ./\nRUN go mod download || true')}`),
    silent(
      'nothing requires the module',
      `${REPLACING.replace('require example.com/sdk v0.0.0\n', '')}${image('COPY go.mod ./\nRUN go mod download')}`,
    ),
    silent(
      'another image may have it',
      `${REPLACING}${image('COPY go.mod ./\nCOPY --from=example.com/sources /all /src\nRUN go mod download')}`,
    ),
    silent('GOWORK=off', `${WORK}${image('ENV GOWORK=off\nCOPY go.work ./\nCOPY api/go.mod api/\nRUN cd api && go mod download')}`),
    silent(
      'each go.mod is copied',
      `${WORK}${image('COPY go.work ./\nCOPY api/go.mod api/\nCOPY proxy/go.mod proxy/\nRUN go mod download')}`,
    ),
  ],
  checks: { dockerfile: check },
});
