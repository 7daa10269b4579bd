/** The profile that places which build give to a program of the workspace: `-pgo` of go commands in Dockerfiles, make, CI and release tools, and in GOFLAGS there. */
import { baseName, joinPath, leavesTree, parentOf, resolvePath } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { goCommands } from '../builds/dockerfile/stages.js';
import type { BuildFileFacts } from '../builds/facts.js';
import { type GoCommand, goFlag } from '../shell/go-command.js';
import { rootOf } from './build-contexts.js';
import { type NamedFolder, namedFolders, packagesBuilt } from './build-folders.js';
import { foldersAt } from './image-build.js';
import type { WorkspaceView } from './view.js';

/** One way in which a place has programs built. Whoever knows the disk takes the first folder and the first file that are there. */
export interface WrittenProfile {
  /** Folders that may be meant, the likeliest first. */
  readonly folders: readonly string[];
  /** `./...`: every program below. */
  readonly below: boolean;
  /** `auto` takes the `default.pgo` of each program; else paths of the file that may be meant. */
  readonly profile: 'off' | 'auto' | readonly string[];
}

/** Verbs that make a program somebody runs. */
const MAKING: ReadonlySet<string> = new Set(['build', 'install', 'run']);

/** Of all known places that build the module of `path`; empty where none of them names a profile. */
export function writtenProfiles(workspace: WorkspaceView, path: string): readonly WrittenProfile[] {
  const module = workspace.module(path);
  const dockerfiles = new Set(workspace.buildContexts(path).map(c => c.file));
  const all = [
    ...[...dockerfiles].flatMap(file => {
      const facts = workspace.dockerfileFacts(file);
      return facts ? facts.stages.flatMap(stage => goCommands(stage).flatMap(c => inImage(facts, stage, c, workspace))) : [];
    }),
    ...workspace.buildFiles().flatMap(file =>
      workspace.module(file.path) === module
        ? // A service runs what is mounted there.
          file.units.flatMap(u => (u.kind === 'compose service' ? [] : u.commands.flatMap(c => outside(file, c, workspace))))
        : [],
    ),
  ];
  return all.some(w => w.profile !== 'auto') ? all : [];
}

/** Undefined: unknown, or a command that makes no program. */
function givenTo(command: GoCommand): string | undefined {
  if (!MAKING.has(command.verb ?? '') || command.cwd === undefined) return undefined;
  const given = goFlag(command, 'pgo');
  // A GOFLAGS that comes from outside seldom names a profile.
  if (given === 'unknown') return command.flags.complete ? 'auto' : undefined;
  return given === undefined ? 'auto' : given.text || undefined;
}

function outside(file: BuildFileFacts, command: GoCommand, workspace: WorkspaceView): WrittenProfile[] {
  const given = givenTo(command);
  if (given === undefined) return [];
  const isFile = given !== 'auto' && given !== 'off';
  if (isFile && (given.startsWith('/') || leavesTree(command.cwd, given))) return [];
  const profile = isFile ? [joinPath(joinPath(rootOf(file.path), command.cwd!), given)] : given;
  return namedFolders(file, command, workspace).map(({ folder, below }) => ({ folders: [folder], below, profile }));
}

function inImage(facts: DockerfileFacts, stage: StageFacts, command: GoCommand, workspace: WorkspaceView): WrittenProfile[] {
  const given = givenTo(command);
  const profile =
    given === undefined || given === 'auto' || given === 'off' ? given : filesAt(facts, stage, resolvePath(command.cwd, given), workspace);
  if (profile === undefined) return [];
  return packagesBuilt(command).flatMap(argument => {
    const named = argument === undefined ? undefined : folderInWords(argument);
    const inside = named && resolvePath(command.cwd, named.folder);
    const folders = inside === undefined ? [] : foldersAt(facts, stage, inside, workspace);
    return named && folders.length > 0 ? [{ folders, below: named.below, profile }] : [];
  });
}

/** Where a file of the image may come from. */
function filesAt(facts: DockerfileFacts, stage: StageFacts, path: string | undefined, workspace: WorkspaceView): string[] | undefined {
  if (path === undefined) return undefined;
  const files = foldersAt(facts, stage, parentOf(path), workspace).map(folder => joinPath(folder, baseName(path)));
  return files.length > 0 ? files : undefined;
}

/** `./cmd/app`, `./...`, `/src/cmd`; undefined for import paths and files. */
function folderInWords(argument: string): NamedFolder | undefined {
  if (argument.endsWith('.go') || !/^\.{0,2}(?:\/|$)/.test(argument)) return undefined;
  const below = /(?:^|\/)\.\.\.$/.test(argument);
  return { folder: argument.replace(/\/?\.\.\.$/, '') || '.', below };
}
