/** Makefiles with the files that they include, as make reads them. */

import { shareOf } from '../base/budgets.js';
import { dirName, joinPath } from '../base/paths.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { FileTable } from './file-table.js';

/** Characters of included files that are read: the share of one Makefile of those of all, which may include the same files. */
const INCLUDED_BY_ALL = 2_000_000;
const INCLUDED = { least: 5_000, most: 200_000 };

interface Joined {
  /** By name, as they were read. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly facts: BuildFileFacts;
}

export class IncludedMakefiles {
  /** By what the file says without them. */
  private readonly known = new WeakMap<BuildFileFacts, Joined>();

  constructor(private readonly files: FileTable) {}

  /** Facts of all these files that build. */
  all(paths: readonly string[]): readonly BuildFileFacts[] {
    const all = paths.flatMap(path => {
      const facts = this.files.facts(path);
      return facts?.language === 'build' ? [facts.build] : [];
    });
    const including = all.filter(file => file.includes);
    if (including.length === 0) return all;
    const most = shareOf(INCLUDED_BY_ALL, including.length, INCLUDED);
    return all.map(file => (file.includes ? this.join(file, most) : file));
  }

  private join(file: BuildFileFacts, most: number): BuildFileFacts {
    const before = this.known.get(file);
    const textOf = (name: string) => this.files.text(joinPath(dirName(file.path), name));
    if (before && [...before.texts].every(([name, text]) => textOf(name) === text)) return before.facts;
    const texts = new Map<string, string | undefined>();
    let left = most;
    const facts = this.files.reader.readMakefileWith(file.path, this.files.text(file.path) ?? '', name => {
      const text = textOf(name);
      texts.set(name, text);
      left -= text?.length ?? 0;
      return left < 0 ? undefined : text;
    });
    const found = facts ?? file;
    this.known.set(file, { texts, facts: found });
    return found;
  }
}
