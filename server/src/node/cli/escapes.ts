/** `escapes`: what the program puts on the heap, kept over time: recorded in a file, compared with one or with another revision. */

import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { compareFindings } from '../../engine/base/finding.js';
import { followedBy, type Message } from '../../engine/base/message.js';
import { compareAllocations, type NewAllocation } from '../../engine/reports/allocation-diff.js';
import {
  type Allocation,
  type AllocationRecord,
  allocationsOf,
  type RecordedPackage,
  readRecord,
  recordedPackage,
  recordOf,
  writeRecord,
} from '../../engine/reports/allocation-record.js';
import { replaceFile } from '../ends/replace-file.js';
import { errorText, isLeftOut } from '../go/package-words.js';
import { writeTarget } from '../host/boundary.js';
import { readBytes } from '../host/bounded-reader.js';
import { packageJobs } from './check.js';
import type { CompileOptions } from './compiled-packages.js';
import { notesOf } from './compiler-answer.js';
import { COMPILED, type Discovered, discover } from './discover.js';
import { DiskFolders } from './disk-folders.js';
import { countLines, notChanged } from './disk-text.js';
import { type Checkout, withRevision } from './git-worktree.js';
import { LeftOut } from './left-out.js';
import { type CheckedFinding, type CheckResult, toChecked } from './model.js';
import { NO_REMARKS, type Remarks, remarks } from './outcome.js';
import type { Project } from './project.js';
import { errorCode, Refused } from './refused.js';
import { Session, type SessionOptions } from './session.js';
import { compare, say } from './words.js';

export type HeapOptions = CompileOptions & SessionOptions & { readonly project?: Project };

export interface EscapesOptions extends HeapOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly write?: string | undefined;
  readonly baseline?: string | undefined;
  readonly since?: string | undefined;
}

/** Bytes of a record that are read at most. */
const MAX_RECORD = 100_000_000;

/** A file that is no record, or cannot be read or written. */
export class BadRecord extends Refused {}

/** The present state, with a place for each allocation. */
export interface Heap extends Remarks {
  readonly record: AllocationRecord;
  readonly allocations: readonly Allocation<CheckedFinding>[];
  readonly stats: { readonly files: number; readonly lines: number };
  /** Why packages were not compiled: the record knows nothing of them, not even that they exist. */
  readonly unknown: readonly Message[];
}

/** Findings: all allocations, or only the new ones when there is something to compare with. Throws GitFailed and BadRecord. */
export async function escapes(options: EscapesOptions): Promise<CheckResult> {
  const started = performance.now();
  const { cwd, write, baseline, since } = options;
  const target = write === undefined ? undefined : writable(resolve(cwd, write));
  const kept = baseline === undefined ? undefined : readBaseline(resolve(cwd, baseline), baseline);
  const heap = await readHeap(options.paths, cwd, options);
  const before = since === undefined ? kept : await recordAt(since, options);
  const result = before ? compared(before, heap, since ?? baseline ?? '') : { findings: present(heap), ...NO_REMARKS };
  const notWritten = target && write !== undefined ? record(target, write, heap) : undefined;
  const stats = { ...heap.stats, milliseconds: Math.round(performance.now() - started) };
  return { ...result, stats, ...remarks(heap, result, { gaps: options.project?.gaps ?? [] }, { gaps: notWritten ? [notWritten] : [] }) };
}

async function readHeap(paths: readonly string[], cwd: string, options: HeapOptions): Promise<Heap> {
  const disk = new DiskFolders(undefined, options.project && new LeftOut(options.project));
  return heapOf(discover(paths, cwd, disk, COMPILED), disk, options);
}

/** Of the Go files that were found. */
export async function heapOf(found: Pick<Discovered, 'go' | 'gaps' | 'notes'>, disk: DiskFolders, options: HeapOptions): Promise<Heap> {
  const packages: RecordedPackage[] = [];
  const allocations: Allocation<CheckedFinding>[] = [];
  const gaps: Message[] = [];
  const notes: Message[] = [];
  const unknown: Message[] = [];
  const stats = { files: 0, lines: 0 };
  await Session.run(options, async session => {
    for await (const job of session.compiled(packageJobs(found.go, disk), options)) {
      if (job.kind === 'unknown') unknown.push(job.reason);
      if (job.kind !== 'word') continue;
      const { result, report, workspace } = job.package;
      const own = allocationsOf(report).map(a => ({ ...a, finding: toChecked(workspace, a.finding) }));
      stats.files += report.files.length;
      for (const { source } of report.files) stats.lines += countLines(source.lines.text);
      // Copied: texts cut out of a file would keep the whole file in memory.
      allocations.push(...structuredClone(own));
      packages.push(recordedPackage(result));
      gaps.push(...job.package.gaps);
      notes.push(...notesOf({ kind: 'word', result }));
      const leftOut = isLeftOut(result);
      if (leftOut) gaps.push(leftOut);
      if (result.error) gaps.push(compare.packageUnknown({ package: result.importPath, error: errorText(result) }));
      if (result.truncated) gaps.push(compare.truncated({ package: result.importPath }));
    }
  });
  const isSaid = [...found.gaps, ...found.notes, ...packages, ...unknown].length > 0;
  return {
    ...{ record: recordOf(packages, allocations), allocations, stats, unknown },
    ...remarks(found, { gaps: [...gaps, ...unknown], notes: isSaid ? notes : [say.nothingToCompile] }),
  };
}

/** Writes the record; else why it must not be: an older one knows more, or this one would not know what it does not know. */
function record(target: WriteTarget, given: string, { record, unknown }: Heap): Message | undefined {
  const lost = record.notBuilt.some(p => target.older?.packages.includes(p));
  if (unknown.length > 0 || lost) return compare.recordKept({ path: given });
  if (record.packages.length === 0) return compare.nothingToRecord({ path: given });
  try {
    replaceFile(target.real, writeRecord(record));
    return undefined;
  } catch (error) {
    return say.notWritten({ path: given, error: errorCode(error) });
  }
}

/** The allocations of a git revision. A folder that is not there yet has none. */
function recordAt(revision: string, options: EscapesOptions): Promise<AllocationRecord> {
  const { paths, cwd, env } = options;
  return withRevision(revision, cwd, env, async checkout => {
    const moved = paths.map(p => join(checkout.cwd, relative(cwd, resolve(cwd, p.replace(/(^|[\\/])\.\.\.$/, '') || '.'))));
    const there = moved.filter(existsSync);
    const { record, unknown } = await readHeap(there, checkout.cwd, { ...options, env: { ...env, ...goWork(env, checkout) } });
    if (unknown.length > 0) throw new Refused(followedBy(compare.notBuiltThen({ revision }), ...remarks({ gaps: unknown }).gaps));
    return record;
  });
}

/** A GOWORK that names a file of the user's own tree has to name that of the checkout. */
function goWork({ GOWORK = '' }: NodeJS.ProcessEnv, { top, originalTop }: Checkout): NodeJS.ProcessEnv {
  const below = relative(originalTop, GOWORK);
  return isAbsolute(GOWORK) && !below.startsWith('..') && !isAbsolute(below) ? { GOWORK: join(top, below) } : {};
}

const present = ({ allocations }: Heap) => allocations.map(({ finding }) => finding).sort(compareFindings);

function compared(before: AllocationRecord, heap: Heap, name: string): Remarks & Pick<CheckResult, 'findings' | 'comparison'> {
  const { record, allocations } = heap;
  const diff = compareAllocations(before, record, allocations);
  const { toolchains } = diff;
  return {
    findings: diff.added.map(a => ({ ...a.finding, severity: 'error' as const, message: newMessage(a) })).sort(compareFindings),
    gaps: [
      ...diff.unknown.map(p => compare.notBuiltBefore({ package: p, baseline: name })),
      ...diff.broken.map(p => compare.brokenNow({ package: p, baseline: name })),
    ],
    notes: toolchains ? [compare.otherToolchain({ baseline: name, ...toolchains })] : [],
    comparison: { toolchain: record.toolchain, baselineToolchain: before.toolchain, gone: diff.gone },
  };
}

function newMessage({ finding, function: func, before, now }: NewAllocation<CheckedFinding>): Message {
  return followedBy(compare.newAllocation({ function: func }), finding.message, before === 0 ? undefined : compare.alike({ now, before }));
}

function readBaseline(path: string, given: string): AllocationRecord {
  const reading = readBytes(path, MAX_RECORD);
  if ('fault' in reading) {
    const { fault } = reading;
    throw new BadRecord(
      fault.kind === 'system' ? compare.recordUnreadable({ path: given, error: fault.code }) : compare.notARecord({ path: given }),
    );
  }
  const record = readRecord(reading.bytes.toString('utf8'));
  if (!record) throw new BadRecord(compare.notARecord({ path: given }));
  return record;
}

interface WriteTarget {
  readonly real: string;
  /** The record that would be replaced. */
  readonly older?: AllocationRecord;
}

/** Where to write, if nothing but an older record would be replaced. */
function writable(path: string): WriteTarget {
  const reading = readBytes(path, MAX_RECORD);
  if ('fault' in reading && reading.fault.kind === 'system' && reading.fault.code === 'ENOENT') return { real: path };
  const older = 'fault' in reading ? undefined : readRecord(reading.bytes.toString('utf8'));
  if (older === undefined) throw new BadRecord(compare.notReplaced({ path }));
  const target = writeTarget(path, [dirname(path)]);
  if ('real' in target) return { real: target.real, older };
  throw new BadRecord(notChanged(path, target.refused));
}
