/** Calls that say how much an allocation beside them matters: some cost far more, some keep what they are given, which is what they are for. */
import { calleeOf, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { SiteContext } from './site-context.js';

/** They wait for another machine, a disk or a clock. */
const WAITS =
  /^(?:[qQ]uery|[qQ]ueryRow|[qQ]ueryRowx|[qQ]ueryx|[eE]xec|[pP]ing|[dD]ial|[dD]ialTimeout|[rR]oundTrip|[sS]leep|[rR]eadFile|[wW]riteFile|[rR]eadDir|[oO]penFile|[oO]pen|[sS]tat|[wW]alk|[wW]alkDir|[gG]lob|[lL]ookupHost|[lL]isten|[aA]ccept)(?:Context)?$/;
/** They keep it, or hand it to a goroutine. */
const KEEPS =
  /^(?:[iI]nsert|[sS]tore|[aA]dd|[pP]ut|[pP]ush|[sS]et|[aA]ppend|[rR]egister|[sS]end|[pP]ublish|[eE]nqueue|[sS]ubscribe|[sS]chedule|[sS]ubmit|[sS]pawn|[gG]o|[sS]tartGo)(?!\p{Ll})/u;
/** They work with reflection: packages, with what their functions begin with. */
const REFLECTS: readonly (readonly [pkg: RegExp, name: RegExp])[] = [
  [/^fmt$/, /./],
  [/^encoding\/(?:json|xml|gob|asn1)$|\/yaml|\/json/, /^(?:Unm|M)arshal/],
  [/^reflect$/, /^DeepEqual$/],
  [/^sort$/, /./],
];

/** True where the node is an argument of such a call, or the call. */
export function isPartOfCostlyCall(context: SiteContext, node: Node): boolean {
  const isCall = context.tree.kind(node) === K.CallExpression;
  return (isCall && isCostly(context, node)) || isCostly(context, callWith(context.tree, node));
}

function isCostly({ tree, types }: SiteContext, call: Node): boolean {
  const callee = call === NONE ? NONE : tree.unparen(calleeOf(tree, call));
  if (tree.kind(callee) !== K.SelectorExpression) return false;
  const name = tree.textOf(tree.last(callee));
  const from = types.packageOf(tree.first(callee));
  if (from !== undefined) return REFLECTS.some(([pkg, names]) => pkg.test(from) && names.test(name)) || waits(name);
  return waits(name) || KEEPS.test(name);
}

/** A variable into which such a call writes, `json.Unmarshal(data, &v)`, `errors.As(err, &target)`. */
export function isTargetOfCostlyCall(context: SiteContext, declaration: Node): boolean {
  const { tree, scopes } = context;
  const variable = scopes.variableOf(declaration);
  return (
    variable?.uses.some(use => {
      const address = tree.parent(use);
      const call = tree.kind(address) === K.UnaryExpression ? callWith(tree, address) : NONE;
      return call !== NONE && (tree.textOf(calleeOf(tree, call)) === 'errors.As' || isPartOfCostlyCall(context, address));
    }) === true
  );
}

/** True for a loop that makes such a call in each iteration. */
export function waitsEachIteration({ tree, scopes }: Pick<SiteContext, 'tree' | 'scopes'>, loop: Node): boolean {
  for (let n = loop + 1; n < tree.afters[loop]!; n++) {
    if (tree.kind(n) !== K.CallExpression || scopes.loopOf(n) !== loop) continue;
    const callee = tree.unparen(calleeOf(tree, n));
    if (tree.kind(callee) === K.SelectorExpression && waits(tree.textOf(tree.last(callee)))) return true;
  }
  return false;
}

const waits = (name: string) => WAITS.test(name);

const callWith = (tree: FlatTree, argument: Node): Node =>
  argument !== NONE && tree.parentKind(argument) === K.ArgumentList ? tree.parent(tree.parent(argument)) : NONE;
