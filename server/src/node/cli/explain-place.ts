/** `explain FILE:LINE[:COL]`: what the compiler puts on the heap there or lets out by a parameter, and the way as steps that a person reads. */

import { resolve } from 'node:path';
import pc from 'picocolors';
import { buildNames } from '../../engine/base/built-for.js';
import { DEFAULT_CONFIG } from '../../engine/base/config.js';
import type { Finding, Location, Span } from '../../engine/base/finding.js';
import { formatGoVersion } from '../../engine/base/go-version.js';
import type { Message } from '../../engine/base/message.js';
import { baseName, dirName, relativePath } from '../../engine/base/paths.js';
import { visible } from '../../engine/base/printable.js';
import { plain, plainText } from '../../engine/base/wording.js';
import { languageOf } from '../../engine/builds/kinds.js';
import { callsIn } from '../../engine/compiler/inner-calls.js';
import type { SourceFile } from '../../engine/compiler/source-file.js';
import { targetWords } from '../../engine/program/target-words.js';
import type { ReportFile } from '../../engine/reports/escapes.js';
import type { CompilerEvidence, Leak } from '../../engine/sites/evidence.js';
import { targetOf } from '../../engine/workspace/known-package.js';
import { errorText } from '../go/package-words.js';
import { packageJobs } from './check.js';
import { isFile, toKey } from './discover.js';
import type { CompiledPackage } from './package-reader.js';
import { Refused } from './refused.js';
import { Session } from './session.js';
import type { Terminal } from './terminal.js';
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

/** Throws Refused where there is nothing to explain. */
export async function explainPlace(place: PlaceArgument, cgo: boolean, terminal: Terminal, colour: boolean): Promise<Explained> {
  const cwd = toKey(terminal.cwd);
  const path = toKey(resolve(cwd, place.file));
  if (!isFile(path)) throw new Refused(general.noSuchFile({ path: place.file }));
  const name = `${relativePath(path, cwd)}:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
  if (languageOf(path) !== 'go') throw new Refused(say.notGo({ place: name }));
  const config = { ...DEFAULT_CONFIG, cgo, escapeTests: path.endsWith('_test.go') };
  const options = { config, grammars: terminal.grammars(), env: terminal.env };
  return Session.run(options, async session => {
    for await (const job of session.compiled(packageJobs([path]), options)) {
      if (job.kind === 'unknown') throw new Refused(job.reason);
      if (job.kind !== 'word') continue;
      const print = new Printer(job.package, cwd, pc.createColors(colour));
      const { text, gaps } = explainIn(job.package, path, place, name, print);
      return { text: text + print.target(path), gaps };
    }
    throw new Refused(say.noPackage({ place: name }));
  });
}

function explainIn(compiled: CompiledPackage, path: string, place: PlaceArgument, name: string, print: Printer): Explained {
  const { result, report, workspace } = compiled;
  const evidence = workspace.evidence.get(path);
  const { withoutCgo = [] } = result;
  if (withoutCgo.includes(baseName(path))) throw new Refused(say.needsCgo({ place: name, file: baseName(path) }));
  if (result.error) {
    const broken = { place: name, package: result.importPath, error: errorText(result) };
    throw new Refused(
      withoutCgo.length > 0 ? say.doesNotBuildWithoutCgo({ ...broken, files: withoutCgo.join(', ') }) : say.doesNotBuild(broken),
    );
  }
  const source = report.files.find(f => f.source.path === path);
  if (!source) throw new Refused(say.excluded({ place: name, file: baseName(path) }));
  if (source.source.facts.generated) throw new Refused(say.generated({ place: name }));
  const lines = workspace.lineIndex(path) ?? source.source.lines;
  if (place.line > lines.lineCount)
    throw new Refused(lines.lineCount === 1 ? say.oneLine({ place: name }) : say.lines({ place: name, count: lines.lineCount }));
  const line = { start: lines.lineStart(place.line - 1), end: lines.lineEnd(place.line - 1) };
  const at = place.column === undefined ? line : columnSpan(line, place.column);
  const release = `go${formatGoVersion(result.goVersion)}`;
  const here = escapes(source).filter(f => touches(f.span, at));
  // A closure reaches over many lines: what begins on this one says more about it.
  const starting = here.filter(f => place.column !== undefined || f.span.start >= line.start);
  const own = starting.length > 0 ? starting : here;
  const isUnknown = evidence?.unknown.some(s => touches(s, line)) ?? false;
  const leaks = (evidence?.leaks ?? []).filter(l => touches(l.span, at)).map(l => print.leak(l));
  const inside = [...insideOf(source.source, line), ...compiledFor(evidence)];
  if (own.length > 0 && !isUnknown) return { gaps: [], text: [...own.map(f => print.finding(f)), ...leaks, ...inside].join('\n') };
  const near = escapes(source).filter(f => touches(f.span, line));
  const through = report.files.flatMap(escapes).filter(f => !near.includes(f) && f.steps.some(s => s.file === path && touches(s.span, at)));
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

class Printer {
  constructor(
    private readonly compiled: CompiledPackage,
    private readonly cwd: string,
    private readonly c: ReturnType<typeof pc.createColors>,
  ) {}

  /** The allocation, then one line per step. */
  finding(f: Finding): string {
    const certainty = f.confidence === 'confirmed' ? '' : ` ${plain(say.estimate)}`;
    return `${this.c.bold(this.place(f))} ${plainText(f.message)}${certainty} ${this.c.cyan(`[${f.rule}]`)}\n${this.steps(f)}`;
  }

  /** What the static tier takes the file to be built for. */
  target(path: string): string {
    const { goPackages } = this.compiled.workspace;
    const inForce = goPackages.target(dirName(path));
    const { title, settings, excluded } = targetWords(inForce, targetOf(goPackages.of(path)), at => this.place(at));
    const lines = [plain(title), ...settings.map(s => `    ${plain(s)}`), ...(excluded ? [plain(excluded)] : [])];
    return lines.map(line => `${line}\n`).join('');
  }

  /** The parameter, then one line per step. */
  leak(l: Leak): string {
    return `${this.c.bold(this.place(l))} ${plainText(l.message)}\n${this.steps(l)}`;
  }

  private steps({ steps }: Pick<Leak, 'steps'>): string {
    return steps.map(s => `    ${this.c.dim(this.place(s))} ${plain(s.message)}\n`).join('');
  }

  private place({ file, span }: Location): string {
    const at = this.compiled.workspace.lineIndex(file)?.position(span.start);
    const path = visible(relativePath(file, this.cwd));
    return at ? `${path}:${at.line + 1}:${at.character + 1}` : path;
  }
}

const escapes = ({ findings }: ReportFile) => findings.filter(f => f.site || f.confidence === 'confirmed');
const touches = (a: Span, b: Span) => a.start <= b.end && b.start <= a.end;

function columnSpan(line: Span, column: number): Span {
  const at = Math.min(line.start + column - 1, line.end);
  return { start: at, end: at };
}
