/** Programs built outside of the image that are for another system or machine than the image which starts them. */

import type { StartedFile } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import type { OutsideBuilder } from '../builds/program-walk.js';
import type { Setting } from '../shell/environment.js';
import { goSetting } from '../shell/go-command.js';
import { type OutsideProgram, outsidePrograms } from './outside-programs.js';
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
  const groups = outsidePrograms(facts, workspace);
  return facts.stages.flatMap(({ index }) => {
    const broken = groups
      .filter(([program]) => program!.stage.index === index)
      .flatMap(byPlatforms)
      .flatMap(group => {
        const own = group.map(foreign);
        return own.every(found => found !== undefined) ? own.slice(0, 1) : [];
      });
    return broken.slice(0, 1);
  });
}

/** An image for one platform says nothing of what is put into that of another. */
function byPlatforms(group: readonly OutsideProgram[]): (readonly OutsideProgram[])[] {
  const parts = new Map<string, OutsideProgram[]>();
  for (const program of group) {
    const key = program.world.platforms.join();
    parts.set(key, [...(parts.get(key) ?? []), program]);
  }
  // Who builds without saying for what may mean any of them.
  return parts.has('') ? [group] : [...parts.values()];
}

function foreign({ stage, root, image, started, outside, world }: OutsideProgram): ForeignProgram | undefined {
  if (!started.artifact.command.certain || image.libc === 'unknown') return undefined;
  const target = foreignTarget(started, root, world);
  return target && { stage, root, started, outside, ...target };
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
