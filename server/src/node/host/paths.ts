/** The server's keys (decoded URIs) and paths on disk. */
import { URI } from 'vscode-uri';
import { toKey, toUri } from '../../lsp/core/uris.js';

/** The path on disk of a key; undefined for other schemes. */
export function toPath(key: string): string | undefined {
  return key.startsWith('file:') ? URI.parse(toUri(key)).fsPath : undefined;
}

/** The key of a path on disk. */
export function fromPath(path: string): string {
  return toKey(URI.file(path).toString());
}
