/** One compiled package, file by file: what the compiler read, read and parsed unless it has been, with the compiler's words joined to it. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LineIndex } from '../../engine/base/line-index.js';
import { baseName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import { factsOfFile } from '../../engine/compiler/facts-index.js';
import { reachedByBenchmarks } from '../../engine/compiler/hot-place.js';
import { inlinedCallees } from '../../engine/compiler/inlined-callee.js';
import { joinFile } from '../../engine/compiler/join.js';
import type { SourceFile } from '../../engine/compiler/source-file.js';
import { GoPackage } from '../../engine/go/package/go-package.js';
import { DeclarationCache, readGoFile } from '../../engine/go/package/read-file.js';
import { readAllocationSites } from '../../engine/sites/allocation-sites.js';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import type { CompiledSource, CompilerRequest } from '../../lsp/core/host.js';
import { readTextLater } from './bounded-reader.js';

const BYTE_ORDER_MARK = '\uFEFF';

export interface JoinRequest extends Pick<CompilerRequest, 'open' | 'workspace' | 'engine'> {
  /** By key, what has been read from the disk already, with its byte order mark. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** Joins the facts of one package to its files. Only files that are asked for, and those that steps lead to, are read and parsed. */
export class PackageJoin {
  private readonly sources = new Map<string, SourceFile | undefined>();
  private readonly declarations = new DeclarationCache(readAllocationSites);
  /** Packages read from the disk, by whether they are the external tests. */
  private readonly own = new Map<boolean, GoPackage>();
  private reached: Promise<ReadonlySet<string>> | undefined;

  constructor(
    private readonly result: CompilerPackageResult,
    private readonly directory: string,
    private readonly request: JoinRequest,
  ) {}

  /** Undefined when the file has gone meanwhile. */
  async file(base: string): Promise<CompiledSource | undefined> {
    const source = await this.source(base);
    if (source === undefined) return undefined;
    const needed = new Set(factsOfFile(this.result.facts, base).flatMap(f => (f.flow ?? []).flatMap(s => s.notes.map(n => n.file))));
    const pkg = await this.goPackage(source);
    for (const callee of inlinedCallees(this.result.facts, base)) needed.add(baseName(pkg.fileOf(callee) ?? base));
    for (const other of needed) await this.source(other);
    return { source, evidence: joinFile(base, source, this.result, pkg, other => this.sources.get(other), await this.benchmarked()) };
  }

  /** Functions that a benchmark of the package reaches; read once, and nothing but the tests when there is no benchmark. */
  private benchmarked(): Promise<ReadonlySet<string>> {
    this.reached ??= this.readBenchmarks();
    return this.reached;
  }

  private async readBenchmarks(): Promise<ReadonlySet<string>> {
    const text = async (base: string) => this.request.open.get(`${this.directory}/${base}`) ?? (await this.onDisk(base)) ?? '';
    const names = await readdir(this.result.dir).catch(() => []);
    const tests = await Promise.all(names.filter(isTestFile).map(text));
    if (!tests.some(t => /^func Benchmark/m.test(t))) return new Set();
    return reachedByBenchmarks([...tests, ...(await Promise.all(this.result.files.filter(f => !isTestFile(f)).map(text)))]);
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
    const known = this.request.workspace.goSource(path);
    if (known?.text === text) return { path, lines, syntax: known.syntax, facts: known.facts };
    const syntax = this.request.engine.go.parse(text);
    return { path, lines, syntax, facts: readGoFile(path, text, syntax, this.declarations) };
  }

  private async onDisk(base: string): Promise<string | undefined> {
    return this.request.texts?.get(`${this.directory}/${base}`) ?? readTextLater(join(this.result.dir, base), 4 * MAX_TEXT);
  }
}

const isTestFile = (base: string) => base.endsWith('_test.go');
