/** Jobs of a workflow that run another workflow of the repository, and what they give to its inputs. */

import type { Span } from '../base/finding.js';
import { child, type DataNode, entriesOf, scalarText } from '../syntax/data-node.js';
import { readMatrix } from './matrix.js';

export interface WorkflowCall {
  /** From the root of the repository. */
  readonly workflow: string;
  /** All values that an input gets, where the file says them. */
  readonly inputs: ReadonlyMap<string, readonly GivenValue[]>;
  /** False: the job has a condition. */
  readonly certain: boolean;
}

export interface GivenValue {
  readonly text: string;
  readonly span: Span;
}

/** Jobs that are looked at. */
const MAX_CALLS = 100;

export function workflowCalls(root: DataNode | undefined): WorkflowCall[] {
  return entriesOf(child(root, 'jobs'))
    .filter(({ value }) => scalarText(child(value, 'uses'))?.startsWith('./'))
    .slice(0, MAX_CALLS)
    .map(({ value }) => ({
      workflow: scalarText(child(value, 'uses'))!.slice(2),
      inputs: new Map(entriesOf(child(value, 'with')).map(({ key, value: given }) => [key, valuesOf(given, value)])),
      certain: child(value, 'if') === undefined,
    }));
}

/** The text, or those of the matrix that stand in its place; none where something else fills it. */
function valuesOf(given: DataNode, job: DataNode): GivenValue[] {
  // What YAML has made of a number is no release that anybody asked for.
  if (given.kind !== 'scalar' || given.written !== undefined) return [];
  if (!given.text.includes('${{')) return [{ text: given.text, span: given.span }];
  const key = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(given.text)?.[1];
  if (key === undefined) return [];
  const found = new Map<number, GivenValue>();
  for (const cell of readMatrix(child(child(job, 'strategy'), 'matrix')).cells) {
    const value = cell.get(key);
    if (value && value.written === undefined) found.set(value.span.start, { text: value.text, span: value.span });
  }
  return [...found.values()];
}
