import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { followedBy, messages } from '../../base/message.js';
import { table } from '../../base/table.js';
import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import { baseImage, baseImageName, goCommands, rootStage } from '../../builds/dockerfile/stages.js';
import type { BuildSource } from '../../builds/facts.js';
import { flagsNamed } from '../../builds/settings.js';
import { hasCCompiler } from '../../program/c-compiler.js';
import { calledCommands } from '../../program/called-commands.js';
import { imageWithoutCompiler, saysAllItRuns } from '../../program/job-compiler.js';
import { cgoEnabled, disabledCgo } from '../../program/linkage.js';
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
  disabledStep: 'This disables cgo.',
  imageStep: 'This image ships Go but no C compiler.',
  recipeStep: 'It runs this command.',
  enableFix: 'Run this command with CGO_ENABLED=1',
});

/** Commands of go that load packages and so look at these flags. */
const FLAGS = ['race', 'msan', 'asan'] as const;
const VERBS = new Set(['build', 'install', 'test', 'run', 'vet', 'list']);

function check({ file, workspace, report }: RuleContext<BuildSource>): void {
  for (const { flag, command, unit } of flagsNamed(file, FLAGS)) {
    if (flag.value.text !== 'true' || !VERBS.has(command.verb ?? '')) continue;
    const off = disabledCgo(command);
    const where = target(command, flag.name, !off || unit.kind === 'dockerfile stage' || unit.image !== undefined);
    if (where === 'none' || (off && mayLookAtCgo(command, workspace.text(file.path)))) continue;
    if (off) {
      report({
        span: flag.span,
        severity: where === 'refused' && command.certain && off.args.length === 0 ? 'error' : 'warning',
        message: where === 'any' ? say.refusedButOnMacOS : say.refused({ flag: flag.name }),
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
      message: say.noCompiler({ flag: flag.name, image: image.text }),
      steps: [{ message: say.imageStep, span: image.span }],
    });
  }
}

const LOOKS_AT_CGO = /\$[({]?CGO_ENABLED\b/;

/** A branch that is taken only with cgo. */
const mayLookAtCgo = (command: GoCommand, text = ''): boolean => !command.certain && LOOKS_AT_CGO.test(text);

/** A recipe of make or a script with the flag, called where cgo is disabled. */
function checkCalls({ file, workspace, report }: RuleContext<BuildSource>): void {
  const seen = new Set<number>();
  for (const unit of file.units) {
    for (const command of calledCommands(file, unit, workspace)) {
      const flag = FLAGS.find(name => command.flags.values.get(name)?.text === 'true');
      const off = disabledCgo(command);
      // What the recipe itself sets is said where it is written.
      if (flag === undefined || !VERBS.has(command.verb ?? '') || !off?.span || seen.has(command.span.start)) continue;
      // Whether it is run may hang on what the caller gives.
      if (!command.certain || LOOKS_AT_CGO.test(workspace.text(command.recipe?.file ?? '') ?? '')) continue;
      const where = target(command, flag, unit.image !== undefined);
      if (where === 'none') continue;
      seen.add(command.span.start);
      report({
        span: command.span,
        severity: where === 'refused' && command.certain && off.args.length === 0 ? 'error' : 'warning',
        message: where === 'any' ? say.refusedButOnMacOS : say.refused({ flag }),
        steps: [{ message: say.disabledStep, span: off.span }, ...recipeSteps(command)],
      });
    }
  }
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
      const flag = FLAGS.find(name => command.flags.values.get(name)?.text === 'true');
      if (flag === undefined || !VERBS.has(command.verb ?? '') || target(command, flag, true) !== 'refused') continue;
      const cgo = cgoEnabled(file, stage, command, image);
      if (cgo === 'unknown' || cgo.on || cgo.explicit || hasCCompiler(file, stage, image, command) !== false) continue;
      const span = command.flags.written.find(f => f.name === flag)?.span ?? command.span;
      if (seen.has(span.start)) continue;
      seen.add(span.start);
      const root = rootStage(file, stage);
      report({
        span,
        severity: command.certain && root.from.args.length === 0 ? 'error' : 'warning',
        message: followedBy(say.noCompiler({ flag, image: baseImageName(file, stage) }), assuming(root.from.args)),
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
});

/** `refused`: go refuses the flag for want of cgo. `any`: so it does unless the machine is a Mac. `none`: nothing is said. */
function target(command: GoCommand, flag: string, inImage: boolean): 'refused' | 'any' | 'none' {
  const os = textOf(command, 'GOOS');
  const arch = textOf(command, 'GOARCH');
  const isAsked = (system: string) => ASKS_FOR_CGO[flag]!.test(`${system}/${arch || 'amd64'}`);
  if (os || inImage) return os !== undefined && arch !== undefined && isAsked(os || 'linux') ? 'refused' : 'none';
  return flag === 'race' && isAsked('linux') ? 'any' : 'none';
}

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
  summary: '`-race`, `-msan` or `-asan` without cgo, which go refuses',
  docs: {
    what: 'Reports go commands with `-race`, `-msan` or `-asan` that run with `CGO_ENABLED=0`, set for the command, the stage, the job or the whole file; and in `golang:…-alpine`, in Dockerfiles and CI jobs, where cgo is off by default because there is no C compiler.',
    why: 'The race detector and the sanitizers are C libraries that are linked into the program. Without cgo the go command refuses the flag before it builds anything. A `CGO_ENABLED=0` that was meant for the release build makes the tests fail this way.',
    fix: 'Run the command with `CGO_ENABLED=1`, where a C compiler is installed; keep `CGO_ENABLED=0` for the command that builds the image’s program.',
    limits:
      'Only macOS has a race detector without cgo, from Go 1.20 on: where the system is not known the finding says so and is a warning. What a variable from outside the file holds is not known. Targets for which go does not have the flag at all are left alone. In the image of a CI job or a compose service it speaks only when each step before is known to add no C compiler.',
    sources: [
      '`go build -race` with CGO_ENABLED=0 for linux, darwin, windows and freebsd: Go 1.19, 1.20, 1.26 and 1.27',
      '`go test -race` and `-msan` without gcc on PATH, Go 1.26: the error; docker-library/golang#84, apptainer/singularity#2084',
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
