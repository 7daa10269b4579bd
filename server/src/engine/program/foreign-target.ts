/** Whether a go command builds for another architecture than the machine it runs on, where that is known. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { rootStage } from '../builds/dockerfile/stages.js';
import type { BuildUnit } from '../builds/facts.js';
import type { Setting } from '../shell/environment.js';
import { type GoCommand, goSetting } from '../shell/go-command.js';

export interface ForeignTarget {
  /** Undefined: every platform of the image but the builder's own. */
  readonly arch?: string;
  readonly setting: Setting;
}

/** In an image: `--platform` says what the stage runs on. Undefined where it is the same, or where nobody says it. */
export function foreignTargetIn(facts: DockerfileFacts, stage: StageFacts, command: GoCommand): ForeignTarget | undefined {
  const setting = goSetting(command, 'GOARCH');
  const { platform } = rootStage(facts, stage).from;
  if (!platform || setting === undefined || setting === 'unknown') return undefined;
  const own = archOf(platform.value.text?.split('/')[1]);
  const followsImage = setting.text === undefined && setting.args.length === 1 && setting.args[0] === 'TARGETARCH';
  if (followsImage) return own !== undefined || platform.variables.includes('BUILDPLATFORM') ? { setting } : undefined;
  return foreign(setting, own);
}

/** In a job whose runner is known. */
export function foreignTargetOf(unit: BuildUnit, command: GoCommand): ForeignTarget | undefined {
  const setting = goSetting(command, 'GOARCH');
  return setting === undefined || setting === 'unknown' ? undefined : foreign(setting, unit.arch);
}

/** Architectures of Linux, as GOARCH names them. */
const ARCHITECTURES = new Set('386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x'.split(' '));

/** Other names that builders of images take. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armhf', 'arm'],
  ['armel', 'arm'],
  ['i386', '386'],
]);

/** Undefined: no architecture that Go knows. */
function archOf(name: string | undefined): string | undefined {
  const arch = name === undefined ? undefined : (ALIASES.get(name) ?? name);
  return arch !== undefined && ARCHITECTURES.has(arch) ? arch : undefined;
}

function foreign(setting: Setting, own: string | undefined): ForeignTarget | undefined {
  const arch = setting.text;
  return own === undefined || arch === undefined || !ARCHITECTURES.has(arch) || arch === own ? undefined : { arch, setting };
}
