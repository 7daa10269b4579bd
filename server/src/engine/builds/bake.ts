/** `docker-bake.hcl`: images with their contexts, Dockerfiles and platforms, by target. */

import { flatMapping, type Sliced } from '../base/slices.js';
import { child, type DataEntry, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import { type ImageBuild, imageBuild } from './image-builds.js';
import { namesOfImages } from './image-names.js';

/** Targets that one inherits from, over all levels. */
const MAX_LAYERS = 50;

/** Names of targets that one inherits from which are looked up in a file; those behind are unknown. */
const MAX_NAMES = 20_000;
/** Targets, then the reader rests. */
const TARGETS_PER_SLICE = 20;

export function* bakeImages(root: DataNode | undefined): Sliced<ImageBuild[]> {
  const targets = blocks(root, 'target');
  const layersOf = layering(targets);
  const variables = new Map(blocks(root, 'variable').map(({ key, value }) => [key, scalarText(child(value, 'default'))]));
  const fill = (text: string) => text.replace(/\$\{([A-Za-z_][\w-]*)\}/g, (whole, name: string) => variables.get(name) ?? whole);
  return yield* flatMapping(targets, TARGETS_PER_SLICE, ({ value }) => {
    const layers = layersOf(value);
    const find = (key: string) => layers.map(l => child(l, key)).find(n => n !== undefined);
    const context = find('context');
    if (find('dockerfile-inline') || (context && context.kind !== 'scalar')) return [];
    return imageBuild({
      folder: '.',
      context: scalarText(context) ?? '.',
      dockerfile: find('dockerfile'),
      inContext: true,
      target: find('target'),
      build: value,
      platforms: find('platforms'),
      args: find('args'),
      contexts: find('contexts'),
      outputs: find('output'),
      mounts: [],
      fill,
    }).map(build => ({ ...build, names: namesOfImages([...itemsOf(find('tags'))].map(tag => fill(scalarText(tag) ?? '$'))) }));
  });
}

/** `target "name" { … }`, also of a file in JSON. */
function blocks(root: DataNode | undefined, kind: string): DataEntry[] {
  return entriesOf(root).flatMap(e => (e.key === kind ? entriesOf(e.value) : []));
}

/** Gives a target and those that it inherits from; what is named last wins among these. */
function layering(targets: readonly DataEntry[]): (target: DataNode) => readonly DataNode[] {
  const byName = new Map(targets.toReversed().map(({ key, value }) => [key, value]));
  let names = MAX_NAMES;
  return target => {
    const layers: DataNode[] = [];
    const add = (node: DataNode): void => {
      layers.push(node);
      for (const name of [...itemsOf(child(node, 'inherits'))].reverse()) {
        if (layers.length >= MAX_LAYERS || --names < 0) return;
        const parent = byName.get(scalarText(name) ?? '');
        if (parent && !layers.includes(parent)) add(parent);
      }
    };
    add(target);
    return layers;
  };
}
