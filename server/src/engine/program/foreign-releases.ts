/** Programs that goreleaser builds with cgo for another architecture than that of the runner, and with its C compiler. */

import { baseName } from '../base/paths.js';
import type { BuildFileFacts, BuildUnit } from '../builds/facts.js';
import { known, type Setting } from '../shell/environment.js';
import type { GoCommand } from '../shell/go-command.js';
import type { RunCommand } from '../shell/shell-records.js';
import { cgoSwitchedOn } from './c-compiler-user.js';
import { type ForeignTarget, foreignTargetOf } from './foreign-target.js';
import { type Run, runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

export interface ForeignRelease {
  readonly unit: BuildUnit;
  readonly command: GoCommand;
  readonly cgo: Setting;
  readonly target: ForeignTarget;
}

/** One for each build of the file; nothing where a run of goreleaser is not known to its end. */
export function foreignReleases(file: BuildFileFacts, workspace: WorkspaceView): readonly ForeignRelease[] {
  const runs = runsIn(workspace.buildFiles()).flatMap(run =>
    run.steps.flatMap(step =>
      step.kind === 'run' && step.command.name === 'goreleaser' && isOf(file, step.command) ? [{ run, step }] : [],
    ),
  );
  const [first] = runs;
  if (!first || !runs.every(({ run, step }) => isPlain(run, step.command))) return [];
  const { arch } = first.run.unit!;
  if (arch === undefined || runs.some(({ run }) => run.unit!.arch !== arch)) return [];
  return file.units.flatMap(unit => foreignIn(unit, arch));
}

/** What `release` builds, on a Linux runner where nothing chooses another compiler. */
function isPlain({ kind, unit }: Run, { call, words }: RunCommand): boolean {
  if (kind !== 'ci job' || unit?.system !== 'linux' || unit.image || !call) return false;
  const environment = call.environment.assumingUnset();
  return ['CC', 'CGO_ENABLED'].every(name => environment.get(name) === undefined) && !words.some(w => w === undefined || PARTLY.test(w));
}

/** It builds for one target alone, or for those of this machine. */
const PARTLY = /^--(?:split|single-target|id|prepare)\b/;

function isOf({ path }: BuildFileFacts, { words }: RunCommand): boolean {
  const verb = words.find((w, i) => i > 0 && w !== undefined && !w.startsWith('-'));
  if (verb !== 'release' && verb !== 'build') return false;
  const at = words.findIndex(w => w !== undefined && /^(?:-f|--config)\b/.test(w));
  if (at < 0) return /^\.?goreleaser\.ya?ml$/.test(baseName(path));
  return baseName(words[at]!.split('=')[1] ?? words[at + 1] ?? '') === baseName(path);
}

function foreignIn(unit: BuildUnit, own: 'amd64' | 'arm64'): ForeignRelease[] {
  const [command] = unit.commands;
  if (!command || !unit.targets) return [];
  const written = unit.environment.get('GOARCH');
  const span = written === undefined || written === 'unknown' ? undefined : written.span;
  const found = unit.targets.flatMap((pair): ForeignRelease[] => {
    const [os, arch] = pair.split('/') as [string, string];
    if (os !== 'linux') return [];
    const setting = (name: string, text: string): Setting => ({ ...known(text), name, origin: 'build file', ...(span && { span }) });
    const environment = command.environment.with(setting('GOOS', os)).with(setting('GOARCH', arch));
    const one = { ...command, environment };
    const cgo = cgoSwitchedOn(one);
    const target = cgo && foreignTargetOf({ ...unit, arch: own }, one);
    return cgo && target ? [{ unit, command: one, cgo, target }] : [];
  });
  return found.slice(0, 1);
}
