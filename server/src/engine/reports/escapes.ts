/**
 * The escape report: a text document of the language `go-preflight-escapes`, with the places in it that lead to source.
 *
 * Format, line by line (two spaces per level; `syntaxes/` colours it, `server/test/fixtures/escape-report.sample` shows it):
 *
 *     Go escape report, go1.26.8                                        title: text up to the comma, then the toolchain
 *     4 heap allocations in 3 functions of 2 packages (1 in a loop)     summary: numbers and words
 *     <empty>
 *     package example.com/app/store                                     keyword `package`, import path; columns 1-8
 *       does not build: cache.go:6:10: undefined: z                     only when it does not; `FILE:LINE:COL: ` may be missing
 *       no heap allocations                                             only when there are none
 *       func (*Cache).Get                                               keyword `func`, name; or `package level`
 *         cache.go:12:5  escapes to heap: x                             `FILE:LINE:COL`, two spaces, `escapes to heap: `, source text
 *         cache.go:14:7  escapes to heap in a loop: make([]byte, n)     ` in a loop` before the colon
 *           `x` is allocated on the heap: …  [escape/returned-address]  sentences with code in backquotes, two spaces, rule id in brackets
 *           cache.go:13:9  `&x` takes its address                       step: `FILE:LINE:COL`, two spaces, sentence with code in backquotes
 *
 * LINE and COL are 1-based; COL counts UTF-16 units, as the editor's status bar does.
 */

import type { Finding, Location, Span } from '../base/finding.js';
import { formatGoVersion } from '../base/go-version.js';
import { followedBy, type Message } from '../base/message.js';
import { visible } from '../base/printable.js';
import { backquoted, backquotedParts } from '../base/wording.js';
import type { CompilerPackageResult } from '../compiler/facts.js';
import type { SourceFile } from '../compiler/source-file.js';
import { innermostLoop } from '../go/body/enclosing.js';
import { excerpt } from '../sites/excerpt.js';
import { F, type FlatTree, K, NONE } from '../syntax/flat-tree.js';
import { say } from './escapes-words.js';

export const REPORT_LANGUAGE = 'go-preflight-escapes';

export interface ReportFile {
  readonly source: SourceFile;
  /** Compiler findings of the file, or the merged list: only confirmed ones of `escape/` are shown, suppressed ones are not. */
  readonly findings: readonly Finding[];
}

export interface ReportPackage {
  readonly result: CompilerPackageResult;
  readonly files: readonly ReportFile[];
}

/** A place in the report's text and where it leads; UTF-16 offsets into the report and into `file`. */
export interface ReportLink {
  readonly span: Span;
  readonly file: string;
  readonly target: Span;
}

export interface EscapeReport {
  readonly text: string;
  readonly links: readonly ReportLink[];
}

/** `file` of each link is the source's path; files of steps that were not handed over get their base name and no link. */
export function escapeReport(packages: readonly ReportPackage[]): EscapeReport {
  const writer = new Writer(new Map(packages.flatMap(p => p.files.map(f => [f.source.path, f.source]))));
  const version = packages[0]?.result.goVersion;
  writer.line(0, backquoted(version ? say.title({ version: formatGoVersion(version) }) : say.titleWithoutVersion));
  const groups = packages.map(p => ({ result: p.result, functions: p.files.flatMap(functionsOf), files: p.files }));
  writer.line(
    0,
    backquoted(
      summary(
        groups.flatMap(g => g.functions),
        packages.length,
      ),
    ),
  );
  for (const { result, functions, files } of groups) {
    writer.line(0, '');
    writer.line(0, `package ${visible(result.importPath)}`);
    if (result.error) writer.buildError(result, files);
    else if (functions.length === 0) writer.line(1, backquoted(say.nothing));
    for (const { name, findings, inLoop } of functions) {
      writer.line(1, visible(name));
      for (const finding of findings) writer.finding(finding, inLoop.has(finding));
    }
  }
  return { text: writer.text, links: writer.links };
}

interface FunctionGroup {
  readonly name: string;
  readonly findings: readonly Finding[];
  readonly inLoop: ReadonlySet<Finding>;
}

function summary(functions: readonly FunctionGroup[], packages: number): Message {
  const count = functions.reduce((n, f) => n + f.findings.length, 0);
  const loops = functions.reduce((n, f) => n + f.inLoop.size, 0);
  const total = packages === 1 ? inPackage(count, functions.length) : inPackages(count, functions.length, packages);
  return followedBy(total, loops > 0 ? say.inLoop({ count: loops }) : undefined);
}

function inPackage(count: number, functions: number): Message {
  if (count === 0) return say.none;
  if (count === 1) return say.one;
  return functions === 1 ? say.inOneFunction({ count }) : say.inFunctions({ count, functions });
}

function inPackages(count: number, functions: number, packages: number): Message {
  if (count === 0) return say.none;
  if (count === 1) return say.oneOfPackages({ packages });
  return functions === 1 ? say.inOneFunctionOfPackages({ count, packages }) : say.inFunctionsOfPackages({ count, functions, packages });
}

function functionsOf(file: ReportFile): FunctionGroup[] {
  const shown = file.findings.filter(f => f.confidence === 'confirmed' && !f.suppressed);
  const groups = file.source.syntax.declarations.flatMap(({ tree, offset }) => {
    const findings = shown.filter(f => f.span.start >= offset && f.span.start < offset + tree.text.length);
    const isInLoop = (f: Finding) => innermostLoop(tree, tree.nodeAt(f.span.start - offset)) !== NONE;
    return findings.length === 0 ? [] : [{ name: nameOf(tree), findings, inLoop: new Set(findings.filter(isInLoop)) }];
  });
  return groups;
}

function nameOf(tree: FlatTree): string {
  const name = tree.textOf(tree.field(0, F.Name));
  if (tree.kind(0) === K.FunctionDeclaration) return `func ${name}`;
  if (tree.kind(0) !== K.MethodDeclaration) return backquoted(say.packageLevel);
  const parameter = tree.first(tree.field(0, F.Receiver));
  const type = parameter === NONE ? '' : tree.textOf(tree.field(parameter, F.Type));
  return type.startsWith('*') ? `func (${type}).${name}` : `func ${type}.${name}`;
}

class Writer {
  text = '';
  readonly links: ReportLink[] = [];

  constructor(private readonly sources: ReadonlyMap<string, SourceFile>) {}

  line(level: number, text: string): void {
    this.text += `${text === '' ? '' : '  '.repeat(level)}${text}\n`;
  }

  finding(finding: Finding, inLoop: boolean): void {
    const source = this.sources.get(finding.file);
    const code = excerpt(source?.lines.text.slice(finding.span.start, finding.span.end) ?? '', 80);
    this.placed(2, finding, backquoted((inLoop ? say.escapesInLoop : say.escapes)({ code })));
    this.line(3, `${backquotedParts(finding.message).text}  [${finding.rule}]`);
    for (const step of finding.steps) this.placed(3, step, backquoted(step.message));
  }

  buildError({ error }: CompilerPackageResult, files: readonly ReportFile[]): void {
    const source = files.find(f => f.source.path.endsWith(`/${error?.file}`))?.source;
    const place =
      error?.file === undefined ? '' : `${visible(error.file)}${error.line === undefined ? '' : `:${error.line}:${error.column ?? 1}`}`;
    const offset = error?.line === undefined ? undefined : source?.lines.offsetOfByteColumn(error.line, error.column ?? 1);
    const said = `${place === '' ? '' : `${place}: `}${visible(error?.message ?? '')}`;
    const line = `  ${backquoted(say.doesNotBuild({ error: said }))}\n`;
    const start = this.text.length + line.indexOf(said);
    this.text += line;
    if (source && offset !== undefined && place !== '') {
      this.links.push({ span: { start, end: start + place.length }, file: source.path, target: { start: offset, end: offset } });
    }
  }

  private placed(level: number, at: Location, text: string): void {
    const base = visible(at.file.slice(at.file.lastIndexOf('/') + 1));
    const position = this.sources.get(at.file)?.lines.position(at.span.start);
    const place = position ? `${base}:${position.line + 1}:${position.character + 1}` : base;
    const start = this.text.length + 2 * level;
    if (position) this.links.push({ span: { start, end: start + place.length }, file: at.file, target: at.span });
    this.line(level, `${place}  ${text}`);
  }
}
