/** The compiler facts of one top-level declaration -> sites that allocate. */
import type { Sliced } from '../base/slices.js';
import { isOnRarePath } from '../go/body/rare-path.js';
import type { ImportTable } from '../go/names/imports.js';
import type { Scopes } from '../go/names/scope.js';
import type { GoPackage } from '../go/package/go-package.js';
import { isInPanic } from '../sites/error-path.js';
import type { CompiledSite, Leak } from '../sites/evidence.js';
import { Identities } from '../sites/identify.js';
import { NONE, type Node } from '../syntax/flat-tree.js';
import type { Declaration } from '../syntax/go-parser.js';
import { isSmallNumber, withoutSmallNumbers } from './boxed-number.js';
import type { Callee, CalleeLookup, Parameters } from './callee-lookup.js';
import { wayOf } from './cause.js';
import { isForCaller } from './closure-for-caller.js';
import { compiledSite } from './compiled-site.js';
import { DeclarationContext } from './declaration-context.js';
import type { Expression } from './expression.js';
import type { CompilerFact, CompilerPackageResult, CompilerPlace } from './facts.js';
import { onePerGrownMap } from './grown-map.js';
import { beginsWithNothing, growsBuffer, growsRoomOfCaller, type JoinedSite, onePerGrownSlice } from './grown-slice.js';
import type { Heat } from './hot-place.js';
import { calleesAt, isOnlyStatement } from './inlined-callee.js';
import { leakingParameters } from './leaking-parameter.js';
import { oncePerWriter } from './once-per-writer.js';
import { isThrown } from './panic-path.js';
import { type SiteNode, siteAt, siteOnLine } from './printed-site.js';
import { isBoxedHeader, isSeldomReached, isSilent } from './silent-site.js';
import { refined } from './site-types.js';
import { seldomGrows } from './small-map.js';
import type { SourceFile } from './source-file.js';
import { isSparedEverywhere } from './spared-everywhere.js';
import { asksTypes, mayOutgrowStack, unprintedSites } from './unprinted.js';
import type { Way } from './way.js';

/** First byte column that the compiler cannot represent, so that it prints none (go-facts §3.2). */
const FIRST_UNPRINTED_COLUMN = 255;

/** Then the join rests: about a millisecond. */
const FACTS_PER_SLICE = 20;

/** Nodes of a declaration whose types are worked out in slices ahead of the first question. */
const LARGE = 1000;

/** How deep calls of inlined functions in inlined functions are followed. */
const MAX_INLINING = 3;

export class DeclarationJoin implements Callee {
  private readonly context: DeclarationContext;

  constructor(
    source: SourceFile,
    declaration: Declaration,
    scopes: Scopes,
    result: CompilerPackageResult,
    pkg: GoPackage,
    imports: ImportTable,
    private readonly locate: (place: CompilerPlace) => Expression | undefined,
    callees: CalleeLookup,
  ) {
    this.context = new DeclarationContext(source, declaration, scopes, result, pkg, imports, callees);
  }

  get parameters(): Parameters {
    return this.context.parameters;
  }

  readonly unseenCall = (called: string) => this.context.unseenCall(called);
  readonly mentions = (text: string) => this.context.mentions(text);

  /**
   * What is worth a word. `grown` remembers the buffers of the file, `heat` knows where sites are worth a reader's time, `siblings` the package's other
   * files by base name.
   */
  *sites(
    facts: readonly CompilerFact[],
    grown: Set<string>,
    heat: Heat,
    siblings: (base: string) => SourceFile | undefined,
  ): Sliced<CompiledSite[]> {
    const joined = withoutSmallNumbers(this.context, yield* this.joined(facts));
    yield;
    const real: JoinedSite[] = joined.map(s =>
      isForCaller(this.context, s) || isSparedEverywhere(this.context, s, siblings) ? { ...s, isAside: true } : s,
    );
    yield;
    return yield* this.identified(onePerGrownMap(this.context, onePerGrownSlice(this.context, real, grown)), heat);
  }

  /** What breaks the assertion that the function does not allocate: everything but the growth of what the caller hands over. */
  *breaches(facts: readonly CompilerFact[]): Sliced<CompiledSite[]> {
    const sites = (yield* this.joined(facts)).filter(s => !s.isAside && !growsRoomOfCaller(this.context, s));
    return yield* this.identified(sites, undefined);
  }

  private *identified(sites: readonly JoinedSite[], heat: Heat | undefined): Sliced<CompiledSite[]> {
    const identities = new Identities(this.context.tree, this.context.scopes);
    const out: CompiledSite[] = [];
    const written = new Set<string>();
    for (const site of sites) {
      out.push(oncePerWriter(this.context, site, compiledSite(this.context, site, { identities, heat, locate: this.locate }), written));
      if (out.length % FACTS_PER_SLICE === 0) yield;
    }
    return out;
  }

  private *joined(facts: readonly CompilerFact[]): Sliced<JoinedSite[]> {
    const sites = new Map<Node, JoinedSite>();
    const leaving = facts.filter(f => f.kind === 'moved' || f.kind === 'escapes');
    const { tree } = this.context;
    // Nearly every one of them asks for types, and who asks first would get them in one step.
    if (leaving.length > 0 || (tree.count > LARGE && asksTypes(tree))) yield* this.context.typing();
    for (const [i, fact] of leaving.entries()) {
      if (i % FACTS_PER_SLICE === 0) yield;
      const found = this.siteOf(fact);
      const isHeader = found !== undefined && isBoxedHeader(this.context, found.node, fact);
      const site: SiteNode | undefined = found && isHeader ? { kind: 'boxed', node: found.node } : found;
      if (!site || (isHeader && isSeldomReached(this.context, site.node))) continue;
      const isAside = !isHeader && this.isToldInCallee(site, fact);
      if (!isAside && !isHeader && this.isQuiet(site, fact, 0)) continue;
      const known = sites.get(site.node);
      // Beside what is worth a word at the call, what the callee tells of is not counted.
      if (known && isAside) continue;
      if (known && !known.isAside && !saysLess(known.site, site)) known.facts.push(fact);
      else
        sites.set(site.node, {
          site,
          facts: [fact, ...((!known?.isAside && known?.facts) || [])],
          staysWhenSmall: false,
          ...(isAside && { isAside }),
        });
    }
    const staying = new Set<Node>();
    for (const fact of facts.filter(f => f.kind === 'stays')) {
      const site = this.siteOf(fact);
      if (site) staying.add(site.node);
      if (!site || sites.has(site.node) || !mayOutgrowStack(this.context, site, fact, this.context.result.goVersion.minor)) continue;
      if (!isSilent(this.context, site, fact)) sites.set(site.node, { site, facts: [fact], staysWhenSmall: true });
    }
    for (const site of yield* unprintedSites(this.context)) {
      // How a call of the library does without says more than what is inlined of it.
      const isKnown = sites.has(site.node) && !(site.kind === 'library' && sites.get(site.node)?.site.kind === 'inlined');
      if (!isKnown && !isSeldomReached(this.context, site.node)) {
        const isAside = site.kind === 'mapStore' && seldomGrows(this.context, site.node, staying);
        sites.set(site.node, { site, facts: [], staysWhenSmall: false, ...(isAside && { isAside }) });
      }
    }
    return [...sites.values()].sort((a, b) => a.site.node - b.site.node);
  }

  /** Parameters that let out what callers pass, as far as the declaration's facts tell. */
  *leaks(facts: readonly CompilerFact[]): Sliced<Leak[]> {
    if (!facts.some(f => f.kind === 'leaking')) return [];
    const typed = yield* this.context.typing();
    const { locate } = this;
    const { destinations, declaration, source, tree, scopes, packages } = this.context;
    const nodeAt = (place: CompilerPlace): Node => {
      const offset = source.lines.offsetOfByteColumn(place.line, place.column);
      return offset === undefined ? NONE : tree.nodeAt(offset - declaration.offset);
    };
    return leakingParameters(
      {
        ...{ tree, scopes, packages, typed, destinations },
        locate,
        nodeAt,
        file: source.path,
        base: declaration.offset,
      },
      facts,
    );
  }

  /** What the callee's own lines tell about an inlined call is better than what its text does. */
  private isQuiet(site: SiteNode, fact: CompilerFact, depth: number): boolean {
    if (isSeldomReached(this.context, site.node)) return true;
    return this.isQuietInCallee(site, fact, depth) ?? isSilent(this.context, site, fact);
  }

  /** An inlined callee's own line tells of it: here it is for who asks about the call. */
  private isToldInCallee(site: SiteNode, fact: CompilerFact): boolean {
    if (site.kind !== 'inlined' || isSeldomReached(this.context, site.node) || this.isQuietInCallee(site, fact, 0) !== true) return false;
    return calleesAt(this.context.result.facts, fact).some(name => {
      const callee = this.context.callees(name);
      return callee?.facts.some(f => f.kind === fact.kind && f.expression === fact.expression && callee.join.growsAt(f)) ?? false;
    });
  }

  /** What is said of this function is the growth of a buffer. */
  growsAt(fact: CompilerFact): boolean {
    const site = this.siteOf(fact);
    if (!site || isSilent(this.context, site, fact)) return false;
    return growsBuffer(this.context, { site, facts: [fact], staysWhenSmall: false });
  }

  /** An inlined callee of the package allocates on a rare path only, or what its own line is silent about; undefined without a callee. */
  private isQuietInCallee(site: SiteNode, fact: CompilerFact, depth: number): boolean | undefined {
    if (site.kind !== 'inlined' || depth > MAX_INLINING) return undefined;
    for (const name of calleesAt(this.context.result.facts, fact)) {
      const callee = this.context.callees(name);
      const own = callee?.facts.filter(f => f.kind === fact.kind && f.expression === fact.expression) ?? [];
      if (callee && own.length > 0) return !this.fillsNothing(site, fact) && own.every(f => callee.join.isRare(f, depth + 1));
    }
    return undefined;
  }

  /** The call hands over no slice, which the callee appends to. */
  private fillsNothing({ node }: SiteNode, { expression }: CompilerFact): boolean {
    return expression.startsWith('append') && beginsWithNothing(this.context.tree, node);
  }

  /** Not worth a word at the call: silent, seldom reached, or a buffer's growth, which the callee's own line tells of. */
  isRare(fact: CompilerFact, depth: number): boolean {
    const site = this.siteOf(fact);
    if (!site || isSmallNumber(this.context, site) || this.isQuiet(site, fact, depth)) return true;
    if (growsBuffer(this.context, { site, facts: [fact], staysWhenSmall: false })) return true;
    const isPanic = isThrown(fact) || isInPanic(this.context.tree, this.context.scopes, site.node);
    return isPanic ? !isOnlyStatement(this.context.tree, site.node) : isOnRarePath(this.context.tree, site.node);
  }

  private siteOf(fact: CompilerFact): SiteNode | undefined {
    const rough = fact.site ?? this.roughSiteOf(fact);
    return rough && refined(this.context, rough, fact);
  }

  private roughSiteOf(fact: CompilerFact): SiteNode | undefined {
    const { tree, source, declaration, result } = this.context;
    const { lines } = source;
    const offset = lines.offsetOfByteColumn(fact.line, fact.column);
    if (offset !== undefined) return siteAt(tree, offset - declaration.offset, fact, result.goVersion.minor < 20);
    const from = lines.offsetOfByteColumn(fact.line, FIRST_UNPRINTED_COLUMN) ?? 0;
    return siteOnLine(tree, from - declaration.offset, lines.lineEnd(fact.line - 1) - declaration.offset, fact);
  }

  wayOfParameter(index: number, own: readonly CompilerFact[], depth: number): Way | undefined {
    const { parameters } = this.context;
    const name = index < 0 ? parameters.receiver : parameters.names[index];
    const leaks = own.filter(f => f.kind === 'leaking' && f.expression === name && !f.detail?.startsWith('result'));
    const leak = leaks.find(f => f.detail === undefined) ?? leaks[0];
    return leak?.flow && wayOf(this.context, leak, undefined, { depth });
  }
}

/** What the expression itself makes says more than what an inlined callee makes, and that more than that an interface holds it. */
const saysLess = (known: SiteNode, other: SiteNode): boolean => weight(known) < weight(other);
const weight = ({ kind }: SiteNode): number => (kind === 'boxed' ? 0 : kind === 'inlined' ? 1 : 2);
