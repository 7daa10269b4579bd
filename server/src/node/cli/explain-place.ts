/**
 * `explain FILE:LINE[:COL]`: what the compiler puts on the heap there or lets out by a parameter, and the way as steps that a person reads. Where the
 * compiler says nothing, estimates do, marked as such, and the reason for its silence is a gap.
 */

import { resolve } from 'node:path';
import pc from 'picocolors';
import { buildNames } from '../../engine/base/built-for.js';
import { type Config, DEFAULT_CONFIG } from '../../engine/base/config.js';
import type { Finding, Span } from '../../engine/base/finding.js';
import { formatGoVersion } from '../../engine/base/go-version.js';
import { LineIndex } from '../../engine/base/line-index.js';
import type { Message } from '../../engine/base/message.js';
import { baseName, relativePath } from '../../engine/base/paths.js';
import { plain, plainText } from '../../engine/base/wording.js';
import { languageOf } from '../../engine/builds/kinds.js';
import { callsIn } from '../../engine/compiler/inner-calls.js';
import type { SourceFile } from '../../engine/compiler/source-file.js';
import type { ReportFile } from '../../engine/reports/escapes.js';
import type { CompilerEvidence } from '../../engine/sites/evidence.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { errorText } from '../go/package-words.js';
import { packageJobs } from './check.js';
import type { CompileOptions } from './compiled-packages.js';
import { isFile, toKey } from './discover.js';
import { DiskFolders } from './disk-folders.js';
import type { PackageJob } from './package-job.js';
import type { CompiledPackage } from './package-reader.js';
import { PlacePrinter } from './place-printer.js';
import { Refused } from './refused.js';
import { Session, type SessionOptions } from './session.js';
import { say as general, explain as say } from './words.js';

/** A place in a file; both numbers count from 1, columns in UTF-16 units as in the editor's status bar. */
export interface PlaceArgument {
  readonly file: string;
  readonly line: number;
  readonly column: number | undefined;
}

/** Undefined for anything else than `FILE:LINE` or `FILE:LINE:COL`, such as a rule's id. */
export function readPlace(word: string): PlaceArgument | undefined {
  const m = /^(.+?):([1-9]\d*)(?::([1-9]\d*))?$/.exec(word);
  return m ? { file: m[1]!, line: Number(m[2]), column: m[3] === undefined ? undefined : Number(m[3]) } : undefined;
}

export interface Explained {
  readonly text: string;
  /** What the compiler says nothing about. */
  readonly gaps: readonly Message[];
}

export interface ExplainOptions extends Pick<SessionOptions, 'grammars' | 'env'> {
  readonly cwd: string;
  readonly cgo: boolean;
  readonly colour: boolean;
  /** Why the compiler is not asked, where it is not. */
  readonly notAsked?: Message;
}

/** Throws Refused where there is nothing to explain. */
export async function explainPlace(place: PlaceArgument, { cgo, colour, notAsked, ...around }: ExplainOptions): Promise<Explained> {
  const cwd = toKey(around.cwd);
  const path = toKey(resolve(cwd, place.file));
  if (!isFile(path)) throw new Refused(general.noSuchFile({ path: place.file }));
  const name = `${relativePath(path, cwd)}:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
  if (languageOf(path) !== 'go') throw new Refused(say.notGo({ place: name }));
  const config: Config = { ...DEFAULT_CONFIG, cgo, escapeTests: path.endsWith('_test.go'), escapeOnce: true, escapeGraph: 'asked' };
  const options = { config, grammars: around.grammars, env: around.env };
  const printing = (workspace: Workspace) => new PlacePrinter(workspace, cwd, pc.createColors(colour));
  return Session.run(options, async session => {
    const jobs = packageJobs([path], new DiskFolders());
    const answer = notAsked ? { reason: notAsked } : await compilerAnswer(session, jobs, options, { path, place: name });
    const workspace = 'reason' in answer ? session.readPackage(jobs[0]!) : answer.workspace;
    const print = printing(workspace);
    const asked = { path, place, name, workspace, print };
    const { text, gaps } = 'reason' in answer ? estimatesAt(asked, answer.reason) : explainIn(answer, asked);
    return { text: text + print.target(path), gaps };
  });
}

/** What the compiler says of the package, or why it says nothing of the file. */
async function compilerAnswer(
  session: Session,
  jobs: readonly PackageJob[],
  options: CompileOptions,
  at: { readonly path: string; readonly place: string },
): Promise<CompiledPackage | { readonly reason: Message }> {
  for await (const job of session.compiled(jobs, options)) {
    if (job.kind === 'unknown') return { reason: job.reason };
    if (job.kind !== 'word') continue;
    const reason = silenceOf(job.package, at);
    return reason ? { reason } : job.package;
  }
  return { reason: say.noPackage({ place: at.place }) };
}

function silenceOf({ result, report }: CompiledPackage, { path, place }: { path: string; place: string }): Message | undefined {
  const { withoutCgo = [] } = result;
  const file = baseName(path);
  if (withoutCgo.includes(file)) return say.needsCgo({ place, file });
  if (result.error) {
    const broken = { place, package: result.importPath, error: errorText(result) };
    return withoutCgo.length > 0 ? say.doesNotBuildWithoutCgo({ ...broken, files: withoutCgo.join(', ') }) : say.doesNotBuild(broken);
  }
  return report.files.some(f => f.source.path === path) ? undefined : say.excluded({ place, file });
}

/** What is explained, and what is known there. */
interface Asked {
  readonly path: string;
  readonly place: PlaceArgument;
  /** The place as it was asked about. */
  readonly name: string;
  readonly workspace: Workspace;
  readonly print: PlacePrinter;
}

/** The line and the part of it that is asked about. */
function spansOf({ path, place, name, workspace }: Asked): { readonly line: Span; readonly at: Span } {
  if (workspace.goFacts(path)?.generated) throw new Refused(say.generated({ place: name }));
  const lines = workspace.lineIndex(path) ?? new LineIndex('');
  if (place.line > lines.lineCount)
    throw new Refused(lines.lineCount === 1 ? say.oneLine({ place: name }) : say.lines({ place: name, count: lines.lineCount }));
  const line = { start: lines.lineStart(place.line - 1), end: lines.lineEnd(place.line - 1) };
  return { line, at: place.column === undefined ? line : columnSpan(line, place.column) };
}

/** What the source itself tells where the compiler says nothing. */
function estimatesAt(asked: Asked, reason: Message): Explained {
  const { path, name, workspace, print } = asked;
  const { line, at } = spansOf(asked);
  const findings = workspace.findings(path).filter(isEscape);
  const own = onPlace(findings, line, at, asked.place);
  const leaks = workspace.leaks(path).filter(l => touches(l.span, at));
  const through = own.length > 0 ? [] : passingBy(findings, path, at);
  if (own.length + leaks.length + through.length === 0) return { text: '', gaps: [reason, say.notEstimated({ place: name })] };
  const text = [
    ...own.map(f => print.finding(f)),
    ...leaks.map(l => print.leak(l)),
    ...(through.length > 0 ? [`${plain(say.through)}\n`, ...through.map(f => print.finding(f))] : []),
  ];
  return { text: text.join('\n'), gaps: [reason] };
}

/** A closure reaches over many lines: what begins on this one says more about it. */
function onPlace(findings: readonly Finding[], line: Span, at: Span, place: PlaceArgument): readonly Finding[] {
  const here = findings.filter(f => touches(f.span, at));
  const starting = here.filter(f => place.column !== undefined || f.span.start >= line.start);
  return starting.length > 0 ? starting : here;
}

const passingBy = (findings: readonly Finding[], path: string, at: Span): readonly Finding[] =>
  findings.filter(f => f.steps.some(s => s.file === path && touches(s.span, at)));

function explainIn({ result, report }: CompiledPackage, asked: Asked): Explained {
  const { path, place, name, workspace, print } = asked;
  const evidence = workspace.evidence.get(path);
  const source = report.files.find(f => f.source.path === path)!;
  const { line, at } = spansOf(asked);
  const release = `go${formatGoVersion(result.goVersion)}`;
  const own = onPlace(escapes(source), line, at, place);
  const isUnknown = evidence?.unknown.some(s => touches(s, line)) ?? false;
  const leaks = workspace.leaks(path).flatMap(l => (touches(l.span, at) ? [print.leak(l)] : []));
  const inside = [...insideOf(source.source, line), ...compiledFor(evidence)];
  if (own.length > 0 && !isUnknown) return { gaps: [], text: [...own.map(f => print.finding(f)), ...leaks, ...inside].join('\n') };
  const near = escapes(source).filter(f => touches(f.span, line));
  const others = report.files.flatMap(escapes).filter(f => !near.includes(f));
  const through = passingBy(others, path, at);
  const parts = [
    ...(isUnknown ? [] : [plain(say.silent({ place: name, release }))]),
    ...inside,
    ...leaks,
    ...(near.length > 0 ? [plain(say.onThisLine), ...near.map(f => print.finding(f))] : []),
    ...(through.length > 0 ? [plain(say.through), ...through.map(f => print.finding(f))] : []),
  ];
  const text = parts.map(p => (p.endsWith('\n') ? p : `${p}\n`)).join('');
  return { text, gaps: isUnknown ? [say.unknown({ place: name, release })] : [] };
}

/** What no word of the compiler's tells: allocations inside of what is called there. */
function insideOf(source: SourceFile, line: Span): string[] {
  const { any, allocating } = callsIn(source, line);
  const known = allocating.map(callee => `${plainText(say.allocatesInside({ callee }))}\n`);
  return any ? [...known, `${plain(say.inside)}\n`] : known;
}

/** The programs that all of it holds for, where profiles guide them. */
const compiledFor = (evidence: CompilerEvidence | undefined): string[] =>
  evidence?.builds ? [`${plain(say.compiledFor({ builds: buildNames(evidence.builds) }))}\n`] : [];

const isEscape = (f: Finding) => f.rule.startsWith('escape/') && !f.suppressed;
const escapes = ({ findings }: ReportFile) => findings.filter(f => f.site || f.confidence === 'confirmed');
const touches = (a: Span, b: Span) => a.start <= b.end && b.start <= a.end;

function columnSpan(line: Span, column: number): Span {
  const at = Math.min(line.start + column - 1, line.end);
  return { start: at, end: at };
}
