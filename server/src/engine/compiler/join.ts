/**
 * Compiler facts of one file -> evidence: each line is joined to the syntax at its place, the facts about one expression become one site,
 * and lines about what never allocates are dropped.
 */

import type { Span } from '../base/finding.js';
import type { LineIndex } from '../base/line-index.js';
import { baseName } from '../base/paths.js';
import { type Sliced, whole } from '../base/slices.js';
import type { ImportTable } from '../go/names/imports.js';
import { PackageNames } from '../go/names/package-names.js';
import { Scopes } from '../go/names/scope.js';
import type { GoPackage } from '../go/package/go-package.js';
import type { CompiledSite, CompilerEvidence, Leak } from '../sites/evidence.js';
import { isAside, isAsideFile } from '../sites/runs-once.js';
import { declarationOver } from '../syntax/declaration-over.js';
import { F, type FlatTree, K, NONE } from '../syntax/flat-tree.js';
import type { Declaration, GoSyntax } from '../syntax/go-parser.js';
import type { CalleeLookup } from './callee-lookup.js';
import { DeclarationJoin } from './declaration-join.js';
import type { Expression } from './expression.js';
import type { CompilerFact, CompilerPackageResult, CompilerPlace, FactKind } from './facts.js';
import { factsOfFile } from './facts-index.js';
import { type Heat, isHotCall } from './hot-place.js';
import { declares } from './inlined-callee.js';
import { inliningOf } from './inlining.js';
import { brokenAssertions, DIRECTIVE, isAsserted } from './noescape.js';
import { expressionsAt } from './position.js';
import type { SourceFile } from './source-file.js';

const NOTHING_KNOWN = { timed: new Set<string>(), newEachIteration: true };

/**
 * Sites of one file, and where the compiler had no say. `base` is the file's base name in `result`; `siblings` gives the package's other
 * files by base name, for steps that lead there and for callees.
 */
export function joinFile(...asked: Parameters<typeof joiningFile>): CompilerEvidence {
  return whole(joiningFile(...asked));
}

/** The same in slices. */
export function* joiningFile(
  base: string,
  source: SourceFile,
  result: CompilerPackageResult,
  pkg: GoPackage,
  siblings: (base: string) => SourceFile | undefined,
  { timed, newEachIteration }: Pick<Heat, 'timed' | 'newEachIteration'> = NOTHING_KNOWN,
): Sliced<CompilerEvidence> {
  // The cgo command writes the file anew: behind directives of the user's own the compiler's places lead nowhere.
  const isRewritten = source.facts.imports.some(i => i.path === 'C') && /^\/\/line |\/\*line /m.test(source.lines.text);
  const facts = isRewritten ? [] : factsOfFile(result.facts, base);
  const isPartial = result.truncated || isRewritten;
  const unknown = isPartial ? [{ start: 0, end: source.lines.text.length }] : uninstantiated(source, facts);
  const { goVersion } = result;
  if (source.facts.generated) return { sites: [], assertions: [], unknown, goVersion, inlining: new Map(), leaks: [] };
  const imports: ImportTable = new Map(source.facts.imports.map(i => [i.name, i]));
  const locate = (place: CompilerPlace) => locateExpression(place, place.file === base ? source : siblings(place.file));
  const own = byDeclaration(source, facts);
  const grown = new Set<string>();
  const known = new Map<FlatTree, Scopes>();
  const scopesOf = (tree: FlatTree) => {
    const scopes = known.get(tree) ?? Scopes.of(tree);
    known.set(tree, scopes);
    return scopes;
  };
  const callees = calleeLookup(source, result, pkg, siblings, locate, scopesOf);
  const isHotCallAt = (place: CompilerPlace) => {
    const at = place.file === base ? source : siblings(place.file);
    return at !== undefined && isHotAt(at, place, scopesOf);
  };
  const heat: Heat = { isAside: isAside(result.importPath) || isAsideFile(base), timed, newEachIteration, isHotCallAt };
  const leaks: Leak[] = [];
  const breaches: CompiledSite[] = [];
  const mayAssert = source.lines.text.includes(DIRECTIVE);
  const sites: CompiledSite[] = [];
  for (const declaration of source.syntax.declarations) {
    if (unknown.some(s => s.start <= declaration.offset && declaration.offset < s.end && !isPartial)) continue;
    const scopes = known.get(declaration.tree) ?? (yield* Scopes.reading(declaration.tree));
    known.set(declaration.tree, scopes);
    const join = new DeclarationJoin(source, declaration, scopes, result, pkg, imports, locate, callees);
    const said = own.get(declaration) ?? [];
    leaks.push(...(yield* join.leaks(said)));
    if (mayAssert && isAsserted(source, declaration)) breaches.push(...(yield* join.breaches(said)));
    for (const site of yield* join.sites(said, grown, heat, siblings)) sites.push(site);
    yield;
  }
  const inlining = inliningOf(source, facts);
  return { sites, assertions: brokenAssertions(source, breaches), unknown, goVersion, inlining, leaks };
}

/** Generic functions of which the compiler says nothing: it only compiles instances (go-facts §3.1). */
function uninstantiated(source: SourceFile, facts: readonly CompilerFact[]): Span[] {
  const mentioned = new Set(facts.map(f => f.line));
  return source.syntax.declarations.flatMap(({ tree, offset }) => {
    if (!isGeneric(tree)) return [];
    const span = { start: offset, end: offset + tree.text.length };
    const last = source.lines.position(span.end).line + 1;
    for (let line = source.lines.position(span.start).line + 1; line <= last; line++) if (mentioned.has(line)) return [];
    return [span];
  });
}

function isGeneric(tree: FlatTree): boolean {
  if (tree.kind(0) === K.FunctionDeclaration) return tree.field(0, F.TypeParameters) !== NONE;
  if (tree.kind(0) !== K.MethodDeclaration) return false;
  const receiver = tree.field(0, F.Receiver);
  for (let n = receiver; n !== NONE && n < tree.afters[receiver]!; n++) if (tree.kind(n) === K.GenericType) return true;
  return false;
}

/** What a declaration is judged by. */
const KINDS: ReadonlySet<FactKind> = new Set(['moved', 'escapes', 'stays', 'leaking', 'inlinable']);

function byDeclaration(source: SourceFile, facts: readonly CompilerFact[]): Map<Declaration, CompilerFact[]> {
  const out = new Map<Declaration, CompilerFact[]>();
  for (const fact of facts) {
    if (!KINDS.has(fact.kind)) continue;
    const declaration = declarationAt(source.syntax, offsetOf(source.lines, fact) ?? source.lines.lineEnd(fact.line - 1));
    if (!declaration) continue;
    const own = out.get(declaration);
    if (own) own.push(fact);
    else out.set(declaration, [fact]);
  }
  return out;
}

function declarationAt(syntax: GoSyntax, offset: number): Declaration | undefined {
  return declarationOver(syntax, { start: offset, end: offset });
}

function offsetOf(lines: LineIndex, place: Pick<CompilerPlace, 'line' | 'column'>): number | undefined {
  return lines.offsetOfByteColumn(place.line, place.column);
}

function locateExpression(place: CompilerPlace, source: SourceFile | undefined): Expression | undefined {
  const offset = source && offsetOf(source.lines, place);
  const declaration = source && offset !== undefined ? declarationAt(source.syntax, offset) : undefined;
  if (!source || offset === undefined || !declaration) return undefined;
  const { tree } = declaration;
  const local = offset - declaration.offset;
  const node = expressionsAt(tree, local)[0] ?? tree.nodeAt(local);
  const { start, end } = tree.span(node);
  return {
    file: source.path,
    span: { start: start + declaration.offset, end: end + declaration.offset },
    text: tree.textOf(node),
    isCall: tree.kind(node) === K.CallExpression,
  };
}

/** True when the call at the place, which a function is inlined to, runs again and again. */
function isHotAt(source: SourceFile, place: CompilerPlace, scopesOf: (tree: FlatTree) => Scopes): boolean {
  const offset = offsetOf(source.lines, place);
  const declaration = offset === undefined ? undefined : declarationAt(source.syntax, offset);
  if (!declaration || offset === undefined) return false;
  const { tree } = declaration;
  const call = expressionsAt(tree, offset - declaration.offset).find(n => tree.kind(n) === K.CallExpression);
  if (call === undefined) return false;
  const packages = new PackageNames(tree, scopesOf(tree), new Map(source.facts.imports.map(i => [i.name, i])));
  return isHotCall({ tree, scopes: scopesOf(tree), packages, typed: undefined }, call);
}

/** Functions of the package by name, with their own facts; `siblings` knows the files of those that the file's allocations are in. */
function calleeLookup(
  source: SourceFile,
  result: CompilerPackageResult,
  pkg: GoPackage,
  siblings: (base: string) => SourceFile | undefined,
  locate: (place: CompilerPlace) => Expression | undefined,
  scopesOf: (tree: FlatTree) => Scopes,
): CalleeLookup {
  const known = new Map<string, ReturnType<CalleeLookup>>();
  const find: CalleeLookup = name => {
    const path = pkg.fileOf(name);
    const file = path === undefined ? undefined : path === source.path ? source : siblings(baseName(path));
    const declaration = file?.syntax.declarations.find(d => declares(d.tree, name));
    if (!file || !declaration) return undefined;
    const first = file.lines.position(declaration.offset).line + 1;
    const last = file.lines.position(declaration.offset + declaration.tree.text.length).line + 1;
    const imports: ImportTable = new Map(file.facts.imports.map(i => [i.name, i]));
    const base = baseName(file.path);
    return {
      join: new DeclarationJoin(file, declaration, scopesOf(declaration.tree), result, pkg, imports, locate, lookup),
      facts: factsOfFile(result.facts, base).filter(f => f.line >= first && f.line <= last),
    };
  };
  const lookup: CalleeLookup = name => {
    if (!known.has(name)) known.set(name, find(name));
    return known.get(name);
  };
  return lookup;
}
