/** Variables that steps of a job write for those behind them: which value they have when, only a run tells. */

import type { Setting } from '../shell/environment.js';
import { child, type DataNode, scalarText } from '../syntax/data-node.js';
import { mayChooseCompiler, mayChooseOwnCompiler } from './compiler-steps.js';

export interface WrittenVariables {
  /** By the number of the step: what those before it have written, and the compiler where the step itself may choose it. */
  readonly seenBy: readonly (readonly Setting[])[];
  readonly all: readonly Setting[];
}

const unknownSetting = (name: string): Setting => ({ name, text: undefined, args: [], origin: 'build file' });
const COMPILERS: readonly Setting[] = ['CC', 'CXX'].map(unknownSetting);

/** What goes to $GITHUB_ENV, and the compiler where a step may choose it. */
export function writtenBy(steps: readonly DataNode[]): WrittenVariables {
  const names = new Set<string>();
  let all: readonly Setting[] = [];
  const seenBy: (readonly Setting[])[] = [];
  for (const step of steps) {
    seenBy.push(mayChooseOwnCompiler(step) ? [...all, ...COMPILERS] : all);
    const text = scalarText(child(step, 'run')) ?? '';
    const found = text.includes('GITHUB_ENV') ? [...text.matchAll(/\b((?:GO|CGO_)[A-Z0-9_]+|CC|CXX)\s*=/g)].map(m => m[1]!) : [];
    const more = (mayChooseCompiler(step) ? [...found, 'CC', 'CXX'] : found).filter(name => !names.has(name));
    if (more.length === 0) continue;
    for (const name of more) names.add(name);
    all = [...names].map(unknownSetting);
  }
  return { seenBy, all };
}
