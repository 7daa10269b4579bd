/** Variables that a file gives to programs when they run: in manifests of Kubernetes, values of Helm and compose files. */

import type { Sliced } from '../base/slices.js';
import type { Setting } from '../shell/environment.js';
import { child, type DataNode, entriesOf, MAX_DEPTH, NODES_PER_SLICE, scalarText } from '../syntax/data-node.js';
import type { DividedLimit } from './divided-limit.js';
import { dollarHoles } from './editor-files.js';
import type { BuildFileFacts } from './facts.js';
import { FILLED_IN } from './helm-template.js';
import { settingOf, settingsOf } from './values.js';

/** Those that the runtime of Go reads. */
export const RUNTIME_VARIABLES: ReadonlySet<string> = new Set(['GOGC', 'GOMEMLIMIT', 'GOMAXPROCS', 'GODEBUG']);

/** A file without one of them is not read for their sake. */
export const NAMES_RUNTIME_VARIABLE = /\b(?:GOGC|GOMEMLIMIT|GOMAXPROCS|GODEBUG)\b/;

/** `NAME: value` and `{name: NAME, value: …}`, wherever they stand. */
export function* runtimeSettings(roots: readonly DataNode[]): Sliced<Pick<BuildFileFacts, 'runtime' | 'divided'>> {
  const out: Setting[] = [];
  const divided: DividedLimit[] = [];
  const nodes = roots.map(node => ({ node, depth: 0 }));
  let seen = 0;
  for (let next = nodes.pop(); next; next = nodes.pop()) {
    const { node, depth } = next;
    if (++seen % NODES_PER_SLICE === 0) yield;
    if (depth > MAX_DEPTH) continue;
    const name = scalarText(child(node, 'name'));
    const value = child(node, 'value');
    if (name !== undefined && RUNTIME_VARIABLES.has(name)) {
      if (value?.kind === 'scalar') out.push(settingOf(name, value.span, value, filledElsewhere));
      const divisor = child(child(child(node, 'valueFrom'), 'resourceFieldRef'), 'divisor');
      if (divisor?.kind === 'scalar') divided.push({ name, divisor: divisor.text, span: divisor.span });
    }
    for (const { key, keySpan, value: inner } of entriesOf(node)) {
      if (RUNTIME_VARIABLES.has(key) && inner.kind === 'scalar') out.push(settingOf(key, keySpan, inner, filledElsewhere));
      nodes.push({ node: inner, depth: depth + 1 });
    }
    if (node.kind === 'list') for (const item of node.items) nodes.push({ node: item, depth: depth + 1 });
  }
  return { runtime: out.sort((a, b) => a.span!.start - b.span!.start), divided };
}

/** `$(NAME)` of Kubernetes, `{{ … }}` of a template. */
const filledElsewhere = (text: string) =>
  text.includes(FILLED_IN) || /\$|\{\{/.test(text) ? [{ start: 0, end: text.length, text: undefined }] : [];

/** `environment` of the services. */
export function composeRuntimeSettings(root: DataNode | undefined): Setting[] {
  const services = entriesOf(child(root, 'services'));
  return services.flatMap(({ value }) => settingsOf(child(value, 'environment'), dollarHoles).filter(s => RUNTIME_VARIABLES.has(s.name)));
}
