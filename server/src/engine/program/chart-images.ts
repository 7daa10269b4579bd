/** Images that templates of a Helm chart name, with what the chart's own values fill in. */

import { parseImageReference } from '../base/image-reference.js';
import { joinPath } from '../base/paths.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { ContainerFacts } from '../builds/pods.js';
import { between } from '../builds/values.js';
import type { WorkspaceView } from './view.js';

/** A value, perhaps in quotes, and perhaps with another one in its place where it is empty. */
const VALUE = /^-?\s*\$?\.Values\.([\w.-]+?)(?:\s*\|\s*(?:quote|toString|trim|default\s+[\w.$"-]+))*\s*-?$/;

/** The container with its image, where the values of the chart tell it. */
export function withChartImage(container: ContainerFacts, { path }: BuildFileFacts, workspace: WorkspaceView): ContainerFacts {
  const { template, image } = container;
  const chart = template === undefined ? undefined : /^(.*?)(?:^|\/)templates\//.exec(path)?.[1];
  if (template === undefined || chart === undefined) return container;
  const text = filledIn(template, workspace.buildFacts(joinPath(chart, 'values.yaml'))?.values);
  const reference = text === undefined ? undefined : parseImageReference(text);
  return reference ? { ...container, image: { ...image, text, reference } } : container;
}

/** Undefined where the name hangs on more than values. A tag that nobody knows is left out. */
function filledIn(template: string, values: BuildFileFacts['values']): string | undefined {
  let out = '';
  let at = 0;
  for (const { start, end, inner } of between(template, '{{', '}}')) {
    const path = VALUE.exec(inner)?.[1];
    const value = path === undefined ? undefined : values?.get(path);
    const before = out + template.slice(at, start);
    // All that follows a colon, or an at sign, is a tag or a digest.
    if (!value) return /[^/:@\s][:@]v?$/.test(before) ? before.replace(/[:@]v?$/, '') : undefined;
    out = before + value;
    at = end;
  }
  return out + template.slice(at);
}
