/** Calls that say how much an allocation beside them matters: some cost far more, some keep what they are given, which is what they are for. */
import { onlyValue } from '../go/body/loops.js';
import { typeSetOf } from '../go/types/identity.js';
import { Is } from '../go/types/model.js';
import { isNamed } from '../go/types/named.js';
import { is, under } from '../go/types/predicates.js';
import { loggingAround } from '../sites/logging-call.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

/** They wait for another machine, a disk or a clock. */
const WAITS =
  /^(?:[qQ]uery|[qQ]ueryRow|[qQ]ueryRowx|[qQ]ueryx|[eE]xec|[pP]ing|[dD]ial|[dD]ialTimeout|[rR]oundTrip|[sS]leep|[rR]eadFile|[wW]riteFile|[rR]eadDir|[oO]penFile|[oO]pen|[sS]tat|[wW]alk|[wW]alkDir|[gG]lob|[lL]ookupHost|[lL]isten|[aA]ccept)(?:Context)?$/;
/** They keep it, or hand it to a goroutine. */
const KEEPS =
  /^(?:[iI]nsert|[sS]tore|[aA]dd|[pP]ut|[pP]ush|[sS]et|[aA]ppend|[rR]egister|[sS]end|[pP]ublish|[eE]nqueue|[sS]ubscribe|[sS]chedule|[sS]ubmit|[sS]pawn|[gG]o|[sS]tartGo)(?!\p{Ll})/u;
/** They encode or decode a whole message or a row of a database, or fill in a template. */
const ENCODES = /^(?:(?:Unm|M)arshal|(?:(?:De|En)code|Scan|(?:Must)?Execute)(?!\p{Ll}))/u;
/** They make a program of a text. */
const COMPILES = /^[cC]ompile(?!\p{Ll})/u;
/** A constructor of the package keeps what it is given. */
const CONSTRUCTS = /^[nN]ew(?=\p{Lu})/u;
/** What can be cancelled waits for something. */
const CONTEXT = /^(?:[\w.]*\b[cC]tx|\w+Ctx|[\w.]+\.Context\(\)|context\.(?:Background|TODO)\(\))$/;
/** Expressions nested deeper are not looked at. */
const MAX_DEPTH = 24;

/** They work with reflection, compile or match an expression, or stop the world: packages, with what their functions begin with. */
const REFLECTS: readonly (readonly [pkg: RegExp, name: RegExp])[] = [
  [/^(?:fmt|reflect)$/, /./],
  [/^sort$/, /./],
  [/^regexp(?:\/syntax)?$/, /^(?:Must)?Compile/],
  [/^runtime(?:\/debug)?$/, /./],
];

/** What methods of these do costs as much. */
const RECEIVERS: readonly (readonly [pkg: string, name: string])[] = [
  ['regexp', 'Regexp'],
  ['reflect', 'Value'],
  ['hash', 'Hash'],
  ['text/template', 'Template'],
  ['html/template', 'Template'],
];

/** True where the node is an argument of such a call, however many calls are between them, or the call. */
export function isPartOfCostlyCall(context: SiteContext, node: Node): boolean {
  const { tree } = context;
  let left = MAX_DEPTH;
  for (let n = node; n > 0 && left-- > 0; n = tree.parent(n)) {
    const kind = tree.kind(n);
    if (kind === K.FuncLiteral || kind === K.StatementList || kind === K.Block) return false;
    if (kind === K.CallExpression && isCostly(context, n)) return true;
  }
  return false;
}

function isCostly(context: SiteContext, call: Node): boolean {
  const { tree, packages } = context;
  const callee = tree.unparen(calleeOf(tree, call));
  if (formats(context, callee)) return true;
  if (canBeCancelled(tree, call)) return true;
  if (tree.kind(callee) === K.Identifier) return [WAITS, CONSTRUCTS, ENCODES].some(names => names.test(tree.textOf(callee)));
  if (tree.kind(callee) !== K.SelectorExpression) return false;
  const name = tree.textOf(tree.last(callee));
  if (ENCODES.test(name)) return true;
  const from = packages.of(tree.first(callee));
  if (from !== undefined) return REFLECTS.some(([pkg, names]) => pkg.test(from) && names.test(name)) || waits(name);
  if (waits(name) || KEEPS.test(name) || COMPILES.test(name)) return true;
  const receiver = typeAt(context, tree.first(callee));
  return RECEIVERS.some(([pkg, type]) => isNamed(receiver, pkg, type));
}

/** `func(format string, args ...any)`, by any name: it formats by reflection, as fmt does. */
function formats({ typed }: SiteContext, callee: Node): boolean {
  const type = typed?.typeOf(callee);
  const func = type && under(type);
  const [format, args] = func?.kind === 'func' && func.variadic ? func.params.slice(-2) : [];
  if (!format || !args || !is(format.type, Is.String)) return false;
  const element = under(args.type.kind === 'slice' ? args.type.elem : args.type);
  return element.kind === 'interface' && typeSetOf(element).methods.size === 0;
}

/** `body := make([]byte, n)` that is kept later: `newMessage(id, body)`, `q.push(body)`, `out[i] = body`. */
export function isGivenToKeeper({ tree, scopes }: Pick<SiteContext, 'tree' | 'scopes'>, made: Node): boolean {
  const statement = tree.parent(tree.parent(made));
  if (tree.kind(statement) !== K.ShortVarDeclaration) return false;
  const name = onlyValue(tree, statement, F.Left);
  const variable = onlyValue(tree, statement, F.Right) === made && tree.kind(name) === K.Identifier ? scopes.variableOf(name) : undefined;
  return variable?.uses.some(use => isStored(tree, use) || keeps(tree, callWith(tree, use))) === true;
}

/** `out[i] = b`, `m.body = b` */
function isStored(tree: FlatTree, use: Node): boolean {
  const statement = tree.parent(tree.parent(use));
  if (tree.kind(statement) !== K.AssignmentStatement || onlyValue(tree, statement, F.Right) !== use) return false;
  const target = tree.kind(onlyValue(tree, statement, F.Left));
  return target === K.IndexExpression || target === K.SelectorExpression;
}

function keeps(tree: FlatTree, call: Node): boolean {
  const callee = tree.kind(call) === K.CallExpression ? tree.unparen(calleeOf(tree, call)) : NONE;
  if (tree.kind(callee) === K.Identifier) return CONSTRUCTS.test(tree.textOf(callee));
  return tree.kind(callee) === K.SelectorExpression && KEEPS.test(tree.textOf(tree.last(callee)));
}

/** A variable into which such a call writes, `json.Unmarshal(data, &v)`, `errors.As(err, &target)`. */
export function isTargetOfCostlyCall(context: SiteContext, declaration: Node): boolean {
  const { tree, scopes } = context;
  const variable = scopes.variableOf(declaration);
  return (
    variable?.uses.some(use => {
      const address = tree.parent(use);
      const call = tree.kind(address) === K.UnaryExpression ? callWith(tree, address) : NONE;
      if (call === NONE) return false;
      return (
        tree.textOf(calleeOf(tree, call)) === 'errors.As' || takesAnything(context, call, address) || isPartOfCostlyCall(context, address)
      );
    }) === true
  );
}

/** True for a loop that waits in each iteration: for such a call, for one that can be cancelled, for a signal or a clock. */
export function waitsEachIteration(context: WaitContext, loop: Node): boolean {
  const { tree, scopes } = context;
  if (rangesOverEvents(context, loop)) return true;
  for (let n = loop + 1; n < tree.afters[loop]!; n++) {
    if (tree.kind(n) !== K.CallExpression || scopes.loopOf(n) !== loop) continue;
    const callee = tree.unparen(calleeOf(tree, n));
    if (waits(tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee))) return true;
    if (canBeCancelled(tree, n) && loggingAround(context, n) === '') return true;
  }
  return false;
}

type WaitContext = Pick<SiteContext, 'tree' | 'scopes' | 'packages' | 'typed'>;

/** Longer arguments are no context. */
const MAX_CONTEXT = 80;

function canBeCancelled(tree: FlatTree, call: Node): boolean {
  const first = tree.first(tree.childOfKind(call, K.ArgumentList));
  return first !== NONE && tree.ends[first]! - tree.starts[first]! <= MAX_CONTEXT && CONTEXT.test(tree.textOf(first));
}

/** `for range signals`, `for now := range ticker.C`. */
function rangesOverEvents({ tree, typed }: WaitContext, loop: Node): boolean {
  const clause = tree.childOfKind(loop, K.RangeClause);
  if (clause === NONE) return false;
  const ranged = under(typeAt({ tree, typed }, tree.field(clause, F.Right)));
  return ranged.kind === 'chan' && (isNamed(ranged.elem, 'os', 'Signal') || isNamed(ranged.elem, 'time', 'Time'));
}

/** `func load(key string, to any)`: it decodes, by reflection. */
function takesAnything({ tree, typed }: SiteContext, call: Node, argument: Node): boolean {
  const called = typed?.typeOf(calleeOf(tree, call));
  const func = called && under(called);
  const index = argumentsOf(tree, call).indexOf(argument);
  const parameter = func?.kind === 'func' && !func.variadic ? func.params[index] : undefined;
  const type = parameter && under(parameter.type);
  return type?.kind === 'interface' && typeSetOf(type).methods.size === 0;
}

const waits = (name: string) => WAITS.test(name);

const callWith = (tree: FlatTree, argument: Node): Node =>
  argument !== NONE && tree.parentKind(argument) === K.ArgumentList ? tree.parent(tree.parent(argument)) : NONE;
