/** Calls that say how much an allocation beside them matters: some cost far more, some keep what they are given, which is what they are for. */
import { onlyValue } from '../go/body/loops.js';
import { typeSetOf } from '../go/types/identity.js';
import { Is } from '../go/types/model.js';
import { is, under } from '../go/types/predicates.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { SiteContext } from './site-context.js';

/** They wait for another machine, a disk or a clock. */
const WAITS =
  /^(?:[qQ]uery|[qQ]ueryRow|[qQ]ueryRowx|[qQ]ueryx|[eE]xec|[pP]ing|[dD]ial|[dD]ialTimeout|[rR]oundTrip|[sS]leep|[rR]eadFile|[wW]riteFile|[rR]eadDir|[oO]penFile|[oO]pen|[sS]tat|[wW]alk|[wW]alkDir|[gG]lob|[lL]ookupHost|[lL]isten|[aA]ccept)(?:Context)?$/;
/** They keep it, or hand it to a goroutine. */
const KEEPS =
  /^(?:[iI]nsert|[sS]tore|[aA]dd|[pP]ut|[pP]ush|[sS]et|[aA]ppend|[rR]egister|[sS]end|[pP]ublish|[eE]nqueue|[sS]ubscribe|[sS]chedule|[sS]ubmit|[sS]pawn|[gG]o|[sS]tartGo)(?!\p{Ll})/u;
/** They encode or decode a whole message, or a row of a database. */
const ENCODES = /^(?:(?:Unm|M)arshal|(?:(?:De|En)code|Scan)(?!\p{Ll}))/u;
/** A constructor of the package keeps what it is given. */
const CONSTRUCTS = /^[nN]ew(?=\p{Lu})/u;
/** What can be cancelled waits for something. */
const CONTEXT = /^(?:[\w.]*\b[cC]tx|\w+Ctx|[\w.]+\.Context\(\)|context\.(?:Background|TODO)\(\))$/;
/** Expressions nested deeper are not looked at. */
const MAX_DEPTH = 24;

/** They work with reflection, compile an expression, or stop the world: packages, with what their functions begin with. */
const REFLECTS: readonly (readonly [pkg: RegExp, name: RegExp])[] = [
  [/^fmt$/, /./],
  [/^reflect$/, /^DeepEqual$/],
  [/^sort$/, /./],
  [/^regexp(?:\/syntax)?$/, /^(?:Must)?Compile/],
  [/^runtime(?:\/debug)?$/, /./],
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
  if (CONTEXT.test(tree.textOf(argumentsOf(tree, call)[0] ?? NONE))) return true;
  if (tree.kind(callee) === K.Identifier) return waits(tree.textOf(callee)) || CONSTRUCTS.test(tree.textOf(callee));
  if (tree.kind(callee) !== K.SelectorExpression) return false;
  const name = tree.textOf(tree.last(callee));
  if (ENCODES.test(name)) return true;
  const from = packages.of(tree.first(callee));
  if (from !== undefined) return REFLECTS.some(([pkg, names]) => pkg.test(from) && names.test(name)) || waits(name);
  return waits(name) || KEEPS.test(name);
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

/** `body := make([]byte, n)` that a later call keeps: `newMessage(id, body)`, `q.push(body)`. */
export function isGivenToKeeper({ tree, scopes }: Pick<SiteContext, 'tree' | 'scopes'>, made: Node): boolean {
  const statement = tree.parent(tree.parent(made));
  if (tree.kind(statement) !== K.ShortVarDeclaration) return false;
  const name = onlyValue(tree, statement, F.Left);
  const variable = onlyValue(tree, statement, F.Right) === made && tree.kind(name) === K.Identifier ? scopes.variableOf(name) : undefined;
  return variable?.uses.some(use => keeps(tree, callWith(tree, use))) === true;
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
      return call !== NONE && (tree.textOf(calleeOf(tree, call)) === 'errors.As' || isPartOfCostlyCall(context, address));
    }) === true
  );
}

/** True for a loop that makes such a call in each iteration. */
export function waitsEachIteration({ tree, scopes }: Pick<SiteContext, 'tree' | 'scopes'>, loop: Node): boolean {
  for (let n = loop + 1; n < tree.afters[loop]!; n++) {
    if (tree.kind(n) !== K.CallExpression || scopes.loopOf(n) !== loop) continue;
    const callee = tree.unparen(calleeOf(tree, n));
    if (waits(tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee))) return true;
  }
  return false;
}

const waits = (name: string) => WAITS.test(name);

const callWith = (tree: FlatTree, argument: Node): Node =>
  argument !== NONE && tree.parentKind(argument) === K.ArgumentList ? tree.parent(tree.parent(argument)) : NONE;
