/** Where compose files and CI workflows build an image from a Dockerfile, and for which platforms. */
import type { Span } from '../base/finding.js';
import { flatMapping, type Sliced } from '../base/slices.js';
import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import { type ContainerStart, serviceStarts } from './container-starts.js';
import { type ImageArgument, imageArguments } from './image-arguments.js';
import { exportsFiles, replacedNames } from './image-changes.js';
import { namesOfImages } from './image-names.js';
import { type Cell, readMatrix } from './matrix.js';

/** One image that the file builds, with what it says of its platforms and of where it runs. */
export interface ImageBuild {
  /** Of the Dockerfile, relative to the folder of this file. */
  readonly dockerfile: string;
  /** The Dockerfile that is built where that one is not there. */
  readonly otherwise?: string;
  /** Its context, a folder relative to that of this file too; undefined: unknown. */
  readonly context?: string;
  /** What it gives to ARGs. */
  readonly args?: readonly ImageArgument[];
  /** Names of images and stages that it puts something else in place of: `additional_contexts` of compose. */
  readonly replaces?: readonly string[];
  /** Files are handed out in place of an image. */
  readonly exports?: true;
  /** The stage that is built; undefined for the last one. */
  readonly target?: string;
  /** As they are written, such as `linux/arm64`; none of them is unknown, and empty when the file does not name them. */
  readonly platforms: readonly string[];
  /** Of their list, else of the image's build. */
  readonly span: Span;
  /** Folders and files that are mounted when a container starts; `/` when nobody knows which. */
  readonly mounts: readonly string[];
  /** What the image is called, without tags. */
  readonly names?: readonly string[];
  /** The service of a compose file that it is built for. */
  readonly service?: string;
  /** What its containers start in place of what the Dockerfile says. */
  readonly starts?: readonly ContainerStart[];
}

/** Then the reader rests. */
const SERVICES_PER_SLICE = 50;

/** Services of a compose file: `build.platforms`, else the service's own `platform`. */
export function* composeImageBuilds(root: DataNode | undefined): Sliced<ImageBuild[]> {
  return yield* flatMapping(entriesOf(child(root, 'services')), SERVICES_PER_SLICE, ({ key, value: service }) => {
    const build = child(service, 'build');
    const context = build?.kind === 'scalar' ? build.text : (scalarText(child(build, 'context')) ?? '.');
    if (!build || child(build, 'dockerfile_inline')) return [];
    return imageBuild({
      folder: '.',
      context,
      dockerfile: child(build, 'dockerfile'),
      inContext: true,
      target: child(build, 'target'),
      build,
      platforms: child(build, 'platforms') ?? child(service, 'platform'),
      args: child(build, 'args'),
      contexts: child(build, 'additional_contexts'),
      mounts: serviceMounts(service),
    }).map(image => ({
      ...image,
      service: key,
      // What it extends may name another stage.
      starts: child(service, 'extends') ? [] : serviceStarts(service),
      names: namesOfImages([scalarText(child(service, 'image'))]),
    }));
  });
}

/** What is mounted when a container of a service starts. */
export const serviceMounts = (service: DataNode): readonly string[] =>
  MOUNTED.flatMap(key => itemsOf(child(service, key)).map(node => mountOf(node, key)));

const MOUNTED = ['volumes', 'tmpfs', 'configs', 'secrets'];

/** `source:target:mode`, the target alone, or a map. A config without a target lies in `/`, a secret in `/run/secrets`. */
function mountOf(node: DataNode, key: string): string {
  if (key === 'configs' || key === 'secrets') {
    const folder = key === 'configs' ? '/' : '/run/secrets/';
    const target = scalarText(child(node, 'target')) ?? scalarText(child(node, 'source')) ?? scalarText(node) ?? '';
    return target.includes('$') ? '/' : target.startsWith('/') ? target : `${folder}${target}`;
  }
  const text = node.kind === 'map' ? scalarText(child(node, 'target')) : scalarText(node);
  const [first, second] = (text ?? '').split(':');
  const target = node.kind === 'map' ? text : (second ?? first);
  return target?.startsWith('/') && !target.includes('$') ? target.replace(/(.)\/$/, '$1') : '/';
}

/** Steps that are read of a workflow, each once for each cell of its job; later ones are not. */
const MAX_CELL_STEPS = 2000;
/** Longer values are unknown. */
const MAX_VALUE = 2000;

/** Steps of a workflow that use docker/build-push-action. Paths there are those of the repository, two folders up. */
export function* workflowImageBuilds(root: DataNode | undefined): Sliced<ImageBuild[]> {
  const out = new Map<string, ImageBuild>();
  let left = MAX_CELL_STEPS;
  for (const { value: job } of entriesOf(child(root, 'jobs'))) {
    const steps = itemsOf(child(job, 'steps')).filter(s => /^docker\/build-push-action@/.test(scalarText(child(s, 'uses')) ?? ''));
    if (steps.length === 0) continue;
    const environment = environmentOf(root, job);
    for (const cell of readMatrix(child(child(job, 'strategy'), 'matrix')).cells) {
      for (const step of steps) {
        if (left-- <= 0) return [...out.values()];
        for (const build of stepBuilds(child(step, 'with'), cell, environment, metadataOf(step, job)))
          out.set(JSON.stringify(build), build);
      }
      yield;
    }
  }
  return [...out.values()];
}

/** `images` of the docker/metadata-action whose tags the step takes. */
function metadataOf(step: DataNode, job: DataNode): DataNode | undefined {
  const id = /steps\.([\w-]+)\.outputs\.tags/.exec(scalarText(child(child(step, 'with'), 'tags')) ?? '')?.[1];
  const found = id === undefined ? undefined : itemsOf(child(job, 'steps')).find(s => scalarText(child(s, 'id')) === id);
  return /^docker\/metadata-action@/.test(scalarText(child(found, 'uses')) ?? '') ? child(child(found, 'with'), 'images') : undefined;
}

/** The job's own values win. */
function environmentOf(root: DataNode | undefined, job: DataNode): ReadonlyMap<string, string | undefined> {
  const entries = [child(root, 'env'), child(job, 'env')].flatMap(entriesOf);
  return new Map(entries.map(({ key, value }) => [key, scalarText(value)]));
}

export function stepBuilds(
  input: DataNode | undefined,
  cell: Pick<Cell, 'get'>,
  environment: ReadonlyMap<string, string | undefined>,
  metadata?: DataNode,
): ImageBuild[] {
  const known = (where: string, name: string) => (where === 'matrix' ? cell.get(name)?.text : environment.get(name));
  const fill = (text: string): string => {
    if (text.length > MAX_VALUE) return UNREAD;
    return text.replace(/\$\{\{\s*(matrix|env)\.([\w.-]+)\s*\}\}/g, (whole, where: string, name: string) => {
      const value = known(where, name);
      return value === undefined || value.length > MAX_VALUE ? whole : value;
    });
  };
  const lines = [...itemsOf(child(input, 'tags')), ...itemsOf(metadata)].flatMap(t => fill(scalarText(t) ?? UNREAD).split(/[\n,]/));
  const names = namesOfImages(lines.map(line => line.trim().replace(/^name=/, '')));
  return imageBuild({
    folder: '../..',
    context: scalarText(child(input, 'context')) ?? '.',
    dockerfile: child(input, 'file'),
    inContext: false,
    target: child(input, 'target'),
    build: input,
    platforms: child(input, 'platforms'),
    args: child(input, 'build-args'),
    contexts: child(input, 'build-contexts'),
    outputs: child(input, 'outputs'),
    mounts: [],
    fill,
  }).map(build => ({ ...build, names }));
}

export interface Written {
  readonly folder: string;
  readonly context: string;
  readonly dockerfile: DataNode | undefined;
  /** The Dockerfile's path is relative to the context, not to the folder. */
  readonly inContext: boolean;
  readonly target: DataNode | undefined;
  readonly build: DataNode | undefined;
  readonly platforms: DataNode | undefined;
  readonly args: DataNode | undefined;
  /** Named contexts, which replace images and stages. */
  readonly contexts?: DataNode | undefined;
  /** What becomes of what is built. */
  readonly outputs?: DataNode | undefined;
  readonly mounts: readonly string[];
  /** Puts in what the file itself gives to its expressions. */
  readonly fill?: (text: string) => string;
}

/** Nothing when the Dockerfile is named elsewhere. */
export function imageBuild(written: Written): ImageBuild[] {
  const { folder, context, inContext, build, mounts, fill = text => text } = written;
  const textOf = (node: DataNode | undefined) => (node === undefined ? '' : fill(scalarText(node) ?? UNREAD));
  const [where, file, stage] = [fill(context), textOf(written.dockerfile), textOf(written.target)];
  const platforms = namesIn(written.platforms, fill);
  if (!build || [where, file, stage].some(t => UNKNOWN.test(t))) return [];
  const path = file === '' ? `${where}/Dockerfile` : inContext ? `${where}/${file}` : file;
  const { span } = written.platforms ?? build;
  const args = imageArguments(written.args, fill);
  const place = { dockerfile: `${folder}/${path}`, context: `${folder}/${where}` };
  const replaces = replacedNames(written.contexts);
  const more = {
    ...(args.length > 0 && { args }),
    ...(stage !== '' && { target: stage }),
    ...(replaces.length > 0 && { replaces }),
    ...(exportsFiles(written.outputs) && { exports: true as const }),
  };
  return [{ ...place, platforms, span, mounts, ...more }];
}

/** What `UNKNOWN` finds. */
const UNREAD = '$';
/** Expressions, variables, other places than this repository. */
const UNKNOWN = /[$`{]|:\/\/|^git@|^\//;

/** Of a list, or of a text with commas or line ends; none when one is unknown. */
function namesIn(node: DataNode | undefined, fill: (text: string) => string): readonly string[] {
  const isList = node?.kind === 'list' && node.items.every(i => i.kind === 'scalar');
  const text = fill((isList ? itemsOf(node).map(scalarText).join(',') : scalarText(node)) ?? '');
  return UNKNOWN.test(text) ? [] : text.split(/[\s,]+/).filter(name => name !== '');
}
