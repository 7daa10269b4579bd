/** What `cgo/image-cannot-start` says, of programs built in the Dockerfile and outside of it. */
import type { RelativeStep } from '../../base/finding.js';
import { type Message, messages } from '../../base/message.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { baseImageName } from '../../builds/dockerfile/stages.js';
import { decisive, hasTwin } from '../../program/cgo-needs.js';
import type { Unstartable } from '../../program/image-start.js';

export const say = messages('cgo/image-cannot-start', {
  noLoader:
    '`{program}` needs the {libc} dynamic loader, but `{image}` has no loader. The container fails with “exec {program}: no such file or directory”.',
  noLoaderAtAll:
    '`{program}` needs a dynamic loader, but `{image}` has none. The container fails with “exec {program}: no such file or directory”.',
  muslInstead:
    '`{program}` needs the glibc dynamic loader, but `{image}` has musl. The container fails with “exec {program}: no such file or directory”.',
  glibcInstead:
    '`{program}` needs the musl dynamic loader, but `{image}` has glibc. The container fails with “exec {program}: no such file or directory”.',
  olderGlibc:
    "`{program}` needs glibc {needed} or newer, but `{image}` has glibc {found}. The container fails with “{program}: …/libc.so.6: version \\`GLIBC_{needed}' not found”.",
  functionOlderGlibc:
    "The function needs glibc {needed} or newer, but `{runtime}` has glibc {found}. It fails with “/var/task/bootstrap: …/libc.so.6: version \\`GLIBC_{needed}' not found”.",
  functionBuild: 'Built by {place} `{name}`, it is linked against glibc because `{package}` uses cgo.',
  functionRaceBuild: 'Built by {place} `{name}`, it is linked against glibc because the race detector needs cgo.',
  onRecentLinux: 'Applies to builds on Linux with glibc {needed} or newer: cgo is off by default when cross-compiling.',
  useNoCgoOrRuntime: '\nBuild with `CGO_ENABLED=0`, or use `provided.al2023`.',
  useRuntime: '\nUse `provided.al2023`, or build in an image of the runtime.',
  becauseOfCgo: 'The build in `{image}` links it against {libc} because `{package}` uses cgo.',
  becauseOfRace: 'The build in `{image}` links it against {libc} because the race detector needs cgo.',
  outsideBecauseOfCgo: 'It is built outside of this image: {place} `{name}` links it against {libc} because `{package}` uses cgo.',
  outsideBecauseOfRace: 'It is built outside of this image: {place} `{name}` links it against {libc} because the race detector needs cgo.',
  outsideBecauseOfPie: 'It is built outside of this image, by {place} `{name}`, and `-buildmode=pie` requires a dynamic loader.',
  onLinuxWithGlibc: 'Applies to builds on Linux with glibc and a C compiler; built on macOS or Windows it fails with “exec format error”.',
  onLinuxOnly: 'Applies to builds on Linux with glibc and a C compiler: cgo is off by default when cross-compiling.',
  copiedByInit: 'The init container `{container}` copies it; its build links it against {libc} because `{package}` uses cgo.',
  assumedImage: 'Assuming that `{dockerfile}` builds `{image}`.',
  copyStep: 'The init container `{container}` copies it out of this image.',
  becauseOfPie: '`-buildmode=pie` requires a dynamic loader, even without cgo.',
  nativeBuilds: 'Applies to native builds only: cgo is off by default when cross-compiling.',
  nativeBuildsOn: 'Applies to builds on {arch} only: elsewhere this is a cross build, and cgo is off by default.',
  onlyProgram: 'Applies where this image runs its only program: the Dockerfile names nothing to start.',
  useImage: '\nUse a base image with {libc}, such as `{image}`.',
  useNewerImage: '\nUse a base image with glibc {needed} or newer, such as `{image}`.',
  useNoCgoOrImage: '\nBuild with `CGO_ENABLED=0`, or use a base image with {libc}, such as `{image}`.',
  useNoCgoOrNewerImage: '\nBuild with `CGO_ENABLED=0`, or use a base image with glibc {needed} or newer, such as `{image}`.',
  useNoCgoForLinuxOrImage: '\nBuild with `CGO_ENABLED=0 GOOS=linux`, or use a base image with {libc}, such as `{image}`.',
  useNoPieOrImage: '\nBuild without `-buildmode=pie`, or use a base image with {libc}, such as `{image}`.',
  useNoPieOrLoader: '\nBuild without `-buildmode=pie`, or use a base image with a dynamic loader.',
  buildStep: 'The program is built in `{image}`.',
  commandStep: 'This command links it dynamically.',
  recipeStep: 'It runs this command.',
  enabledStep: 'This enables cgo.',
  chainStep: 'The program uses cgo through `{chain}`.',
  startStep: 'The image starts `{program}` here.',
  noCgoFix: 'Build without cgo: CGO_ENABLED=0',
  imageFix: 'Use {image} as base image',
});

export function lackOf(file: DockerfileFacts, found: Unstartable): Message {
  return lackIn(baseImageName(file, found.root), found);
}

/** `image`: the name of the one that starts it. */
export function lackIn(image: string, { lacking, linkage, needs, started, imageGlibc }: Unstartable): Message {
  const args = { program: started.path, image };
  switch (lacking) {
    case 'a newer glibc':
      return say.olderGlibc({ ...args, needed: needs.glibc ?? '?', found: imageGlibc ?? '?' });
    case 'this loader':
      return linkage.libc === 'glibc' ? say.muslInstead(args) : say.glibcInstead(args);
    default:
      return linkage.libc === 'any' ? say.noLoaderAtAll(args) : say.noLoader({ ...args, libc: linkage.libc });
  }
}

export function helpFor(found: Unstartable, image: string | undefined): Message {
  const { linkage, lacking, needs } = found;
  if (image === undefined) return say.useNoPieOrLoader;
  if (lacking === 'a newer glibc') {
    const args = { needed: needs.glibc ?? '?', image };
    return canDoWithoutCgo(found) ? say.useNoCgoOrNewerImage(args) : say.useNewerImage(args);
  }
  const args = { libc: linkage.libc, image };
  if (linkage.why === 'pie') return say.useNoPieOrImage(args);
  return canDoWithoutCgo(found) ? say.useNoCgoOrImage(args) : say.useImage(args);
}

export function chainSteps({ linkage }: Unstartable): RelativeStep[] {
  return decisive(linkage.closure?.needs ?? [])
    .slice(0, 3)
    .flatMap(({ at, chain }) => (at ? [{ message: say.chainStep({ chain: chain.join(' → ') }), span: at.span, file: at.file }] : []));
}

/** Only when everything that uses cgo has a pure Go twin: net and os/user. */
export function canDoWithoutCgo({ linkage: { why, closure } }: Unstartable): boolean {
  return why === 'cgo' && closure?.complete === true && closure.needs.every(hasTwin);
}

/** What starts the program runs in a shell. */
export const needsShell = ({ process, byScript }: Unstartable['started']): boolean => byScript === true || process.form === 'shell';

/** Of the release of the image that builds, because a program needs the glibc it was built with or a newer one. */
export function glibcImage(tag: string, linkage: Unstartable['linkage'], shell: boolean): string | undefined {
  if (linkage.libc !== 'glibc') return undefined;
  const old = /bookworm|bullseye|buster/.test(tag);
  // The shell form of CMD and ENTRYPOINT needs a shell, which distroless images do not have.
  if (shell) return old ? 'debian:bookworm-slim' : 'debian:trixie-slim';
  const onlyGlibc = linkage.closure?.needs.every(n => n.from === 'std') ?? true;
  return `gcr.io/distroless/${onlyGlibc ? 'base' : 'cc'}-debian${old ? '12' : '13'}`;
}
