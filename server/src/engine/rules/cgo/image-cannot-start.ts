import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { formatImageReference } from '../../base/image-reference.js';
import { t } from '../../base/l10n.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { decisive, hasTwin } from '../../program/cgo-needs.js';
import { type CannotStart, findCannotStart } from '../../program/image-start.js';
import { lacks } from '../../tables/start-table.js';
import type { RuleContext } from '../report.js';
import { rule } from '../rule.js';
import { IMAGE_CANNOT_START_EXAMPLES } from './image-cannot-start.examples.js';

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
      message: [
        t('The program {0} cannot start in this image: {1}, and {2}.', found.started.path, linkedHow(found), imageLacks(found)),
        stopsWith(found),
        ...conditions,
      ].join(' '),
      steps: stepsOf(found),
      fixes: [...withoutCgo(found, conditions.length === 0), ...otherImage(found)],
    });
  }
}

function stopsWith({ lacking, needs, started }: CannotStart): string {
  if (lacking !== 'a newer glibc') return t('The container stops with “exec {0}: no such file or directory”.', started.path);
  return t("The container stops with “{0}: …/libc.so.6: version `GLIBC_{1}' not found”.", started.path, needs.glibc ?? '');
}

function linkedHow({ linkage, buildRoot }: CannotStart): string {
  const image = imageName(buildRoot);
  const loader = linkage.libc === 'any' ? t('a dynamic loader') : linkage.libc;
  switch (linkage.why) {
    case 'race':
      return t('the race detector needs cgo, so the build in {0} links it against {1}', image, loader);
    case 'pie':
      return t('-buildmode=pie makes it ask for {0}, also without cgo', loader === linkage.libc ? t('the loader of {0}', loader) : loader);
    case 'cgo':
      return t(
        'the build in {0} links it against {1} because {2} uses cgo',
        image,
        loader,
        decisive(linkage.closure!.needs)[0]!.importPath,
      );
  }
}

function imageLacks({ root, lacking, needs, imageGlibc }: CannotStart): string {
  return lacks(lacking, imageName(root), needs, imageGlibc);
}

function imageName(stage: CannotStart['stage']): string {
  return stage.from.image ? formatImageReference(stage.from.image) : t('the image');
}

/** Sentences on when this holds; none when it always does. */
function conditionsOf(file: DockerfileFacts, { linkage, root, buildRoot }: CannotStart): string[] {
  const out: string[] = [];
  if (linkage.native === 'own') out.push(t('This holds for a build for the machine’s own architecture; a cross build has no cgo.'));
  else if (linkage.native !== undefined)
    out.push(t('This holds when the build runs on {0}; elsewhere it is a cross build and has no cgo.', linkage.native));
  const decisive = [...new Set([...linkage.args, ...root.from.args, ...buildRoot.from.args])].filter(name => {
    const value = file.globalArgs.find(a => a.name === name)?.text;
    return name !== 'TARGETOS' && name !== 'BUILDOS' && !/^v?\d+(?:\.\d+)*$/.test(value ?? '');
  });
  if (decisive.length > 0) out.push(t('This follows from the default of ARG {0}.', decisive.join(', ')));
  return out;
}

function stepsOf({ linkage, buildRoot, started, stage }: CannotStart): RelativeStep[] {
  const steps: RelativeStep[] = [
    { message: t('The program is built in {0}.', imageName(buildRoot)), span: buildRoot.from.imageSpan },
    { message: t('This command links it dynamically.'), span: started.artifact.command.span },
  ];
  const { recipe } = started.artifact.command;
  if (recipe) steps.push({ message: t('It runs this recipe.'), span: recipe.span, file: recipe.file });
  if (linkage.explicit?.span) steps.push({ message: t('Here cgo is switched on.'), span: linkage.explicit.span });
  for (const need of decisive(linkage.closure?.needs ?? []).slice(0, 3)) {
    if (need.at) steps.push({ message: t('It needs cgo through {0}.', need.chain.join(' → ')), span: need.at.span, file: need.at.file });
  }
  if (stage.entrypoint !== undefined || stage.cmd !== undefined) {
    steps.push({ message: t('The image starts {0} here.', started.path), span: started.process.span });
  }
  return steps;
}

/** Only when everything that uses cgo has a pure Go twin: net and os/user. */
function withoutCgo({ linkage, started, only }: CannotStart, certain: boolean): RelativeFix[] {
  const { closure, explicit } = linkage;
  if (linkage.why !== 'cgo' || !closure?.complete) return [];
  if (!closure.needs.every(hasTwin)) return [];
  // The Makefile's own value comes after what the command line of the Dockerfile says.
  if (explicit?.origin === 'build file') return [];
  const written = explicit?.origin === 'shell' || explicit?.origin === 'go env -w' ? explicit.word : undefined;
  const [part, more] = written?.parts ?? [];
  if (part?.kind === 'text' && more === undefined) {
    const { span } = part;
    return [{ title: t('Build without cgo: CGO_ENABLED=0'), safe: false, edits: [{ span, newText: '0' }] }];
  }
  const at = started.artifact.command.prefixAt;
  if (at === undefined) return [];
  const edit = { span: { start: at, end: at }, newText: 'CGO_ENABLED=0 ' };
  return [
    { title: t('Build without cgo: CGO_ENABLED=0'), safe: certain && only && !explicit && !started.artifact.command.recipe, edits: [edit] },
  ];
}

/** An image with the right C library, where nothing in the stage depends on the old one. */
function otherImage({ linkage, root, stage, buildRoot, started }: CannotStart): RelativeFix[] {
  if (root !== stage || stage.steps.some(s => s.kind === 'run') || root.from.word.parts.some(p => p.kind !== 'text')) return [];
  const wanted = linkage.libc === 'musl' ? alpineOf(buildRoot) : glibcImage(buildRoot, linkage, started.process.form === 'shell');
  if (wanted === undefined) return [];
  const tag = stage.from.image?.tag ?? '';
  const variant = wanted.includes('distroless/') && /^(?:debug-)?nonroot$|^debug$/.test(tag) ? `:${tag}` : '';
  return [
    { title: t('Use {0} as base image', wanted + variant), safe: false, edits: [{ span: root.from.imageSpan, newText: wanted + variant }] },
  ];
}

function alpineOf(buildRoot: CannotStart['buildRoot']): string {
  const version = /alpine(\d+\.\d+)/.exec(buildRoot.from.image?.tag ?? '')?.[1];
  return version === undefined ? 'alpine' : `alpine:${version}`;
}

/** The release of the build image, because a program needs the glibc it was built with or a newer one. */
function glibcImage(buildRoot: CannotStart['buildRoot'], linkage: CannotStart['linkage'], shell: boolean): string | undefined {
  if (linkage.libc !== 'glibc') return undefined;
  const tag = buildRoot.from.image?.tag ?? '';
  const old = /bookworm|bullseye|buster/.test(tag);
  // The shell form of CMD and ENTRYPOINT needs a shell, which distroless images do not have.
  if (shell) return old ? 'debian:bookworm-slim' : 'debian:trixie-slim';
  const onlyGlibc = linkage.closure?.needs.every(n => n.from === 'std') ?? true;
  return `gcr.io/distroless/${onlyGlibc ? 'base' : 'cc'}-debian${old ? '12' : '13'}`;
}

export default rule({
  id: 'cgo/image-cannot-start',
  severity: 'error',
  since: '0.1.0',
  summary: 'Binary that needs a C library which its image does not have, or has in an older version',
  docs: {
    what: 'Follows a program from `go build` or `go install` through `COPY --from` to the ENTRYPOINT or CMD of an image, and reports when the program asks for a dynamic loader that the image does not have, or for a newer glibc.',
    why: 'With a C compiler in the build image, a program that imports net or os/user, directly or not, or any package with cgo, is linked dynamically: against glibc in `golang`, against musl in `golang:…-alpine` with gcc. The kernel looks for the loader before any code runs; in scratch, distroless/static or an image with the other libc it is missing, and the container stops with “no such file or directory” although the file is there. With the right loader an older glibc stops it as well: linked against glibc 2.34 or newer (Debian bookworm, Ubuntu 22.04), every program with cgo asks for that version, and Debian bullseye, Ubuntu 20.04 and UBI 8 have older ones.',
    fix: 'When only net or os/user use cgo, build with `CGO_ENABLED=0`: both have a pure Go twin. Otherwise put the program on an image with the C library it was built for: distroless/base, distroless/cc or Debian for glibc, Alpine for musl, of the builder’s release or a newer one.',
    limits:
      'It speaks only when every link of the chain is known: the images by a table, CGO_ENABLED, GOARCH, flags and tags of the command, the imports of the package, and what the image starts. It is silent when a stage may bring a loader along (libc6-compat, gcompat, a copied /lib, a command it cannot read), when linker flags ask for static linking, and for programs built by a script. A program built by make counts where the Makefile says all of it: no includes, no branches around the recipe, no variables that the caller may set. An ARG counts with its default, and the finding is then a warning. Of glibc versions it compares only those on both sides of 2.34, where the official `golang` image and the final one name their releases: other differences fail or not by what the program calls.',
    sources: [
      'real execs of static, glibc, musl and pie binaries in chroots of each image kind',
      '`go env CGO_ENABLED` with and without a C compiler, Go 1.18 to 1.27',
      'docker-library/golang#453',
      'docker-library/golang#466 and GoogleContainerTools/distroless#1342: version `GLIBC_2.34` not found',
      'cmd/link/internal/ld/elf.go: the choice of the interpreter',
      'symbol versions of net, cgo and -race programs linked against glibc 2.36; exec of one on glibc 2.31',
    ],
  },
  examples: IMAGE_CANNOT_START_EXAMPLES,
  checks: { dockerfile: check },
});
