/** One pass over a declaration's nodes that hands each kind of allocation to its reader. Hot: a table decides, most nodes cost one read. */
import type { Span } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import { capturedByReference, firstUseInside, hasCaptures, isOnlyCalled } from '../go/body/captures.js';
import { loopDepth } from '../go/body/enclosing.js';
import type { Variable } from '../go/names/variable.js';
import { isWritten, leadsOutside } from '../go/names/written-types.js';
import type { AllocationSite, LeavingSite } from '../go/package/allocation-site.js';
import { limitSites } from '../go/package/declaration.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { questionOf, type TypeQuestion } from '../go/package/type-question.js';
import { deadIf } from '../go/types/constants.js';
import { F, K, NONE, type Node } from '../syntax/flat-tree.js';
import { allocatedBy, allocatedByMake, isEmptySlice, VALUE } from './allocated.js';
import { readBoxedArguments } from './boxed-sites.js';
import { isColdPlace } from './cold-place.js';
import { readLoopConcat } from './concat-sites.js';
import { type Draft, leaving, weight } from './draft.js';
import { excerpt } from './excerpt.js';
import { behind, type Exit } from './exit.js';
import { readGrowingSlice } from './growth-sites.js';
import { Identities } from './identify.js';
import { signatureOf } from './signature.js';
import { readLargeVariables, readMake, readNew } from './sized-sites.js';
import { syncMethodCall } from './sync-sites.js';
import { ValueFlow } from './value-flow.js';

/** An expression whose allocation goes where an inlined function goes; a statement whose allocation stays. */
const MOVES = 1;
const STAYS = 2;
const INTERESTING = new Uint8Array(256);
for (const k of [K.UnaryExpression, K.SliceExpression, K.CallExpression, K.CompositeLiteral, K.FuncLiteral]) INTERESTING[k] = MOVES;
for (const k of [K.AssignmentStatement, K.VarSpec, K.ShortVarDeclaration]) INTERESTING[k] = STAYS;

/** Then the reader rests. */
const LOOKED_PER_SLICE = 20;
/** What a node that it passes by counts for: a table has a hundred thousand. */
const PASSED = 0.001;

export class SiteReader {
  private readonly flow: ValueFlow;
  private readonly drafts: Draft[] = [];
  /** A variable is allocated once, however often its address leaves. */
  private readonly byVariable = new Map<number, Draft<LeavingSite>>();
  /** Function literals that may be inlined where they are called. */
  private readonly inlined = new Map<Node, boolean>();

  constructor(private readonly syntax: DeclarationSyntax) {
    this.flow = new ValueFlow(syntax);
  }

  *read(): Sliced<readonly AllocationSite[]> {
    const { tree, scopes } = this.syntax;
    const { kinds } = tree;
    let looked = 0;
    for (let n = 0; n < kinds.length; n++) {
      const role = INTERESTING[kinds[n]!]!;
      looked += role === 0 ? PASSED : 1;
      limitSites(this.drafts.length);
      if (looked >= LOOKED_PER_SLICE) yield;
      looked %= LOOKED_PER_SLICE;
      if (role === 0) continue;
      const func = scopes.functionOf(n);
      if (func === NONE || (role === MOVES && this.isInlined(func))) continue;
      switch (kinds[n]!) {
        case K.UnaryExpression:
          if (tree.op(n) === '&') this.address(n);
          break;
        case K.SliceExpression:
          this.slicedArray(n);
          break;
        case K.CallExpression:
          this.call(n);
          break;
        case K.CompositeLiteral:
          this.literal(n);
          break;
        case K.FuncLiteral:
          this.closure(n);
          break;
        case K.AssignmentStatement:
          this.add(n, readLoopConcat(this.syntax, n));
          this.add(n, readGrowingSlice(this.syntax, n));
          break;
        default:
          readLargeVariables(this.syntax, n, this.drafts);
      }
    }
    for (const site of this.byVariable.values()) this.drafts.push(site);
    return yield* this.identified();
  }

  private *identified(): Sliced<readonly AllocationSite[]> {
    const identities = new Identities(this.syntax.tree, this.syntax.scopes);
    const sites: AllocationSite[] = [];
    for (const { kind, node, ...found } of this.drafts.sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (sites.length % LOOKED_PER_SLICE === LOOKED_PER_SLICE - 1) yield;
      sites.push({ ...found, site: identities.of(kind, node), ...(isColdPlace(this.syntax, node) && { cold: true }) });
    }
    return sites;
  }

  private isInlined(func: Node): boolean {
    if (func === 0) return false;
    let known = this.inlined.get(func);
    if (known === undefined) {
      known = isOnlyCalled(this.syntax, func);
      this.inlined.set(func, known);
    }
    return known;
  }

  private add(n: Node, site: Draft | undefined): void {
    const alive = site && this.alive(n, site);
    if (alive) this.drafts.push(alive);
  }

  /** With the conditions that it stands behind; undefined where it is surely left out. */
  private alive<D extends Draft>(n: Node, site: D): D | undefined {
    const unless = deadIf(this.syntax, n);
    if (unless.length === 0) return site;
    return unless.some(nodes => nodes.length === 0) ? undefined : { ...site, unless };
  }

  /** `&x`, `&x.f`, `&x[i]`, `&T{}`. */
  private address(n: Node): void {
    const { tree, scopes, types } = this.syntax;
    const operand = tree.unparen(tree.first(n));
    if (tree.kind(operand) === K.CompositeLiteral) {
      const exit = this.flow.exitOf(n);
      const isEmpty = tree.first(tree.last(operand)) === NONE;
      const allocated = isEmpty ? allocatedBy(types.of(operand), 'value') : VALUE;
      if (exit && allocated) this.add(n, leaving(tree, n, 'pointer', `&${excerpt(tree.textOf(tree.first(operand)))}{…}`, allocated, exit));
      return;
    }
    const inside: TypeQuestion[] = [];
    let base = operand;
    while (tree.kind(base) === K.SelectorExpression || tree.kind(base) === K.IndexExpression) {
      base = tree.unparen(tree.first(base));
      if (tree.kind(base) === K.Identifier && !scopes.variableOf(base)) return;
      const type = types.of(base);
      if (leadsOutside(type)) return;
      if (type.kind !== 'struct' && type.kind !== 'array') inside.push(questionOf(type, base));
    }
    this.variableAddress(n, base, inside);
  }

  /** `x[:]` of an array variable takes its address. */
  private slicedArray(n: Node): void {
    const { tree, types } = this.syntax;
    const base = tree.unparen(tree.field(n, F.Operand));
    if (tree.kind(base) !== K.Identifier) return;
    const type = types.of(base);
    if (type.kind === 'array') this.variableAddress(n, base, []);
    else if (!isWritten(type)) this.variableAddress(n, base, [questionOf(type, base)]);
  }

  private variableAddress(n: Node, identifier: Node, inside: readonly TypeQuestion[]): void {
    const { tree, scopes } = this.syntax;
    const variable = tree.kind(identifier) === K.Identifier ? scopes.variableOf(identifier) : undefined;
    if (!variable || variable.kind === 'constant' || variable.kind === 'type') return;
    // The address of an outer function's variable may stay with it.
    if (variable.func !== scopes.functionOf(n)) return;
    const exit = this.flow.exitOf(n);
    if (!exit) return;
    this.variable(n, variable, behind({ ...tree.span(n), what: 'addressTaken', name: variable.name }, exit), inside);
  }

  private call(n: Node): void {
    const { tree, scopes, types } = this.syntax;
    const callee = tree.first(n);
    if (tree.kind(callee) === K.SelectorExpression) {
      readBoxedArguments(this.syntax, n, callee, this.drafts);
      const sync = syncMethodCall(this.syntax, n, callee);
      if (sync) this.keepBest(n, sync.variable, sync.site);
      return;
    }
    if (tree.kind(callee) !== K.Identifier || scopes.variableOf(callee)) return;
    const name = tree.textOf(callee);
    if (name !== 'make' && name !== 'new') return;
    const type = tree.first(tree.last(n));
    if (type === NONE) return;
    if (name === 'new') {
      const exit = this.flow.exitOf(n);
      const allocated = allocatedBy(types.ofType(type), 'value');
      if (!exit) this.add(n, readNew(this.syntax, n));
      else if (allocated) this.add(n, leaving(tree, n, 'pointer', `new(${excerpt(tree.textOf(type))})`, allocated, exit));
      return;
    }
    const made = types.ofType(type);
    if (made.kind === 'chan') return;
    const exit = this.flow.exitOf(n);
    const allocated = allocatedByMake(types, made);
    if (!exit) this.add(n, readMake(this.syntax, n));
    else if (allocated && !isEmptySlice(tree, tree.next(type), made))
      this.add(n, leaving(tree, n, 'make', excerpt(tree.textOf(n)), allocated, exit));
  }

  /** `[]T{…}` and `map[K]V{…}`: an empty slice needs no memory, an empty map does. */
  private literal(n: Node): void {
    const { tree, types } = this.syntax;
    const type = tree.first(n);
    const kind = tree.kind(type);
    if (kind !== K.SliceType && kind !== K.MapType) return;
    if (kind === K.SliceType && tree.first(tree.last(n)) === NONE) return;
    if (tree.parentKind(n) === K.UnaryExpression) return;
    const exit = this.flow.exitOf(n);
    const allocated = allocatedByMake(types, types.ofType(type));
    if (exit && allocated) this.add(n, leaving(tree, n, 'literal', `${excerpt(tree.textOf(type))}{…}`, allocated, exit));
  }

  private closure(n: Node): void {
    const { tree, scopes } = this.syntax;
    const exit = this.flow.exitOf(n);
    if (!exit || !hasCaptures(this.syntax, n)) return;
    const shared = capturedByReference(this.syntax, n);
    if (exit.cause !== 'goroutine') {
      const way = shared.reduceRight((way, v) => behind(captured(tree.span(firstUseInside(v, n)), v), way), exit);
      this.add(n, { ...leaving(tree, n, 'closure', '', VALUE, way), ...signatureOf(tree, n) });
      return;
    }
    for (const v of shared) {
      const way = behind(captured(tree.span(firstUseInside(v, n)), v), exit);
      if (v.func === scopes.functionOf(tree.parent(n))) this.variable(n, v, way);
    }
  }

  /** Not where it needs no memory. */
  private variable(n: Node, v: Variable, exit: Exit, inside: readonly TypeQuestion[] = []): void {
    const allocated = allocatedBy(this.syntax.types.ofVariable(v), 'variable');
    if (allocated) this.keepBest(n, v, { ...leaving(this.syntax.tree, v.node, 'variable', v.name, allocated, exit), inside });
  }

  private keepBest(n: Node, v: Variable, found: Draft<LeavingSite>): void {
    const old = this.byVariable.get(v.id);
    const alive = old && weight(old) <= weight(found) ? undefined : this.alive(n, found);
    if (alive) this.byVariable.set(v.id, inAllLoops(alive, loopDepth(this.syntax.tree, v.node)));
  }
}

/** A variable is not made for a return. */
const inAllLoops = ({ or, ...site }: Draft<LeavingSite>, depth: number): Draft<LeavingSite> => ({
  ...site,
  loopDepth: depth,
  ...(or && { or: { ...or, loopDepth: depth } }),
});

const captured = (span: Span, v: Variable) => ({ ...span, what: 'captured' as const, name: v.name });
