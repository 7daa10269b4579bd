/**
 * What the escape graph says of files whose code is known: the estimate of what the compiler would say. Worked out when somebody asks, in slices,
 * and kept while nothing that it follows from changes.
 */
import type { GoVersion } from '../base/go-version.js';
import { LineIndex } from '../base/line-index.js';
import { baseName, dirName } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { CompilerFact, CompilerPackageResult } from '../compiler/facts.js';
import { graphFacts } from '../compiler/graph-facts.js';
import { joiningFile } from '../compiler/join.js';
import type { SourceFile } from '../compiler/source-file.js';
import type { Summary } from '../go/escape/flow.js';
import { type Body, PackageFlows, type SolvedBatches } from '../go/escape/package-flows.js';
import { summaryOfFacts } from '../go/escape/std-summary.js';
import type { GoFileFacts } from '../go/package/facts.js';
import { placeNow } from '../go/package/function-now.js';
import type { GoPackage } from '../go/package/go-package.js';
import { isNewEachIteration } from '../go/package/loop-variables.js';
import type { TypedFile, TypeSources } from '../go/package/typed-file.js';
import type { Func } from '../go/types/model.js';
import { type MachineFacts, releaseIn } from '../program/machine.js';
import type { CompilerEvidence } from '../sites/evidence.js';
import type { TextChange } from '../syntax/go-parser.js';
import { nearestRelease } from '../tables/std/std-lines.js';
import type { GoSource } from './known-go-file.js';
import { movedEvidence } from './moved-evidence.js';

/** What the table asks of the workspace. */
export interface FlowSources {
  typed(path: string): TypedFile | undefined;
  goSource(path: string): GoSource | undefined;
  goFacts(path: string): GoFileFacts | undefined;
  goPackage(path: string): GoPackage;
  lineIndex(path: string): LineIndex | undefined;
  module(path: string): GoModFacts | undefined;
  readonly machine: MachineFacts | undefined;
}

export class FlowTable {
  private flows: PackageFlows | undefined;
  private edition = -1;
  private readonly solved: SolvedBatches = new WeakMap();
  /** What holds now, and what was found last, in the places where edits have moved it. */
  private readonly known = new Map<string, CompilerEvidence>();
  private readonly last = new Map<string, CompilerEvidence>();

  constructor(private readonly sources: FlowSources) {}

  /** Undefined: the file's code is not known, or it changed meanwhile. */
  *evidence(path: string): Sliced<CompilerEvidence | undefined> {
    const file = this.sources.typed(path);
    const source = this.sources.goSource(path);
    if (!file || !source || source.facts.generated) {
      this.forget(path);
      return undefined;
    }
    const flows = this.now(file);
    const known = this.known.get(path);
    if (known) return known;
    const facts: CompilerFact[] = [];
    const lines = new LineIndex(source.text);
    for (const func of functionsOf(file)) {
      const found = yield* flows.finding(func);
      if (this.flows !== flows || this.sources.goSource(path)?.syntax !== source.syntax) return undefined;
      if (found) facts.push(...graphFacts(found, p => (p === path ? lines : this.sources.lineIndex(p))));
      yield;
    }
    const evidence = yield* this.joining(path, source, file, facts);
    if (this.flows !== flows || this.sources.goSource(path)?.syntax !== source.syntax) return undefined;
    this.known.set(path, evidence);
    this.last.set(path, evidence);
    return evidence;
  }

  /** What has been worked out, as far as edits have left it. */
  ready(path: string): CompilerEvidence | undefined {
    return this.last.get(path);
  }

  /** What holds now has been worked out. */
  isReady(path: string): boolean {
    return this.known.has(path) && this.edition === this.sources.typed(path)?.sources.edition;
  }

  edited(path: string, textBefore: string, changes: readonly TextChange[]): void {
    const evidence = this.last.get(path);
    if (evidence) this.last.set(path, movedEvidence(evidence, path, textBefore, changes));
  }

  /** The file has another text that no edit leads to, or nobody looks at it any more. */
  forget(path: string): void {
    this.known.delete(path);
    this.last.delete(path);
  }

  private *joining(path: string, source: GoSource, file: TypedFile, facts: readonly CompilerFact[]): Sliced<CompilerEvidence> {
    const base = baseName(path);
    const result: CompilerPackageResult = {
      importPath: file.source.path,
      dir: dirName(path),
      files: [base],
      facts,
      goVersion: this.release(path),
      truncated: false,
    };
    const evidence = yield* joiningFile(base, this.sourceFile(path, source), result, this.sources.goPackage(path), () => undefined, {
      timed: new Set(),
      newEachIteration: isNewEachIteration(file.source.language),
    });
    // Whether a map has to grow is nobody's guess.
    return { ...evidence, sites: evidence.sites.filter(({ site }) => site.kind !== 'mapStore') };
  }

  /** The release of Go that builds the file; the newest where nothing says it. */
  private release(path: string): GoVersion {
    const { machine } = this.sources;
    const module = this.sources.module(path);
    const found = module && machine && releaseIn(module, machine.go, machine)?.version;
    return found ?? { major: 1, minor: nearestRelease(undefined) };
  }

  private sourceFile(path: string, { text, syntax, facts }: GoSource): SourceFile {
    const typing = (offset: number) =>
      this.sources.goSource(path)?.syntax === syntax ? this.sources.typed(path)?.at(offset)?.typing() : undefined;
    return { path, lines: new LineIndex(text), syntax, facts, typing };
  }

  /** Something of the code is another now. */
  changed(): void {
    this.flows = undefined;
    this.known.clear();
  }

  /** The graph as long as packages and bodies are what they were. */
  private now(file: TypedFile): PackageFlows {
    const { edition } = file.sources;
    if (this.flows && this.edition === edition) return this.flows;
    this.changed();
    this.edition = edition;
    const std = new Map<Func, Summary | undefined>();
    const knownOf = (func: Func) => {
      if (!std.has(func)) {
        const facts = file.compiled(func);
        std.set(func, facts && summaryOfFacts(facts, func));
      }
      return std.get(func);
    };
    this.flows = new PackageFlows(
      { now: func => nowOf(func, file.sources), bodyOf: func => this.bodyOf(func, file.sources), knownOf },
      this.solved,
    );
    return this.flows;
  }

  private *bodyOf(func: Func, sources: TypeSources): Sliced<Body | undefined> {
    const now = placeNow(func);
    if (!now) return undefined;
    const { source, file, declaration } = now;
    const types = sources.types(source);
    // Of files that nobody looks at only short bodies are kept.
    const isRead = this.sources.goSource(file.path) !== undefined;
    const found = isRead ? yield* types.typing(file.path, declaration.tree) : types.typesOfWhole(file, declaration);
    if (!found) return undefined;
    return {
      text: { tree: found.tree, path: file.path, declaration },
      types: found,
      language: { newEachIteration: isNewEachIteration(source.language) },
      isKept: isKept(this.sources.goFacts(file.path), declaration.offset),
    };
  }
}

/** The function or method that stands in its declaration's place now. */
function nowOf(func: Func, sources: TypeSources): Func {
  const now = placeNow(func);
  return (now && sources.types(now.source).functionIn(now.file, now.declaration)) ?? func;
}

/** `//go:noinline` stands above the declaration. */
function isKept(facts: GoFileFacts | undefined, offset: number): boolean {
  return (
    facts?.directives.some(d => d.above === 'function' && d.text.startsWith('//go:noinline') && isFirstFrom(facts, d.span.end, offset)) ??
    false
  );
}

function isFirstFrom({ declarations }: GoFileFacts, from: number, offset: number): boolean {
  return offset >= from && !declarations.some(d => d.offset >= from && d.offset < offset);
}

/** The functions and methods that the file declares. */
function functionsOf(file: TypedFile): Func[] {
  const source = file.source.files.find(f => f.path === file.path);
  const types = file.sources.types(file.source);
  return (source?.declarations ?? []).flatMap(d => (d.kind === 'func' || d.kind === 'method' ? (types.functionIn(source!, d) ?? []) : []));
}
