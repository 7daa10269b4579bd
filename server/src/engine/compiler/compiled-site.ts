/** A joined site -> the record of it: where it is, what it is called, why it is on the heap, and how it gets there. */

import { Mode } from '../go/types/model.js';
import { isPredeclaredType } from '../go/types/universe.js';
import type { CompiledSite, InsideCallee } from '../sites/evidence.js';
import { excerpt, LONG_EXCERPT } from '../sites/excerpt.js';
import type { Identities } from '../sites/identify.js';
import { repeatingLoop, variableSize } from '../sites/silence.js';
import { calleeOf, K, NONE, type Node } from '../syntax/flat-tree.js';
import { accumulates, anchorOf, nameOf } from './anchor.js';
import { isBoxedNumber } from './boxed-number.js';
import { causeOf, isShownBy, wayOf } from './cause.js';
import type { DeclarationContext } from './declaration-context.js';
import type { Destination } from './destination.js';
import type { Expression } from './expression.js';
import type { CompilerFact, CompilerPackageResult, CompilerPlace } from './facts.js';
import { fieldAddress } from './field-address.js';
import type { JoinedSite } from './grown-slice.js';
import type { Heat } from './hot-place.js';
import { calleesAt } from './inlined-callee.js';
import { insteadOf } from './library-call.js';
import { loggingOf } from './logging.js';
import { isNamelessResult, type SiteNode } from './printed-site.js';
import { returningFunction } from './returning-function.js';
import { sharedBy } from './shared-variable.js';
import { isTooLarge } from './site-types.js';
import { flowSteps, syntaxSteps } from './steps.js';
import { takerOf } from './taker.js';
import { worthOf } from './worth.js';

/** What the sites of one declaration are described with. */
interface Describing {
  readonly identities: Identities;
  readonly heat: Heat | undefined;
  locate(place: CompilerPlace): Expression | undefined;
}

export function compiledSite(context: DeclarationContext, joined: JoinedSite, { identities, heat, locate }: Describing): CompiledSite {
  const { site, facts, staysWhenSmall } = joined;
  const { tree, scopes, source, result, declaration } = context;
  const { node } = site;
  const release = result.goVersion.minor;
  const destination = destinationOf(context, site);
  const flow = facts.find(f => f.flow);
  const way = wayOf(context, flow, destination, { isDirect: destination !== undefined && tree.within(node, destination.node) });
  const grows = site.kind === 'concat' && accumulates(tree, scopes, repeatingLoop(tree, scopes, node), node);
  const steps = flow && (!way || isShownBy(flow, way)) ? flowSteps(flow, locate) : [];
  const { start, end } = anchorOf(tree, site, grows);
  const base = declaration.offset;
  const cause = causeOf({
    joined,
    destination: way,
    tooLarge: facts.some(f => isTooLarge(context, site, { fact: f, mayLeave: destination !== undefined, release })),
    unknownSize: release < 25 && site.kind === 'make' && variableSize(tree, scopes, context.pkg, node) !== NONE,
  });
  const instead = site.kind === 'library' ? insteadOf(context, node) : undefined;
  const to = instead?.to ?? way?.name ?? '';
  const field = site.kind === 'variable' ? addressedField(context, node) : undefined;
  const taker = takerOf(context, site, { cause, to });
  return {
    site: { ...identities.of(site.kind, node), ...(joined.isAside && { isAside: true as const }) },
    file: source.path,
    span: { start: start + base, end: end + base },
    text: excerpt(nameOf(tree, site, facts[0]?.expression), LONG_EXCERPT),
    cause,
    to: excerpt(to, LONG_EXCERPT),
    via: excerpt(way?.via ?? '', LONG_EXCERPT),
    shared: cause === 'closure' || cause === 'goroutine' ? sharedBy(context, site, facts, destination?.node ?? NONE) : '',
    returnedBy: cause === 'returned' ? returningFunction(context, node, facts) : undefined,
    callee: excerpt(calleeOfArgument(context, node), LONG_EXCERPT),
    ...(taker !== undefined && { taker }),
    ...(instead && { instead: instead.way }),
    ...(instead?.free && { free: instead.free }),
    ...(instead?.since && { since: instead.since }),
    ...(field !== undefined && { field }),
    accumulates: grows,
    isNumber: isBoxedNumber(context, joined),
    isMap: staysWhenSmall && (site.kind === 'literal' || facts.some(f => f.expression.startsWith('make(map['))),
    inside: site.kind === 'inlined' || site.kind === 'other' ? facts.map(f => insideCallee(f, result)) : [],
    ...worthOf(
      context,
      joined,
      { cause: cause === 'held' ? (destination?.kind ?? 'unseen') : cause, at: destination?.node ?? NONE },
      result,
      heat,
    ),
    logging: loggingOf(context, node),
    steps: steps.length > 0 ? steps : syntaxSteps(tree, source.path, base, destination, node),
  };
}

/** The one field of the variable whose address is taken. */
function addressedField(context: DeclarationContext, declared: Node): string | undefined {
  const variable = context.scopes.variableOf(declared);
  const found = variable && fieldAddress(context, variable);
  return found && excerpt(context.tree.textOf(found.field));
}

/** Source text of what is called with the node as an argument, empty when it is none; a conversion calls nothing. */
function calleeOfArgument({ tree, pkg, typed }: DeclarationContext, node: Node): string {
  const list = tree.parent(node);
  const callee = tree.kind(list) === K.ArgumentList ? calleeOf(tree, tree.parent(list)) : NONE;
  if (typed?.modes[tree.unparen(callee)] === Mode.Type) return '';
  const text = callee === NONE ? '' : tree.textOf(callee);
  return isPredeclaredType(text) || pkg.type(text) !== undefined ? '' : text;
}

function destinationOf({ destinations }: DeclarationContext, site: SiteNode): Destination | undefined {
  if (site.kind === 'variable') return destinations.ofVariable(site.node);
  const to = destinations.ofValue(site.node);
  const goStatement = site.kind === 'closure' ? destinations.goStatementOf(site.node) : NONE;
  return goStatement === NONE ? to : { kind: 'goroutine', node: goStatement, name: '' };
}

function insideCallee(fact: CompilerFact, { facts }: CompilerPackageResult): InsideCallee {
  const { kind, expression } = fact;
  // A result without a name: it is the last of what is inlined there that gives it.
  const giver = isNamelessResult(expression) ? calleesAt(facts, fact).at(-1) : undefined;
  if (giver !== undefined) return { kind: 'value', text: `${giver}(…)` };
  if (kind === 'moved') return { kind: 'variable', text: expression };
  return { kind: /^append\b/.test(expression) ? 'append' : 'value', text: excerpt(expression) };
}
