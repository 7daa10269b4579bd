/**
 * What a program puts on the heap, as a record to keep and to compare with a later version. Nothing in it depends on where the code
 * stands: see `site-key.ts`. The format is documented in `server/docs/escapes.md`.
 */

import { type Finding, isAllocation } from '../base/finding.js';
import { formatGoVersion, type GoVersion } from '../base/go-version.js';
import type { CompilerPackageResult } from '../compiler/facts.js';
import type { ReportPackage } from './escapes.js';

export const RECORD_VERSION = 1;

/** Allocations that read alike: `count` places of one function with one cause. */
export interface AllocationEntry {
  readonly package: string;
  readonly function: string;
  readonly site: string;
  /** Id of the rule that names the cause. Not compared: another cause is no other allocation. */
  readonly cause: string;
  readonly count: number;
}

export interface AllocationRecord {
  readonly version: typeof RECORD_VERSION;
  /** Release that compiled, such as `go1.26.8`. */
  readonly toolchain: string;
  /** Import paths of what compiled, sorted. */
  readonly packages: readonly string[];
  /** Import paths of what did not build: nothing is known about them. */
  readonly notBuilt: readonly string[];
  /** Sorted by package, function, site, cause. */
  readonly allocations: readonly AllocationEntry[];
}

/** What is recorded of a package, beside its allocations. */
export interface RecordedPackage {
  readonly importPath: string;
  /** That compiled it, or did not. */
  readonly goVersion: GoVersion;
  readonly isBuilt: boolean;
}

/** One place in the present text, with as much of its finding as somebody keeps. */
export interface Allocation<F extends Accepted = Finding> extends Omit<AllocationEntry, 'count'> {
  readonly finding: F;
}

/** Suppressed: somebody has accepted it. */
export type Accepted = Pick<Finding, 'suppressed'>;

export function recordedPackage({ importPath, goVersion, error }: CompilerPackageResult): RecordedPackage {
  return { importPath, goVersion, isBuilt: error === undefined };
}

/** The confirmed allocations of one package, suppressed ones too, in the order of its files and their text. */
export function allocationsOf({ result, files }: ReportPackage): Allocation[] {
  return files.flatMap(({ findings }) =>
    findings.flatMap((finding): Allocation[] => {
      const { site, rule } = finding;
      if (!site || !isAllocation(finding)) return [];
      return [{ package: result.importPath, function: site.declaration, site: site.text, cause: rule, finding }];
    }),
  );
}

/** `packages`: what compiled and what did not, with the allocations of the former. Suppressed ones have been accepted, so they are left out. */
export function recordOf(packages: readonly RecordedPackage[], allocations: readonly Allocation<Accepted>[]): AllocationRecord {
  const paths = (built: boolean) => packages.filter(({ isBuilt }) => isBuilt === built).map(p => p.importPath);
  const counts = new Map<string, AllocationEntry>();
  for (const { package: pkg, function: func, site, cause, finding } of allocations) {
    if (finding.suppressed) continue;
    const key = JSON.stringify([pkg, func, site, cause]);
    counts.set(key, { ...{ package: pkg, function: func, site, cause }, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return {
    version: RECORD_VERSION,
    toolchain: [...new Set(packages.map(p => `go${formatGoVersion(p.goVersion)}`))].sort().join(', '),
    packages: [...new Set(paths(true))].sort(),
    notBuilt: [...new Set(paths(false))].sort(),
    allocations: [...counts.values()].sort((a, b) => compareKeys(fields(a), fields(b))),
  };
}

const fields = (e: AllocationEntry) => [e.package, e.function, e.site, e.cause];

function compareKeys(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((text, i) => text !== b[i]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

/** The record as text: one allocation per line, so that a change reads well in a diff. */
export function writeRecord(record: AllocationRecord): string {
  const { allocations, ...head } = record;
  const lines = allocations.map(a => `    ${JSON.stringify(a)}`).join(',\n');
  const list = allocations.length === 0 ? '[]' : `[\n${lines}\n  ]`;
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "allocations": ${list}\n}\n`;
}

/** Undefined when the text is no record of this version. */
export function readRecord(text: string): AllocationRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const record = value as Partial<Record<keyof AllocationRecord, unknown>> | null;
  if (typeof record !== 'object' || record === null || record.version !== RECORD_VERSION) return undefined;
  const { toolchain, packages, notBuilt, allocations } = record;
  if (typeof toolchain !== 'string' || !isTexts(packages) || !isTexts(notBuilt) || !Array.isArray(allocations)) return undefined;
  return allocations.every(isEntry) ? { version: RECORD_VERSION, toolchain, packages, notBuilt, allocations } : undefined;
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(v => typeof v === 'string');

function isEntry(value: unknown): value is AllocationEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Record<keyof AllocationEntry, unknown>>;
  return isTexts([entry.package, entry.function, entry.site, entry.cause]) && Number.isInteger(entry.count) && Number(entry.count) > 0;
}
