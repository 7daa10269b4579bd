/** Where compose files and CI workflows build an image from a Dockerfile, and for which platforms. */
import type { Span } from '../../finding.js';
import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../../syntax/data-node.js';
import { matrixCells } from './matrix.js';

/** One image that is built for platforms which the file names. */
export interface ImageBuild {
  /** Of the Dockerfile, relative to the folder of this file. */
  readonly dockerfile: string;
  /** The stage that is built; undefined for the last one. */
  readonly target?: string;
  /** As they are written, such as `linux/arm64`; none of them is unknown. */
  readonly platforms: readonly string[];
  /** Of their list. */
  readonly span: Span;
}

/** Services of a compose file: `build.platforms`, else the service's own `platform`. */
export function composeImageBuilds(root: DataNode | undefined): ImageBuild[] {
  return entriesOf(child(root, 'services')).flatMap(({ value: service }) => {
    const build = child(service, 'build');
    const context = build?.kind === 'scalar' ? build.text : (scalarText(child(build, 'context')) ?? '.');
    if (!build || child(build, 'dockerfile_inline')) return [];
    return imageBuild({
      folder: '.',
      context,
      dockerfile: child(build, 'dockerfile'),
      inContext: true,
      target: child(build, 'target'),
      platforms: child(build, 'platforms') ?? child(service, 'platform'),
    });
  });
}

/** Steps of a workflow that use docker/build-push-action. Paths there are those of the repository, two folders up. */
export function workflowImageBuilds(root: DataNode | undefined): ImageBuild[] {
  const out = new Map<string, ImageBuild>();
  for (const { value: job } of entriesOf(child(root, 'jobs'))) {
    const steps = itemsOf(child(job, 'steps')).filter(s => /^docker\/build-push-action@/.test(scalarText(child(s, 'uses')) ?? ''));
    const environment = [child(root, 'env'), child(job, 'env')].flatMap(entriesOf);
    for (const cell of steps.length > 0 ? matrixCells(child(child(job, 'strategy'), 'matrix')) : []) {
      const fill = (text: string) =>
        text.replace(/\$\{\{\s*(matrix|env)\.([\w.-]+)\s*\}\}/g, (whole, where: string, name: string) => {
          if (where === 'matrix') return cell.get(name)?.text ?? whole;
          return scalarText(environment.findLast(e => e.key === name)?.value) ?? whole;
        });
      for (const input of steps.map(s => child(s, 'with'))) {
        const found = imageBuild({
          folder: '../..',
          context: scalarText(child(input, 'context')) ?? '.',
          dockerfile: child(input, 'file'),
          inContext: false,
          target: child(input, 'target'),
          platforms: child(input, 'platforms'),
          fill,
        });
        for (const build of found) out.set(JSON.stringify(build), build);
      }
    }
  }
  return [...out.values()];
}

interface Written {
  readonly folder: string;
  readonly context: string;
  readonly dockerfile: DataNode | undefined;
  /** The Dockerfile's path is relative to the context, not to the folder. */
  readonly inContext: boolean;
  readonly target: DataNode | undefined;
  readonly platforms: DataNode | undefined;
  /** Puts in what the file itself gives to its expressions. */
  readonly fill?: (text: string) => string;
}

/** Nothing when a part is filled in elsewhere, or not given. */
function imageBuild({ folder, context, dockerfile, inContext, target, platforms, fill = text => text }: Written): ImageBuild[] {
  const isList = platforms?.kind === 'list' && platforms.items.every(i => i.kind === 'scalar');
  const list = isList ? itemsOf(platforms).map(scalarText).join(',') : scalarText(platforms);
  const written = (node: DataNode | undefined) => (node === undefined ? '' : fill(scalarText(node) ?? '$'));
  const [where, file, stage, names] = [fill(context), written(dockerfile), written(target), fill(list ?? '$')];
  if (!platforms || [where, file, stage, names].some(t => /[$`{]|:\/\/|^git@|^\//.test(t))) return [];
  const path = file === '' ? `${where}/Dockerfile` : inContext ? `${where}/${file}` : file;
  const known = names.split(/[\s,]+/).filter(name => name !== '');
  if (known.length === 0) return [];
  return [{ dockerfile: `${folder}/${path}`, platforms: known, span: platforms.span, ...(stage !== '' && { target: stage }) }];
}
