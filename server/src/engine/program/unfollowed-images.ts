/** Whether a call of make that nobody can follow may build an image in another way. */

import { dirName, isBelow, joinPath } from '../base/paths.js';
import { imageBuildOf } from '../builds/docker-command.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { StageStep } from '../shell/shell-records.js';
import { hasPatternFor, MAKE } from './make-recipes.js';
import { folderOf, type Run, runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

/** Words by which a file that nobody reads to its end may build an image. */
const BUILDS_IMAGES = /docker|podman|buildah|nerdctl|kaniko|buildkit|\bko\b|goreleaser|\bimages?\b/i;

/** Asks every run of the workspace. */
export function mayBeBuiltOtherwise(dockerfile: string, workspace: WorkspaceView): boolean {
  const files = workspace.buildFiles();
  const isAboutImages = (path: string) => BUILDS_IMAGES.test(workspace.text(path) ?? '');
  if (files.some(f => !f.complete && isAboutImages(f.path))) return true;
  return runsIn(files).some(run => run.unfollowed.some(u => mayBuild(run, u, dockerfile, workspace)));
}

function mayBuild(run: Run, call: Run['unfollowed'][number], dockerfile: string, workspace: WorkspaceView): boolean {
  if (call.cwd === undefined) return true;
  const folder = joinPath(folderOf(run), call.cwd);
  // Without a Makefile that anybody read, it stays in its own folder.
  if (!call.file) return isBelow(dockerfile, folder);
  const { make } = call.file;
  if (make && call.targets) return reaches(call.file, call.targets, dockerfile);
  // Files that it includes are called like this.
  const read = workspace.buildFiles().filter(f => f === call.file || (f.kind === 'makefile' && f.path.endsWith('.mk')));
  return read.some(f => BUILDS_IMAGES.test(workspace.text(f.path) ?? 'image'));
}

/** True where the targets, or what they ask for, may build the image, or where nobody knows. */
function reaches({ path, make }: BuildFileFacts, asked: readonly string[], dockerfile: string): boolean {
  const names = asked.length > 0 || make?.goal === undefined ? [...asked] : [make.goal];
  const seen = new Set(names);
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    const target = make!.targets.get(name);
    // A file that is there, or the target of a pattern.
    if (!target && !make!.targets.has(name) && !hasPatternFor(make!, name)) continue;
    if (!target || target.steps.some(step => mayBuildIn(step, dirName(path), dockerfile))) return true;
    for (const p of target.prerequisites) if (!seen.has(p)) names.push(p);
    for (const p of target.prerequisites) seen.add(p);
  }
  return false;
}

function mayBuildIn(step: StageStep, folder: string, dockerfile: string): boolean {
  if (step.kind !== 'run') return false;
  const { name, words } = step.command;
  if (name === undefined || MAKE.test(name)) return true;
  if (!BUILDS_IMAGES.test(name)) return false;
  const build = imageBuildOf(step.command);
  if (build) return joinPath(folder, build.dockerfile) === dockerfile;
  return words.some(w => w === undefined || /build|bake|bud|release/.test(w));
}
