/** Calls that give an object to a pool or take one from it, by their shape. */
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import type { GetCall, PutCall, Taker } from './pool-facts.js';

/** A put with the nodes its flow is followed by. */
export interface PutNodes {
  readonly fact: PutCall;
  readonly call: Node;
  /** The expression that is given away. */
  readonly object: Node;
  /** Function whose body holds the call. */
  readonly func: Node;
}

export interface PoolCallNodes {
  readonly puts: readonly PutNodes[];
  readonly gets: readonly GetCall[];
}

/** Names of functions and methods that may give their argument or receiver back to a pool. */
const RELEASES = /^(?:put|free|release|recycle|return(?:to|buf|obj)|(?:back|give)to)/i;

/** Then the reader rests. */
const CALLS_PER_SLICE = 50;

/** First letters of `RELEASES` and of Get; a parenthesis for a callee in parentheses. */
const INITIALS = new Uint8Array(128);
for (const c of 'pPfFrRbBgG(') INITIALS[c.charCodeAt(0)] = 1;

export function* readPoolCalls(syntax: DeclarationSyntax): Sliced<PoolCallNodes> {
  const { tree } = syntax;
  const puts: PutNodes[] = [];
  const gets: GetCall[] = [];
  const { kinds } = tree;
  const wanted = K.CallExpression;
  for (let n = 0; n < kinds.length; n++) {
    if (kinds[n] !== wanted || !mayMatter(tree, n)) continue;
    const get = readGet(syntax, n);
    if (get) gets.push(get);
    else puts.push(...readPuts(syntax, n));
    if ((gets.length + puts.length) % CALLS_PER_SLICE === CALLS_PER_SLICE - 1) yield;
  }
  return { puts, gets };
}

/** Looks at one letter of the callee's name: most calls end here. */
function mayMatter(tree: FlatTree, call: Node): boolean {
  const callee = call + 1;
  const name = tree.kinds[callee] === K.SelectorExpression ? tree.afters[callee]! - 1 : callee;
  return INITIALS[tree.text.charCodeAt(tree.starts[name]!)] === 1;
}

function readGet({ tree, types, scopes }: DeclarationSyntax, call: Node): GetCall | undefined {
  if (!isGet(tree, call)) return undefined;
  const operand = tree.unparen(tree.first(calleeOf(tree, call)));
  if (types.packageOf(operand) !== undefined) return undefined;
  const assertion = tree.parent(call);
  const unchecked = tree.kind(assertion) === K.TypeAssertionExpression && !isCommaOk(tree, assertion);
  return {
    pool: types.ofExpression(operand),
    poolText: tree.textOf(operand),
    poolName: tree.textOf(tree.kind(operand) === K.SelectorExpression ? tree.last(operand) : operand),
    local: scopes.variableOf(operand) !== undefined,
    span: tree.span(call),
    ...(unchecked && { uncheckedAssertion: { span: tree.span(assertion), type: tree.textOf(tree.field(assertion, F.Type)) } }),
  };
}

/** `x.Get()` */
export function isGet(tree: FlatTree, call: Node): boolean {
  const callee = calleeOf(tree, call);
  return (
    tree.kind(call) === K.CallExpression &&
    tree.kind(callee) === K.SelectorExpression &&
    tree.textOf(tree.last(callee)) === 'Get' &&
    argumentsOf(tree, call).length === 0
  );
}

/** `v, ok := e` and `v, ok = e`. */
function isCommaOk(tree: FlatTree, e: Node): boolean {
  let value = e;
  while (tree.parentKind(value) === K.ParenthesizedExpression) value = tree.parent(value);
  const list = tree.parent(value);
  const statement = tree.kind(list) === K.ExpressionList ? tree.parent(list) : list;
  const kind = tree.kind(statement);
  if (kind === K.VarSpec) return [...tree.children(statement)].filter(c => tree.fields[c] === F.Name).length === 2;
  if (kind !== K.ShortVarDeclaration && kind !== K.AssignmentStatement) return false;
  const left = tree.field(statement, F.Left);
  return tree.within(value, tree.field(statement, F.Right)) && tree.next(tree.first(left)) !== NONE && tree.next(value) === NONE;
}

function readPuts(syntax: DeclarationSyntax, call: Node): PutNodes[] {
  const { tree, types, scopes } = syntax;
  const callee = tree.unparen(calleeOf(tree, call));
  const args = argumentsOf(tree, call);
  if (args.some(a => tree.kind(a) === K.VariadicArgument)) return [];
  const make = (taker: Taker, object: Node) => [putNodes(syntax, call, taker, object)];
  if (tree.kind(callee) === K.Identifier) {
    const name = tree.textOf(callee);
    if (scopes.variableOf(callee) || !RELEASES.test(name)) return [];
    return args.flatMap((a, i) => (isVariable(syntax, a) ? make({ name, argument: i }, a) : []));
  }
  if (tree.kind(callee) !== K.SelectorExpression) return [];
  const receiver = tree.unparen(tree.first(callee));
  const name = tree.textOf(tree.last(callee));
  if (!RELEASES.test(name) || types.packageOf(receiver) !== undefined) return [];
  const taker = (argument: number): Taker => ({ of: types.ofExpression(receiver), name, argument });
  if (name === 'Put') return args.length === 1 ? make(taker(0), args[0]!) : [];
  if (args.length === 0) return isVariable(syntax, receiver) ? make(taker(-1), receiver) : [];
  return args.flatMap((a, i) => (isVariable(syntax, a) ? make(taker(i), a) : []));
}

/** `v` or `&v` of a variable of the declaration. */
function isVariable({ tree, scopes }: DeclarationSyntax, e: Node): boolean {
  return scopes.variableOf(variableNode(tree, e)) !== undefined;
}

/** The identifier of `v` and `&v`. */
export function variableNode(tree: FlatTree, e: Node): Node {
  const inner = tree.unparen(e);
  return tree.kind(inner) === K.UnaryExpression && tree.op(inner) === '&' ? tree.unparen(tree.first(inner)) : inner;
}

function putNodes({ tree, scopes }: DeclarationSyntax, call: Node, taker: Taker, object: Node): PutNodes {
  const statement = tree.parent(call);
  const alone = [K.ExpressionStatement, K.DeferStatement].includes(tree.kind(statement));
  const inner = tree.unparen(object);
  const fact: PutCall = {
    taker,
    callee: tree.textOf(calleeOf(tree, call)),
    call: tree.span(call),
    ...(alone && place(tree, statement)),
    topLevel: tree.parent(tree.parent(tree.parent(statement))) === scopes.functionOf(call),
    argument: tree.span(object),
    argumentText: tree.textOf(object),
    nodes: { callee: tree.unparen(calleeOf(tree, call)), argument: object },
    addressOf: tree.kind(inner) === K.UnaryExpression && tree.op(inner) === '&',
    deferred: tree.kind(statement) === K.DeferStatement,
    inLoop: scopes.loopOf(call) !== NONE,
  };
  return { fact, call, object, func: scopes.functionOf(call) };
}

/** A statement's node may take in the line's end, so ends are read from the text. */
function place(tree: FlatTree, statement: Node): { statement: Span; line?: Span } {
  const { text } = tree;
  const { start } = tree.span(statement);
  const end = start + tree.textOf(statement).trimEnd().length;
  const from = text.lastIndexOf('\n', start) + 1;
  const newline = text.indexOf('\n', end);
  const alone = from > 0 && newline >= 0 && text.slice(from, start).trim() === '' && text.slice(end, newline).trim() === '';
  return { statement: { start, end }, ...(alone && { line: { start: from, end: newline + 1 } }) };
}
