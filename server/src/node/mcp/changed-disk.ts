/** The disk as it would be with a change. */
import { dirName } from '../../engine/base/paths.js';
import { languageOf } from '../../engine/builds/kinds.js';
import { Engine } from '../../engine/syntax/engine.js';
import { listFolderOnDisk } from '../cli/disk-folders.js';
import { readSource, Unreadable } from '../cli/disk-text.js';
import type { Readers } from '../cli/session.js';
import { say as general } from '../cli/words.js';
import type { Changes } from './changes.js';

export function changedDisk(changes: Changes): Readers {
  return {
    readSource(path) {
      if (!changes.has(path)) return readSource(path);
      const text = changes.get(path);
      if (text === undefined) throw new Unreadable(general.noSuchFile({ path }));
      return { text, hasBom: false, faithful: true };
    },
    listFolder(dir) {
      const { entries, ...rest } = listFolderOnDisk(dir);
      const kept = entries.filter(entry => !changes.has(entry.path));
      const own = [...changes].filter(([path, text]) => text !== undefined && dirName(path) === dir);
      const added = own.map(([path]) => ({ path, name: path.slice(dir.length + 1), kind: 'file' as const, language: languageOf(path) }));
      const isNew = kept.length + added.length > 0;
      return { ...(isNew ? {} : rest), entries: [...kept, ...added.filter(entry => entry.language !== undefined)] };
    },
    loadEngine: grammars => Engine.load(grammars, 'whole'),
  };
}
