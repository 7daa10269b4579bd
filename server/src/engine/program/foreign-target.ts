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
  const own = platform.value.text?.split('/')[1];
  const followsImage = setting.text === undefined && setting.args.length === 1 && setting.args[0] === 'TARGETARCH';
  if (followsImage) return own !== undefined || platform.variables.includes('BUILDPLATFORM') ? { setting } : undefined;
  return foreign(setting, own);
}

/** In a job whose runner is known. */
export function foreignTargetOf(unit: BuildUnit, command: GoCommand): ForeignTarget | undefined {
  const setting = goSetting(command, 'GOARCH');
  return setting === undefined || setting === 'unknown' ? undefined : foreign(setting, unit.arch);
}

function foreign(setting: Setting, own: string | undefined): ForeignTarget | undefined {
  const arch = setting.text;
  return own === undefined || arch === undefined || arch === '' || arch === own ? undefined : { arch, setting };
}
