/** Files that jobs of GitHub Actions hand to each other: actions/upload-artifact and actions/download-artifact. */

import { resolvePath } from '../base/paths.js';
import { child, type DataNode, scalarText } from '../syntax/data-node.js';
import type { JobArtifact } from './facts.js';

/** What a step with `uses` keeps or brings. `isSure`: the step surely runs. */
export function artifactOf(step: DataNode, isSure: boolean): Omit<JobArtifact, 'after'> | undefined {
  const uses = scalarText(child(step, 'uses')) ?? '';
  const action = /^actions\/(upload|download)-artifact@/.exec(uses)?.[1];
  if (action === undefined) return undefined;
  const input = child(step, 'with');
  const plain = (key: string) => scalarText(child(input, key))?.trim();
  const isKnown = (text: string | undefined): text is string => text !== undefined && text !== '' && !/[$*?[!{]/.test(text);
  const written = plain('name');
  const name = written !== undefined && isKnown(written) && isSure ? written : undefined;
  if (action === 'download') {
    // From another run, or several at once.
    const isOther = ['pattern', 'merge-multiple', 'repository', 'run-id', 'artifact-ids'].some(key => child(input, key) !== undefined);
    const path = plain('path') ?? '.';
    const place = isKnown(path) ? resolvePath('/', path) : undefined;
    return { does: 'download', name: isOther ? undefined : name, paths: place === undefined ? undefined : [place] };
  }
  const paths = (plain('path') ?? '').split('\n').flatMap(line => line.trim() || []);
  const places = paths.map(path => (isKnown(path) ? resolvePath('/', path) : undefined));
  const isPlain = places.length > 0 && places.every(place => place !== undefined);
  return {
    does: 'upload',
    name: name ?? (written === undefined && isSure ? 'artifact' : undefined),
    paths: isPlain ? places.flatMap(p => p ?? []) : undefined,
  };
}
