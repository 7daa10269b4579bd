/** Containers that compose files and manifests start of images that are built from Dockerfiles of the workspace. */

import { dirName, joinPath } from '../base/paths.js';
import type { ContainerStart } from '../builds/container-starts.js';
import { rootStage } from '../builds/dockerfile/stages.js';
import type { BuildFileFacts } from '../builds/facts.js';
import { type BuiltImage, builtImage, stageBuilt } from './built-images.js';
import { withChartImage } from './chart-images.js';
import { mayBeOverridden } from './compose-overrides.js';
import type { WorkspaceView } from './view.js';

export interface StartedContainer extends BuiltImage {
  readonly starts: readonly ContainerStart[];
  readonly mounts: readonly string[];
  readonly by: 'compose' | 'kubernetes';
  /** Values of a chart may say otherwise, or the name another state of the image. */
  readonly isTemplate: boolean;
}

/** In the order of the file; images whose base hangs on an ARG that somebody gives are left out. */
export function startedContainers(file: BuildFileFacts, workspace: WorkspaceView): StartedContainer[] {
  const out: StartedContainer[] = [];
  for (const { dockerfile, target, starts = [], mounts, service = '' } of file.images) {
    const isKnown = starts.length > 0 && !mayBeOverridden(file, service, workspace);
    const built = isKnown ? stageBuilt(joinPath(dirName(file.path), dockerfile), target, workspace) : undefined;
    const given = file.units.find(u => u.name === service)?.imageBuild?.args ?? [];
    const isGiven = built && rootStage(built.facts, built.stage).from.args.some(name => given.some(a => a.name === name));
    if (built && !isGiven) out.push({ ...built, starts, mounts, by: 'compose', isTemplate: false });
  }
  for (const { name, image, starts, mounts } of file.services ?? []) {
    const built = mayBeOverridden(file, name, workspace) ? undefined : builtImage(image, workspace);
    if (built && rootStage(built.facts, built.stage).from.args.length === 0)
      out.push({ ...built, starts, mounts, by: 'compose', isTemplate: true });
  }
  for (const container of (file.pods ?? []).flatMap(pod => pod.containers)) {
    const { image, starts, mounts } = withChartImage(container, file, workspace);
    const built = starts.length > 0 ? builtImage(image.text, workspace) : undefined;
    const paths = mounts.map(mount => mount.path);
    // Who builds it may give another image to an ARG.
    if (built && rootStage(built.facts, built.stage).from.args.length === 0)
      out.push({ ...built, starts, mounts: paths, by: 'kubernetes', isTemplate: file.kind === 'helm' });
  }
  return out;
}
