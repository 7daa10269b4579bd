/** Scripts that build images, run by hand: from the folder in which their own words say they are, else from each one above them. */

import { dirName, relativeTo } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import { imageBuildOf } from '../builds/docker-command.js';
import type { BuildFileFacts } from '../builds/facts.js';
import { fromOwnFolder, isOfScript, OWN_DEPTH } from '../shell/known-folders.js';
import type { StageStep } from '../shell/shell-records.js';
import { type Files, followerFrom, type Run, runOf, STEPS_OF_SCRIPT } from './runs.js';

/** Folders above a script that it may run in. */
const MAX_FOLDERS = 4;

/** One for each script and folder; what several of them build is told by what is there. */
export function* scriptRuns(files: readonly BuildFileFacts[], all: Files): Sliced<readonly Run[]> {
  const found: Run[] = [];
  for (const file of files) {
    if (file.kind !== 'shell' || !file.complete || !file.script?.some(buildsImage)) continue;
    const folders = foldersOf(file);
    for (const [i, folder] of folders.entries()) {
      const place = relativeTo(folder, dirName(file.path)) ?? '';
      const follow = followerFrom(folder, all, { left: STEPS_OF_SCRIPT });
      for (const step of file.script) yield* follow.taking(placed(step, place === '' ? '/' : `/${place}`));
      const start = { folder, nearer: folders.slice(0, i) };
      found.push(runOf(follow, { file, kind: 'script', name: file.path, images: [], start }));
    }
  }
  return found;
}

const buildsImage = (step: StageStep): boolean =>
  step.kind === 'run' && step.command.call !== undefined && imageBuildOf(step.command) !== undefined;

/** The nearest first. Where the way to each step begins at the script, one that it surely does not leave. */
function foldersOf({ path, script = [] }: BuildFileFacts): readonly string[] {
  const names = dirName(path) === '' ? [] : dirName(path).split('/');
  // Of an absolute path, the root of the file system is no folder of anybody's.
  const above = [
    ...names.map((_, i) => names.slice(0, names.length - i).join('/')).filter(name => name !== ''),
    ...(names[0] === '' ? [] : ['']),
  ];
  const ways = script.flatMap(step => (step.kind === 'go' || (step.kind === 'run' && step.command.call) ? [step.command.cwd] : []));
  if (ways.every(cwd => cwd !== undefined && isOfScript(cwd))) return above.slice(0, OWN_DEPTH + 1).slice(-1);
  return above.slice(0, MAX_FOLDERS);
}

/** `folder`: that of the script, from where it runs. */
function placed(step: StageStep, folder: string): StageStep {
  if (step.kind !== 'go' && step.kind !== 'run') return step;
  const { cwd } = step.command;
  const own = cwd === undefined || !isOfScript(cwd) ? cwd : fromOwnFolder(cwd, folder);
  return { ...step, command: { ...step.command, cwd: own } } as StageStep;
}
