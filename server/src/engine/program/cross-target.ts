/** Whether a go command of a job builds for another system or architecture than the runner's, where go leaves cgo off (go-facts §6.1). */

import type { BuildUnit } from '../builds/facts.js';
import { type GoCommand, goSetting } from '../shell/go-command.js';
import type { Platform } from './cgo-closure.js';
import { foreignTargetOf } from './foreign-target.js';

export interface CrossTarget extends Platform {
  /** As GOOS and GOARCH say it: `linux/arm64`, or `linux` where only that is said. */
  readonly name: string;
  /** The runner's. */
  readonly own: string;
}

/** For others than these nobody expects cgo. */
const SYSTEMS = new Set(['linux', 'darwin', 'windows']);

/** Undefined where it is the same, where nobody knows, and where CGO_ENABLED is set. */
export function crossTargetOf(unit: BuildUnit, command: GoCommand): CrossTarget | undefined {
  const { kind, system, arch: ownArch } = unit;
  if (kind !== 'ci job' || system === undefined || goSetting(command, 'CGO_ENABLED') !== undefined) return undefined;
  const [os, arch] = [textOf(command, 'GOOS'), textOf(command, 'GOARCH')];
  if (os === undefined || arch === undefined) return undefined;
  const target = { os: os || system, arch: arch || 'amd64' };
  if (!SYSTEMS.has(target.os)) return undefined;
  if (target.os !== system) return { ...target, name: arch ? `${target.os}/${arch}` : target.os, own: system };
  const isOtherArch = system === 'linux' && ownArch !== undefined && foreignTargetOf(unit, command) !== undefined;
  return isOtherArch ? { ...target, name: `linux/${arch}`, own: `linux/${ownArch}` } : undefined;
}

/** Empty where it is not set; undefined: unknown. */
function textOf(command: GoCommand, name: string): string | undefined {
  const setting = goSetting(command, name);
  return setting === undefined ? '' : setting === 'unknown' ? undefined : setting.text;
}
