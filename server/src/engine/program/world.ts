/**
 * One way in which a build of an image comes by programs that something outside of it has built. Where there are several, what is said of the
 * image must hold in all of them.
 */

import type { Artifact, StageFiles } from '../builds/program-walk.js';
import type { GoCommand } from '../shell/go-command.js';
import type { StageStep } from '../shell/shell-records.js';
import { glibcOf, imageEntry } from '../tables/images.js';
import { type BuildMachine, nativeOnly } from './linkage.js';
import type { Run } from './runs.js';

export interface ContextWorld {
  /** By path in the context, which is `/`. */
  readonly files: StageFiles;
  readonly machine: WorldMachine | undefined;
  /** Which of several images of the Dockerfile it is for, where each has programs of its own. */
  readonly image: string;
  /** Those that the image is built for, as they are written; empty where nobody says. */
  readonly platforms: readonly string[];
  /** Architecture of the machine that builds the programs, where it is known. */
  readonly arch?: string;
  /** Packages of the distribution that are surely installed before the programs are built. */
  readonly installed: readonly string[];
  /** Folder of the main package; undefined: not found. */
  folderOf(artifact: Artifact): string | undefined;
}

/** `isAssumed`: nobody says where it runs; what is said holds on Linux with a C compiler and glibc. */
export interface WorldMachine extends BuildMachine {
  readonly isAssumed: boolean;
  /** Version of its glibc, where that is known. */
  readonly glibc?: string;
  /** Its Go compiles the packages of std that use cgo: from 1.20 on. */
  readonly compilesStd?: boolean;
}

/** What a developer's Linux is like. */
export const ANY_LINUX: WorldMachine = {
  libc: 'glibc',
  compiler: true,
  offWithoutCompiler: true,
  native: command => nativeOnly(undefined, command),
  isAssumed: true,
};

/** Undefined: nobody knows its C library. */
export function machineOf({ kind, unit }: Pick<Run, 'kind' | 'unit'>): WorldMachine | undefined {
  if (kind !== 'ci job' && kind !== 'container') return ANY_LINUX;
  const runner = unit?.image ? undefined : unit?.arch;
  const compilesStd = unit?.go?.version === undefined ? unit?.go?.text !== undefined || !unit?.go : unit.go.version.minor >= 20;
  if (runner !== undefined) {
    const own = { native: (command: GoCommand) => nativeOnly(runner, command), isAssumed: false, compilesStd };
    return { ...ANY_LINUX, ...own, ...(unit?.glibc !== undefined && { glibc: unit.glibc }) };
  }
  const entry = unit?.image?.reference && imageEntry(unit.image.reference);
  if (!entry || (entry.libc !== 'glibc' && entry.libc !== 'musl')) return undefined;
  const compiler = entry.compiler === true ? true : undefined;
  const glibc = glibcOf(unit!.image!.reference!);
  return { ...ANY_LINUX, libc: entry.libc, compiler, isAssumed: false, compilesStd, ...(glibc !== undefined && { glibc }) };
}

/** By the list of steps, which one run has for all the images that it builds. */
const installs = new WeakMap<readonly StageStep[], readonly string[]>();

/** Packages that the steps surely install. */
export function installedBy(steps: readonly StageStep[]): readonly string[] {
  let found = installs.get(steps);
  if (!found) {
    const all = steps.flatMap(step => (step.kind === 'run' && step.command.certain ? (step.command.installs ?? []) : []));
    found = all.flatMap(p => p ?? []);
    installs.set(steps, found);
  }
  return found;
}
