/** One compiled package, file by file: what the compiler read, read and parsed unless it has been, with the compiler's words joined to it. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LineIndex } from '../../engine/base/line-index.js';
import { baseName } from '../../engine/base/paths.js';
import { type BuildWord, byProgram } from '../../engine/compiler/by-program.js';
import type { CompilerFact, CompilerPackageResult, FactKind } from '../../engine/compiler/facts.js';
import { factsOfFile } from '../../engine/compiler/facts-index.js';
import { inlinedCallees, placesOfAll } from '../../engine/compiler/inlined-callee.js';
import { joinFile } from '../../engine/compiler/join.js';
import { type SourceFile, typesOf } from '../../engine/compiler/source-file.js';
import { mayBeSparedEverywhere } from '../../engine/compiler/spared-everywhere.js';
import { calledInTimedLoops } from '../../engine/compiler/timed-loop.js';
import { asksTypes } from '../../engine/compiler/unprinted.js';
import { GoPackage } from '../../engine/go/package/go-package.js';
import { isNewEachIteration } from '../../engine/go/package/loop-variables.js';
import { DeclarationCache, readGoFile } from '../../engine/go/package/read-file.js';
import { readAllocationSites } from '../../engine/sites/allocation-sites.js';
import type { CompilerEvidence } from '../../engine/sites/evidence.js';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import type { Ask } from '../../engine/workspace/steps.js';
import type { CompiledSource, CompilerRequest } from '../../lsp/core/host.js';
import { readTextLater } from './bounded-reader.js';

const BYTE_ORDER_MARK = '\uFEFF';

export interface JoinRequest extends Pick<CompilerRequest, 'open' | 'workspace' | 'engine' | 'know'> {
  /** By key, what has been read from the disk already, with its byte order mark. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** Joins the facts of one package to its files. Only files that are asked for, and those that steps lead to, are read and parsed. */
export class PackageJoin {
  private readonly sources = new Map<string, SourceFile | undefined>();
  private readonly declarations = new DeclarationCache(readAllocationSites);
  /** Packages read from the disk, by whether they are the external tests. */
  private readonly own = new Map<boolean, GoPackage>();
  private timed: Promise<ReadonlySet<string>> | undefined;

  constructor(
    private readonly result: CompilerPackageResult,
    private readonly directory: string,
    private readonly request: JoinRequest,
  ) {}

  /** Undefined when the file has gone meanwhile. */
  async file(base: string): Promise<CompiledSource | undefined> {
    const source = await this.source(base);
    if (source === undefined) return undefined;
    const pkg = await this.goPackage(source);
    const word = async (result: CompilerPackageResult) => ({
      build: result.builtFor ?? { programs: [] },
      evidence: await this.evidence(base, source, pkg, result),
    });
    const first = await word(this.result);
    const { builtFor, otherwise = [] } = this.result;
    if (builtFor === undefined) return { source, evidence: first.evidence };
    const others: BuildWord[] = [];
    for (const result of otherwise) others.push(await word(result));
    return { source, evidence: byProgram([first, ...others]) };
  }

  /** The compiler's word about one file, of one build of the package. */
  private async evidence(base: string, source: SourceFile, pkg: GoPackage, result: CompilerPackageResult): Promise<CompilerEvidence> {
    const needed = new Set(factsOfFile(result.facts, base).flatMap(f => (f.flow ?? []).flatMap(s => s.notes.map(n => n.file))));
    for (const callee of inlinedCallees(result.facts, base)) needed.add(baseName(pkg.fileOf(callee) ?? base));
    for (const place of placesOfAll(result.facts, functionsOf(source))) needed.add(place.file);
    for (const other of needed) await this.source(other);
    if (mayBeSparedEverywhere(result.facts, base, functionsOf(source))) for (const other of result.files) await this.source(other);
    await this.request.know?.([...new Set([base, ...needed])].flatMap(file => this.questions(file, result.facts)));
    const language = this.request.workspace.module(source.path)?.go?.version;
    const heat = {
      timed: await this.timedBy(pkg),
      newEachIteration: isNewEachIteration(language ?? result.goVersion),
    };
    return joinFile(base, source, result, pkg, other => this.sources.get(other), heat);
  }

  /** What is asked of types: about each declaration of which the compiler says something, or would have to. */
  private questions(base: string, facts: readonly CompilerFact[]): Ask[] {
    const source = this.sources.get(base);
    const { typing } = source ?? {};
    if (!source || !typing) return [];
    const lines = new Set(factsOfFile(facts, base).flatMap(f => (TYPED.has(f.kind) ? f.line : [])));
    return source.syntax.declarations.flatMap(({ offset, tree }) => {
      const first = source.lines.position(offset).line + 1;
      const last = source.lines.position(offset + tree.text.length).line + 1;
      for (let line = first; line <= last; line++) if (lines.has(line)) return () => typing(offset);
      return asksTypes(tree) ? () => typing(offset) : [];
    });
  }

  /** What benchmarks of the package time; read once. */
  private timedBy(pkg: GoPackage): Promise<ReadonlySet<string>> {
    this.timed ??= this.readBenchmarks(pkg);
    return this.timed;
  }

  private async readBenchmarks(pkg: GoPackage): Promise<ReadonlySet<string>> {
    const names = await readdir(this.result.dir).catch(() => []);
    const timed = new Set<string>();
    for (const base of names.filter(isTestFile)) {
      const text = this.request.open.get(`${this.directory}/${base}`) ?? (await this.onDisk(base)) ?? '';
      if (!/^func Benchmark/m.test(text) || text.length > MAX_TEXT) continue;
      for (const name of calledInTimedLoops(this.parsed(base, text), pkg)) timed.add(name);
    }
    return timed;
  }

  /** The workspace knows the packages of open files; of others every file has to be read. */
  private async goPackage(source: SourceFile): Promise<GoPackage> {
    const { files, externalTests = [] } = this.result;
    const isExternal = externalTests.includes(baseName(source.path));
    const wanted = isExternal ? externalTests : files.filter(f => !externalTests.includes(f));
    const known = this.request.workspace.goPackage(source.path);
    if (known.files.length >= wanted.length) return known;
    let own = this.own.get(isExternal);
    if (own === undefined) {
      for (const base of wanted) await this.source(base);
      own = new GoPackage(wanted.flatMap(base => this.sources.get(base)?.facts ?? []));
      this.own.set(isExternal, own);
    }
    return own;
  }

  private async source(base: string): Promise<SourceFile | undefined> {
    if (this.sources.has(base)) return this.sources.get(base);
    const source = this.result.files.includes(base) ? await this.read(base) : undefined;
    this.sources.set(base, source);
    return source;
  }

  private async read(base: string): Promise<SourceFile | undefined> {
    const path = `${this.directory}/${base}`;
    const open = this.request.open.get(path);
    const whole = open ?? (await this.onDisk(base));
    if (whole === undefined) return undefined;
    // Editors show, and the workspace knows, the text of a file without its byte order mark.
    const hasMark = open === undefined && whole.startsWith(BYTE_ORDER_MARK);
    const text = hasMark ? whole.slice(1) : whole;
    const lines = new LineIndex(text, hasMark ? Buffer.byteLength(BYTE_ORDER_MARK) : 0);
    return this.parsed(base, text, lines);
  }

  private parsed(base: string, text: string, lines = new LineIndex(text)): SourceFile {
    const path = `${this.directory}/${base}`;
    const { workspace, engine } = this.request;
    const known = workspace.goSource(path);
    const syntax = known?.text === text ? known.syntax : engine.go.parse(text);
    const facts = known?.text === text ? known.facts : readGoFile(path, text, syntax, this.declarations);
    const typed = () => (workspace.text(path) === text ? workspace.typed(path) : undefined);
    return { path, lines, syntax, facts, ...typesOf(typed, syntax) };
  }

  private async onDisk(base: string): Promise<string | undefined> {
    return this.request.texts?.get(`${this.directory}/${base}`) ?? readTextLater(join(this.result.dir, base), 4 * MAX_TEXT);
  }
}

/** What is said of values: of these somebody asks the types. */
const TYPED: ReadonlySet<FactKind> = new Set(['moved', 'escapes', 'stays', 'leaking']);

const isTestFile = (base: string) => base.endsWith('_test.go');

/** `f`, `T.m`. */
const functionsOf = ({ facts }: SourceFile): string[] =>
  facts.declarations.flatMap(d => d.symbols.functions.map(f => (f.receiver === undefined ? f.name : `${f.receiver}.${f.name}`)));
