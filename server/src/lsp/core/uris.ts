/**
 * Document URIs and the engine's path keys. Editors spell one file differently (`file:///C:/a`, `file:///c%3A/a`), and the engine joins
 * paths with the names that stand in files, so a key is the URI decoded. Keys are never sent: `toUri` encodes them again.
 */
import { URI } from 'vscode-uri';

/** The key of a URI. A path with a literal `%` or `?` or `#` keeps its encoding, since decoding could not be undone. */
export function toKey(uri: string): string {
  const parsed = URI.parse(uri);
  return trimSlash(parsed.toString(!/[%?#]/.test(parsed.path + parsed.authority)));
}

/** The URI of a key, as VS Code spells it. */
export function toUri(key: string): string {
  return URI.parse(key).toString();
}

/** The directory of a key, without a trailing slash; empty at the top. */
export function directoryOf(key: string): string {
  const slash = key.lastIndexOf('/');
  return slash < 0 ? '' : key.slice(0, slash);
}

/** `directory`, its parent and so on: up to and with `root` when it lies in there, else up to the top of the file system. */
export function* directoriesUp(directory: string, root: string | undefined): Generator<string> {
  const last = root !== undefined && isBelow(directory, root) ? root : undefined;
  for (let at = directory; at !== ''; at = directoryOf(at)) {
    yield at;
    if (at === last || at.endsWith('/')) return;
  }
}

/** True when `key` is `folder` or lies below it. */
export function isBelow(key: string, folder: string): boolean {
  return key === folder || key.startsWith(`${folder}/`);
}

function trimSlash(key: string): string {
  return key.endsWith('/') ? key.slice(0, -1) : key;
}

/** The open folder that holds a file; the file's own key when none does. */
export function folderOf(uri: string, folders: readonly string[]): string {
  const key = toKey(uri);
  return folders.find(folder => isBelow(key, folder)) ?? key;
}
