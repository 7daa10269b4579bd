import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { followedBy, type Message, messages } from '../../base/message.js';
import type { DockerfileFacts, StageFacts } from '../../builds/dockerfile/facts.js';
import { baseImage, stepsOf as buildStepsOf, goCommands } from '../../builds/dockerfile/stages.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { builtFolders } from '../../program/build-folders.js';
import { hasCCompiler, mayReplaceCompiler } from '../../program/c-compiler.js';
import { type CompilerUser, cgoSwitchedOn, compilerUser, compilerUserIn } from '../../program/c-compiler-user.js';
import { calledCommands } from '../../program/called-commands.js';
import { hasTwin } from '../../program/cgo-needs.js';
import { foreignReleases } from '../../program/foreign-releases.js';
import { type ForeignTarget, foreignTargetIn, foreignTargetOf } from '../../program/foreign-target.js';
import type { Setting } from '../../shell/environment.js';
import type { GoCommand } from '../../shell/go-command.js';
import type { Report, RuleContext } from '../report.js';
import { inBuildFiles, rule } from '../rule.js';
import { assuming } from '../words.js';
import { CROSS_COMPILER_EXAMPLES } from './cross-compiler.examples.js';

const say = messages('cgo/cross-compiler', {
  otherPlatforms:
    '`{package}` uses cgo, but the C compiler here only compiles for the build machine. For any other platform the build fails with “gcc_arm64.S: Error: no such instruction” or a similar error.',
  oneArch: '`{package}` uses cgo, but the C compiler here does not compile for {arch}. The build fails with “{error}”.',
  raceDetector:
    'The race detector needs cgo, but the C compiler here only compiles for the build machine. The build fails for other platforms.',
  setCompiler: '\nInstall a cross compiler and set `CC`, such as `CC={compiler}`, or build on a machine of that architecture.',
  disableOrSetCompiler: '\nBuild with `CGO_ENABLED=0`, or install a cross compiler and set `CC`, such as `CC={compiler}`.',
  targetStep: 'This sets the target architecture.',
  commandStep: 'This command uses the default C compiler.',
  chainStep: 'The program uses cgo through `{chain}`.',
  noCgoFix: 'Build with CGO_ENABLED=0',
});

/** Variables that nobody can list, or a folder of programs before those of the system. */
const SETS_UNKNOWN =
  /\bexport\s+["']?\$|\beval\s|\bsource\s|(?:\bRUN|&&|;)\s+\.\s|\b(?:ENV\s+PATH\s+|PATH=)["']?(?!\$\{?(?:PATH|GOPATH|GOROOT|GOBIN)\b|\/usr\/local\/go\/bin|\/go\/bin)/;
/** With these the gcc of amd64 compiles for 386, too. */
const FOR_386 = /multilib|i386|i686|crossbuild/;

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const text = workspace.text(file.path) ?? '';
  if (SETS_UNKNOWN.test(text)) return;
  const seen = new Set<number>();
  for (const stage of file.stages) {
    const image = baseImage(file, stage);
    if (!image) continue;
    for (const command of goCommands(stage)) {
      const cgo = cgoSwitchedOn(command);
      const target = cgo && foreignTargetIn(file, stage, command);
      if (!cgo || !target || (target.arch === '386' && FOR_386.test(text)) || copiesPrograms(file, stage)) continue;
      if (hasCCompiler(file, stage, image, command) !== true || mayReplaceCompiler(file, stage, command)) continue;
      const span = cgo.span ?? command.span;
      const user = seen.has(span.start) ? undefined : compilerUserIn(file, stage, command, workspace);
      if (!user) continue;
      seen.add(span.start);
      report({ span, ...finding(user, target, cgo, command) });
    }
  }
}

/** What is put where programs are found may be a compiler. */
function copiesPrograms(file: DockerfileFacts, stage: StageFacts): boolean {
  return buildStepsOf(file, stage).some(
    s => s.kind === 'copy' && (s.copy.destination === undefined || /^\/$|^(?:\/usr(?:\/local)?)?\/s?bin(?:\/|$)/.test(s.copy.destination)),
  );
}

function checkFile({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  const text = workspace.text(file.path) ?? '';
  const seen = new Set<number>();
  for (const unit of file.units) {
    // What another image calls gcc nobody knows.
    if (unit.system !== 'linux' || unit.image) continue;
    for (const command of [...unit.commands, ...calledCommands(file, unit, workspace)]) {
      const cgo = cgoSwitchedOn(command);
      const target = cgo && foreignTargetOf(unit, command);
      const recipe = command.recipe && (workspace.text(command.recipe.file) ?? '');
      if (!cgo || !target || (target.arch === '386' && FOR_386.test(text + recipe)) || (recipe && SETS_UNKNOWN.test(recipe))) continue;
      // Of a recipe the place is the call.
      const span = command.recipe ? command.span : (cgo.span ?? command.span);
      const user = seen.has(span.start) ? undefined : compilerUser(command, () => builtFolders(file, unit, command, workspace), workspace);
      if (!user) continue;
      seen.add(span.start);
      report({ span, ...finding(user, target, cgo, command) });
    }
  }
}

/** What goreleaser builds on a runner of CI. */
function checkReleases({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  if (file.kind !== 'goreleaser' || FOR_386.test(workspace.text(file.path) ?? '')) return;
  for (const { unit, command, cgo, target } of foreignReleases(file, workspace)) {
    const user = compilerUser(command, () => builtFolders(file, unit, command, workspace), workspace);
    if (user) report({ span: cgo.span ?? command.span, ...finding(user, target, cgo, command) });
  }
}

function finding(user: CompilerUser, target: ForeignTarget, cgo: Setting, command: GoCommand): Omit<Report, 'span'> {
  const args = [...new Set([...cgo.args, ...(target.arch === undefined ? [] : target.setting.args)])];
  const hasNoNeed = user !== 'race detector' && hasTwin(user);
  const compiler = COMPILERS.get(target.arch ?? 'arm64') ?? 'aarch64-linux-gnu-gcc';
  return {
    severity: target.arch === undefined || args.length > 0 ? 'warning' : 'error',
    message: followedBy(
      messageOf(user, target),
      assuming(args),
      hasNoNeed ? say.disableOrSetCompiler({ compiler }) : say.setCompiler({ compiler }),
    ),
    steps: stepsOf(user, target, command),
    fixes: hasNoNeed && !command.recipe ? withoutCgo(cgo) : [],
  };
}

function messageOf(user: CompilerUser, { arch }: ForeignTarget): Message {
  if (user === 'race detector') return say.raceDetector;
  const args = { package: user.importPath };
  return arch === undefined ? say.otherPlatforms(args) : say.oneArch({ ...args, arch, error: errorFor(arch) });
}

/** Cross compilers as Debian calls them. */
const COMPILERS: ReadonlyMap<string, string> = new Map([
  ['amd64', 'x86_64-linux-gnu-gcc'],
  ['386', 'i686-linux-gnu-gcc'],
  ['arm', 'arm-linux-gnueabihf-gcc'],
  ['riscv64', 'riscv64-linux-gnu-gcc'],
  ['ppc64le', 'powerpc64le-linux-gnu-gcc'],
  ['s390x', 's390x-linux-gnu-gcc'],
]);

/** What gcc says to the first file of runtime/cgo. */
function errorFor(arch: string): string {
  switch (arch) {
    case 'amd64':
      return "gcc: error: unrecognized command-line option '-m64'";
    case '386':
      return 'fatal error: bits/libc-header-start.h: No such file or directory';
    case 'arm':
      return "gcc: error: unrecognized command-line option '-marm'";
    case 's390x':
      return 'cc1: error: bad value ‘z13’ for ‘-march=’ switch';
    case 'ppc64le':
      return 'gcc_linux_ppc64x.S: Error: no such instruction';
    default:
      return `gcc_${arch}.S: Error: no such instruction`;
  }
}

function stepsOf(user: CompilerUser, { setting }: ForeignTarget, command: GoCommand): RelativeStep[] {
  const { recipe } = command;
  const steps: RelativeStep[] = [
    ...(setting.span && !recipe ? [{ message: say.targetStep, span: setting.span }] : []),
    { message: say.commandStep, ...(recipe ?? { span: command.span }) },
  ];
  if (user === 'race detector' || !user.at) return steps;
  return [...steps, { message: say.chainStep({ chain: user.chain.join(' → ') }), span: user.at.span, file: user.at.file }];
}

/** Where the value stands as it is. */
function withoutCgo({ word }: Setting): RelativeFix[] {
  const [part, more] = word?.parts ?? [];
  if (part?.kind !== 'text' || more || part.span.end - part.span.start !== 1) return [];
  return [{ title: say.noCgoFix, safe: false, edits: [{ span: part.span, newText: '0' }] }];
}

export default rule({
  id: 'cgo/cross-compiler',
  severity: 'warning',
  otherSeverities: { error: 'the architecture of the build machine is written in the file' },
  since: '0.1.0',
  summary: 'CGO_ENABLED=1 for another architecture with the native C compiler',
  docs: {
    what: 'Reports `go build` and `go install` with `CGO_ENABLED=1` for another architecture than that of the machine, without `CC`, where the program uses cgo: in a stage with `--platform=$BUILDPLATFORM` that builds for `$TARGETARCH`, in jobs on a GitHub runner, and in builds of goreleaser that such a job runs.',
    why: 'Go cross-compiles its own code, but gives C and assembler files to `gcc`, which compiles for one architecture. The build fails in runtime/cgo, with errors of the assembler that do not name the cause. Every image for the builder’s own platform works, so the fault shows only with the other platforms. An installed cross compiler changes nothing before `CC` names it.',
    fix: 'Set `CC` to a cross compiler, by `TARGETARCH` where the image has several platforms, or use `tonistiigi/xx` or `zig cc`. Build without cgo when only net and os/user use it. Or leave `--platform=$BUILDPLATFORM` out: each platform is then built natively or emulated.',
    limits:
      'Only Linux programs, and machines whose architecture is known: not scripts, Makefiles or other images on CI. It is silent when CC may be set, when a step may replace gcc (a wrapper such as `xx-go --wrap`, a script, an action that is not known, a file put into a folder of PATH), for 386 where 32-bit libraries are installed, when the folder that is built is not known, and when nothing in the program uses cgo.',
    sources: [
      'builds of a program with net for arm64, arm, 386, riscv64, ppc64le and s390x with the gcc of amd64: Go 1.26; go-facts §8.4',
      'plentico/plenti#110, goreleaser/goreleaser#2687: goreleaser with `goarch: arm64`',
      'openshift/dpu-operator#653, mattn/go-sqlite3#992, golang/go#28966',
    ],
  },
  messages: say,
  examples: CROSS_COMPILER_EXAMPLES,
  checks: {
    dockerfile: check,
    builds: inBuildFiles(context => {
      checkFile(context);
      checkReleases(context);
    }),
  },
});
