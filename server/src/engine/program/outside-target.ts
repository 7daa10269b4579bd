/** Programs built outside of the image that are for another system or machine than the image which starts them. */

import { followArtifacts, type StartedFile, startedFile } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, rootStage } from '../builds/dockerfile/stages.js';
import type { OutsideBuilder } from '../builds/program-walk.js';
import type { Setting } from '../shell/environment.js';
import { goSetting } from '../shell/go-command.js';
import { asBuiltFor, worldsOf } from './context-programs.js';
import { programsIn } from './image-build.js';
import { builderOf, mayStartOutside } from './outside-start.js';
import { archOf, mayStartOn } from './platforms.js';
import type { WorkspaceView } from './view.js';
import type { ContextWorld } from './world.js';

export interface ForeignProgram {
  readonly stage: StageFacts;
  readonly root: StageFacts;
  readonly started: StartedFile;
  readonly outside: OutsideBuilder;
  /** A system other than Linux. */
  readonly system?: string;
  /** Undefined: that of the machine that builds it, whichever that is. */
  readonly arch?: string;
  /** Those of the image's platforms that it is not for. */
  readonly platforms: readonly string[];
}

/** In the order of the stages; only what holds wherever the image is built. */
export function findForeignPrograms(facts: DockerfileFacts, workspace: WorkspaceView): ForeignProgram[] {
  if (!facts.stages.some(s => mayStartOutside(facts, s))) return [];
  const worlds = worldsOf(facts, workspace);
  const found = worlds.map(world => foreignIn(asBuiltFor(facts, world, workspace), world, workspace));
  return facts.stages.flatMap(stage => {
    const own = found.map(f => f.get(stage.index));
    return own.length > 0 && own.every(f => f !== undefined) ? own.slice(0, 1) : [];
  });
}

function foreignIn(facts: DockerfileFacts, world: ContextWorld, workspace: WorkspaceView): ReadonlyMap<number, ForeignProgram> {
  const all = followArtifacts(facts, programsIn(facts, workspace), world.files);
  const found = new Map<number, ForeignProgram>();
  for (const [i, stage] of facts.stages.entries()) {
    const started = startedFile(stage, all[i]!);
    const image = baseImage(facts, stage);
    if (!started?.artifact.outside || !started.artifact.command.certain || !image || image.libc === 'unknown') continue;
    const target = foreignTarget(started, rootStage(facts, stage), world);
    const outside = builderOf(started.artifact.outside, started.artifact.command, workspace);
    if (target) found.set(i, { stage, root: rootStage(facts, stage), started, outside, ...target });
  }
  return found;
}

function foreignTarget(
  { artifact: { command } }: StartedFile,
  root: StageFacts,
  world: ContextWorld,
): Pick<ForeignProgram, 'system' | 'arch' | 'platforms'> | undefined {
  const [os, arch] = [textOf(goSetting(command, 'GOOS')), textOf(goSetting(command, 'GOARCH'))];
  if (os === undefined || arch === undefined) return undefined;
  // What is made for WebAssembly is started by a runtime for it.
  if (arch === 'wasm') return undefined;
  if (os !== '' && os !== 'linux') return { system: os, platforms: [] };
  const platforms = platformsOf(root, world);
  if (platforms.length === 0 || platforms.some(p => !/^linux\/\w/.test(p))) return undefined;
  const own = arch || world.arch;
  if (own === undefined) return new Set(platforms.map(archOf)).size > 1 ? { platforms } : undefined;
  const others = platforms.filter(p => !mayStartOn(own, p));
  return others.length > 0 ? { arch: own, platforms: others } : undefined;
}

/** What the base image is for decides; with a variable, or without a word, what the build asks for. */
function platformsOf({ from: { platform } }: StageFacts, { platforms }: ContextWorld): readonly string[] {
  if (!platform) return platforms;
  const isTarget = platform.variables.length === 1 && platform.variables[0] === 'TARGETPLATFORM';
  if (isTarget) return platforms;
  return platform.variables.length === 0 && platform.value.text !== undefined ? [platform.value.text] : [];
}

/** Empty when it is unset; undefined when nobody can say. */
function textOf(setting: Setting | undefined | 'unknown'): string | undefined {
  if (setting === undefined) return '';
  return setting === 'unknown' || setting.args.length > 0 ? undefined : setting.text;
}
