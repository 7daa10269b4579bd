import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { followedBy, type Message, messages } from '../../base/message.js';
import { table } from '../../base/table.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { baseImage, baseImageName, goCommands, rootStage } from '../../builds/dockerfile/stages.js';
import type { BuildSource, BuildUnit } from '../../builds/facts.js';
import { flagsNamed } from '../../builds/settings.js';
import { hasCCompiler } from '../../program/c-compiler.js';
import { calledCommands, stepsRun } from '../../program/called-commands.js';
import { imageWithoutCompiler, type NamedImage, saysAllBesideCalls, saysAllItRuns } from '../../program/job-compiler.js';
import { cgoEnabled, disabledCgo } from '../../program/linkage.js';
import type { WorkspaceView } from '../../program/view.js';
import type { Setting } from '../../shell/environment.js';
import { type GoCommand, goSetting } from '../../shell/go-command.js';
import type { RuleContext } from '../report.js';
import { rule } from '../rule.js';
import { assuming, withCompiler } from '../words.js';
import { SANITIZER_EXAMPLES } from './sanitizer-needs-cgo.examples.js';

const say = messages('cgo/sanitizer-needs-cgo', {
  refused:
    '`-{flag}` needs cgo, but `CGO_ENABLED=0` disables it. The command fails with “go: -{flag} requires cgo”.\nRun this command with `CGO_ENABLED=1`.',
  refusedButOnMacOS:
    '`-race` needs cgo on every system except macOS, but `CGO_ENABLED=0` disables it. The command fails with “go: -race requires cgo”.\nRun this command with `CGO_ENABLED=1`.',
  noCompiler:
    '`-{flag}` needs cgo, which is off by default here: `{image}` has no C compiler. The command fails with “go: -{flag} requires cgo; enable cgo by setting CGO_ENABLED=1”.\nInstall gcc and musl-dev, or use the Debian image.',
  modeRefused:
    '`-buildmode={mode}` needs cgo, but `CGO_ENABLED=0` disables it. The command fails with “-buildmode={mode} requires external (cgo) linking, but cgo is not enabled”.\nRun this command with `CGO_ENABLED=1`.',
  modeNoCompiler:
    '`-buildmode={mode}` needs cgo, which is off by default here: `{image}` has no C compiler. The command fails with “-buildmode={mode} requires external (cgo) linking, but cgo is not enabled”.\nInstall gcc and musl-dev, or use the Debian image.',
  disabledStep: 'This disables cgo.',
  imageStep: 'This image ships Go but no C compiler.',
  recipeStep: 'It runs this command.',
  enableFix: 'Run this command with CGO_ENABLED=1',
});

const FLAGS = ['race', 'msan', 'asan'] as const;
/** Values of `-buildmode` that only an external linker can make. */
const MODES = new Set(['c-shared', 'plugin']);
/** Commands of go that load packages and so look at these flags. */
const VERBS = new Set(['build', 'install', 'test', 'run', 'vet', 'list']);

function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  for (const { flag, command, unit } of flagsNamed(file, [...FLAGS, 'buildmode'])) {
    const asked = askedBy(flag.name, flag.value.text, command);
    if (asked === undefined) continue;
    const off = disabledCgo(command);
    const where = target(command, asked, !off || unit.kind === 'dockerfile stage' || unit.image !== undefined);
    if (where === 'none' || (off && mayLookAtCgo(command, workspace.text(file.path)))) continue;
    if (off) {
      report({
        span: flag.span,
        severity: where === 'refused' && command.certain && off.args.length === 0 ? 'error' : 'warning',
        message: refusal(asked, where),
        steps: off.span ? [{ message: say.disabledStep, span: off.span }] : [],
        fixes: withCgo(off, command),
      });
      continue;
    }
    const image = imageWithoutCompiler(file, unit, command, workspace);
    if (!image || where !== 'refused' || !saysAllItRuns(file, unit, workspace)) continue;
    report({
      span: flag.span,
      severity: command.certain ? 'error' : 'warning',
      message: noCompiler(asked, image.text),
      steps: [{ message: say.imageStep, span: image.span }],
    });
  }
}

/** What asks for cgo: the name of a flag, or a build mode; undefined where nothing does. */
function askedBy(name: string, value: string | undefined, { verb = '' }: GoCommand): string | undefined {
  if (name === 'buildmode') return (verb === 'build' || verb === 'install') && MODES.has(value ?? '') ? value : undefined;
  return value === 'true' && VERBS.has(verb) ? name : undefined;
}

function askedIn(command: GoCommand): string | undefined {
  return [...FLAGS, 'buildmode']
    .map(name => askedBy(name, command.flags.values.get(name)?.text, command))
    .find(asked => asked !== undefined);
}

function refusal(asked: string, where: 'refused' | 'any'): Message {
  if (MODES.has(asked)) return say.modeRefused({ mode: asked });
  return where === 'any' ? say.refusedButOnMacOS : say.refused({ flag: asked });
}

const noCompiler = (asked: string, image: string): Message =>
  MODES.has(asked) ? say.modeNoCompiler({ mode: asked, image }) : say.noCompiler({ flag: asked, image });

const LOOKS_AT_CGO = /\$[({]?CGO_ENABLED\b/;

/** A branch that is taken only with cgo. */
const mayLookAtCgo = (command: GoCommand, text = ''): boolean => !command.certain && LOOKS_AT_CGO.test(text);

/** A recipe of make or a script with the flag, called where cgo is disabled. */
function checkCalls({ file, workspace, report }: RuleContext<BuildSource>): void {
  const seen = new Set<number>();
  for (const unit of file.units) {
    for (const command of calledCommands(file, unit, workspace)) {
      const asked = askedIn(command);
      if (asked === undefined || seen.has(command.span.start)) continue;
      // Whether it is run may hang on what the caller gives.
      if (!command.certain || LOOKS_AT_CGO.test(workspace.text(command.recipe?.file ?? '') ?? '')) continue;
      const off = disabledCgo(command);
      const where = target(command, asked, unit.image !== undefined);
      const image = off ? undefined : imageOfCall(file, unit, command, workspace);
      // What the recipe itself sets is said where it is written.
      if (where === 'none' || !(off?.span || (image && where === 'refused'))) continue;
      seen.add(command.span.start);
      report({
        span: command.span,
        severity: where === 'refused' && (off?.args.length ?? 0) === 0 ? 'error' : 'warning',
        message: image ? noCompiler(asked, image.text) : refusal(asked, where),
        steps: [
          ...(image ? [{ message: say.imageStep, span: image.span }] : []),
          ...(off?.span ? [{ message: say.disabledStep, span: off.span }] : []),
          ...recipeSteps(command),
        ],
      });
    }
  }
}

/** The image without a compiler that a followed call runs in. */
function imageOfCall(file: BuildSource, unit: BuildUnit, command: GoCommand, workspace: WorkspaceView): NamedImage | undefined {
  const steps = stepsRun(file, unit, workspace);
  const image = imageWithoutCompiler(file, { ...unit, steps }, command, workspace);
  return image && saysAllBesideCalls(file, unit, workspace) ? image : undefined;
}

const recipeSteps = ({ recipe }: GoCommand): RelativeStep[] =>
  recipe ? [{ message: say.recipeStep, span: recipe.span, file: recipe.file }] : [];

/** Cgo that Go itself switches off, in an image without a C compiler. */
function checkImages({ file, report }: RuleContext<DockerfileFacts>): void {
  const seen = new Set<number>();
  for (const stage of file.stages) {
    const image = baseImage(file, stage);
    if (image?.compiler !== false) continue;
    for (const command of goCommands(stage)) {
      const asked = askedIn(command);
      if (asked === undefined || target(command, asked, true) !== 'refused') continue;
      const cgo = cgoEnabled(file, stage, command, image);
      if (cgo === 'unknown' || cgo.on || cgo.explicit || hasCCompiler(file, stage, image, command) !== false) continue;
      const span = command.flags.written.find(f => f.name === (MODES.has(asked) ? 'buildmode' : asked))?.span ?? command.span;
      if (seen.has(span.start)) continue;
      seen.add(span.start);
      const root = rootStage(file, stage);
      report({
        span,
        severity: command.certain && root.from.args.length === 0 ? 'error' : 'warning',
        message: followedBy(noCompiler(asked, baseImageName(file, stage)), assuming(root.from.args)),
        steps: [{ message: say.imageStep, span: root.from.imageSpan }, ...recipeSteps(command)],
        fixes: withCompiler(root, image),
      });
    }
  }
}

/** Targets for which go asks for cgo; for others it says that the flag is not supported, and on macOS -race needs none. */
const ASKS_FOR_CGO = table<RegExp>({
  race: /^(?:linux\/(?:amd64|arm64)|(?:windows|freebsd)\/amd64)$/,
  msan: /^(?:linux\/(?:amd64|arm64)|freebsd\/amd64)$/,
  asan: /^linux\/(?:amd64|arm64)$/,
  plugin: /^(?:linux|darwin|freebsd)\/(?:amd64|arm64)$/,
  'c-shared': /^(?:linux|darwin|windows|freebsd)\/(?:amd64|arm64)$/,
});

/** `refused`: go refuses the flag for want of cgo. `any`: so it does unless the machine is a Mac. `none`: nothing is said. */
function target(command: GoCommand, asked: string, inImage: boolean): 'refused' | 'any' | 'none' {
  const os = textOf(command, 'GOOS');
  const arch = textOf(command, 'GOARCH');
  const isAsked = (system: string) => ASKS_FOR_CGO[asked]!.test(`${system}/${arch || 'amd64'}`);
  if (os || inImage) return os !== undefined && arch !== undefined && isAsked(os || 'linux') ? 'refused' : 'none';
  // A build mode is refused on all of these systems.
  if (MODES.has(asked)) return [goSetting(command, 'GOOS'), goSetting(command, 'GOARCH')].some(isWrittenUnknown) ? 'none' : 'any';
  return asked === 'race' && isAsked('linux') ? 'any' : 'none';
}

/** A line gives it a value that nobody knows. */
const isWrittenUnknown = (setting: Setting | undefined | 'unknown'): boolean =>
  setting !== undefined && setting !== 'unknown' && setting.text === undefined;

/** Empty when it is unset; undefined when nobody can say. */
function textOf(command: GoCommand, name: string): string | undefined {
  const setting = goSetting(command, name);
  return setting === undefined ? '' : setting === 'unknown' ? undefined : setting.text;
}

/** Cgo for this command alone. */
function withCgo(off: Setting, command: GoCommand): RelativeFix[] {
  const title = say.enableFix;
  const part = off.origin === 'shell' ? off.word?.parts[0] : undefined;
  const own = command.prefixAt !== undefined && off.span && off.span.end <= command.prefixAt && command.prefixAt - off.span.end <= 1;
  if (own) return part?.kind === 'text' ? [{ title, safe: false, edits: [{ span: part.span, newText: '1' }] }] : [];
  if (command.prefixAt === undefined) return [];
  const at = { start: command.prefixAt, end: command.prefixAt };
  return [{ title, safe: false, edits: [{ span: at, newText: 'CGO_ENABLED=1 ' }] }];
}

export default rule({
  id: 'cgo/sanitizer-needs-cgo',
  severity: 'error',
  otherSeverities: { warning: 'the target system, the value of `CGO_ENABLED` or that the command runs is not certain' },
  since: '0.1.0',
  summary: '`-race`, `-msan`, `-asan` or `-buildmode=plugin` without cgo, which go refuses',
  docs: {
    what: 'Reports go commands with `-race`, `-msan`, `-asan`, `-buildmode=plugin` or `-buildmode=c-shared` that run with `CGO_ENABLED=0`, set for the command, the stage, the job or the whole file; and in `golang:…-alpine`, in Dockerfiles and CI jobs, where cgo is off by default because there is no C compiler.',
    why: 'The race detector and the sanitizers are C libraries that are linked into the program, and plugins and shared libraries are linked by the C compiler. Without cgo the go command refuses the flag before it builds anything. A `CGO_ENABLED=0` that was meant for the release build makes the tests fail this way.',
    fix: 'Run the command with `CGO_ENABLED=1`, where a C compiler is installed; keep `CGO_ENABLED=0` for the command that builds the image’s program.',
    limits:
      'Only macOS has a race detector without cgo, from Go 1.20 on: where the system is not known the finding says so and is a warning. What a variable from outside the file holds is not known. Targets for which go does not have the flag at all are left alone. In the image of a CI job or a compose service it speaks only when each step before is known to add no C compiler.',
    sources: [
      '`go build -race` with CGO_ENABLED=0 for linux, darwin, windows and freebsd: Go 1.19, 1.20, 1.26 and 1.27',
      '`go test -race` and `-msan` without gcc on PATH, Go 1.26: the error; docker-library/golang#84, apptainer/singularity#2084',
      'the two build modes with CGO_ENABLED=0 for linux, darwin and windows, Go 1.26; for wasm c-shared needs no cgo',
      'the three flags with build, install, test, run, vet and list, and with build for twelve targets: Go 1.26',
    ],
  },
  messages: say,
  examples: SANITIZER_EXAMPLES,
  checks: {
    builds(context) {
      check(context);
      checkCalls(context);
    },
    dockerfile: checkImages,
  },
});
