/** go.mod files of what was asked for that cannot be read or that no go command takes: what lies below them is read without them. */
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import { goModFault } from '../../engine/builds/go-mod-fault.js';
import type { Discovered } from './discover.js';
import type { DiskFolders } from './disk-folders.js';
import { readSource } from './disk-text.js';
import { GoModFiles } from './go-mod-files.js';
import { say } from './words.js';

/** `isGoAsked`: then it says itself what it does not take above Go files. */
export function brokenModules({ go, modules }: Discovered, disk: DiskFolders, isGoAsked = false): Message[] {
  const files = new GoModFiles(readSource, disk);
  const above = (paths: readonly string[]) =>
    new Map([...new Set(paths.map(dirName))].flatMap(dir => files.above(dir) ?? []).map(file => [file.path, file]));
  const [ofGo, ofFolders] = [above(go), above(modules)];
  const asked = isGoAsked ? [...ofFolders].filter(([path]) => !ofGo.has(path)) : [...ofFolders, ...ofGo];
  return [...new Map(asked).values()].flatMap(file => {
    if ('reason' in file) return [file.reason];
    const { path } = file;
    const fault = goModFault(file.text);
    if (fault === undefined) return [];
    return fault.kind === 'noModule' ? [say.noModuleLine({ path })] : [say.conflict({ path, line: fault.line })];
  });
}
