/** `docker-bake.hcl`: images with their contexts, Dockerfiles and platforms, by target. */

import { child, type DataEntry, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import { type ImageBuild, imageBuild } from './image-builds.js';

/** Targets that one inherits from, over all levels. */
const MAX_LAYERS = 50;

export function bakeImages(root: DataNode | undefined): ImageBuild[] {
  const targets = blocks(root, 'target');
  const variables = new Map(blocks(root, 'variable').map(({ key, value }) => [key, scalarText(child(value, 'default'))]));
  const fill = (text: string) => text.replace(/\$\{([A-Za-z_][\w-]*)\}/g, (whole, name: string) => variables.get(name) ?? whole);
  return targets.flatMap(({ value }) => {
    const layers = layersOf(value, targets);
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
      mounts: [],
      fill,
    });
  });
}

/** `target "name" { … }`, also of a file in JSON. */
function blocks(root: DataNode | undefined, kind: string): DataEntry[] {
  return entriesOf(root).flatMap(e => (e.key === kind ? entriesOf(e.value) : []));
}

/** The target and those that it inherits from; what is named last wins among these. */
function layersOf(target: DataNode, targets: readonly DataEntry[]): readonly DataNode[] {
  const layers: DataNode[] = [];
  const add = (node: DataNode): void => {
    if (layers.includes(node) || layers.length >= MAX_LAYERS) return;
    layers.push(node);
    for (const name of [...itemsOf(child(node, 'inherits'))].reverse()) {
      const parent = targets.find(t => t.key === scalarText(name));
      if (parent) add(parent.value);
    }
  };
  add(target);
  return layers;
}
