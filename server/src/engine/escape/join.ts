/**
 * Compiler facts of one file -> findings: each line is joined to the syntax at its place, the facts about one expression become one
 * finding, and lines about what never allocates are dropped.
 */
import type { CompilerFact, CompilerPackageResult, CompilerPlace } from '../facts/compiler/facts.js';
import type { ImportTable } from '../facts/go/declaration.js';
import type { GoFileFacts } from '../facts/go/facts.js';
import { Scopes } from '../facts/go/scope.js';
import { TypeReader } from '../facts/go/type-reader.js';
import { compareFindings, type Finding, type Span } from '../finding.js';
import { F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Declaration, GoSyntax } from '../syntax/go-parser.js';
import type { LineIndex } from '../text/line-index.js';
import type { GoPackage } from '../workspace/go-package.js';
import { Destinations } from './destination.js';
import { explain } from './explain.js';
import type { CompiledFile } from './merge.js';
import { brokenAssertions } from './noescape.js';
import { expressionsAt } from './position.js';
import { repeatingLoop, variableSize } from './silence.js';
import { isSilent, type SiteContext } from './silent-site.js';
import { type Site, siteAt, siteOnLine } from './site.js';
import { isTooLarge, refined } from './site-types.js';
import { type Expression, flowSteps, syntaxSteps } from './steps.js';

/** One file of the package, with the text that was compiled. */
export interface SourceFile {
  /** Key of the file in the workspace. */
  readonly path: string;
  readonly lines: LineIndex;
  readonly syntax: GoSyntax;
  readonly facts: GoFileFacts;
}

/** First byte column that the compiler cannot represent, so that it prints none (go-facts §3.2). */
const FIRST_UNPRINTED_COLUMN = 255;

/**
 * Findings of one file, and where the compiler had no say. `base` is the file's base name in `result`; `siblings` gives the package's other
 * files by base name, for steps that lead there.
 */
export function joinFile(
  base: string,
  source: SourceFile,
  result: CompilerPackageResult,
  pkg: GoPackage,
  siblings: (base: string) => SourceFile | undefined,
): CompiledFile {
  const facts = result.facts.filter(f => f.file === base);
  // Behind a `//line` the compiler prints another file's name, so that its silence about this one proves nothing.
  const isPartial = result.truncated || /^\/\/line |\/\*line /m.test(source.lines.text);
  const unknown = isPartial ? [{ start: 0, end: source.lines.text.length }] : uninstantiated(source, facts);
  const undecidable = ['escape/growing-slice', 'escape/concat-in-loop'];
  // From 1.25 a slice of unknown size that does not escape still goes to the heap when it has more than 32 bytes (go-facts §4.1).
  if (result.goVersion.minor >= 25) undecidable.push('escape/unknown-size');
  if (source.facts.generated || source.facts.isTest) return { findings: [], unknown, undecidable };
  const imports: ImportTable = new Map(source.facts.imports.map(i => [i.name, i]));
  const locate = (place: CompilerPlace) => locateExpression(place, place.file === base ? source : siblings(place.file));
  const findings = [...byDeclaration(source, facts)].flatMap(([declaration, own]) =>
    new DeclarationJoin(source, declaration, result, pkg, imports, locate).findings(own),
  );
  return { findings: [...findings, ...brokenAssertions(source, findings)].sort(compareFindings), unknown, undecidable };
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

function byDeclaration(source: SourceFile, facts: readonly CompilerFact[]): Map<Declaration, CompilerFact[]> {
  const out = new Map<Declaration, CompilerFact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'moved' && fact.kind !== 'escapes') continue;
    const declaration = declarationAt(source.syntax, offsetOf(source.lines, fact) ?? source.lines.lineEnd(fact.line - 1));
    if (!declaration) continue;
    const own = out.get(declaration);
    if (own) own.push(fact);
    else out.set(declaration, [fact]);
  }
  return out;
}

function declarationAt(syntax: GoSyntax, offset: number): Declaration | undefined {
  return syntax.declarations.find(d => d.offset <= offset && offset <= d.offset + d.tree.text.length);
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

/** The facts of one top-level declaration. */
class DeclarationJoin implements SiteContext {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly types: TypeReader;
  readonly boxesLiteralsForFree: boolean;
  private readonly destinations: Destinations;

  constructor(
    private readonly source: SourceFile,
    private readonly declaration: Declaration,
    private readonly result: CompilerPackageResult,
    readonly pkg: GoPackage,
    imports: ImportTable,
    private readonly locate: (place: CompilerPlace) => Expression | undefined,
  ) {
    this.tree = declaration.tree;
    this.scopes = new Scopes(this.tree);
    this.types = new TypeReader(this.tree, this.scopes, imports);
    this.boxesLiteralsForFree = result.goVersion.minor >= 25;
    this.destinations = new Destinations(this.tree, this.scopes, name => pkg.type(name) !== undefined);
  }

  findings(facts: readonly CompilerFact[]): Finding[] {
    const sites = new Map<Node, { site: Site; facts: CompilerFact[] }>();
    for (const fact of facts) {
      const rough = this.siteOf(fact);
      const site = rough && refined(this, rough);
      if (!site || isSilent(this, site, fact)) continue;
      const known = sites.get(site.node);
      if (known) known.facts.push(fact);
      else sites.set(site.node, { site, facts: [fact] });
    }
    return onePerGrownSlice(this.tree, [...sites.values()]).map(s => this.finding(s.site, s.facts));
  }

  private siteOf(fact: CompilerFact): Site | undefined {
    const { lines } = this.source;
    const offset = offsetOf(lines, fact);
    if (offset !== undefined) return siteAt(this.tree, offset - this.declaration.offset, fact, this.result.goVersion.minor < 20);
    const from = lines.offsetOfByteColumn(fact.line, FIRST_UNPRINTED_COLUMN) ?? 0;
    return siteOnLine(this.tree, from - this.declaration.offset, lines.lineEnd(fact.line - 1) - this.declaration.offset, fact);
  }

  private finding(site: Site, facts: readonly CompilerFact[]): Finding {
    const { tree, scopes } = this;
    const { node } = site;
    const destination = this.destinationOf(site);
    const inLoop = repeatingLoop(tree, scopes, node) !== NONE;
    const early = this.result.goVersion.minor < 25;
    const explanation = explain({
      site,
      text: tree.textOf(node),
      destination,
      facts,
      accumulates: inLoop && site.kind === 'concat' && accumulates(tree, node),
      tooLarge: facts.some(f => isTooLarge(this, site, f, destination !== undefined)),
      unknownSize: early && site.kind === 'make' && variableSize(tree, scopes, this.pkg, node) !== NONE,
      callee: this.calleeOf(node),
    });
    const flow = facts.find(f => f.flow);
    const steps = flow ? flowSteps(flow, this.locate) : [];
    const { start, end } = tree.span(node);
    const base = this.declaration.offset;
    return {
      ...explanation,
      severity: inLoop ? 'information' : 'hint',
      confidence: 'confirmed',
      file: this.source.path,
      span: { start: start + base, end: end + base },
      steps: steps.length > 0 ? steps : syntaxSteps(tree, this.source.path, base, destination, node),
      fixes: [],
      suppressed: false,
    };
  }

  /** Source text of what is called with the node as an argument, empty when it is none. */
  private calleeOf(node: Node): string {
    const list = this.tree.parent(node);
    return this.tree.kind(list) === K.ArgumentList ? this.tree.textOf(this.tree.first(this.tree.parent(list))) : '';
  }

  private destinationOf(site: Site) {
    if (site.kind === 'variable') return this.destinations.ofVariable(site.node);
    const to = this.destinations.ofValue(site.node);
    const goStatement = site.kind === 'closure' ? this.destinations.goStatementOf(site.node) : NONE;
    return goStatement === NONE ? to : { kind: 'goroutine' as const, node: goStatement, name: '' };
  }
}

/** `s += x` and `s = s + x`: each round copies what the rounds before built. */
function accumulates(tree: FlatTree, concat: Node): boolean {
  if (tree.kind(concat) === K.AssignmentStatement) return true;
  const assignment = tree.parentKind(concat) === K.ExpressionList ? tree.parent(tree.parent(concat)) : tree.parent(concat);
  if (tree.kind(assignment) !== K.AssignmentStatement) return false;
  const target = tree.textOf(tree.first(assignment));
  for (let n = concat; n < tree.afters[concat]!; n++) if (tree.textOf(n) === target) return true;
  return false;
}

/**
 * Appends to one slice in one function are one finding, at the first; so are the writes to one `strings.Builder` or `bytes.Buffer`, whose
 * appends are inlined. After a `Grow` there is room.
 */
function onePerGrownSlice<S extends { site: Site; facts: readonly CompilerFact[] }>(tree: FlatTree, sites: readonly S[]): S[] {
  const kept = new Set<string>();
  return [...sites]
    .sort((a, b) => a.site.node - b.site.node)
    .filter(({ site, facts }) => {
      const grown = grownBy(tree, site, facts);
      if (grown === '') return true;
      if (kept.has(grown) || (site.kind === 'inlined' && tree.text.includes(`${grown}.Grow(`))) return false;
      kept.add(grown);
      return true;
    });
}

/** Source text of the slice or buffer that the site appends to; empty for other sites. */
function grownBy(tree: FlatTree, { kind, node }: Site, facts: readonly CompilerFact[]): string {
  if (kind === 'append') return tree.textOf(tree.first(tree.childOfKind(node, K.ArgumentList)));
  const callee = tree.first(node);
  const isWrite = kind === 'inlined' && tree.kind(callee) === K.SelectorExpression && facts.every(f => f.expression.startsWith('append'));
  return isWrite ? tree.textOf(tree.first(callee)) : '';
}
