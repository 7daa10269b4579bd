/** The way out with an error or a panic: seldom taken, and slow for other reasons. */
import type { Scopes } from '../go/names/scope.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';

/** In a branch that ends with an error or with the program, in a `return` that makes an error, or a part of an error. */
export function isOnErrorPath(tree: FlatTree, node: Node): boolean {
  let known = byNode.get(tree);
  if (!known) {
    known = new Map();
    byNode.set(tree, known);
  }
  const below: Node[] = [];
  let answer: boolean | undefined = false;
  for (let p = node; p !== NONE && p !== 0; p = tree.parent(p)) {
    answer = known.get(p) ?? decidedAt(tree, p);
    below.push(p);
    if (answer !== undefined) break;
  }
  for (const n of below) known.set(n, answer ?? false);
  return answer ?? false;
}

/** Answers for the nodes asked for and those around them: a call of thousands of arguments is read once and not for each of them. */
const byNode = new WeakMap<FlatTree, Map<Node, boolean>>();

/** Undefined where what is around the node decides. */
function decidedAt(tree: FlatTree, n: Node): boolean | undefined {
  const kind = tree.kind(n);
  if (kind === K.FuncLiteral) return false;
  if ((kind === K.ReturnStatement && makesError(tree, n)) || holdsError(tree, n)) return true;
  return isBranch(tree, n) && (hasFailed(tree, n) || endsBadly(tree, n)) ? true : undefined;
}

/** A call that makes an error or is given one as text: `[]byte(err.Error())`. */
function holdsError(tree: FlatTree, n: Node): boolean {
  if (tree.kind(n) === K.TypeConversionExpression) return isErrorCall(tree, tree.field(n, F.Operand));
  return tree.kind(n) === K.CallExpression && (isErrorCall(tree, n) || argumentsOf(tree, n).some(a => isErrorCall(tree, a)));
}

/** A block of an `if`, a clause of a `switch` or `select`. */
function isBranch(tree: FlatTree, n: Node): boolean {
  const kind = tree.kind(n);
  if (kind === K.Block) return tree.parentKind(n) === K.IfStatement;
  return kind === K.ExpressionCase || kind === K.TypeCase || kind === K.DefaultCase || kind === K.CommunicationCase;
}

/** Behind `if err != nil`, and behind a `recover()` that found something. */
function hasFailed(tree: FlatTree, block: Node): boolean {
  if (tree.parentKind(block) !== K.IfStatement) return false;
  const statement = tree.parent(block);
  const condition = tree.textOf(tree.field(statement, F.Condition));
  if (tree.fields[block] === F.Consequence && /^(?:\w+\.)*[eE]rr\w* != nil\b/.test(condition)) return true;
  return /\brecover\(\)/.test(tree.text.slice(tree.starts[statement]!, tree.starts[block]!));
}

/** The last statement returns an error that is not nil, panics, or ends the program. */
function endsBadly(tree: FlatTree, branch: Node): boolean {
  const list = tree.childOfKind(branch, K.StatementList);
  const last = tree.last(list === NONE ? branch : list);
  if (tree.kind(last) === K.ReturnStatement) return returnsError(tree, last);
  if (tree.kind(last) !== K.ExpressionStatement || tree.kind(tree.first(last)) !== K.CallExpression) return false;
  return /^(?:panic|os\.Exit|log\.(?:Fatal|Panic)\w*|\w+\.(?:Fatal|Panic)\w*)$/.test(tree.textOf(calleeOf(tree, tree.first(last))));
}

/** `return err`, `return nil, ErrClosed`, `return fmt.Errorf(…)`. */
function returnsError(tree: FlatTree, statement: Node): boolean {
  const list = tree.first(statement);
  const value = tree.unparen(tree.kind(list) === K.ExpressionList ? tree.last(list) : list);
  if (value === NONE) return false;
  const name = tree.kind(value) === K.SelectorExpression ? tree.last(value) : value;
  const isName = tree.kind(name) === K.Identifier || tree.kind(name) === K.FieldIdentifier;
  return (isName && /^[eE]rr(?:$|[A-Z_\d])|(?:Err|Error)$/.test(tree.textOf(name))) || makesError(tree, statement);
}

/** `return fmt.Errorf(…)`, `return nil, errors.New(…)`, `return &PathError{…}`. */
function makesError(tree: FlatTree, statement: Node): boolean {
  for (let n = statement; n < tree.afters[statement]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.FuncLiteral) return false;
    if (isErrorCall(tree, n)) return true;
    if (kind === K.CompositeLiteral && /Err(?:or)?$/.test(tree.textOf(tree.first(n)))) return true;
  }
  return false;
}

/** `fmt.Errorf(…)`, `errors.Join(…)`, `newSyntaxError(…)`, `err.Error()`. */
function isErrorCall(tree: FlatTree, n: Node): boolean {
  if (tree.kind(n) !== K.CallExpression) return false;
  const callee = tree.unparen(calleeOf(tree, n));
  const isSelector = tree.kind(callee) === K.SelectorExpression;
  if (isSelector && tree.textOf(tree.first(callee)) === 'errors') return true;
  return /(?:[eE]rrorf?|Err)$/.test(
    isSelector ? tree.textOf(tree.last(callee)) : tree.kind(callee) === K.Identifier ? tree.textOf(callee) : '',
  );
}

/** True inside the arguments of a `panic(…)` of the same function. */
export function isInPanic(tree: FlatTree, scopes: Scopes, node: Node): boolean {
  for (let p = tree.ancestor(node, K.CallExpression, K.FuncLiteral); p !== NONE; p = tree.ancestor(p, K.CallExpression, K.FuncLiteral)) {
    if (tree.kind(p) === K.FuncLiteral) return false;
    const callee = tree.unparen(calleeOf(tree, p));
    if (tree.textOf(callee) === 'panic' && !scopes.variableOf(callee)) return true;
  }
  return false;
}
