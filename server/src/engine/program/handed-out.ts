/** Whether an image only carries files that somebody takes out of it. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { StageStep } from '../shell/shell-records.js';
import { runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

/** By the list of files, which is another one when a file changes. */
const known = new WeakMap<readonly BuildFileFacts[], boolean>();

/** A build of the Dockerfile hands out files, or some place takes files out of containers: out of which nobody knows. */
export function handsOutFiles(dockerfile: string, workspace: WorkspaceView): boolean {
  const builds = workspace.imageBuilds(dockerfile);
  const names = builds.flatMap(build => build.names ?? []);
  return builds.some(build => build.exports) || isCopiedFrom(names, workspace) || takesFilesAnywhere(workspace);
}

/** Another Dockerfile copies files from the image by its name. */
function isCopiedFrom(names: readonly string[], workspace: WorkspaceView): boolean {
  if (names.length === 0) return false;
  return copiedImages(workspace.dockerfiles()).some(repository =>
    names.some(name => name === repository || name.endsWith(`/${repository}`)),
  );
}

/** By the list of Dockerfiles, which is another one when one changes. */
const copied = new WeakMap<readonly DockerfileFacts[], readonly string[]>();

function copiedImages(dockerfiles: readonly DockerfileFacts[]): readonly string[] {
  const before = copied.get(dockerfiles);
  if (before) return before;
  const found = [...new Set(dockerfiles.flatMap(facts => facts.stages.flatMap(stage => stage.steps.flatMap(nameCopiedFrom))))];
  copied.set(dockerfiles, found);
  return found;
}

const nameCopiedFrom = (step: StageStep): readonly string[] =>
  step.kind === 'copy' && step.copy.from?.image ? [step.copy.from.image.repository] : [];

/** Another stage copies files out of it, and no known build has it for its target. */
export function isOnlyCopiedFrom(facts: DockerfileFacts, { index, name }: StageFacts, workspace: WorkspaceView): boolean {
  const takes = (step: StageStep) => step.kind === 'copy' && step.copy.from?.stage === index;
  if (!facts.stages.some(s => s.steps.some(takes))) return false;
  return !workspace.imageBuilds(facts.path).some(build => build.target !== undefined && build.target.toLowerCase() === name);
}

function takesFilesAnywhere(workspace: WorkspaceView): boolean {
  const files = workspace.buildFiles();
  const before = known.get(files);
  if (before !== undefined) return before;
  const found = runsIn(files).some(run => run.steps.some(takesFiles)) || files.some(f => usesExtractor(workspace.text(f.path) ?? ''));
  known.set(files, found);
  return found;
}

/** `uses: shrink/actions-docker-extract@v3`. */
const usesExtractor = (text: string): boolean =>
  text.includes('extract') && text.split('\n').some(line => line.includes('uses:') && line.includes('extract'));

/** `docker cp`, and `docker create`, which makes the container for it. */
function takesFiles(step: StageStep): boolean {
  if (step.kind !== 'run' || !CONTAINERS.has(step.command.name ?? '')) return false;
  const words = step.command.words.slice(1).filter(word => word !== 'container' && word !== 'compose' && word !== 'image');
  // A container that runs to copy what its image holds to a folder that is mounted.
  return TAKES.has(words[0] ?? '') || (words[0] === 'run' && words.some(word => word !== undefined && COPIES.test(word)));
}
const COPIES = /^(?:cp|mv|tar|cat|install|rsync)(?:\s|$)/;
const CONTAINERS = new Set(['docker', 'podman', 'nerdctl']);
const TAKES = new Set(['cp', 'create', 'export', 'save']);
