/** Whether an image only carries files that somebody takes out of it. */

import type { BuildFileFacts } from '../builds/facts.js';
import type { StageStep } from '../shell/shell-records.js';
import { runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

/** By the list of files, which is another one when a file changes. */
const known = new WeakMap<readonly BuildFileFacts[], boolean>();

/** A build of the Dockerfile hands out files, or some place takes files out of containers: out of which nobody knows. */
export function handsOutFiles(dockerfile: string, workspace: WorkspaceView): boolean {
  return workspace.imageBuilds(dockerfile).some(build => build.exports) || takesFilesAnywhere(workspace.buildFiles());
}

function takesFilesAnywhere(files: readonly BuildFileFacts[]): boolean {
  const before = known.get(files);
  if (before !== undefined) return before;
  const found = runsIn(files).some(run => run.steps.some(takesFiles));
  known.set(files, found);
  return found;
}

/** `docker cp`, and `docker create`, which makes the container for it. */
const takesFiles = (step: StageStep): boolean =>
  step.kind === 'run' && CONTAINERS.has(step.command.name ?? '') && TAKES.has(step.command.words[1] ?? '');
const CONTAINERS = new Set(['docker', 'podman', 'nerdctl']);
const TAKES = new Set(['cp', 'create', 'export', 'save']);
