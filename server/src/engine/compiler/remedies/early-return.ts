/**
 * The condition under which a method of the package does anything, as its caller can ask it: `func (l *T) Debug(…) { if !l.on() { return }; … }` does
 * nothing unless `l.on()`. Methods that only call another one with such a beginning count too.
 */
import { Scopes } from '../../go/names/scope.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { negated } from './negated.js';
import { packageFunction, parameterNames, receiverType, statementsOf } from './package-function.js';
import type { RemedyContext } from './remedy.js';

/** A question about a level by its name; others may do more than tell. */
const ASKS = /[eE]nabled|[lL]evel|^Load$|^V$|^[iI]s\p{Lu}|^[oO]n$/u;
/** What the name of a switch tells. */
const SWITCH = /[eE]nabled|[lL]evel|[vV]erbos|[dD]ebug|[tT]rac(?:e|ing)|\bV\(/;
/** Methods that are looked into, one calling the next. */
const MAX_HOPS = 2;
const PLAIN = /^(?:[\p{L}_][\p{L}\p{N}_.]*|-?\d+|"[^"\\]*")$/u;

/** Undefined where the method does something in any case, and where its beginning cannot be written at the call. */
export function earlyReturn(context: RemedyContext, call: Node): string | undefined {
  const { tree, types, pkg } = context;
  const callee = calleeOf(tree, call);
  const receiver = tree.first(callee);
  const type = pkg.resolve(types.ofExpression(receiver));
  const named = type.kind === 'pointer' ? pkg.resolve(type.elem) : type;
  if (tree.kind(callee) !== K.SelectorExpression || named.kind !== 'named' || named.pkg !== '' || !PLAIN.test(tree.textOf(receiver)))
    return undefined;
  const given = argumentsOf(tree, call).map(a => tree.textOf(a));
  return beginning(context, tree.textOf(tree.last(callee)), named.name, [tree.textOf(receiver), ...given], MAX_HOPS);
}

/** `given`: texts of the receiver and of the arguments, as the caller writes them. */
function beginning(context: RemedyContext, method: string, type: string, given: readonly string[], hops: number): string | undefined {
  const found = packageFunction(context, method, type);
  const tree = found?.declaration.tree;
  const [first, ...others] = tree ? statementsOf(tree) : [];
  const names = tree && parameterNames(tree);
  if (!tree || first === undefined || !names || tree.field(0, F.Result) !== NONE || receiverType(tree) !== type) return undefined;
  const own = tree.textOf(tree.first(tree.first(tree.field(0, F.Receiver))));
  const texts = new Map([own, ...names].map((name, i) => [name, given[i] ?? '']));
  const write = (e: Node) => written(context, tree, e, texts);
  if (tree.kind(first) === K.ExpressionStatement && others.length === 0 && hops > 0) {
    const call = tree.first(first);
    const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
    if (tree.kind(callee) !== K.SelectorExpression || tree.textOf(tree.first(callee)) !== own) return undefined;
    const args = argumentsOf(tree, call).map(a => write(a) ?? '');
    return beginning(context, tree.textOf(tree.last(callee)), type, [given[0]!, ...args], hops - 1);
  }
  if (!returnsAtOnce(tree, first)) return undefined;
  let isWritable = true;
  const text = negated(tree, tree.field(first, F.Condition), e => {
    const operand = write(e);
    isWritable &&= operand !== undefined;
    return operand ?? '';
  });
  // Other conditions, such as an error that was met, are no switch.
  return isWritable && SWITCH.test(text) ? text : undefined;
}

/** `if … { return }`, without anything else. */
function returnsAtOnce(tree: FlatTree, statement: Node): boolean {
  if (
    tree.kind(statement) !== K.IfStatement ||
    tree.field(statement, F.Alternative) !== NONE ||
    tree.field(statement, F.Initializer) !== NONE
  )
    return false;
  const list = tree.childOfKind(tree.field(statement, F.Consequence), K.StatementList);
  const only = tree.first(list);
  return only !== NONE && tree.kind(only) === K.ReturnStatement && tree.next(only) === NONE && tree.first(only) === NONE;
}

/** The expression with what the caller gave for the parameters; undefined where it does more than look, or names what means something else there. */
function written(context: RemedyContext, tree: FlatTree, e: Node, texts: ReadonlyMap<string, string>): string | undefined {
  const scopes = Scopes.of(tree);
  let out = '';
  let at = tree.starts[e]!;
  for (let n = e; n < tree.afters[e]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.CallExpression && !asks(tree, n)) return undefined;
    if (kind === K.FuncLiteral || (kind === K.UnaryExpression && tree.op(n) !== '!' && tree.op(n) !== '-')) return undefined;
    if (kind !== K.Identifier) continue;
    const name = tree.textOf(n);
    if (!scopes.variableOf(n)) {
      // A name of the package or an import: it must mean the same at the call.
      if (context.scopes.variables.some(v => v.name === name)) return undefined;
      continue;
    }
    const text = texts.get(name) ?? '';
    if (!PLAIN.test(text)) return undefined;
    out += tree.text.slice(at, tree.starts[n]) + text;
    at = tree.ends[n]!;
  }
  return out + tree.text.slice(at, tree.ends[e]);
}

function asks(tree: FlatTree, call: Node): boolean {
  const callee = tree.unparen(calleeOf(tree, call));
  return tree.kind(callee) === K.SelectorExpression && ASKS.test(tree.textOf(tree.last(callee)));
}
