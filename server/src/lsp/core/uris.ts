/**
 * Document URIs and the engine's path keys. Editors spell one file differently (`file:///C:/a`, `file:///c%3A/a`), and the engine joins
 * paths with the names that stand in files, so a key is the URI decoded. Keys are never sent: `toUri` encodes them again.
 */

import { URI } from 'vscode-uri';
import { isBelow } from '../../engine/base/paths.js';

/** The key of a URI. A path with a literal `%` or `?` or `#` keeps its encoding, since decoding could not be undone. */
export function toKey(uri: string): string {
  const parsed = URI.parse(uri);
  return trimSlash(parsed.toString(!/[%?#]/.test(parsed.path + parsed.authority)));
}

/** The URI of a key, as VS Code spells it. */
export function toUri(key: string): string {
  return URI.parse(key).toString();
}

function trimSlash(key: string): string {
  return key.endsWith('/') ? key.slice(0, -1) : key;
}

/** The open folder that holds a file; the file's own key when none does. */
export function folderOf(uri: string, folders: readonly string[]): string {
  const key = toKey(uri);
  return folders.find(folder => isBelow(key, folder)) ?? key;
}
