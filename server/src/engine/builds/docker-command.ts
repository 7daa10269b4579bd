/** `docker build`, `docker buildx build` and their like on a command line: which Dockerfile, with which context, for which platforms. */

import { leavesTree, resolvePath } from '../base/paths.js';
import type { RunCommand } from '../shell/shell-records.js';
import { type ImageArgument, writtenArgument } from './image-arguments.js';
import type { ImageBuild } from './image-builds.js';
import { handsOutFiles, replacedName } from './image-changes.js';
import { namesOfImages } from './image-names.js';

/** Options whose value is no word of their own. */
const ALONE =
  /^--?(?:q|quiet|pull|push|load|no-cache|rm|force-rm|squash|compress|D|debug|no-cache-filter|provenance|sbom|check|network-host|layers|all-platforms)$/;

/** Undefined for another command, and where nobody can tell which Dockerfile is built. */
export function imageBuildOf({ name, words, cwd, span }: RunCommand): ImageBuild | undefined {
  const rest = name === undefined ? undefined : argumentsOf(name, words);
  if (!rest || cwd === undefined) return undefined;
  let file: string | undefined = '';
  let target: string | undefined;
  let platforms: readonly string[] | undefined = [];
  const args: ImageArgument[] = [];
  const names: (string | undefined)[] = [];
  const replaces: string[] = [];
  let exports = false;
  let context: string | undefined;
  let contexts = 0;
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i];
    const option = /^(--?[a-zA-Z][\w-]*)(?:=([\s\S]*))?$/.exec(word ?? '');
    if (!option || word === '-') {
      contexts++;
      context = word;
      continue;
    }
    const value = option[2] ?? (ALONE.test(option[1]!) ? '' : rest[++i]);
    if (option[1] === '-f' || option[1] === '--file') file = value;
    else if (option[1] === '-t' || option[1] === '--tag') names.push(value);
    else if (option[1] === '--target') target = value ?? '$';
    else if (option[1] === '--platform') platforms = value?.split(',').map(p => p.trim());
    else if (option[1] === '--build-context') replaces.push(replacedName(value ?? ''));
    else if (option[1] === '-o' || option[1] === '--output') exports ||= handsOutFiles(value ?? '$');
    else if (option[1] === '--build-arg' && value !== undefined) args.push(writtenArgument(value, span));
  }
  if (contexts !== 1 || context === undefined || file === undefined || target === '$' || /^(?:-$|[a-z+]+:\/\/|git@)/.test(context))
    return undefined;
  if (leavesTree(cwd, context) || leavesTree(cwd, file)) return undefined;
  const folder = resolvePath(cwd, context)!.replace(/^\/|\/$/g, '');
  const inFolder = (file: string) => `${folder}/${file}`.replace(/^\//, '');
  // Podman and buildah look for a Containerfile first.
  const isFirst = file === '' && (name === 'podman' || name === 'buildah');
  return {
    dockerfile: file !== '' ? resolvePath(cwd, file)!.replace(/^\//, '') : inFolder(isFirst ? 'Containerfile' : 'Dockerfile'),
    ...(isFirst && { otherwise: inFolder('Dockerfile') }),
    context: folder,
    ...(target !== undefined && { target }),
    platforms: platforms?.every(p => !/[$`{]/.test(p) && p !== '') ? platforms : [],
    span,
    mounts: [],
    ...(args.length > 0 && { args }),
    ...(replaces.length > 0 && { replaces }),
    ...(exports && { exports }),
    names: namesOfImages(names),
  };
}

function argumentsOf(name: string, words: readonly (string | undefined)[]): readonly (string | undefined)[] | undefined {
  const verbs = words.slice(1, 4);
  switch (name) {
    case 'docker':
    case 'podman':
    case 'nerdctl': {
      const at = ['buildx', 'image', 'builder'].includes(verbs[0] ?? '') ? 1 : 0;
      return verbs[at] === 'build' ? words.slice(at + 2) : undefined;
    }
    case 'buildah':
      return ['bud', 'build', 'build-using-dockerfile'].includes(verbs[0] ?? '') ? words.slice(2) : undefined;
    default:
      return undefined;
  }
}
