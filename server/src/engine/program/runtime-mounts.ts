/** Folders of the machine and volumes that containers get when they start, where pods and `docker run` say it. */

import { withoutSlash } from '../base/paths.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { ContainerFacts } from '../builds/pods.js';
import type { RunCommand } from '../shell/shell-records.js';
import { builtImage } from './built-images.js';
import { runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

interface Mounting {
  readonly containers: readonly ContainerFacts[];
  /** Of whatever image. */
  readonly byRuns: readonly string[];
}

/** The same for each image of a workspace, and for each path of one. */
const known = new WeakMap<readonly BuildFileFacts[], Mounting>();

function mountingIn(files: readonly BuildFileFacts[]): Mounting {
  const before = known.get(files);
  if (before) return before;
  const byRuns = runsIn(files).flatMap(({ steps }) => steps.flatMap(step => (step.kind === 'run' ? mountedBy(step.command) : [])));
  const containers = files.flatMap(file => (file.pods ?? []).flatMap(pod => pod.containers)).filter(c => c.mounts.length > 0);
  const found = { containers, byRuns: [...new Set(byRuns)] };
  known.set(files, found);
  return found;
}

/** Absolute paths; those of containers whose image nobody knows are among them. */
export function runtimeMounts(facts: DockerfileFacts, workspace: WorkspaceView): readonly string[] {
  const { containers, byRuns } = mountingIn(workspace.buildFiles());
  const ofPods = containers
    .filter(({ image }) => (builtImage(image.text, workspace)?.facts.path ?? facts.path) === facts.path)
    .flatMap(({ mounts }) => mounts.map(({ path }) => withoutSlash(path)));
  return [...ofPods, ...byRuns];
}

/** `-v source:target`, `--mount type=bind,source=…,target=…`; which image it starts is not looked at. */
function mountedBy({ name, words }: RunCommand): readonly string[] {
  if (name === undefined || !/^(?:docker|podman|nerdctl)$/.test(name) || !words.some(w => w === 'run' || w === 'create')) return [];
  return words.flatMap(word => {
    const target = /:(\/[^:,]+)(?::[\w,]+)?$/.exec(word ?? '')?.[1] ?? /\b(?:target|dst|destination)=(\/[^,]+)/.exec(word ?? '')?.[1];
    return target === undefined ? [] : [withoutSlash(target)];
  });
}
