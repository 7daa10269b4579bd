/** Calls `x.Get()`, which may be of a sync.Pool: only types tell. */
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import type { GetCall } from './pool-facts.js';

export function readGets({ tree, scopes }: DeclarationSyntax): GetCall[] {
  if (!tree.text.includes('Get')) return [];
  const out: GetCall[] = [];
  for (let n = 0; n < tree.kinds.length; n++) {
    if (tree.kinds[n] !== K.CallExpression || !isGet(tree, n)) continue;
    const operand = tree.unparen(tree.first(calleeOf(tree, n)));
    const assertion = tree.parent(n);
    const unchecked = tree.kind(assertion) === K.TypeAssertionExpression && !isCommaOk(tree, assertion);
    out.push({
      call: n,
      poolText: tree.textOf(operand),
      poolName: tree.textOf(tree.kind(operand) === K.SelectorExpression ? tree.last(operand) : operand),
      local: scopes.variableOf(operand) !== undefined,
      span: tree.span(n),
      ...(unchecked && { uncheckedAssertion: { span: tree.span(assertion), type: tree.textOf(tree.field(assertion, F.Type)) } }),
    });
  }
  return out;
}

function isGet(tree: FlatTree, call: Node): boolean {
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
