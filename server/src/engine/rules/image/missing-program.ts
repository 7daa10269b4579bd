import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { followedBy, type Message, messages } from '../../base/message.js';
import type { DockerfileFacts, StageFacts } from '../../builds/dockerfile/facts.js';
import { baseImage, baseImageName, rootStage } from '../../builds/dockerfile/stages.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { isOnlyCopiedFrom } from '../../program/handed-out.js';
import { isImageGiven } from '../../program/image-start.js';
import { lackingInterpreters } from '../../program/lacking-interpreters.js';
import { firstOfLine, firstWord, isContinued, lackedBy, lackingPrograms } from '../../program/lacking-programs.js';
import { findLambdaWithoutProgram } from '../../program/lambda-start.js';
import { startedContainers } from '../../program/started-containers.js';
import { mayImageSetUp, mayWordsSetUp } from '../../program/started-setup.js';
import { packageOf } from '../../tables/image-programs.js';
import type { RuleContext } from '../report.js';
import { inBuildFiles, rule } from '../rule.js';
import { assuming } from '../words.js';
import { MISSING_PROGRAM_EXAMPLES } from './missing-program.examples.js';

const say = messages('image/missing-program', {
  inRun: '`{image}` has no `{program}`. The build of the image fails with “{program}: not found”.',
  atStart: '`{image}` has no `{program}`. The container does not start.',
  inCheck: 'This health check runs `{program}`, which `{image}` does not have. Every check fails.',
  inHook: 'This hook runs `{program}`, which `{image}` does not have. It fails every time.',
  scriptNeeds: 'The first line of `{name}` asks for bash, which `{image}` does not have. The build of the image fails with “not found”.',
  makeNeeds: '{name} sets `SHELL` to bash, which `{image}` does not have. The recipe cannot run and the build of the image fails.',
  askingStep: 'This file asks for bash.',
  install: '\nInstall `{package}` in this image.',
  useWget: '\nUse `wget -qO-`, which Alpine has, or install `curl` in this image.',
  useSh: '\nUse `sh`, or install `bash` in this image.',
  bring: '\nInstall it in this image.',
  imageStep: 'This image does not have it.',
  installFix: 'Install {package}',
  noBootstrap:
    "`{runtime}` starts `bootstrap`, but `{archive}` holds only `{program}`. The function fails with “Couldn't find valid bootstrap(s)”.\nBuild it with `-o bootstrap`.",
  builtStep: 'This builds what the archive holds.',
});

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const text = workspace.text(file.path) ?? '';
  // A recipe stands in place of the call of make, which comes first.
  for (const { stage, program, command } of lackingPrograms(workspace.dockerfileFacts(file.path) ?? file, text)) {
    if (command.onFailure !== 'ends' || isImageGiven(file, stage, workspace)) continue;
    const image = baseImageName(file, stage);
    report({ ...shared(file, stage, say.inRun({ image, program }), program, true), span: command.span });
  }
  const withRecipes = workspace.dockerfileFacts(file.path) ?? file;
  for (const { stage, command, by, name, file: from } of lackingInterpreters(withRecipes, workspace)) {
    if (command.onFailure !== 'ends' || isImageGiven(file, stage, workspace)) continue;
    const args = { image: baseImageName(file, stage), name };
    const found = shared(file, stage, by === 'script' ? say.scriptNeeds(args) : say.makeNeeds(args), 'bash', true);
    const asking = { message: say.askingStep, file: from, span: { start: 0, end: 0 } };
    report({ ...found, span: command.span, steps: [asking, ...found.steps] });
  }
  for (const stage of file.stages) {
    // What others continue is not yet the image.
    if (isContinued(file, stage) || isImageGiven(file, stage, workspace) || isOnlyCopiedFrom(file, stage, workspace)) continue;
    const { healthcheck, entrypoint, cmd } = stage;
    const image = baseImageName(file, stage);
    const checked = healthcheck && lackedBy(file, stage, firstWord(healthcheck, text));
    if (checked !== undefined && !mayImageSetUp(file, stage, text, workspace))
      report({ ...shared(file, stage, say.inCheck({ image, program: checked }), checked, false), span: healthcheck!.span });
    const process = entrypoint ?? cmd;
    const started = process?.form === 'exec' ? lackedBy(file, stage, process.words?.[0]) : undefined;
    if (started !== undefined)
      report({ ...shared(file, stage, say.atStart({ image, program: started }), started, true), span: process!.span });
  }
}

/** Functions of AWS Lambda: whatever their handler is called, `bootstrap` is what a custom runtime starts. */
function checkFunctions({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  for (const { of, command, by, program } of findLambdaWithoutProgram(file, workspace)) {
    const step = { message: say.builtStep, file: command.recipe?.file ?? by.file, span: command.recipe?.span ?? command.span };
    report({ span: of.span, message: say.noBootstrap({ runtime: of.runtime, archive: of.code!, program }), steps: [step] });
  }
}

/** What a compose file or a manifest makes containers run. */
function checkContainers(context: RuleContext<BuildFileFacts>): void {
  checkFunctions(context);
  const { file, workspace, report } = context;
  for (const { facts, stage, starts, mounts, isTemplate } of startedContainers(file, workspace)) {
    if (mounts.some(m => /^\/(?:$|s?bin|usr)/.test(m))) continue;
    if (isImageGiven(facts, stage, workspace)) continue;
    // What it starts may install the program first.
    if (starts.some(s => s.kind !== 'check' && mayWordsSetUp(s.words, facts, stage, workspace))) continue;
    const isSetUp = mayImageSetUp(facts, stage, workspace.text(facts.path) ?? '', workspace);
    const isReplaced = starts.some(s => s.kind === 'entrypoint');
    for (const { kind, form, words, span, looksElsewhere } of starts) {
      // Programs are then looked for in other folders, too.
      if (looksElsewhere) continue;
      if (kind === 'arguments' && (isReplaced || stage.entrypoint !== undefined)) continue;
      const program = lackedBy(facts, stage, form === 'shell' ? firstOfLine(words[0]!) : words[0]);
      if (program === undefined) continue;
      const args = { image: baseImageName(facts, stage), program };
      const isLate = kind === 'check' || kind === 'hook';
      if (isLate && isSetUp && !isReplaced) continue;
      const message = kind === 'check' ? say.inCheck(args) : kind === 'hook' ? say.inHook(args) : say.atStart(args);
      const { fixes: _, ...found } = shared(facts, stage, message, program, !isLate && !isTemplate);
      report({ ...found, span, steps: found.steps.map(step => ({ ...step, file: facts.path })) });
    }
  }
}

interface Shared {
  readonly severity: 'error' | 'warning';
  readonly message: Message;
  readonly steps: readonly RelativeStep[];
  readonly fixes: readonly RelativeFix[];
}

function shared(file: DockerfileFacts, stage: StageFacts, message: Message, program: string, isFatal: boolean): Shared {
  const { from } = rootStage(file, stage);
  return {
    severity: isFatal && from.args.length === 0 ? 'error' : 'warning',
    message: followedBy(message, assuming(from.args), helpFor(program, stage, file)),
    steps: [{ message: say.imageStep, span: from.imageSpan }],
    fixes: fixesFor(program, stage, file),
  };
}

function helpFor(program: string, stage: StageFacts, file: DockerfileFacts): Message {
  const isAlpine = baseImage(file, stage)?.packages === 'apk';
  if (isAlpine && program === 'curl') return say.useWget;
  if (isAlpine && program === 'bash') return say.useSh;
  const name = packageOf(program);
  return name === undefined ? say.bring : say.install({ package: name });
}

/** At the beginning of the stage, which is always early enough. */
function fixesFor(program: string, stage: StageFacts, file: DockerfileFacts): RelativeFix[] {
  const name = packageOf(program);
  const packages = baseImage(file, stage)?.packages;
  if (name === undefined || (packages !== 'apk' && packages !== 'apt')) return [];
  const at = stage.from.span.end;
  const command =
    packages === 'apk'
      ? `apk add --no-cache ${name}`
      : `apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*`;
  return [
    { title: say.installFix({ package: name }), safe: false, edits: [{ span: { start: at, end: at }, newText: `\nRUN ${command}` }] },
  ];
}

export default rule({
  id: 'image/missing-program',
  severity: 'error',
  otherSeverities: { warning: 'it is a health check or a hook, or the image depends on the default of an `ARG` or on values of a chart' },
  since: '0.1.0',
  summary: 'Command that the image does not have: make, git, bash or curl',
  docs: {
    what: 'Reports commands of `RUN`, `HEALTHCHECK`, `ENTRYPOINT` and `CMD`, of health checks and commands of compose files, and of probes and hooks of pods, that begin with a program which the image does not have: bash, curl, git, make, jq and the like on Alpine, curl, git, make and others on Debian and Ubuntu.',
    why: 'Alpine comes with busybox and little else, also in `golang:…-alpine`: there is no make, git, bash or curl. Debian and Ubuntu have bash, but neither curl nor wget. A `RUN` fails with exit code 127. A health check fails every time, so that the container is unhealthy although it works.',
    fix: 'Install the package, or use what is there: `wget` of busybox, `sh` in place of `bash`.',
    limits:
      'Knows official Alpine, Debian, Ubuntu and golang images and a table of programs. It is silent when a package that is not in a small table, a script, an archive, a folder or several files copied to where programs lie come before, or a loop that installs, because each may add the program; when a compose file sets `PATH` or its service installs packages as it starts; when `ENV` changes `PATH`; and about commands whose failure does not stop the `RUN`: behind `;`, `||` or a pipe, or in a branch.',
    sources: [
      'docker-library/golang, Dockerfile-linux.template: what golang on Alpine and on Debian install; docker-library/buildpack-deps: the variant scm',
      'alpinelinux/docker-alpine: alpine-baselayout, alpine-keys, apk-tools, busybox, musl-utils; debuerreotype: Debian minbase',
      'dunglas/mercure#1004: a health check by curl on Alpine',
      'awslabs/cfn-ecr-aws-soci-index-builder#51 and buildkite/buildkite-agent-metrics#202: functions on provided.al2 without a bootstrap',
      'run: `apt-cache depends --recurse` on bookworm, for what packages of Debian lead to',
      'POSIX.1-2024, Shell Command Language 2.8.2: exit status 127 for a command that is not found',
    ],
  },
  messages: say,
  examples: MISSING_PROGRAM_EXAMPLES,
  checks: { dockerfile: check, builds: inBuildFiles(checkContainers) },
});
