/**
 * What the escape graph says of files whose code is known: the estimate of what the compiler would say. Worked out when somebody asks, in slices,
 * and kept while nothing that it follows from changes.
 */

import type { GoVersion } from '../base/go-version.js';
import type { Sliced } from '../base/slices.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { Body } from '../go/escape/bodies.js';
import type { Summary } from '../go/escape/flow.js';
import type { FunctionFlows } from '../go/escape/function-flows.js';
import { PackageFlows } from '../go/escape/package-flows.js';
import { SolvedBatches } from '../go/escape/solved-batches.js';
import { summaryOfFacts } from '../go/escape/std-summary.js';
import { type PlacedFunction, placeNow } from '../go/package/function-now.js';
import { isNewEachIteration } from '../go/package/loop-variables.js';
import type { TypedFile, TypeSources } from '../go/package/typed-file.js';
import type { TreeTypes } from '../go/types/checking.js';
import { fileIn } from '../go/types/file-in.js';
import type { SourceDeclaration, SourceFile } from '../go/types/importer.js';
import type { Func } from '../go/types/model.js';
import type { PackageTypes } from '../go/types/package-types.js';
import { type MachineFacts, releaseHere } from '../program/machine.js';
import type { CompilerEvidence } from '../sites/evidence.js';
import type { FlatTree } from '../syntax/flat-tree.js';
import type { GoParser, TextChange } from '../syntax/go-parser.js';
import type { DeclarationKind } from '../syntax/go-scan.js';
import { nearestRelease } from '../tables/std/std-lines.js';
import { type EvidenceSources, FlowEvidence } from './flow-evidence.js';
import { movedEvidence } from './moved-evidence.js';
import { ReadBodies } from './read-bodies.js';

/** What the table asks of the workspace. */
export interface FlowSources extends EvidenceSources {
  text(path: string): string | undefined;
  module(path: string): GoModFacts | undefined;
  readonly machine: MachineFacts | undefined;
}

/** Bytes of the largest variable on a stack (go-facts §4.1). */
const MAX_VARIABLE = 131_072;
const MAX_TO_1_23 = 10_485_760;
/** Go 1.26: the compiler looks at all values of a variable. */
const JOINS_TYPES = 26;
/** Go 1.25: and at what a variable holds for good, where it is boxed or a size. */
const READS_STEADY = 25;
/** Longer functions (nodes) are not followed: the graph reads one in one slice. The value of a variable is typed in one, too, and made once. */
const MAX_NODES = 30_000;
const MAX_VALUE_NODES = 8000;

export class FlowTable {
  private flows: PackageFlows | undefined;
  private edition = -1;
  private readonly solved = new SolvedBatches();
  /** What holds now, and what was found last, in the places where edits have moved it. */
  private readonly known = new Map<string, CompilerEvidence>();
  private readonly last = new Map<string, CompilerEvidence>();

  private readonly made: FlowEvidence;
  private readonly bodies: ReadBodies;

  constructor(
    private readonly sources: FlowSources,
    parser: GoParser,
  ) {
    this.made = new FlowEvidence(sources);
    this.bodies = new ReadBodies(parser, path => sources.text(path));
  }

  /** Undefined: the file's code is not known. Begins again where something of the code changes meanwhile, in any file. */
  *evidence(path: string): Sliced<CompilerEvidence | undefined> {
    for (;;) {
      const found = yield* this.evidenceNow(path);
      if (found !== 'changed') return found;
      yield;
    }
  }

  private *evidenceNow(path: string): Sliced<CompilerEvidence | 'changed' | undefined> {
    const file = this.sources.typed(path);
    const source = this.sources.goSource(path);
    if (!file || !source || source.facts.generated) {
      this.forget(path);
      return undefined;
    }
    const flows = this.now(file);
    const known = this.known.get(path);
    if (known) return known;
    const found: (FunctionFlows | undefined)[] = [];
    const own = fileIn(file.source, path);
    for (const declaration of own?.declarations.filter(hasCode) ?? []) {
      found.push(yield* this.finding(flows, file, own!, declaration));
      if (this.flows !== flows || this.sources.goSource(path)?.syntax !== source.syntax) return 'changed';
      yield;
    }
    const evidence = yield* this.made.of({ path, source, file, found, release: this.release(path) });
    if (!evidence || this.flows !== flows || this.sources.goSource(path)?.syntax !== source.syntax) return 'changed';
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
    this.made.forget(path);
  }

  /** The release of Go that builds the file; the newest where nothing says it. */
  private release(path: string): GoVersion {
    return releaseHere(this.sources.module(path), this.sources.machine) ?? { major: 1, minor: nearestRelease(undefined) };
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

  /** What is found of one declaration. Nobody calls `init`, and what has no name. */
  private *finding(
    flows: PackageFlows,
    file: TypedFile,
    own: SourceFile,
    declaration: SourceDeclaration,
  ): Sliced<FunctionFlows | undefined> {
    const { source, sources } = file;
    const { kind, names } = declaration;
    const isUncalled = kind === 'var' || names[0] === '_' || (kind === 'func' && names[0] === 'init');
    if (!isUncalled) {
      const func = sources.types(source).functionIn(own, declaration);
      return func && (yield* flows.finding(func));
    }
    const body = yield* this.bodyAt({ source, file: own, declaration }, sources);
    return body && (yield* flows.initialising(body));
  }

  private *bodyOf(func: Func, sources: TypeSources): Sliced<Body | undefined> {
    const now = placeNow(func);
    return now && (yield* this.bodyAt(now, sources));
  }

  private *bodyAt({ source, file, declaration }: PlacedFunction, sources: TypeSources): Sliced<Body | undefined> {
    const types = sources.types(source);
    sources.asksBodies(source);
    const found = this.sources.goSource(file.path)
      ? isFollowed(declaration.kind, declaration.tree) && (yield* types.typing(file.path, declaration.tree))
      : yield* this.typingUnopened(types, file, declaration);
    if (!found) return undefined;
    const text = this.sources.text(file.path);
    const { minor } = this.release(file.path);
    return {
      text: { tree: found.tree, path: file.path, declaration },
      types: found,
      language: {
        newEachIteration: isNewEachIteration(source.language),
        maxVariable: minor < 24 ? MAX_TO_1_23 : MAX_VARIABLE,
        joinsTypes: minor >= JOINS_TYPES,
        readsSteady: minor >= READS_STEADY,
      },
      isKept: text !== undefined && isAbove(text, declaration.offset, 'noinline'),
      ...(text !== undefined && { elsewhere: isAbove(text, declaration.offset, 'noescape') ? 'forgets' : 'keeps' }),
    };
  }

  private *typingUnopened(types: PackageTypes, file: SourceFile, declaration: SourceDeclaration): Sliced<TreeTypes | undefined> {
    const tree = yield* this.bodies.of(file.path, declaration);
    return tree && isFollowed(declaration.kind, tree) ? yield* types.typingWhole(file, declaration, tree) : undefined;
  }
}

/** The function or method that stands in its declaration's place now. */
function nowOf(func: Func, sources: TypeSources): Func {
  const now = placeNow(func);
  return (now && sources.types(now.source).functionIn(now.file, now.declaration)) ?? func;
}

/** `//go:noinline`, or another directive, stands above the declaration. */
function isAbove(text: string, offset: number, directive: string): boolean {
  // Lines are looked for from the start of one only: all declarations may stand in a line of megabytes.
  if (text[offset - 1] !== '\n') return false;
  for (let end = offset - 1; end > 0; ) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    if (!text.startsWith('//', start)) return false;
    if (text.startsWith(`//go:${directive}`, start)) return true;
    end = start - 1;
  }
  return false;
}

function isFollowed(kind: DeclarationKind, tree: FlatTree): boolean {
  return tree.count <= (kind === 'var' ? MAX_VALUE_NODES : MAX_NODES);
}

/** What has code. */
const hasCode = ({ kind }: SourceDeclaration) => kind === 'func' || kind === 'method' || kind === 'var';
