/** The compiler facts of one top-level declaration -> sites that allocate. */

import type { ImportTable } from '../go/names/imports.js';
import { Scopes } from '../go/names/scope.js';
import type { GoPackage } from '../go/package/go-package.js';
import { TypeReader } from '../go/types/type-reader.js';
import { BASIC_TYPES } from '../go/types/types.js';
import { isInPanic } from '../sites/error-path.js';
import type { CompiledSite, InsideCallee, Leak } from '../sites/evidence.js';
import { excerpt, LONG_EXCERPT } from '../sites/excerpt.js';
import { Identities } from '../sites/identify.js';
import { loggingAround } from '../sites/logging-call.js';
import { repeatingLoop, variableSize } from '../sites/silence.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Declaration } from '../syntax/go-parser.js';
import { accumulates, anchorOf, nameOf } from './anchor.js';
import { isBoxedNumber, withoutSmallNumbers } from './boxed-number.js';
import type { Callee, CalleeLookup } from './callee-lookup.js';
import { causeOf, wayOf } from './cause.js';
import { Destinations } from './destination.js';
import type { Expression } from './expression.js';
import type { CompilerFact, CompilerPackageResult, CompilerPlace } from './facts.js';
import { growsBuffer, growsRoomOfCaller, type JoinedSite, onePerGrownSlice } from './grown-slice.js';
import type { Heat } from './hot-place.js';
import { calleesAt, isOnlyStatement, isOnRarePath } from './inlined-callee.js';
import { leakingParameters } from './leaking-parameter.js';
import { isThrown } from './panic-path.js';
import { type SiteNode, siteAt, siteOnLine } from './printed-site.js';
import { isSeldomReached, isSilent } from './silent-site.js';
import type { SiteContext } from './site-context.js';
import { isTooLarge, refined } from './site-types.js';
import type { SourceFile } from './source-file.js';
import { flowSteps, syntaxSteps } from './steps.js';
import { mayOutgrowStack, unprintedSites } from './unprinted.js';
import { worthOf } from './worth.js';

/** First byte column that the compiler cannot represent, so that it prints none (go-facts §3.2). */
const FIRST_UNPRINTED_COLUMN = 255;

/** How deep calls of inlined functions in inlined functions are followed. */
const MAX_INLINING = 3;

export class DeclarationJoin implements SiteContext, Callee {
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
    private readonly callees: CalleeLookup,
  ) {
    this.tree = declaration.tree;
    this.scopes = Scopes.of(this.tree);
    this.types = new TypeReader(this.tree, this.scopes, imports);
    this.boxesLiteralsForFree = result.goVersion.minor >= 25;
    this.destinations = new Destinations(
      this.tree,
      this.scopes,
      name => pkg.type(name) !== undefined,
      (call, argument) => this.keepsNothing(call, argument),
    );
  }

  /** What is worth a word. `grown` remembers the buffers of the file, `heat` knows where sites are worth a reader's time. */
  sites(facts: readonly CompilerFact[], grown: Set<string>, heat: Heat): CompiledSite[] {
    return this.identified(onePerGrownSlice(this, withoutSmallNumbers(this, this.joined(facts)), grown), heat);
  }

  /** What breaks the assertion that the function does not allocate: everything but the growth of what the caller hands over. */
  breaches(facts: readonly CompilerFact[]): CompiledSite[] {
    const sites = this.joined(facts).filter(s => !growsRoomOfCaller(this, s));
    return this.identified(sites, undefined);
  }

  private identified(sites: readonly JoinedSite[], heat: Heat | undefined): CompiledSite[] {
    const identities = new Identities(this.tree, this.scopes);
    return sites.map(s => this.compiled(s, identities, heat));
  }

  private joined(facts: readonly CompilerFact[]): JoinedSite[] {
    const sites = new Map<Node, JoinedSite>();
    for (const fact of facts.filter(f => f.kind === 'moved' || f.kind === 'escapes')) {
      const site = this.siteOf(fact);
      if (!site || this.isQuiet(site, fact, 0)) continue;
      const known = sites.get(site.node);
      if (known) known.facts.push(fact);
      else sites.set(site.node, { site, facts: [fact], staysWhenSmall: false });
    }
    for (const fact of facts.filter(f => f.kind === 'stays')) {
      const site = this.siteOf(fact);
      if (!site || sites.has(site.node) || !mayOutgrowStack(this, site, fact, this.result.goVersion.minor)) continue;
      if (!isSilent(this, site, fact)) sites.set(site.node, { site, facts: [fact], staysWhenSmall: true });
    }
    for (const site of unprintedSites(this)) {
      if (!sites.has(site.node) && !isSeldomReached(this, site.node)) {
        sites.set(site.node, { site, facts: [], staysWhenSmall: false });
      }
    }
    return [...sites.values()].sort((a, b) => a.site.node - b.site.node);
  }

  /** Parameters that let out what callers pass, as far as the declaration's facts tell. */
  leaks(facts: readonly CompilerFact[]): Leak[] {
    if (!facts.some(f => f.kind === 'leaking')) return [];
    const { locate, destinations, declaration, source } = this;
    const nodeAt = (place: CompilerPlace): Node => {
      const offset = source.lines.offsetOfByteColumn(place.line, place.column);
      return offset === undefined ? NONE : this.tree.nodeAt(offset - declaration.offset);
    };
    return leakingParameters(
      {
        tree: this.tree,
        scopes: this.scopes,
        types: this.types,
        pkg: this.pkg,
        destinations,
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
    if (isSeldomReached(this, site.node)) return true;
    return this.isQuietInCallee(site, fact, depth) ?? isSilent(this, site, fact);
  }

  /** An inlined callee of the package allocates on a rare path only, or what its own line is silent about; undefined without a callee. */
  private isQuietInCallee(site: SiteNode, fact: CompilerFact, depth: number): boolean | undefined {
    if (site.kind !== 'inlined' || depth > MAX_INLINING) return undefined;
    for (const name of calleesAt(this.result.facts, fact)) {
      const callee = this.callees(name);
      const own = callee?.facts.filter(f => f.kind === fact.kind && f.expression === fact.expression) ?? [];
      if (callee && own.length > 0) return own.every(f => callee.join.isRare(f, depth + 1));
    }
    return undefined;
  }

  /** Not worth a word at the call: silent, seldom reached, or a buffer's growth, which the callee's own line tells of. */
  isRare(fact: CompilerFact, depth: number): boolean {
    const site = this.siteOf(fact);
    if (!site || this.isQuiet(site, fact, depth)) return true;
    if (growsBuffer(this, { site, facts: [fact], staysWhenSmall: false })) return true;
    const isPanic = isThrown(fact) || isInPanic(this.tree, this.scopes, site.node);
    return isPanic ? !isOnlyStatement(this.tree, site.node) : isOnRarePath(this.tree, site.node);
  }

  private siteOf(fact: CompilerFact): SiteNode | undefined {
    const rough = this.roughSiteOf(fact);
    return rough && refined(this, rough);
  }

  private roughSiteOf(fact: CompilerFact): SiteNode | undefined {
    const { lines } = this.source;
    const offset = lines.offsetOfByteColumn(fact.line, fact.column);
    if (offset !== undefined) return siteAt(this.tree, offset - this.declaration.offset, fact, this.result.goVersion.minor < 20);
    const from = lines.offsetOfByteColumn(fact.line, FIRST_UNPRINTED_COLUMN) ?? 0;
    return siteOnLine(this.tree, from - this.declaration.offset, lines.lineEnd(fact.line - 1) - this.declaration.offset, fact);
  }

  private compiled(joined: JoinedSite, identities: Identities, heat: Heat | undefined): CompiledSite {
    const { site, facts, staysWhenSmall } = joined;
    const { tree, scopes, source } = this;
    const { node } = site;
    const { goVersion } = this.result;
    const destination = this.destinationOf(site);
    const flow = facts.find(f => f.flow);
    const way = wayOf(flow, destination, place => this.ownExpression(place));
    const grows = site.kind === 'concat' && accumulates(tree, scopes, repeatingLoop(tree, scopes, node), node);
    const steps = flow ? flowSteps(flow, this.locate) : [];
    const { start, end } = anchorOf(tree, site, grows);
    const base = this.declaration.offset;
    const cause = causeOf({
      joined,
      destination: way,
      tooLarge: facts.some(f => isTooLarge(this, site, { fact: f, mayLeave: destination !== undefined, release: goVersion.minor })),
      unknownSize: goVersion.minor < 25 && site.kind === 'make' && variableSize(tree, scopes, this.pkg, node) !== NONE,
    });
    return {
      site: identities.of(site.kind, node),
      file: source.path,
      span: { start: start + base, end: end + base },
      text: excerpt(nameOf(tree, site, facts[0]?.expression), LONG_EXCERPT),
      cause,
      to: excerpt(way?.name ?? '', LONG_EXCERPT),
      callee: excerpt(this.calleeOf(node), LONG_EXCERPT),
      accumulates: grows,
      isNumber: isBoxedNumber(this, joined),
      isMap: staysWhenSmall && (site.kind === 'literal' || facts.some(f => f.expression.startsWith('make(map['))),
      inside: site.kind === 'inlined' || site.kind === 'other' ? facts.map(insideCallee) : [],
      ...worthOf(this, joined, { cause, at: destination?.node ?? NONE }, this.result, heat),
      logging: loggingAround(this, node),
      steps: steps.length > 0 ? steps : syntaxSteps(tree, source.path, base, destination, node),
    };
  }

  /** The compiler said of a function of the package that what the argument refers to stays. Methods are not looked up: many have one name. */
  private keepsNothing(call: Node, argument: Node): boolean {
    const { tree } = this;
    const callee = tree.unparen(calleeOf(tree, call));
    if (tree.kind(callee) !== K.Identifier || this.scopes.variableOf(callee)) return false;
    const found = this.callees(tree.textOf(callee));
    const parameter = found?.join.parameterAt(argumentsOf(tree, call).indexOf(argument));
    return found !== undefined && parameter !== undefined && found.facts.some(f => f.kind === 'stays' && f.expression === parameter);
  }

  /** The expression at a place of this declaration. */
  private ownExpression(place: CompilerPlace): Expression | undefined {
    const found = this.locate(place);
    const at = found && found.file === this.source.path ? found.span.start - this.declaration.offset : -1;
    return at >= 0 && at < this.tree.text.length ? found : undefined;
  }

  parameterAt(index: number): string | undefined {
    const { tree } = this;
    const parameters = [...tree.children(tree.field(0, F.Parameters))];
    const names = parameters.flatMap(p => [...tree.children(p)].filter(n => tree.fields[n] === F.Name));
    return index < 0 || names[index] === undefined ? undefined : tree.textOf(names[index]);
  }

  /** Source text of what is called with the node as an argument, empty when it is none; a conversion calls nothing. */
  private calleeOf(node: Node): string {
    const list = this.tree.parent(node);
    const text = this.tree.kind(list) === K.ArgumentList ? this.tree.textOf(calleeOf(this.tree, this.tree.parent(list))) : '';
    return BASIC_TYPES.has(text) || this.pkg.type(text) !== undefined ? '' : text;
  }

  private destinationOf(site: SiteNode) {
    if (site.kind === 'variable') return this.destinations.ofVariable(site.node);
    const to = this.destinations.ofValue(site.node);
    const goStatement = site.kind === 'closure' ? this.destinations.goStatementOf(site.node) : NONE;
    return goStatement === NONE ? to : { kind: 'goroutine' as const, node: goStatement, name: '' };
  }
}

function insideCallee({ kind, expression }: CompilerFact): InsideCallee {
  if (kind === 'moved') return { kind: 'variable', text: expression };
  return { kind: /^append\b/.test(expression) ? 'append' : 'value', text: excerpt(expression) };
}
