/** What an agent wants changed, a unified diff or whole files, as texts by path. Nothing is written. */
import { applyPatch, parsePatch, type StructuredPatch } from 'diff';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import { isFile } from '../cli/discover.js';
import { readSource } from '../cli/disk-text.js';
import { Refused } from '../cli/refused.js';
import type { Folders } from './folders.js';
import { recounted } from './recounted.js';
import { say } from './words.js';

/** By path: the new text; undefined of a file that goes. */
export type Changes = ReadonlyMap<string, string | undefined>;

export interface GivenChange {
  readonly patch?: string;
  readonly edits?: readonly { readonly path: string; readonly text: string }[];
}

/** Throws Refused where it cannot be read, does not fit, leads out or changes nothing. */
export function changesOf({ patch, edits }: GivenChange, folders: Folders): Changes {
  if ((patch === undefined) === (edits === undefined)) throw new Refused(say.oneOf);
  const changes = new Map<string, string | undefined>();
  if (patch !== undefined) for (const file of patched(patch)) applyTo(changes, file, folders);
  for (const { path, text } of edits ?? []) changes.set(folders.inside(path), text);
  for (const [path, text] of changes) {
    if (text !== undefined && text.length > MAX_TEXT) throw new Refused(say.tooLong({ path }));
    if (path.endsWith('/go.mod') && !isFile(path)) throw new Refused(say.newGoMod({ path }));
    if (text === (isFile(path) ? readSource(path).text : undefined)) changes.delete(path);
  }
  if (changes.size === 0) throw new Refused(say.unchanged);
  return changes;
}

/** The files of a diff that have a name. */
function patched(patch: string): StructuredPatch[] {
  let files: StructuredPatch[];
  try {
    files = parsePatch(recounted(patch));
  } catch (error) {
    throw new Refused(say.badPatch({ error: error instanceof Error ? error.message : String(error) }));
  }
  const named = files.filter(({ oldFileName, newFileName }) => (oldFileName ?? newFileName) !== undefined);
  if (named.length === 0) throw new Refused(say.emptyPatch);
  return named;
}

const NOTHING = '/dev/null';

function applyTo(changes: Map<string, string | undefined>, file: StructuredPatch, folders: Folders): void {
  const [from, to] = [nameOf(file.oldFileName), nameOf(file.newFileName)];
  const name = to ?? from ?? '';
  const source = from === undefined ? undefined : folders.inside(from);
  if (source !== undefined && !changes.has(source) && !isFile(source)) throw new Refused(say.misfit({ path: name }));
  const before = source === undefined ? '' : changes.has(source) ? (changes.get(source) ?? '') : readSource(source).text;
  const after = applyPatch(before, file);
  if (after === false) throw new Refused(say.misfit({ path: name }));
  if (source !== undefined && from !== to && !file.isCopy) changes.set(source, undefined);
  if (to !== undefined) changes.set(folders.inside(to), after);
}

/** Undefined of a file that is not there before or after. git puts `a/` and `b/` before the names. */
function nameOf(written: string | undefined): string | undefined {
  if (written === undefined || written === NOTHING) return undefined;
  return written.replace(/^[ab]\//, '');
}
