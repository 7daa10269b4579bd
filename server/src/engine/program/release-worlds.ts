/** Programs that goreleaser has built, in the contexts of the images that it makes of them. */

import { baseName, dirName, joinPath, parentOf } from '../base/paths.js';
import type { BuildFileFacts, ReleaseImage } from '../builds/facts.js';
import type { Artifact } from '../builds/program-walk.js';
import { type Environment, known } from '../shell/environment.js';
import { foldersNamed } from './build-folders.js';
import { runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';
import { ANY_LINUX, type ContextWorld, installedBy, machineOf, type WorldMachine } from './world.js';

/** Somebody who runs goreleaser. */
interface Releaser {
  readonly installed: readonly string[];
  readonly machine: WorldMachine | undefined;
  readonly environment?: Environment;
}

export function releaseWorlds(dockerfile: string, workspace: WorkspaceView): readonly ContextWorld[] {
  return workspace
    .buildFiles()
    .flatMap(file =>
      (file.releases ?? [])
        .filter(release => joinPath(dirName(file.path), release.build.dockerfile) === dockerfile)
        .flatMap(release => releasers(workspace).map(releaser => worldOf(file, release, releaser, workspace))),
    );
}

/** Those of one entry: `dockers_v2` puts the programs of all its platforms into one context. */
const siblings = (file: BuildFileFacts, { build }: ReleaseImage): readonly ReleaseImage[] =>
  (file.releases ?? []).filter(other => other.build.span.start === build.span.start);

/** Where nobody is known, somebody on a machine that is not. */
function releasers(workspace: WorkspaceView): readonly Releaser[] {
  const found = runsIn(workspace.buildFiles()).flatMap(run =>
    run.steps.flatMap((step): Releaser[] => {
      if (step.kind !== 'run' || step.command.name !== 'goreleaser' || !step.command.call) return [];
      if (!step.command.words.some(w => w === 'release') && step.command.words.length > 1) return [];
      return [{ machine: machineOf(run), environment: step.command.call.environment, installed: installedBy(run.steps) }];
    }),
  );
  return found.length > 0 ? found : [{ machine: ANY_LINUX, installed: [] }];
}

function worldOf(file: BuildFileFacts, release: ReleaseImage, by: Releaser, workspace: WorkspaceView): ContextWorld {
  const { os, arch, build } = release;
  const files = new Map<string, Artifact>();
  for (const [name, artifact] of programsOf(file, release, by, workspace)) files.set(`/${name}`, artifact);
  for (const other of siblings(file, release))
    for (const [name, artifact] of programsOf(file, other, by, workspace)) files.set(`/${other.build.platforms[0]}/${name}`, artifact);
  return {
    files,
    machine: by.machine,
    installed: by.installed,
    platforms: build.platforms,
    image: `${file.path} ${build.span.start} ${os}/${arch}`,
    folderOf: ({ command, package: argument }) => {
      const folders = foldersNamed(file, command, argument, workspace);
      return folders.length === 1 ? folders[0] : undefined;
    },
  };
}

/** By name. */
function programsOf(
  file: BuildFileFacts,
  { os, arch, programs }: ReleaseImage,
  by: Releaser,
  workspace: WorkspaceView,
): (readonly [string, Artifact])[] {
  return programs.flatMap(({ unit, name }) => {
    const [command] = unit.commands;
    const path = name ?? projectName(file, workspace);
    if (!command || path === undefined) return [];
    let { environment } = command;
    for (const [variable, value] of [
      ['GOOS', os],
      ['GOARCH', arch],
    ] as const) {
      environment = environment.with({ ...known(value), name: variable, origin: 'build file' });
    }
    const outer = by.environment?.assumingUnset().get('CGO_ENABLED');
    // What the job has is handed on where the file says nothing.
    if (environment.get('CGO_ENABLED') === undefined && outer !== undefined) {
      const value = outer === 'unknown' ? { text: undefined, args: [] } : { text: outer.text, args: [] };
      environment = environment.with({ ...value, name: 'CGO_ENABLED', origin: 'build file' });
    }
    const outside = { file: file.path, kind: unit.kind, name: unit.name };
    return [[baseName(path), { outside, command: { ...command, environment }, package: command.packages[0] ?? '.' }]];
  });
}

/** Without a name of its own the project is called like the module. */
function projectName(file: BuildFileFacts, workspace: WorkspaceView): string | undefined {
  const module = workspace.module(file.path)?.module;
  if (module === undefined) return undefined;
  return /^v\d+$/.test(baseName(module)) ? baseName(parentOf(module)) : baseName(module);
}
