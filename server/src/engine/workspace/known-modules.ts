/** The go.mod files among those that are known. */

import { dirName } from '../base/paths.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { FileTable } from './file-table.js';

/** The nearest at or above a path. */
export function moduleAbove(files: Pick<FileTable, 'facts' | 'folders'>, path: string): GoModFacts | undefined {
  const goMod = files.folders.goModAbove(dirName(path));
  const facts = goMod === undefined ? undefined : files.facts(goMod);
  return facts?.language === 'go.mod' ? facts.mod : undefined;
}

export function allModules(files: Pick<FileTable, 'facts' | 'paths'>): GoModFacts[] {
  return [...files.paths()].flatMap(path => {
    const facts = path.endsWith('go.mod') ? files.facts(path) : undefined;
    return facts?.language === 'go.mod' ? facts.mod : [];
  });
}
