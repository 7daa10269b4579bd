/** `--fix`: applies safe fixes until none is left. A fix that overlaps one already taken waits for the next round. */
import type { Message } from '../../engine/base/message.js';
import { writeTarget } from '../host/boundary.js';
import { type CheckOptions, check } from './check.js';
import { foldersOf } from './discover.js';
import { type DiskText, notChanged, readSource, writeSource } from './disk-text.js';
import { type CheckedEdit, type CheckedFix, type CheckResult, hashOf } from './model.js';
import { remarks } from './outcome.js';
import { errorCode, Refused } from './refused.js';
import { say } from './words.js';

/** Rounds after which two fixes that undo each other are left alone. */
const MAX_ROUNDS = 10;

export interface FixResult {
  /** What is left after the last round. */
  readonly result: CheckResult;
  readonly fixed: number;
}

export async function fixAll(options: CheckOptions): Promise<FixResult> {
  const refused = new Map<string, Message>();
  const folders = foldersOf(options.paths, options.cwd);
  const changed = new Map<string, Message>();
  let fixed = 0;
  let result = await check(options);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fixes = result.findings.filter(f => !f.suppressed).flatMap(f => f.fixes.filter(x => x.safe).slice(0, 1));
    changed.clear();
    const taken = applyFixes(fixes, folders, refused, changed);
    if (taken === 0 && changed.size === 0) break;
    fixed += taken;
    result = await check(options);
  }
  return { result: { ...result, ...remarks(result, { gaps: [...refused.values(), ...changed.values()] }) }, fixed };
}

/**
 * Writes as many fixes as fit beside each other; returns how many. Files that must not be written go to `refused` with the reason; those that
 * somebody else has changed since the check, to `changed`: they are looked at again.
 */
function applyFixes(
  fixes: readonly CheckedFix[],
  folders: readonly string[],
  refused: Map<string, Message>,
  changed: Map<string, Message>,
): number {
  const files = new Map<string, TargetFile>();
  const known = (file: string): TargetFile | undefined => {
    const found = files.get(file) ?? openTarget(file, folders, refused);
    if (found) files.set(file, found);
    return found;
  };
  /** False as well for a second spelling (a link) of a file that is changed in this round: its offsets would be stale. */
  const fits = (e: CheckedEdit) => {
    const target = known(e.file);
    const isTaken = [...files].some(([file, other]) => file !== e.file && other.edits.length > 0 && other.real === target?.real);
    if (target !== undefined && target.hash !== e.textHash) changed.set(e.file, say.changedMeanwhile({ path: e.file }));
    return target !== undefined && !changed.has(e.file) && !isTaken && !target.edits.some(other => overlap(e, other));
  };
  let count = 0;
  for (const fix of fixes) {
    // All edits of a fix or none: half a fix is a new bug.
    if (fix.edits.length === 0 || !fix.edits.every(fits)) continue;
    for (const e of fix.edits) known(e.file)!.edits.push(e);
    count++;
  }
  const written = [...files].filter(([file, target]) => target.edits.length > 0 && write(file, target, refused, changed)).length;
  return written > 0 ? count : 0;
}

interface TargetFile {
  readonly source: DiskText;
  readonly hash: string;
  /** Where the path leads through links. */
  readonly real: string;
  readonly edits: CheckedEdit[];
}

function openTarget(file: string, folders: readonly string[], refused: Map<string, Message>): TargetFile | undefined {
  if (refused.has(file)) return undefined;
  try {
    const target = writeTarget(file, folders);
    if ('refused' in target) {
      refused.set(file, notChanged(file, target.refused));
      return undefined;
    }
    const source = readSource(file);
    if (source.faithful) return { source, hash: hashOf(source.text), real: target.real, edits: [] };
    refused.set(file, say.notUtf8({ path: file }));
  } catch (error) {
    refused.set(file, error instanceof Refused ? error.reason : say.unreadable({ path: file, error: errorCode(error) }));
  }
  return undefined;
}

/** Two insertions at one place count as an overlap: their order would be a guess. */
function overlap(a: CheckedEdit, b: CheckedEdit): boolean {
  if (a.span.start === b.span.start) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

/** False when the file was left as it is. */
function write(file: string, { source, real, edits }: TargetFile, refused: Map<string, Message>, changed: Map<string, Message>): boolean {
  const text = applyEdits(source.text, edits);
  if (text === source.text) return false;
  try {
    const isWritten = writeSource(real, text, source);
    if (!isWritten) changed.set(file, say.changedMeanwhile({ path: file }));
    return isWritten;
  } catch (error) {
    refused.set(file, say.notWritten({ path: file, error: errorCode(error) }));
    return false;
  }
}

/** The edits' offsets hold in `text`; new lines take the file's own line ends. */
export function applyEdits(text: string, edits: readonly Pick<CheckedEdit, 'span' | 'newText'>[]): string {
  const crlf = /^[^\n]*\r\n/.test(text);
  const newText = (e: Pick<CheckedEdit, 'newText'>) => (crlf ? e.newText.replace(/\r?\n/g, '\r\n') : e.newText);
  const last = [...edits].sort((a, b) => b.span.start - a.span.start);
  return last.reduce((t, e) => t.slice(0, e.span.start) + newText(e) + t.slice(e.span.end), text);
}
