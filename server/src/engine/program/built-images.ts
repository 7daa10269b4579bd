/** Which Dockerfile of the workspace an image is built from that another file names. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { nameOfImage } from '../builds/image-names.js';
import { placedImageBuilds } from './image-builds.js';
import type { WorkspaceView } from './view.js';

export interface BuiltImage {
  readonly facts: DockerfileFacts;
  readonly stage: StageFacts;
}

/** Tags of variants, which may be built in another way. */
export const isVariant = (text: string): boolean => /[:-](?:debug|dev|shell|static|musl|alpine|busybox)\b/.test(text.split('/').at(-1)!);

/** Undefined where nothing says it, or different things do. */
export function builtImage(text: string | undefined, workspace: WorkspaceView): BuiltImage | undefined {
  const name = text === undefined ? undefined : nameOfImage(text);
  if (text === undefined || name === undefined || isVariant(text)) return undefined;
  const files = workspace.buildFiles();
  const names = [name, ...files.flatMap(f => f.renames ?? []).flatMap(rename => (rename.name === name ? [rename.newName] : []))];
  const found = placedImageBuilds(files).filter(build => build.names?.some(n => names.includes(n)));
  const [first] = found;
  if (!first || found.some(b => b.dockerfile !== first.dockerfile || b.target !== first.target)) return undefined;
  return stageBuilt(first.dockerfile, first.target, workspace);
}

/** What a build of a Dockerfile makes: its last stage, or the one that is named. */
export function stageBuilt(dockerfile: string, target: string | undefined, workspace: WorkspaceView): BuiltImage | undefined {
  const facts = workspace.dockerfileFacts(dockerfile);
  const stage = facts?.stages.findLast(s => target === undefined || s.name === target.toLowerCase());
  return facts && stage && { facts, stage };
}
