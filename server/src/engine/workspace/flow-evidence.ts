/** What the escape graph has found of a file's functions, as evidence about its sites: made again only where something that it was made of is another one. */
import type { GoVersion } from '../base/go-version.js';
import { LineIndex } from '../base/line-index.js';
import { baseName, dirName } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import type { CompilerFact, CompilerPackageResult } from '../compiler/facts.js';
import { graphFacts } from '../compiler/graph-facts.js';
import { joiningFile } from '../compiler/join.js';
import { type SourceFile, typesOf } from '../compiler/source-file.js';
import type { FunctionFlows } from '../go/escape/function-flows.js';
import type { GoPackage } from '../go/package/go-package.js';
import { isNewEachIteration } from '../go/package/loop-variables.js';
import type { TypedFile } from '../go/package/typed-file.js';
import type { CompilerEvidence } from '../sites/evidence.js';
import type { GoSource } from './known-go-file.js';

/** What is asked of the workspace. */
export interface EvidenceSources {
  typed(path: string): TypedFile | undefined;
  goSource(path: string): GoSource | undefined;
  goPackage(path: string): GoPackage;
  lineIndex(path: string): LineIndex | undefined;
}

export interface FoundInFile {
  readonly path: string;
  readonly source: GoSource;
  readonly file: TypedFile;
  /** Of each declaration with code, in their order. */
  readonly found: readonly (FunctionFlows | undefined)[];
  /** That builds the file. */
  readonly release: GoVersion;
}

/** What evidence is made of. */
interface Made {
  readonly evidence: CompilerEvidence;
  readonly asked: FoundInFile;
  /** A panic may be caught somewhere in the package. */
  readonly recovers: boolean;
  /** Of the other files that steps lead to. */
  readonly lines: ReadonlyMap<string, LineIndex | undefined>;
}

export class FlowEvidence {
  private readonly made = new Map<string, Made>();

  constructor(private readonly sources: EvidenceSources) {}

  /** Undefined: the file is another one meanwhile. */
  *of(asked: FoundInFile): Sliced<CompilerEvidence | undefined> {
    const { path } = asked;
    const before = this.made.get(path);
    const { recovers } = this.sources.goPackage(path);
    if (before?.recovers === recovers && this.holds(before, asked)) return before.evidence;
    const lines = new Map<string, LineIndex | undefined>();
    const evidence = yield* this.joining(asked, lines);
    if (evidence) this.made.set(path, { evidence, asked, recovers, lines });
    return evidence;
  }

  forget(path: string): void {
    this.made.delete(path);
  }

  private holds({ asked: before, lines }: Made, { source, file, found, release }: FoundInFile): boolean {
    if (before.source.syntax !== source.syntax || before.file.source !== file.source || before.release.minor !== release.minor)
      return false;
    const isSame = before.found.length === found.length && before.found.every((f, i) => f === found[i]);
    return isSame && [...lines].every(([path, known]) => this.sources.lineIndex(path) === known);
  }

  private *joining(
    { path, source, file, found, release }: FoundInFile,
    lines: Map<string, LineIndex | undefined>,
  ): Sliced<CompilerEvidence | undefined> {
    const base = baseName(path);
    const own = this.linesOf(path, source.text);
    yield* own.lookingAhead();
    const linesOf = (other: string) => {
      if (other === path) return own;
      if (!lines.has(other)) lines.set(other, this.sources.lineIndex(other));
      return lines.get(other);
    };
    const facts: CompilerFact[] = [];
    for (const flows of found) {
      // Declarations move with their text.
      if (this.sources.goSource(path)?.syntax !== source.syntax) return undefined;
      if (flows) facts.push(...graphFacts(flows, linesOf));
      yield;
    }
    const result: CompilerPackageResult = {
      ...{ importPath: file.source.path, dir: dirName(path), files: [base], facts },
      ...{ goVersion: release, truncated: false },
    };
    const heat = { timed: new Set<string>(), newEachIteration: isNewEachIteration(file.source.language) };
    const evidence = yield* joiningFile(
      base,
      this.sourceFile(path, source, own),
      result,
      this.sources.goPackage(path),
      () => undefined,
      heat,
    );
    // Whether a map has to grow is nobody's guess.
    const sites = evidence.sites.filter(({ site }) => site.kind !== 'mapStore');
    return { ...evidence, sites, leaks: evidence.leaks.map(leak => ({ ...leak, confidence: 'estimated' })) };
  }

  /** Those that follow the edits of an open document, where they are of this text still. */
  private linesOf(path: string, text: string): LineIndex {
    const latest = this.sources.lineIndex(path);
    return latest?.text === text ? latest : new LineIndex(text);
  }

  private sourceFile(path: string, { syntax, facts }: GoSource, lines: LineIndex): SourceFile {
    const typed = () => (this.sources.goSource(path)?.syntax === syntax ? this.sources.typed(path) : undefined);
    return { path, lines, syntax, facts, ...typesOf(typed, syntax) };
  }
}
