/** The go.mod files among those that are known. */

import { dirName } from '../base/paths.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { FileTable } from './file-table.js';

/** The nearest at or above a path. */
export function moduleAbove(files: Pick<FileTable, 'facts'>, path: string): GoModFacts | undefined {
  for (let dir = dirName(path); ; dir = dirName(dir)) {
    const facts = files.facts(dir === '' ? 'go.mod' : `${dir}/go.mod`);
    if (facts?.language === 'go.mod') return facts.mod;
    if (dir === '') return undefined;
  }
}

export function allModules(files: Pick<FileTable, 'facts' | 'paths'>): GoModFacts[] {
  return [...files.paths()].flatMap(path => {
    const facts = path.endsWith('go.mod') ? files.facts(path) : undefined;
    return facts?.language === 'go.mod' ? facts.mod : [];
  });
}
