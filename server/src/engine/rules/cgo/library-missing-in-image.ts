import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { followedBy, messages } from '../../base/message.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { baseImageName, rootStage } from '../../builds/dockerfile/stages.js';
import { findGlibcOnly } from '../../program/glibc-only.js';
import { findMissingLibraries, type MissingLibrary } from '../../program/image-libraries.js';
import { findUnlinkedLibraries } from '../../program/unlinked-libraries.js';
import type { RuleContext } from '../report.js';
import { rule } from '../rule.js';
import { assuming } from '../words.js';
import { LIBRARY_MISSING_EXAMPLES } from './library-missing-in-image.examples.js';

const say = messages('cgo/library-missing-in-image', {
  onGlibc:
    '`{program}` is linked against {library}, which `{image}` does not have. It fails with “error while loading shared libraries: {soname}: cannot open shared object file”.',
  onMusl:
    '`{program}` is linked against {library}, which `{image}` does not have. It fails with “Error loading shared library {soname}: No such file or directory”.',
  install: '\nInstall `{package}` in this image.',
  installSome: '\nInstall the package with {library} in this image.',
  otherImage: '\nUse an image with a package manager, and install {library} there.',
  useCc: '\nUse `{image}`, which has it.',
  glibcOnly:
    '`{package}` links its librdkafka for glibc, but `{image}` has musl. The link fails for want of `__strdup` and other functions of glibc.\nBuild with `-tags musl`.',
  glibcOnlyAlways:
    '`{package}` links its {library} for glibc, but `{image}` has musl. The link fails for want of `{function}` and other functions of glibc.\nBuild in the Debian image, and run the program on an image with glibc.',
  notToLink:
    '`{package}` links {library}, but `{image}` has neither the library nor its headers. The build fails.\nInstall `{dev}` in this image.',
  buildStep: 'This command links the program.',
  chainStep: 'The program uses {library} through `{chain}`.',
  startStep: 'The image starts `{program}` here.',
  installFix: 'Install {package}',
});

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const seen = new Set<string>();
  for (const found of findMissingLibraries(file, workspace)) {
    const { root, library, started, args, image } = found;
    const key = `${root.from.imageSpan.start} ${library.name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const { soname, package: name } = packaged(found);
    const words = { program: started.path, library: library.name, image: baseImageName(file, found.stage), soname };
    const distroless = library.lacking && root.from.image;
    const help = distroless
      ? say.useCc({ image: `gcr.io/${distroless.repository.replace(/base(?:-nossl)?/, 'cc')}` })
      : !image.packages
        ? say.otherImage({ library: library.name })
        : name === undefined
          ? say.installSome({ library: library.name })
          : say.install({ package: name });
    report({
      span: root.from.imageSpan,
      severity: args.length === 0 ? 'error' : 'warning',
      message: followedBy(image.libc === 'musl' ? say.onMusl(words) : say.onGlibc(words), assuming([...new Set(args)]), help),
      steps: stepsOf(found),
      fixes: name === undefined ? [] : installed(found, name),
    });
  }
}

/** Static libraries for glibc that a stage with musl links. */
function checkBuilds({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  for (const { stage, command, need, library } of findGlibcOnly(file, workspace)) {
    const { from } = rootStage(file, stage);
    const place = need.at && { span: need.at.span, file: need.at.file };
    report({
      span: command.span,
      severity: 'warning',
      message: followedBy(
        library.otherTags.includes('musl')
          ? say.glibcOnly({ package: need.importPath, image: baseImageName(file, stage) })
          : say.glibcOnlyAlways({
              ...{ package: need.importPath, image: baseImageName(file, stage) },
              ...{ library: library.name, function: library.lacking },
            }),
        assuming(from.args),
      ),
      steps: place ? [{ message: say.chainStep({ library: library.name, chain: need.chain.join(' → ') }), ...place }] : [],
    });
  }
}

/** Libraries that the stage which links them lacks. */
function checkLinks({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const seen = new Set<number>();
  for (const { stage, command, need, library, dev } of findUnlinkedLibraries(file, workspace)) {
    if (seen.has(command.span.start)) continue;
    seen.add(command.span.start);
    const { from } = rootStage(file, stage);
    const chain = say.chainStep({ library: library.name, chain: need.chain.join(' → ') });
    report({
      span: command.span,
      severity: from.args.length === 0 ? 'error' : 'warning',
      message: followedBy(
        say.notToLink({ package: need.importPath, library: library.name, image: baseImageName(file, stage), dev }),
        assuming(from.args),
      ),
      steps: need.at ? [{ message: chain, ...need.at }] : [],
    });
  }
}

const packaged = ({ image, library }: MissingLibrary) => (image.libc === 'musl' ? library.alpine : library.debian);

function stepsOf({ started, need, library, outside }: MissingLibrary): RelativeStep[] {
  const { command } = started.artifact;
  const place = outside ? { span: command.recipe?.span ?? command.span, file: outside.file } : { span: command.span };
  const chain = say.chainStep({ library: library.name, chain: need.chain.join(' → ') });
  return [
    { message: say.buildStep, ...place },
    ...(need.at ? [{ message: chain, span: need.at.span, file: need.at.file }] : []),
    { message: say.startStep({ program: started.path }), span: started.process.span },
  ];
}

function installed({ image, root, stage }: MissingLibrary, name: string): RelativeFix[] {
  // Another stage on the same image may run as another user.
  if (!image.packages || root !== stage) return [];
  const line =
    image.packages === 'apk' ? `apk add --no-cache ${name}` : `apt-get update && apt-get install -y --no-install-recommends ${name}`;
  const at = root.from.span.end;
  return [{ title: say.installFix({ package: name }), safe: false, edits: [{ span: { start: at, end: at }, newText: `\nRUN ${line}` }] }];
}

export default rule({
  id: 'cgo/library-missing-in-image',
  severity: 'error',
  otherSeverities: { warning: 'it depends on the default of an `ARG`, or the link is what fails' },
  since: '0.1.0',
  summary: 'Program linked against a C library that its image does not have',
  docs: {
    what: 'Follows a program with cgo from the stage that links it to the image that starts it, and reports a shared C library that is installed in the one and not in the other: libvips, libpcap, libzmq, ImageMagick, tesseract, libgit2, libdbus, libsystemd, libusb and others, librdkafka (with `-tags dynamic`) sqlite (with `-tags libsqlite3`), and, in distroless/base, libstdc++ (go-duckdb, v8go). Names in the `#cgo` lines of the project’s own packages count as well (`-lpcap`, `pkg-config: libsystemd`), and it reports the build itself where a golang image has nothing to link against. Reports confluent-kafka-go that is built in Alpine without `-tags musl`, too: its own librdkafka is for glibc then.',
    why: 'The `-dev` package of the build stage lets the program link; what it is linked against must be there again when it starts. The loader looks for the library before `main` runs, and the container fails at once, although the image has the right libc.',
    fix: 'Install the run-time package in the final stage, such as `apk add vips` for `vips-dev`, from the same release of the distribution. Or link statically, or use a package that has its C code in its own sources: confluent-kafka-go and go-sqlite3 do without those tags.',
    limits:
      'Only libraries of a short list, in Alpine, Debian, Ubuntu and distroless, and only when a package manager has installed them in the build stage, or in the job that builds the program outside of the image. It is silent when the final image is a golang image. So it is when the final stage installs a package whose dependencies nobody looked up, copies anything that may be a library, runs a command it cannot read, or sets LD_LIBRARY_PATH; and when the linker may link statically. `#cgo` lines with `-L`, archives or tags of the project are not followed.',
    sources: [
      'the `#cgo` lines of each Go package; names of packages in Alpine 3.22 and Debian 12 and 13',
      'davidbyttow/govips#250, libvips/libvips#1814, Telefonica/prometheus-kafka-adapter#7, criteo/traffic-mirroring#11',
      'confluent-kafka-go README and #454, deepfence/PacketStreamer#25: `-tags musl`; marcboeker/go-duckdb#54 and #220: libstdc++ in distroless/cc',
      'packages of Debian 12 (`apt-cache`): each of its images has libsystemd0, libudev1 and libseccomp2, which apt depends on',
      'ld.so(8) and musl ldso/dynlink.c: the errors',
    ],
  },
  messages: say,
  examples: LIBRARY_MISSING_EXAMPLES,
  checks: {
    dockerfile(context) {
      check(context);
      checkBuilds(context);
      checkLinks(context);
    },
  },
});
