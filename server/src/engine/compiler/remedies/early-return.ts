/**
 * The condition under which a function of the package does anything, as its caller can ask it: `func (l *T) Debug(…) { if !l.on() { return }; … }` does
 * nothing unless `l.on()`. Methods that only call another one with such a beginning count too.
 */
import { Scopes } from '../../go/names/scope.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { negated } from './negated.js';
import { packageFunction, parameterNames, receiverType, statementsOf } from './package-function.js';
import type { RemedyContext } from './remedy.js';
import { ownName, pointedTo } from './type-name.js';

/** A question about a level by its name; others may do more than tell. */
const ASKS = /[eE]nabled|[lL]evel|^Load$|^V$|^[iI]s\p{Lu}|^[oO]n$/u;
/** What the name of a switch tells. */
const SWITCH = /[eE]nabled|[lL]evel|[vV]erbos|[dD]ebug|[tT]rac(?:e|ing)|\bV\(/;
/** Methods that are looked into, one calling the next. */
const MAX_HOPS = 2;
const PLAIN = /^(?:[\p{L}_][\p{L}\p{N}_.]*|-?\d+|"[^"\\]*")$/u;

/** Undefined where the function does something in any case, and where its beginning cannot be written at the call. */
export function earlyReturn(context: RemedyContext, call: Node): string | undefined {
  const { tree, scopes } = context;
  const callee = calleeOf(tree, call);
  const given = argumentsOf(tree, call).map(a => tree.textOf(a));
  if (tree.kind(callee) === K.Identifier) {
    return scopes.variableOf(callee) ? undefined : beginning(context, tree.textOf(callee), '', ['', ...given], MAX_HOPS);
  }
  const receiver = tree.first(callee);
  const type = ownName(context, pointedTo(typeAt(context, receiver)));
  if (tree.kind(callee) !== K.SelectorExpression || type === undefined || !PLAIN.test(tree.textOf(receiver))) return undefined;
  const method = tree.textOf(tree.last(callee));
  return (
    beginning(context, method, type, [tree.textOf(receiver), ...given], MAX_HOPS) ??
    declaredQuestion(context, method, tree.textOf(receiver), type)
  );
}

/** `l.DebugEnabled()`, where an interface of the package has both methods. */
function declaredQuestion({ packageFiles }: RemedyContext, method: string, logger: string, type: string): string | undefined {
  const level = /^(?:Trace|Debug|Info|Verbose)/.exec(method)?.[0];
  if (level === undefined) return undefined;
  for (const { syntax } of packageFiles(type) ?? []) {
    for (const { tree } of syntax.declarations) {
      const spec = tree.kind(0) === K.TypeDeclaration ? tree.childOfKind(0, K.TypeSpec) : NONE;
      const declared = spec === NONE ? NONE : tree.field(spec, F.Type);
      if (tree.kind(declared) !== K.InterfaceType || tree.textOf(tree.field(spec, F.Name)) !== type) continue;
      const asks = [...tree.children(declared)]
        .map(m => tree.textOf(m))
        .find(m => new RegExp(`^(?:Is)?${level}(?:Enabled)?\\(\\) bool$`).test(m));
      return asks === undefined ? undefined : `${logger}.${asks.replace(/ bool$/, '')}`;
    }
  }
  return undefined;
}

/** `given`: texts of the receiver and of the arguments, as the caller writes them. */
function beginning(context: RemedyContext, method: string, type: string, given: readonly string[], hops: number): string | undefined {
  const found = packageFunction(context, method, type);
  const tree = found?.declaration.tree;
  const [first, ...others] = tree ? statementsOf(tree) : [];
  const names = tree && parameterNames(tree);
  if (!tree || first === undefined || !names || tree.field(0, F.Result) !== NONE || receiverType(tree) !== type) return undefined;
  const own = type === '' ? '' : tree.textOf(tree.first(tree.first(tree.field(0, F.Receiver))));
  const texts = new Map([own, ...names].map((name, i) => [name, given[i] ?? '']));
  const write = (e: Node) => written(context, tree, e, texts);
  if (tree.kind(first) === K.ExpressionStatement && others.length === 0 && hops > 0) {
    const call = tree.first(first);
    const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
    if (own === '' || tree.kind(callee) !== K.SelectorExpression || tree.textOf(tree.first(callee)) !== own) return undefined;
    const args = argumentsOf(tree, call).map(a => write(a) ?? '');
    return beginning(context, tree.textOf(tree.last(callee)), type, [given[0]!, ...args], hops - 1);
  }
  const question = questionOf(tree, first, others.length === 0, write);
  // Other conditions, such as an error that was met, are no switch.
  return question !== undefined && SWITCH.test(question) ? question : undefined;
}

/** What has to hold so that the function does anything: it returns at once, or has nothing but an `if`. */
function questionOf(tree: FlatTree, first: Node, isOnly: boolean, write: (e: Node) => string | undefined): string | undefined {
  const condition = tree.kind(first) === K.IfStatement ? tree.field(first, F.Condition) : NONE;
  if (condition === NONE || tree.field(first, F.Alternative) !== NONE || tree.field(first, F.Initializer) !== NONE) return undefined;
  let isWritable = true;
  const operand = (e: Node) => {
    const text = write(e);
    isWritable &&= text !== undefined;
    return text ?? '';
  };
  const text = returnsAtOnce(tree, first) ? negated(tree, condition, operand) : isOnly ? operand(condition) : undefined;
  return isWritable ? text : undefined;
}

/** `if … { return }`, without anything else. */
function returnsAtOnce(tree: FlatTree, statement: Node): boolean {
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
