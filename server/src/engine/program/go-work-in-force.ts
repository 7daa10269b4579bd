/** The go.work file that a go command finds, and the release that it asks for. */

import type { Span } from '../base/finding.js';
import type { GoVersion } from '../base/go-version.js';
import { baseName, dirName, joinPath, parentOf, relativeTo, withoutSlash } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { stepsOf } from '../builds/dockerfile/stages.js';
import type { BuildSource } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { type GoCommand, goSetting } from '../shell/go-command.js';
import type { CopyFacts } from '../shell/shell-records.js';
import { rootOf } from './build-contexts.js';
import { contextsOf } from './image-build.js';
import type { WorkspaceView } from './view.js';

export interface GoWorkLine {
  readonly path: string;
  readonly version: GoVersion;
  readonly span: Span;
}

const NAME = 'go.work';

/** Of a job that runs in the repository. */
export function goWorkOf(file: BuildSource, command: GoCommand, workspace: WorkspaceView): GoWorkLine | undefined {
  // What nobody sets here may still be set by the service; that it is, some line would say.
  if (command.cwd === undefined || /GOWORK/.test(workspace.text(file.path) ?? '')) return undefined;
  const root = rootOf(file.path);
  for (let folder = joinPath(root, command.cwd); ; folder = dirName(folder)) {
    const found = lineIn(folder, workspace);
    if (found || folder === '' || folder === root) return found;
  }
}

/** Of a command of a Dockerfile, by what is copied before it; nothing for a file that version control leaves out. */
export function goWorkInImage(
  facts: DockerfileFacts,
  stage: StageFacts,
  command: GoCommand,
  module: GoModFacts,
  workspace: WorkspaceView,
): GoWorkLine | undefined {
  const { cwd } = command;
  if (cwd === undefined || isSwitchedOff(command)) return undefined;
  const copies = stepsOf(facts, stage).flatMap(step => (step.kind === 'copy' && !step.copy.from && !step.copy.inline ? [step.copy] : []));
  for (const root of contextsOf(facts.path)) {
    for (const [folder, place] of copies.flatMap(foldersBrought)) {
      const below = relativeTo(place, cwd);
      if (below === undefined) continue;
      // From the folder of the command up to the one that was copied.
      for (let path = joinPath(folder, below); ; path = dirName(path)) {
        const found = lineIn(joinPath(root, path), workspace);
        if (found && isFor(found, module)) return found;
        if (path === folder || path === '') break;
      }
    }
  }
  return undefined;
}

/** A module of the folder that the file stands in. */
const isFor = ({ path }: GoWorkLine, { dir }: GoModFacts): boolean => relativeTo(dirName(path), dir) !== undefined || dirName(path) === '';

/** Folders of the context whose go.work is copied along, with where they stand in the image. */
function foldersBrought({ sources, destination }: CopyFacts): (readonly [string, string])[] {
  if (destination === undefined) return [];
  return sources.flatMap((source): (readonly [string, string])[] => {
    if (source === undefined) return [];
    const path = withoutSlash(source.replace(/^(?:\.?\/)+|^\.$/, ''));
    const name = baseName(path);
    if (/^go\.(?:work|\*|w\w*\*)$/.test(name) || name === 'go.work*') {
      const place = baseName(destination) === NAME ? parentOf(destination) : withoutSlash(destination);
      return [[path.includes('/') ? parentOf(path) : '', place]];
    }
    return /[*?[]|\.\w+$/.test(name) ? [] : [[path === '/' ? '' : path, withoutSlash(destination)]];
  });
}

function isSwitchedOff(command: GoCommand): boolean {
  const setting = goSetting(command, 'GOWORK');
  return setting !== undefined && (setting === 'unknown' || setting.text !== '');
}

function lineIn(folder: string, workspace: WorkspaceView): GoWorkLine | undefined {
  const path = joinPath(folder, NAME);
  const line = workspace.buildFacts(path)?.goLine;
  if (!line || isLeftOut(folder, workspace)) return undefined;
  return { path, ...line };
}

/** Many keep it to themselves: whoever builds has none then. */
function isLeftOut(folder: string, workspace: WorkspaceView): boolean {
  for (let dir = folder; ; dir = dirName(dir)) {
    const names = ['.gitignore', '.dockerignore'];
    if (names.some(name => namesIt(workspace.text(joinPath(dir, name)) ?? ''))) return true;
    if (dir === '') return false;
  }
}

/** Says yes in doubt. */
const namesIt = (ignored: string): boolean =>
  ignored.split('\n').some(line => !/^[#!]/.test(line) && (/go\.work|go\.\*|\*\.work/.test(line) || /^\*{1,2}$/.test(line.trim())));
