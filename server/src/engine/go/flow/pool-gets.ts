/** Calls `x.Get()` and `x.New()`, which may be of a sync.Pool: only types tell. */
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import type { GetCall, NewCall } from './pool-facts.js';

export function readGets({ tree, scopes }: DeclarationSyntax): GetCall[] {
  if (!tree.text.includes('Get')) return [];
  const out: GetCall[] = [];
  for (let n = 0; n < tree.kinds.length; n++) {
    if (tree.kinds[n] !== K.CallExpression || !isCalled(tree, n, 'Get')) continue;
    const operand = tree.unparen(tree.first(calleeOf(tree, n)));
    const assertion = uncheckedAssertion({ tree, scopes }, n);
    out.push({
      call: n,
      poolText: tree.textOf(operand),
      poolName: lastName(tree, operand),
      local: scopes.variableOf(operand) !== undefined,
      span: tree.span(n),
      ...(assertion !== NONE && { uncheckedAssertion: { span: tree.span(assertion), type: tree.textOf(tree.field(assertion, F.Type)) } }),
    });
  }
  return out;
}

/** `x.Get().(T)`, and the first assertion of a variable that is declared with the call where nothing else is done with it. */
function uncheckedAssertion({ tree, scopes }: Pick<DeclarationSyntax, 'tree' | 'scopes'>, call: Node): Node {
  const isUnchecked = (e: Node) => tree.kind(e) === K.TypeAssertionExpression && !isCommaOk(tree, e);
  const p = tree.parent(call);
  if (isUnchecked(p)) return p;
  const left = tree.kind(p) === K.ExpressionList ? tree.field(tree.parent(p), F.Left) : NONE;
  const v = left === NONE ? undefined : scopes.variableOf(tree.first(left));
  if (v?.kind !== 'local' || tree.unparen(v.init) !== call || v.initIndex > 0 || v.uses.length === 0) return NONE;
  return v.uses.every(use => isUnchecked(tree.parent(use))) ? tree.parent(v.uses[0]!) : NONE;
}

/** Calls `x.New()` of whatever has such a method or field. */
export function readNewCalls({ tree }: DeclarationSyntax): NewCall[] {
  if (!tree.text.includes('.New()')) return [];
  const out: NewCall[] = [];
  for (let n = 0; n < tree.kinds.length; n++) {
    if (tree.kinds[n] !== K.CallExpression || !isCalled(tree, n, 'New')) continue;
    const operand = tree.unparen(tree.first(calleeOf(tree, n)));
    out.push({ call: n, poolText: tree.textOf(operand), poolName: lastName(tree, operand), span: tree.span(n) });
  }
  return out;
}

const lastName = (tree: FlatTree, operand: Node): string =>
  tree.textOf(tree.kind(operand) === K.SelectorExpression ? tree.last(operand) : operand);

function isCalled(tree: FlatTree, call: Node, method: string): boolean {
  const callee = calleeOf(tree, call);
  const isMethod = tree.kind(callee) === K.SelectorExpression && tree.textOf(tree.last(callee)) === method;
  return isMethod && argumentsOf(tree, call).length === 0;
}

/** `v, ok := e` and `v, ok = e`. */
export function isCommaOk(tree: FlatTree, e: Node): boolean {
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
