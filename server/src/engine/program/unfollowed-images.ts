/** Whether a call of make that nobody can follow may build an image in another way. */

import { dirName, isBelow, joinPath } from '../base/paths.js';
import { imageBuildOf } from '../builds/docker-command.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { ImageBuild } from '../builds/image-builds.js';
import { isIncludedMakefile } from '../builds/kinds.js';
import type { StageStep } from '../shell/shell-records.js';
import { hasPatternFor, MAKE } from './make-recipes.js';
import { folderOf, runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

/** Words by which a file that nobody reads to its end may build an image. */
const BUILDS_IMAGES = /docker|podman|buildah|nerdctl|kaniko|buildkit|\bko\b|goreleaser|\bimages?\b/i;

/** What the runs of a workspace may build in ways that nobody follows. */
interface Otherwise {
  /** Any image. */
  readonly anything: boolean;
  /** Images whose Dockerfiles lie below these folders. */
  readonly below: ReadonlySet<string>;
  /** Images of these Dockerfiles. */
  readonly dockerfiles: ReadonlySet<string>;
}

/** By the list of files, which is another one when a file changes: thousands of images are asked about. */
const known = new WeakMap<readonly BuildFileFacts[], Otherwise>();

/** Asks every run of the workspace. */
export function mayBeBuiltOtherwise(dockerfile: string, workspace: WorkspaceView): boolean {
  const files = workspace.buildFiles();
  const otherwise = known.get(files) ?? otherwiseIn(files, workspace);
  known.set(files, otherwise);
  const { anything, below, dockerfiles } = otherwise;
  return anything || dockerfiles.has(dockerfile) || [...below].some(folder => isBelow(dockerfile, folder));
}

function otherwiseIn(files: readonly BuildFileFacts[], workspace: WorkspaceView): Otherwise {
  const isAboutImages = ({ path }: BuildFileFacts, unread: string) => BUILDS_IMAGES.test(workspace.text(path) ?? unread);
  const below = new Set<string>();
  const dockerfiles = new Set<string>();
  const asked = new Set<string>();
  let anything = files.some(f => !f.complete && isAboutImages(f, ''));
  for (const run of anything ? [] : runsIn(files)) {
    for (const { cwd, file, targets } of run.unfollowed) {
      if (cwd === undefined) anything = true;
      // Without a Makefile that anybody read, it stays in its own folder.
      else if (!file) below.add(joinPath(folderOf(run), cwd));
      const key = [file?.path, ...(targets ?? ['*'])].join('\n');
      if (anything || !file || asked.has(key)) continue;
      asked.add(key);
      // Files that it includes are called like this.
      const isRead = (f: BuildFileFacts) => f === file || (f.kind === 'makefile' && isIncludedMakefile(f.path));
      if (file.make && targets) anything = reaches(file, targets, dockerfiles);
      else anything = files.some(f => isRead(f) && isAboutImages(f, 'image'));
    }
  }
  return { anything, below, dockerfiles };
}

/** Adds Dockerfiles of images that the targets, or what they ask for, build. True where that may be any, and where nobody knows. */
function reaches({ path, make }: BuildFileFacts, asked: readonly string[], dockerfiles: Set<string>): boolean {
  const names = asked.length > 0 || make?.goal === undefined ? [...asked] : [make.goal];
  const seen = new Set(names);
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    const target = make!.targets.get(name);
    // A file that is there, or the target of a pattern.
    if (!target && !make!.targets.has(name) && !hasPatternFor(make!, name)) continue;
    if (!target) return true;
    for (const step of target.steps) {
      const built = builtBy(step);
      if (built === 'any') return true;
      for (const dockerfile of built ? [built.dockerfile, built.otherwise] : [])
        if (dockerfile !== undefined) dockerfiles.add(joinPath(dirName(path), dockerfile));
    }
    for (const p of target.prerequisites) if (!seen.has(p)) names.push(p);
    for (const p of target.prerequisites) seen.add(p);
  }
  return false;
}

function builtBy(step: StageStep): 'any' | ImageBuild | undefined {
  if (step.kind !== 'run') return undefined;
  const { name, words } = step.command;
  if (name === undefined || MAKE.test(name)) return 'any';
  if (!BUILDS_IMAGES.test(name)) return undefined;
  return imageBuildOf(step.command) ?? (words.some(w => w === undefined || /build|bake|bud|release/.test(w)) ? 'any' : undefined);
}
