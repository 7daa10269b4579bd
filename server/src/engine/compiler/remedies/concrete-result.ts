/**
 * `func newSum() hash.Hash { return &sum{} }` of the package's own type -> a result of the type `*sum`: where the function is inlined and the methods are
 * called directly, the value can stay with the caller. For unexported functions; what a caller needs as the interface becomes one there.
 */
import { messages } from '../../base/message.js';
import { typeSetOf } from '../../go/types/identity.js';
import { under } from '../../go/types/predicates.js';
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { importEdits, usesOf } from './imports.js';
import { isPrivate } from './package-function.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/concrete-result', {
  title: 'Return `{type}` instead of `{result}`',
  verified: '(verified: fewer allocations)',
});

export function concreteResult(context: RemedyContext): Remedy | undefined {
  const { tree, nodes, packageFiles, source } = context;
  if (tree.kind(0) !== K.FunctionDeclaration || !isPrivate(context, tree) || tree.field(0, F.TypeParameters) !== NONE) return undefined;
  const result = resultOf(tree);
  const type = returnedType(context);
  if (result === NONE || type === undefined || !isInterface(context, result)) return undefined;
  if (!nodes.some(n => tree.within(n, tree.ancestor(n, K.ReturnStatement)))) return undefined;
  const name = tree.textOf(tree.field(0, F.Name));
  const files = packageFiles(name);
  if (!files?.every(f => !f.syntax.hasError && f.syntax.declarations.every(d => d.tree === tree || onlyCalls(d.tree, name))))
    return undefined;
  const qualifier = tree.kind(result) === K.QualifiedType ? tree.textOf(tree.first(result)) : '';
  const isLast = qualifier !== '' && usesOf(source, qualifier) === 1;
  const imports = importEdits(source, undefined, isLast ? source.facts.imports.find(i => i.name === qualifier)?.path : undefined);
  if (!imports || (isLast && imports.length === 0)) return undefined;
  return {
    title: say.title({ type, result: tree.textOf(result) }),
    safe: false,
    edits: [...imports, context.edit(tree.span(result), type)],
    proof: 'fewer',
    verified: say.verified,
  };
}

/** The type of the only result, or of the first of two when the other is an error; without names. */
function resultOf(tree: FlatTree): Node {
  const result = tree.field(0, F.Result);
  if (tree.kind(result) !== K.ParameterList) return result;
  const [first, second, ...others] = tree.children(result);
  const isPair = second !== undefined && others.length === 0 && tree.textOf(second) === 'error';
  return isPair && tree.next(tree.first(first!)) === NONE ? tree.first(first!) : NONE;
}

function isInterface({ typed }: RemedyContext, result: Node): boolean {
  const type = typed?.typeOf(result);
  const u = type && under(type);
  return u?.kind === 'interface' && typeSetOf(u).methods.size > 0;
}

/** `*T` where each return is of `&T{…}`: a nil among them would be another one in the interface. */
function returnedType({ tree, source }: RemedyContext): string | undefined {
  const types = new Set<string>();
  for (let n = 1; n < tree.count; n++) {
    if (tree.kind(n) === K.FuncLiteral) return undefined;
    if (tree.kind(n) !== K.ReturnStatement) continue;
    const value = tree.first(tree.first(n));
    const literal = tree.first(value);
    const isAddress = tree.kind(value) === K.UnaryExpression && tree.op(value) === '&' && tree.kind(literal) === K.CompositeLiteral;
    if (!isAddress || tree.kind(tree.first(literal)) !== K.TypeIdentifier) return undefined;
    types.add(tree.textOf(tree.first(literal)));
  }
  const [only, ...others] = types;
  return only !== undefined && others.length === 0 && source.declared?.(only) !== undefined ? `*${only}` : undefined;
}

/** The name of the function is only called: as a value it is of another type then. */
function onlyCalls(tree: FlatTree, name: string): boolean {
  for (let n = 1; n < tree.count; n++) {
    if (tree.kind(n) !== K.Identifier || tree.textOf(n) !== name) continue;
    if (tree.parentKind(n) !== K.CallExpression || calleeOf(tree, tree.parent(n)) !== n) return false;
  }
  return true;
}
