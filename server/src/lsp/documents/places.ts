/** Where things are, in the client's words: the editor's text for open documents, the workspace's for the others. */
import type { Workspace } from '../../engine/workspace/workspace.js';
import { toUri } from '../core/uris.js';
import type { EditTarget } from '../features/code-actions.js';
import type { Documents } from './documents.js';

export function placesOf(documents: Documents, workspace: Workspace): EditTarget {
  return {
    uri: file => documents.byKey(file)?.uri ?? toUri(file),
    version: file => documents.byKey(file)?.text.version ?? null,
    range: (file, { start, end }) => {
      const text = documents.byKey(file)?.text;
      if (text !== undefined) return { start: text.positionAt(start), end: text.positionAt(end) };
      return workspace.lineIndex(file)?.range({ start, end });
    },
  };
}
