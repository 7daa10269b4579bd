import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { followedBy, type Message } from '../../base/message.js';
import type { ContainerStart } from '../../builds/container-starts.js';
import type { DockerfileFacts, ProcessFacts, StageFacts } from '../../builds/dockerfile/facts.js';
import { baseImageName, rootStage } from '../../builds/dockerfile/stages.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { isOnlyCopiedFrom } from '../../program/handed-out.js';
import { stagesWithoutShell, surelyLacks } from '../../program/image-shell.js';
import { type StartedContainer, startedContainers } from '../../program/started-containers.js';
import type { Report, RuleContext } from '../report.js';
import { inBuildFiles, rule } from '../rule.js';
import { assuming } from '../words.js';
import { SHELL_FORM_EXAMPLES } from './shell-form.examples.js';
import { scriptReports } from './shell-form.scripts.js';
import { say } from './shell-form.words.js';

type Keyword = 'ENTRYPOINT' | 'CMD' | 'HEALTHCHECK';

/** Programs of distributions, and what checks use beside them: images without a shell have none of them by themselves. */
const TOOL = /^(?:\/(?:usr\/)?bin\/)?(curl|wget|nc|netcat|grep|cat|ls|ps|pgrep|pidof|test|true|echo|sleep|stat|busybox|grpc_health_probe)$/;
const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a)?sh$/;

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const seen = new Set<number>();
  for (const stage of stagesWithoutShell(file, workspace)) {
    // What others continue is not yet the image.
    if (file.stages.some(s => s.from.parent === stage.index) || isOnlyCopiedFrom(file, stage, workspace)) continue;
    for (const [keyword, process] of processesOf(stage)) {
      const found = seen.has(process.span.start) ? undefined : problem(keyword, process, stage, file);
      if (!found) continue;
      seen.add(process.span.start);
      report(found);
    }
  }
  for (const found of scriptReports(file, workspace)) if (!seen.has(found.span.start)) report(found);
}

/** A shell-form ENTRYPOINT leaves CMD unused; so does one that comes after a CMD of another stage. */
function processesOf({ entrypoint, cmd, healthcheck, span }: StageFacts): [Keyword, ProcessFacts][] {
  const isCmdUsed =
    entrypoint === undefined || (entrypoint.form === 'exec' && (cmd?.span.start ?? 0) >= Math.min(span.start, entrypoint.span.start));
  return [
    ...(entrypoint ? [['ENTRYPOINT', entrypoint] as [Keyword, ProcessFacts]] : []),
    ...(cmd && isCmdUsed ? [['CMD', cmd] as [Keyword, ProcessFacts]] : []),
    ...(healthcheck ? [['HEALTHCHECK', healthcheck] as [Keyword, ProcessFacts]] : []),
  ];
}

function problem(keyword: Keyword, process: ProcessFacts, stage: StageFacts, file: DockerfileFacts): Report | undefined {
  const image = baseImageName(file, stage);
  const root = rootStage(file, stage);
  const exec = execForm(process);
  const isArguments = keyword === 'CMD' && stage.entrypoint !== undefined;
  const message = isArguments ? argumentsOf(process, stage, image) : notStarted(keyword, process, stage, file);
  if (!message) return undefined;
  const help = process.form === 'exec' ? undefined : exec === undefined ? say.writeAnyExec : say.writeExec({ exec });
  const isCertain = keyword !== 'HEALTHCHECK' && !isArguments && root.from.args.length === 0;
  // A CMD that a shell-form ENTRYPOINT left unused becomes its arguments.
  const safe = isCertain && (keyword === 'CMD' || stage.cmd === undefined);
  return {
    span: process.span,
    severity: isCertain ? 'error' : 'warning',
    message: followedBy(followedBy(message, assuming(root.from.args)), help),
    steps: [{ message: say.noShellStep, span: root.from.imageSpan }],
    fixes: help && exec !== undefined ? [fix(process, exec, safe)] : [],
  };
}

/** SHELL may name one that a step has put elsewhere. */
const isUsualShell = ({ shell }: StageFacts) => shell.join(' ') === '/bin/sh -c';

function argumentsOf({ form }: ProcessFacts, stage: StageFacts, image: string): Message | undefined {
  const program = stage.entrypoint!.words?.[0];
  return form === 'shell' && program !== undefined && isUsualShell(stage) ? say.arguments({ program, image }) : undefined;
}

function notStarted(keyword: Keyword, process: ProcessFacts, stage: StageFacts, file: DockerfileFacts): Message | undefined {
  const image = baseImageName(file, stage);
  const isHealth = keyword === 'HEALTHCHECK';
  if (process.form === 'exec') {
    const shell = process.words?.[0] ?? '';
    if (!SHELL.test(shell)) return isHealth ? lackingTool(shell, stage, file) : undefined;
    return isHealth ? say.shellUnhealthy({ shell, image }) : say.shellCannotStart({ keyword, shell, image, error: errorOf(shell) });
  }
  if (!isUsualShell(stage)) return undefined;
  return isHealth ? say.unhealthy({ image }) : say.cannotStart({ keyword, image });
}

function lackingTool(word: string, stage: StageFacts, file: DockerfileFacts): Message | undefined {
  const tool = TOOL.exec(word)?.[1];
  return tool !== undefined && surelyLacks(file, stage, tool) ? say.noTool({ tool, image: baseImageName(file, stage) }) : undefined;
}

function toolHook(word: string, stage: StageFacts, file: DockerfileFacts): Message | undefined {
  const tool = TOOL.exec(word)?.[1];
  return tool !== undefined && surelyLacks(file, stage, tool) ? say.toolHook({ tool, image: baseImageName(file, stage) }) : undefined;
}

/** What a compose file makes the containers of a service start, or a manifest those of a pod. */
function checkStarts(context: RuleContext<BuildFileFacts>): void {
  for (const container of startedContainers(context.file, context.workspace)) checkContainer(context, container);
}

const COMPOSE = { entrypoint: 'entrypoint', arguments: 'command' } as const;
const KUBERNETES = { entrypoint: 'command', arguments: 'args' } as const;

function checkContainer(
  { workspace, report }: RuleContext<BuildFileFacts>,
  { facts, stage, starts, mounts, by, isTemplate }: StartedContainer,
): void {
  const keywords = by === 'compose' ? COMPOSE : KUBERNETES;
  // What is mounted over the folders of programs may bring them.
  if (mounts.some(m => /^\/(?:$|s?bin|usr|busybox)/.test(m)) || !stagesWithoutShell(facts, workspace).includes(stage)) return;
  const { args, imageSpan } = rootStage(facts, stage).from;
  const isReplaced = starts.some(s => s.kind === 'entrypoint');
  for (const start of starts) {
    if (start.kind === 'arguments' && (isReplaced || stage.entrypoint !== undefined)) continue;
    const message = messageOf(start, stage, facts, keywords);
    if (!message) continue;
    const severity = start.kind === 'check' || start.kind === 'hook' || args.length > 0 || isTemplate ? 'warning' : 'error';
    const steps: RelativeStep[] = [{ message: say.noShellStep, span: imageSpan, file: facts.path }];
    report({ span: start.span, severity, message: followedBy(message, assuming(args)), steps });
  }
}

function messageOf(
  { kind, form, words }: ContainerStart,
  stage: StageFacts,
  file: DockerfileFacts,
  keywords: typeof COMPOSE | typeof KUBERNETES,
): Message | undefined {
  const image = baseImageName(file, stage);
  const [shell] = words as [string];
  if (kind === 'hook') return SHELL.test(shell) ? say.shellHook({ shell, image }) : toolHook(shell, stage, file);
  if (kind === 'check') {
    if (form === 'shell') return isUsualShell(stage) ? say.unhealthy({ image }) : undefined;
    return SHELL.test(shell) ? say.shellUnhealthy({ shell, image }) : lackingTool(shell, stage, file);
  }
  return SHELL.test(shell) ? say.shellCannotStart({ keyword: keywords[kind], shell, image, error: errorOf(shell) }) : undefined;
}

const errorOf = (shell: string) =>
  shell.startsWith('/') ? `stat ${shell}: no such file or directory` : 'executable file not found in $PATH';

/** Undefined where a shell would do more than split the line. */
function execForm({ form, words }: ProcessFacts): string | undefined {
  if (form !== 'shell' || !words?.every(w => /^[\w./@:+,=%-]+$/.test(w))) return undefined;
  return `[${words.map(w => `"${w}"`).join(', ')}]`;
}

function fix({ span }: ProcessFacts, exec: string, safe: boolean): RelativeFix {
  return { title: say.execFix({ exec }), safe, edits: [{ span, newText: exec }] };
}

export default rule({
  id: 'image/shell-form',
  severity: 'error',
  otherSeverities: {
    warning:
      'it is a health check, a `CMD` beside an `ENTRYPOINT` in exec form, or the image depends on the default of an `ARG` or on values of a chart',
  },
  since: '0.1.0',
  summary: '`CMD`, `ENTRYPOINT` or `HEALTHCHECK` that needs a shell in an image without one',
  docs: {
    what: 'Reports `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD` that are written as a line of shell, or start a shell themselves, in an image that has none: scratch, distroless, chainguard/static. The same for `entrypoint`, `command` and `healthcheck` of a compose file, `command`, `args` and probes and hooks (`preStop`, `postStart`) of a pod, health checks that run curl, wget and the like, and scripts that the image starts whose `#!` names a program that is not there: any in an image without a shell, bash in Alpine.',
    why: 'Docker runs `CMD /app --listen :80` as `/bin/sh -c "/app --listen :80"`. In an image without a shell the container fails before the program starts, with an error that names `/bin/sh` and not the program. A health check in shell form fails every time, so the container is marked unhealthy although it works. Beside an `ENTRYPOINT` in exec form, a `CMD` in shell form hands `/bin/sh` and `-c` to the program as arguments.',
    fix: 'Write the exec form, a JSON array: `CMD ["/app", "--listen", ":80"]`. No shell expands variables then: let the program read them from its environment. A health check can be a flag of the program itself.',
    limits:
      'Only images that are known to have no shell; tags with `debug` or `-dev` have one, and a digest without a tag may. It is silent when a step may add a shell: a file that is called like one, any `RUN`, what is copied to `/`, `/usr` or a folder of `PATH`. Only programs that another stage builds, and files such as `.json` and `.pem`, are known not to. It is silent where `ENV` sets `PATH`, and about shell forms below a `SHELL` instruction. Of a compose file it knows the services that it builds from a Dockerfile of the workspace. Of a manifest of Kubernetes it knows the containers whose image a compose file, `docker build -t`, docker/build-push-action, goreleaser or skaffold builds, by its name; of a template of Helm those whose image the chart’s own values.yaml names, outside of alternatives and loops.',
    sources: [
      'go-facts §6.4: which images have a shell; §8.4: the error',
      'moby, builder/dockerfile: the shell form is run by `/bin/sh -c`',
      'execve(2): ENOENT where the interpreter of a script does not exist; run: a script whose interpreter does not exist',
      'llm-d/llm-d-router#2960, 110y/bootes#74: `FailedPreStopHook`',
      'GoogleContainerTools/distroless#62, itzg/rcon-cli#6, sassoftware/event-provenance-registry#42',
    ],
  },
  messages: say,
  examples: SHELL_FORM_EXAMPLES,
  checks: { dockerfile: check, builds: inBuildFiles(checkStarts) },
});
