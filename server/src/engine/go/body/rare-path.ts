/** What few calls of a function get to: a guard clause that leaves early, or memory that is made on first use or when it is full. */
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';

/** True when few calls get to the node, in the tree of a function declaration. */
export function isOnRarePath(tree: FlatTree, node: Node): boolean {
  for (let p = node; p !== NONE; p = tree.parent(p)) {
    const kind = tree.kind(p);
    if (kind === K.FuncLiteral || p === 0) return false;
    if (kind !== K.Block || tree.parentKind(p) !== K.IfStatement) continue;
    const statement = tree.parent(p);
    if (lastStatement(tree, p) === K.ReturnStatement && tree.next(statement) !== NONE && !isAllThereIs(tree, statement)) return true;
    if (tree.field(statement, F.Alternative) !== NONE) continue;
    if (isWholeBody(tree, statement) || refills(tree, statement, p, node)) return true;
  }
  return false;
}

const lastStatement = (tree: FlatTree, block: Node) => tree.kind(tree.last(tree.childOfKind(block, K.StatementList)));

/** `if len(vars) > 0 { return &Tuple{vars} }; return nil`: what the function is for, unless it is an error that it makes. */
function isAllThereIs(tree: FlatTree, statement: Node): boolean {
  const rest = tree.next(statement);
  const isNil = tree.kind(rest) === K.ReturnStatement && tree.textOf(rest) === 'return nil';
  return isNil && tree.textOf(tree.field(0, F.Result)) !== 'error';
}

function isWholeBody(tree: FlatTree, statement: Node): boolean {
  const list = tree.parent(statement);
  return tree.first(list) === statement && tree.next(statement) === NONE && tree.parent(tree.parent(list)) === 0;
}

/**
 * `if b.buf == nil { b.buf = make(…) }`, `if len(b.buf)+n > cap(b.buf) { b.grow(n) }`: what the condition asks about is made anew, and the next calls find
 * it. Of a field alone: a variable of the function begins anew in each call.
 */
function refills(tree: FlatTree, statement: Node, block: Node, node: Node): boolean {
  let own = node;
  while (tree.parent(tree.parent(own)) !== block) own = tree.parent(own);
  const asked = fieldsIn(tree, tree.field(statement, F.Condition));
  switch (tree.kind(own)) {
    case K.AssignmentStatement: {
      const target = tree.unparen(tree.first(tree.field(own, F.Left)));
      return tree.op(own) === '=' && isField(tree, target) && asked.has(tree.textOf(target));
    }
    case K.ExpressionStatement:
      return isGivenOneOf(tree, tree.first(own), asked);
    default:
      return false;
  }
}

/** `b.grow(n)` where a field of `b` is asked about, `grow(&b.buf)` where that is. */
function isGivenOneOf(tree: FlatTree, call: Node, asked: ReadonlySet<string>): boolean {
  if (tree.kind(call) !== K.CallExpression) return false;
  const callee = calleeOf(tree, call);
  const receiver = tree.kind(callee) === K.SelectorExpression ? tree.textOf(tree.first(callee)) : '';
  if (receiver !== '' && [...asked].some(a => a.startsWith(`${receiver}.`))) return true;
  return argumentsOf(tree, call).some(
    a => tree.kind(a) === K.UnaryExpression && tree.op(a) === '&' && asked.has(tree.textOf(tree.first(a))),
  );
}

/** The fields whose value, length or room the condition asks about. */
function fieldsIn(tree: FlatTree, condition: Node): Set<string> {
  const out = new Set<string>();
  if (condition === NONE || !/\bnil\b|\b(?:len|cap)\(|== 0\b/.test(tree.textOf(condition))) return out;
  for (let n = condition; n < tree.count && tree.starts[n]! < tree.ends[condition]!; n++) if (isField(tree, n)) out.add(tree.textOf(n));
  return out;
}

const isField = (tree: FlatTree, n: Node): boolean => tree.kind(n) === K.SelectorExpression;
