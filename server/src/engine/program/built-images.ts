/** Which Dockerfile of the workspace an image is built from that another file names. */

import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts, ImageRename } from '../builds/facts.js';
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
  if (text === undefined || name === undefined) return undefined;
  const files = workspace.buildFiles();
  // Which kustomization takes a manifest is not looked at, so all have to agree.
  const renames = renamesOf(name, files);
  if (renames.some(({ newName, tag }) => isVariant(tag === undefined ? newName : `${newName}:${tag}`))) return undefined;
  // A variant is only what is built by its very name.
  const own = isVariant(text) ? text.trim() : name;
  if (own !== name && renames.length > 0) return undefined;
  const names = renames.length === 0 ? [own] : renames.map(rename => rename.newName);
  const found = placedImageBuilds(files).filter(build => build.names?.some(n => names.includes(n)));
  const [first] = found;
  if (!first || found.some(b => b.dockerfile !== first.dockerfile || b.target !== first.target)) return undefined;
  if (!names.every(n => found.some(b => b.names?.includes(n)))) return undefined;
  return stageBuilt(first.dockerfile, first.target, workspace);
}

/** By the list of files, which is another one when a file changes. */
const known = new WeakMap<readonly BuildFileFacts[], readonly ImageRename[]>();

function renamesOf(name: string, files: readonly BuildFileFacts[]): readonly ImageRename[] {
  let renames = known.get(files);
  if (!renames) {
    renames = files.flatMap(f => f.renames ?? []);
    known.set(files, renames);
  }
  return renames.filter(rename => rename.name === name);
}

/** What a build of a Dockerfile makes: its last stage, or the one that is named. */
export function stageBuilt(dockerfile: string, target: string | undefined, workspace: WorkspaceView): BuiltImage | undefined {
  const facts = workspace.dockerfileFacts(dockerfile);
  const stage = facts?.stages.findLast(s => target === undefined || s.name === target.toLowerCase());
  return facts && stage && { facts, stage };
}
