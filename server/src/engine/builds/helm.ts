/** Charts of Helm: what their values and their templates give to programs, and the pods that templates make. */

import type { Sliced } from '../base/slices.js';
import { type DataNode, entriesOf, MAX_DEPTH, NODES_PER_SLICE } from '../syntax/data-node.js';
import { readingYamlStream } from '../syntax/yaml.js';
import type { BuildFileFacts } from './facts.js';
import { templateAsYaml } from './helm-template.js';
import { readPods } from './kubernetes.js';
import { NAMES_RUNTIME_VARIABLE, runtimeSettings } from './runtime-settings.js';

/** What a manifest with a container has. */
export const ABOUT_PODS = /^[ \t-]*(?:initC|c)ontainers:/m;
/** Values that name an image. */
const ABOUT_IMAGES = /^[ \t]*(?:repository|image|registry):/m;

/** The folder of templates, and what lies in it. */
export const IN_TEMPLATES = /(?:^|\/)templates(?:\/[\w.-]+){0,2}\/[^/]+$/;

type HelmFacts = Pick<BuildFileFacts, 'runtime' | 'divided' | 'pods' | 'values' | 'complete'>;

export function* readHelm(path: string, text: string): Sliced<HelmFacts> {
  return yield* IN_TEMPLATES.test(path) ? readTemplate(text) : readValues(text);
}

function* readValues(text: string): Sliced<HelmFacts> {
  const isRead = NAMES_RUNTIME_VARIABLE.test(text) || ABOUT_IMAGES.test(text);
  const { roots, complete } = isRead ? yield* readingYamlStream(text) : { roots: [], complete: true };
  const values = yield* valuesOf(roots[0]);
  return { ...(yield* runtimeSettings(roots)), ...(values.size > 0 && { values }), complete };
}

function* readTemplate(text: string): Sliced<HelmFacts> {
  const isObject = /^apiVersion:/m.test(text) && /^kind:/m.test(text);
  const isRead = isObject && (ABOUT_PODS.test(text) || NAMES_RUNTIME_VARIABLE.test(text));
  const yaml = isRead ? templateAsYaml(text) : undefined;
  if (yaml === undefined) return { complete: true };
  const { roots } = yield* readingYamlStream(yaml);
  // What is no YAML without its values is none of our business.
  return { ...(yield* runtimeSettings(roots)), pods: readPods(roots, span => text.slice(span.start, span.end)), complete: true };
}

/** Scalars of one file that are kept. */
const MAX_VALUES = 2000;

/** By path: `image.repository`. */
function* valuesOf(root: DataNode | undefined): Sliced<ReadonlyMap<string, string>> {
  const out = new Map<string, string>();
  const nodes = root ? [{ node: root, path: '', depth: 0 }] : [];
  let seen = 0;
  for (let next = nodes.pop(); next && out.size < MAX_VALUES; next = nodes.pop()) {
    if (++seen % NODES_PER_SLICE === 0) yield;
    if (next.depth > MAX_DEPTH) continue;
    for (const { key, value } of entriesOf(next.node)) {
      const path = next.path === '' ? key : `${next.path}.${key}`;
      if (value.kind === 'scalar') out.set(path, value.text);
      else nodes.push({ node: value, path, depth: next.depth + 1 });
    }
  }
  return out;
}
