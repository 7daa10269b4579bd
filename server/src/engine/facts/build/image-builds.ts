/** Where compose files and CI workflows build an image from a Dockerfile, and for which platforms. */
import type { Span } from '../../finding.js';
import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../../syntax/data-node.js';

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
  return entriesOf(child(root, 'jobs')).flatMap(({ value: job }) =>
    itemsOf(child(job, 'steps')).flatMap(step => {
      if (!/^docker\/build-push-action@/.test(scalarText(child(step, 'uses')) ?? '')) return [];
      const input = child(step, 'with');
      return imageBuild({
        folder: '../..',
        context: scalarText(child(input, 'context')) ?? '.',
        dockerfile: child(input, 'file'),
        inContext: false,
        target: child(input, 'target'),
        platforms: child(input, 'platforms'),
      });
    }),
  );
}

interface Written {
  readonly folder: string;
  readonly context: string;
  readonly dockerfile: DataNode | undefined;
  /** The Dockerfile's path is relative to the context, not to the folder. */
  readonly inContext: boolean;
  readonly target: DataNode | undefined;
  readonly platforms: DataNode | undefined;
}

/** Nothing when a part is filled in elsewhere, or not given. */
function imageBuild({ folder, context, dockerfile, inContext, target, platforms }: Written): ImageBuild[] {
  const file = dockerfile === undefined ? undefined : (scalarText(dockerfile) ?? '$');
  const stage = target === undefined ? undefined : (scalarText(target) ?? '$');
  const isList = platforms?.kind === 'list' && platforms.items.every(i => i.kind === 'scalar');
  const text = isList ? itemsOf(platforms).map(scalarText).join(',') : scalarText(platforms);
  if (!platforms || text === undefined || [context, file, stage, text].some(t => t !== undefined && /[$`{]|:\/\/|^git@/.test(t))) return [];
  const names = text.split(/[\s,]+/).filter(name => name !== '');
  if (names.length === 0 || [context, file].some(t => t?.startsWith('/'))) return [];
  const path = file === undefined ? `${context}/Dockerfile` : inContext ? `${context}/${file}` : file;
  return [{ dockerfile: `${folder}/${path}`, platforms: names, span: platforms.span, ...(stage && { target: stage }) }];
}
