/** Folders of the machine and volumes that containers get when they start, where pods and `docker run` say it. */

import { withoutSlash } from '../base/paths.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { RunCommand } from '../shell/shell-records.js';
import { builtImage } from './built-images.js';
import { runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';

/** Absolute paths; those of containers whose image nobody knows are among them. */
export function runtimeMounts(facts: DockerfileFacts, workspace: WorkspaceView): readonly string[] {
  const files = workspace.buildFiles();
  const containers = files.flatMap(file => (file.pods ?? []).flatMap(pod => pod.containers)).filter(c => c.mounts.length > 0);
  const ofPods = containers
    .filter(({ image }) => (builtImage(image.text, workspace)?.facts.path ?? facts.path) === facts.path)
    .flatMap(({ mounts }) => mounts.map(({ path }) => withoutSlash(path)));
  const ofRuns = runsIn(files).flatMap(({ steps }) => steps.flatMap(step => (step.kind === 'run' ? mountedBy(step.command) : [])));
  return [...ofPods, ...ofRuns];
}

/** `-v source:target`, `--mount type=bind,source=…,target=…`; which image it starts is not looked at. */
function mountedBy({ name, words }: RunCommand): readonly string[] {
  if (name === undefined || !/^(?:docker|podman|nerdctl)$/.test(name) || !words.some(w => w === 'run' || w === 'create')) return [];
  return words.flatMap(word => {
    const target = /:(\/[^:,]+)(?::[\w,]+)?$/.exec(word ?? '')?.[1] ?? /\b(?:target|dst|destination)=(\/[^,]+)/.exec(word ?? '')?.[1];
    return target === undefined ? [] : [withoutSlash(target)];
  });
}
