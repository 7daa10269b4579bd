/** Pods in manifests of Kubernetes: what their containers start, and which volumes they share. */

import type { Span } from '../base/finding.js';
import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import { lookingElsewhere, setsPath, startOf } from './container-starts.js';
import type { ImageRename } from './facts.js';
import { FILLED_IN } from './helm-template.js';
import { imageOf } from './image-go.js';
import type { ContainerFacts, PodFacts } from './pods.js';

/** A variable of the shell, or what a value of a chart fills in. */
const FILLED = new RegExp(`[${'${'}${FILLED_IN}]`);

/** Where objects hold the pod that they make. */
const POD_SPECS = [['spec'], ['spec', 'template', 'spec'], ['spec', 'jobTemplate', 'spec', 'template', 'spec']];

/** `roots`: the documents of the file. `written`: of a template, what stands in a place of it. */
export function readPods(roots: readonly DataNode[], written?: (span: Span) => string): PodFacts[] {
  return roots.flatMap(root => [root, ...itemsOf(child(root, 'items'))]).flatMap(object => podsOf(object, written));
}

function podsOf(object: DataNode, written?: (span: Span) => string): PodFacts[] {
  if (!scalarText(child(object, 'apiVersion')) || !scalarText(child(object, 'kind'))) return [];
  return POD_SPECS.flatMap(path => {
    const spec = path.reduce<DataNode | undefined>((node, key) => child(node, key), object);
    const read = (key: string) => itemsOf(child(spec, key)).flatMap(node => containerOf(node, key === 'initContainers', written));
    const containers = [...read('initContainers'), ...read('containers')];
    const emptyVolumes = itemsOf(child(spec, 'volumes'))
      .filter(volume => child(volume, 'emptyDir'))
      .flatMap(volume => scalarText(child(volume, 'name')) ?? []);
    return containers.length === 0 ? [] : [{ containers, emptyVolumes }];
  });
}

function containerOf(node: DataNode, isInit: boolean, written?: (span: Span) => string): ContainerFacts[] {
  const image = imageOf(child(node, 'image'), text => (FILLED.test(text) ? undefined : text));
  if (!image) return [];
  const [command, args] = [child(node, 'command'), child(node, 'args')];
  const entrypoint = startOf('entrypoint', command);
  // Of a command that nobody knows nobody knows the arguments either.
  const own = command && entrypoint.length === 0 ? [] : [...entrypoint, ...startOf('arguments', args)];
  const checks = entriesOf(node).flatMap(({ key, value }) =>
    /^(?:liveness|readiness|startup)Probe$/.test(key) ? startOf('check', child(child(value, 'exec'), 'command')) : [],
  );
  const hooks = ['preStop', 'postStart'].flatMap(key =>
    startOf('hook', child(child(child(child(node, 'lifecycle'), key), 'exec'), 'command')),
  );
  const mounts = itemsOf(child(node, 'volumeMounts')).flatMap(mount => {
    const [volume, path] = [scalarText(child(mount, 'name')), scalarText(child(mount, 'mountPath'))];
    return volume !== undefined && path !== undefined ? [{ volume, path }] : [];
  });
  const template = image.text === undefined ? written?.(image.span) : undefined;
  const found = [...own, ...checks, ...hooks].filter(s => !FILLED.test(s.words[0]!));
  const starts = setsPath(child(node, 'env')) ? lookingElsewhere(found) : found;
  return [{ name: scalarText(child(node, 'name')) ?? '', isInit, image, ...(template !== undefined && { template }), starts, mounts }];
}

/** `images` of a kustomization: what it calls the images of its manifests. */
export function imageRenames(roots: readonly DataNode[]): ImageRename[] {
  return roots
    .flatMap(root => itemsOf(child(root, 'images')))
    .flatMap(image => {
      const [name, newName, tag] = ['name', 'newName', 'newTag'].map(key => scalarText(child(image, key)));
      return name && (newName || tag) ? [{ name, newName: newName || name, ...(tag && { tag }) }] : [];
    });
}
