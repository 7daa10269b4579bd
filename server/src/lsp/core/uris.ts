/**
 * Document URIs and the engine's path keys. Editors spell one file differently (`file:///C:/a`, `file:///c%3A/a`), and the engine joins
 * paths with the names that stand in files, so a key is the URI decoded, but for the `%`, `?` and `#` in names: decoding those could not be undone.
 * Keys are never sent: `toUri` encodes them again.
 */

import { URI } from 'vscode-uri';
import { isBelow } from '../../engine/base/paths.js';

/** Characters; the path of a file has half as many at most. What is longer is nowhere, and has thousands of folders above it to be asked about. */
const MAX_KEY = 8192;

/** The key of a URI. */
export function toKey(uri: string): string {
  const parsed = URI.parse(uri);
  const { authority, path, query, fragment } = parsed;
  const kept = { authority: keepPercent(authority), path: keepPercent(path), query: keepPercent(query), fragment: keepPercent(fragment) };
  // Leaves all but `?` and `#` as they are.
  return shortened(trimSlash(parsed.with(kept).toString(true)));
}

/** The URI of a key, as VS Code spells it. What was joined with a name that stands in a file may hold `?` or `#`, which start nothing there. */
export function toUri(key: string): string {
  return URI.parse(key.startsWith('file:') ? key.replace(/[?#]/g, encodeURIComponent) : key).toString();
}

/** How the name of a file on disk stands in a key: a `#` that began a fragment would make a folder look like the one around it. */
export function nameInKey(name: string): string {
  return name.replace(/[%?#]/g, encodeURIComponent);
}

const keepPercent = (text: string) => text.replaceAll('%', '%25');

/** Without its middle: the beginning says where it is, the end which kind of file. */
function shortened(key: string): string {
  return key.length <= MAX_KEY ? key : `${key.slice(0, MAX_KEY / 4)}…${key.slice(-MAX_KEY / 4)}`;
}

function trimSlash(key: string): string {
  return key.endsWith('/') ? key.slice(0, -1) : key;
}

/** The open folder that holds a file; the file's own key when none does. */
export function folderOf(uri: string, folders: readonly string[]): string {
  const key = toKey(uri);
  return folders.find(folder => isBelow(key, folder)) ?? key;
}
