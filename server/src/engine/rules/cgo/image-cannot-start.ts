import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { followedBy, type Message } from '../../base/message.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { baseImageName } from '../../builds/dockerfile/stages.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { decisive } from '../../program/cgo-needs.js';
import { type CannotStart, findCannotStart } from '../../program/image-start.js';
import { findOutsideCannotStart } from '../../program/outside-start.js';
import type { RuleContext } from '../report.js';
import { inBuildFiles, rule } from '../rule.js';
import { assuming } from '../words.js';
import { IMAGE_CANNOT_START_EXAMPLES } from './image-cannot-start.examples.js';
import { checkFunctions } from './image-cannot-start.functions.js';
import { outsideReport } from './image-cannot-start.outside.js';
import { checkPods } from './image-cannot-start.pods.js';
import { canDoWithoutCgo, chainSteps, glibcImage, helpFor, lackOf, needsShell, say } from './image-cannot-start.words.js';

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const seen = new Set<number>();
  for (const found of findCannotStart(file, workspace)) {
    const span = found.root.from.imageSpan;
    if (seen.has(span.start)) continue;
    seen.add(span.start);
    const conditions = conditionsOf(file, found);
    report({
      span,
      severity: conditions.length === 0 ? 'error' : 'warning',
      message: followedBy(lackOf(file, found), causeOf(file, found), ...conditions, helpFor(found, imageFor(found))),
      steps: stepsOf(file, found),
      fixes: [...withoutCgo(found, conditions.length === 0), ...otherImage(found)],
    });
  }
  for (const found of findOutsideCannotStart(file, workspace)) {
    const span = found.root.from.imageSpan;
    if (seen.has(span.start)) continue;
    seen.add(span.start);
    report({ span, ...outsideReport(file, found) });
  }
}

function checkBuilds(context: RuleContext<BuildFileFacts>): void {
  checkPods(context);
  checkFunctions(context);
}

function causeOf(file: DockerfileFacts, { linkage, buildRoot }: CannotStart): Message {
  const args = { image: baseImageName(file, buildRoot), libc: linkage.libc };
  switch (linkage.why) {
    case 'race':
      return say.becauseOfRace(args);
    case 'pie':
      return say.becauseOfPie;
    case 'cgo':
      return say.becauseOfCgo({ ...args, package: decisive(linkage.closure!.needs)[0]!.importPath });
  }
}

/** Sentences on when this holds; none when it always does. */
function conditionsOf(file: DockerfileFacts, { linkage, root, buildRoot, started }: CannotStart): Message[] {
  const { native } = linkage;
  const args = [...new Set([...linkage.args, ...root.from.args, ...buildRoot.from.args])].filter(name => {
    const value = file.globalArgs.find(a => a.name === name)?.text;
    return name !== 'TARGETOS' && name !== 'BUILDOS' && !/^v?\d+(?:\.\d+)*$/.test(value ?? '');
  });
  const assumption = assuming(args);
  return [
    ...(native === undefined ? [] : [native === 'own' ? say.nativeBuilds : say.nativeBuildsOn({ arch: native })]),
    ...(assumption ? [assumption] : []),
    ...(started.isAssumed ? [say.onlyProgram] : []),
  ];
}

function stepsOf(file: DockerfileFacts, found: CannotStart): RelativeStep[] {
  const { linkage, buildRoot, started, stage } = found;
  const steps: RelativeStep[] = [
    { message: say.buildStep({ image: baseImageName(file, buildRoot) }), span: buildRoot.from.imageSpan },
    { message: say.commandStep, span: started.artifact.command.span },
  ];
  const { recipe } = started.artifact.command;
  if (recipe) steps.push({ message: say.recipeStep, span: recipe.span, file: recipe.file });
  if (linkage.explicit?.span) steps.push({ message: say.enabledStep, span: linkage.explicit.span });
  steps.push(...chainSteps(found));
  if (stage.entrypoint !== undefined || stage.cmd !== undefined) {
    steps.push({ message: say.startStep({ program: started.path }), span: started.process.span });
  }
  return steps;
}

function withoutCgo(found: CannotStart, certain: boolean): RelativeFix[] {
  const { linkage, started, only } = found;
  const { explicit } = linkage;
  if (!canDoWithoutCgo(found)) return [];
  // The Makefile's own value comes after what the command line of the Dockerfile says.
  if (explicit?.origin === 'build file') return [];
  const written = explicit?.origin === 'shell' || explicit?.origin === 'go env -w' ? explicit.word : undefined;
  const [part, more] = written?.parts ?? [];
  if (part?.kind === 'text' && more === undefined) {
    const { span } = part;
    return [{ title: say.noCgoFix, safe: false, edits: [{ span, newText: '0' }] }];
  }
  const at = started.artifact.command.prefixAt;
  if (at === undefined) return [];
  const edit = { span: { start: at, end: at }, newText: 'CGO_ENABLED=0 ' };
  return [{ title: say.noCgoFix, safe: certain && only && !explicit && !started.artifact.command.recipe, edits: [edit] }];
}

/** An image with the right C library, where nothing in the stage depends on the old one. */
function otherImage(found: CannotStart): RelativeFix[] {
  const { root, stage } = found;
  if (root !== stage || stage.steps.some(s => s.kind === 'run') || root.from.word.parts.some(p => p.kind !== 'text')) return [];
  const image = imageFor(found);
  if (image === undefined) return [];
  return [{ title: say.imageFix({ image }), safe: false, edits: [{ span: root.from.imageSpan, newText: image }] }];
}

/** A small image with the C library of the image that builds; undefined where `-buildmode=pie` needs one that is not known. */
function imageFor({ linkage, stage, buildRoot, started }: CannotStart): string | undefined {
  const wanted = linkage.libc === 'musl' ? alpineOf(buildRoot) : glibcImage(buildRoot.from.image?.tag ?? '', linkage, needsShell(started));
  const tag = stage.from.image?.tag ?? '';
  return wanted?.includes('distroless/') && /^(?:debug-)?nonroot$|^debug$/.test(tag) ? `${wanted}:${tag}` : wanted;
}

function alpineOf(buildRoot: CannotStart['buildRoot']): string {
  const version = /alpine(\d+\.\d+)/.exec(buildRoot.from.image?.tag ?? '')?.[1];
  return version === undefined ? 'alpine' : `alpine:${version}`;
}

export default rule({
  id: 'cgo/image-cannot-start',
  severity: 'error',
  otherSeverities: {
    warning: 'it depends on the default of an `ARG`, or on the machine that builds, or nothing says what the image starts',
  },
  since: '0.1.0',
  summary: 'Binary that needs a C library which its image does not have, or has in an older version',
  docs: {
    what: 'Follows a program from `go build` or `go install` through `COPY --from` to the ENTRYPOINT or CMD of an image, or into one without both as its only program, and reports when the program needs a dynamic loader that the image does not have, or a newer glibc. A program that is built outside of the image is followed too: by make, a CI job, a task or goreleaser (`dockers`), through the build context and `COPY`. In manifests of Kubernetes it follows a program that an init container copies into an empty volume, to the container that starts it there. Functions of AWS Lambda on `provided.al2` that a template of SAM or CloudFormation or `serverless.yml` names are followed to the command that builds `bootstrap`.',
    why: 'With a C compiler in the build image, a program that imports net or os/user, directly or not, or any package with cgo, is linked dynamically: against glibc in `golang`, against musl in `golang:…-alpine` with gcc. The kernel looks for the loader before any code runs; in scratch, distroless/static or an image with the other libc it is missing, and the container fails with “no such file or directory” although the program is there. With the right loader, an older glibc fails as well: linked against glibc 2.34 or newer (Debian bookworm, Ubuntu 22.04), every program with cgo needs that version, and Debian bullseye, Ubuntu 20.04 and UBI 8 have older ones.',
    fix: 'When only net or os/user use cgo, build with `CGO_ENABLED=0`: both exist in pure Go. Otherwise put the program on an image with the C library it was built for: distroless/base, distroless/cc or Debian for glibc, Alpine for musl, of the builder’s release or a newer one.',
    limits:
      'Reports only when every link of the chain is known: the images by a table, CGO_ENABLED, GOARCH, flags and tags of the command, the imports of the package, and what the image starts. It is silent when a stage may add a loader (libc6-compat, gcompat, a copied /lib, a command it cannot read), when linker flags ask for static linking, and for programs built by a script that is not in the image. A program built by make counts where the Makefile, with the files of the folder that it includes, says all of it: no branches around the recipe, no variables that the caller may set. Programs built outside of the image count where all that builds the image is known, builds them first and agrees; where nobody says on which machine they run, the finding is a warning and holds on Linux with glibc. Of pods it knows images that a file builds by that name, and the only Dockerfile with a program that the image is named after; the finding is a warning. An ARG counts with its default, and the finding is then a warning. A pattern such as `./...` that leads to more than 100 programs is not followed, and of more than 100 commands that build a `bootstrap` nothing is said. Of glibc versions it compares only those on both sides of 2.34, where the official `golang` image and the final one name their releases: other differences fail or not by what the program calls.',
    sources: [
      'aws-observability/aws-otel-lambda#472, aws/aws-lambda-go#581 and serverless/serverless#8539: functions on Amazon Linux 2 (glibc 2.26)',
      'real execs of static, glibc, musl and pie binaries in chroots of each image kind',
      '`go env CGO_ENABLED` with and without a C compiler, Go 1.18 to 1.27',
      'docker-library/golang#453',
      'docker-library/golang#466 and GoogleContainerTools/distroless#1342: version `GLIBC_2.34` not found',
      'cmd/link/internal/ld/elf.go: the choice of the interpreter',
      'symbol versions of net, cgo and -race programs linked against glibc 2.36; exec of one on glibc 2.31',
    ],
  },
  messages: say,
  examples: IMAGE_CANNOT_START_EXAMPLES,
  checks: { dockerfile: check, builds: inBuildFiles(checkBuilds) },
});
