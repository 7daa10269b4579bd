/** Which machine a stage runs on, and which one the programs built in it are meant for. */
import type { Span } from '../../base/finding.js';
import type { Setting } from '../../shell/environment.js';
import type { GoCommand } from '../../shell/go-command.js';
import type { DockerfileFacts, StageFacts } from './facts.js';
import { rootStage } from './stages.js';

/** The builder fills TARGETARCH only where an ARG asks for it. */
export function declaresTarget(file: DockerfileFacts): boolean {
  return file.stages.some(s => ['TARGETARCH', 'TARGETPLATFORM'].some(name => s.environment.get(name) !== undefined && isArg(s, name)));
}

function isArg(stage: StageFacts, name: string): boolean {
  const value = stage.environment.get(name);
  return value !== undefined && value !== 'unknown' && value.origin === 'ARG';
}

/** The image is made for the target: no platform of its own. */
export function followsTarget(file: DockerfileFacts, last: StageFacts): boolean {
  const { platform } = rootStage(file, last).from;
  return platform === undefined || (platform.variables.length === 1 && platform.variables[0] === 'TARGETPLATFORM');
}

/** `xx` and `goxx` set the target inside of their wrappers. */
export function usesCrossHelpers(file: DockerfileFacts): boolean {
  return file.stages.some(
    s =>
      /(?:^|\/)(?:go)?xx(?:$|-)/.test(s.from.image?.repository ?? '') ||
      s.steps.some(
        step =>
          (step.kind === 'copy' && /(?:^|\/)(?:go)?xx(?:$|-)/.test(step.copy.from?.image?.repository ?? '')) ||
          (step.kind === 'run' && /^(?:go)?xx-/.test(step.command.name ?? '')),
      ),
  );
}

/** `--platform=$BUILDPLATFORM`. */
export const isOnBuilder = ({ from: { platform } }: StageFacts): boolean =>
  platform?.variables.length === 1 && platform.variables[0] === 'BUILDPLATFORM';

/** `--platform=linux/amd64`. */
export function fixedArch({ from: { platform } }: StageFacts): string | undefined {
  return platform && platform.variables.length === 0 ? /^linux\/(\w+)$/.exec(platform.value.text ?? '')?.[1] : undefined;
}

/** `ARG TARGETPLATFORM=linux/amd64` in the stage itself. */
export function hasOwnDefault(stage: StageFacts, name: string): boolean {
  const setting = stage.environment.get(name);
  return setting !== undefined && setting !== 'unknown' && isOwnDefault(setting);
}

function isOwnDefault({ origin, span, word }: Setting): boolean {
  return origin === 'ARG' && !!span && !!word && word.span.start >= span.start && word.span.end <= span.end;
}

/** `ARG TARGETARCH=amd64` in the stage, where GOARCH follows it. */
export function pinnedTarget(command: GoCommand, arch: Setting): Span | undefined {
  const target = command.environment.get('TARGETARCH');
  if (target === undefined || target === 'unknown' || !isOwnDefault(target)) return undefined;
  return arch.args.length === 1 && arch.args[0] === 'TARGETARCH' && arch.text === target.text ? target.span : undefined;
}
