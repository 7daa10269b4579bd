/** `dockers` and `dockers_v2` of goreleaser: images of the programs that it has built. */

import { flatMapping, type Sliced } from '../base/slices.js';
import { child, type DataNode, itemsOf, scalarText } from '../syntax/data-node.js';
import type { BuildUnit, ReleaseImage } from './facts.js';
import { type ImageArgument, writtenArgument } from './image-arguments.js';
import type { ImageBuild } from './image-builds.js';
import { namesOfImages } from './image-names.js';
import { PATCHES } from './patches.js';

/** A build entry, with its unit where it is one of Go. */
export interface ReadBuild {
  readonly build: DataNode;
  readonly unit: BuildUnit | undefined;
}

/** Builds that are looked at for images, over all images and their platforms: each may take all builds. Of a file with more nothing is read. */
const MAX_TAKEN = 20_000;
/** Images, then the reader rests. */
const IMAGES_PER_SLICE = 10;

export function* releaseImages(root: DataNode | undefined, builds: readonly ReadBuild[]): Sliced<ReleaseImage[]> {
  const project = scalarText(child(root, 'project_name'));
  const images = itemsOf(child(root, 'dockers')).map(docker => {
    const arch = scalarText(child(docker, 'goarch')) ?? 'amd64';
    return { docker, platforms: [`${scalarText(child(docker, 'goos')) ?? 'linux'}/${arch}`] };
  });
  const newer = itemsOf(child(root, 'dockers_v2')).map(docker => {
    const named = itemsOf(child(docker, 'platforms')).flatMap(p => scalarText(p) ?? []);
    return { docker, platforms: named.length > 0 ? named : ['linux/amd64', 'linux/arm64'] };
  });
  const all = [...images, ...newer];
  if (all.reduce((n, { platforms }) => n + platforms.length, 0) * builds.length > MAX_TAKEN) return [];
  return yield* flatMapping(all, IMAGES_PER_SLICE, ({ docker, platforms }) => release(docker, builds, project, platforms));
}

/** What `docker build` is given: which platform, and what the image is called. */
export function* dockerBuilds(root: DataNode | undefined): Sliced<ImageBuild[]> {
  return yield* flatMapping(itemsOf(child(root, 'dockers')), IMAGES_PER_SLICE, docker => {
    const dockerfile = scalarText(child(docker, 'dockerfile')) ?? 'Dockerfile';
    if (docker.kind !== 'map' || /[{$]/.test(dockerfile) || scalarText(child(docker, 'skip')) === 'true') return [];
    const { platforms = [], span = docker.span } = flaggedPlatforms(docker) ?? {};
    const names = namesOfImages(itemsOf(child(docker, 'image_templates')).map(scalarText));
    return [{ dockerfile, platforms, span, mounts: [], names, args: flaggedArguments(docker) }];
  });
}

/** `--build-arg=NAME=value` among the flags of `docker build`. */
function flaggedArguments(docker: DataNode): ImageArgument[] {
  return itemsOf(child(docker, 'build_flag_templates')).flatMap(flag => {
    const text = /^--build-arg[=\s](.+)$/.exec(scalarText(flag)?.trim() ?? '')?.[1];
    return text === undefined ? [] : [writtenArgument(text, flag.span)];
  });
}

/** `--platform=linux/arm64` among the flags of `docker build`. */
function flaggedPlatforms(docker: DataNode): Pick<ImageBuild, 'platforms' | 'span'> | undefined {
  const flags = itemsOf(child(docker, 'build_flag_templates'));
  const found = flags.findLast(flag => /^--platform\b/.test(scalarText(flag) ?? ''));
  const text = found && /^--platform[=\s]([\w/,.]+)$/.exec(scalarText(found)!.trim())?.[1];
  return found && text !== undefined ? { platforms: text.split(','), span: found.span } : undefined;
}

function release(
  docker: DataNode,
  builds: readonly ReadBuild[],
  project: string | undefined,
  platforms: readonly string[],
): ReleaseImage[] {
  const dockerfile = scalarText(child(docker, 'dockerfile')) ?? 'Dockerfile';
  if (docker.kind !== 'map' || [dockerfile, ...platforms].some(t => /[{$]/.test(t)) || scalarText(child(docker, 'skip')) === 'true')
    return [];
  const ids = itemsOf(child(docker, 'ids')).flatMap(id => scalarText(id) ?? []);
  const taken = builds.filter(({ build }) => ids.length === 0 || ids.includes(idOf(build, project)));
  // What another tool builds, or a hook changes, nobody knows.
  if (taken.some(({ build, unit }) => !unit || PATCHES.test(textOf(child(build, 'hooks'))))) return [];
  return platforms.flatMap(platform => {
    const [os, arch] = platform.split('/') as [string, string];
    const programs = taken.flatMap(({ build, unit }) => {
      const name = scalarText(child(build, 'binary')) ?? project;
      if (!unit || !builtFor(unit, 'GOOS', os) || !builtFor(unit, 'GOARCH', arch)) return [];
      return name === undefined ? [{ unit }] : /[{$]/.test(name) ? [] : [{ unit, name }];
    });
    // Without the flag the image is for the machine that builds it: nobody makes one of another architecture like that.
    const build = { dockerfile, platforms: [platform], span: docker.span, mounts: [], ...flaggedPlatforms(docker) };
    return programs.length === 0 ? [] : [{ build, os, arch, programs }];
  });
}

function idOf(build: DataNode, project: string | undefined): string {
  return scalarText(child(build, 'id')) ?? project ?? '';
}

/** One of the entry's targets; a list that nobody can read may hold it. */
function builtFor({ environment }: BuildUnit, name: string, value: string): boolean {
  const setting = environment.get(name);
  if (setting === undefined || setting === 'unknown') return false;
  return setting.text === value || (setting.choices?.some(c => c === value) ?? false);
}

function textOf(node: DataNode | undefined): string {
  if (!node) return '';
  if (node.kind === 'scalar') return node.text;
  return itemsOf(node).map(textOf).join('\n');
}
