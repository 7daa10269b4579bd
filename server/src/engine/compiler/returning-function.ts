/** What the compiler says about inlining the function that returns a value: a caller can keep on its stack only what an inlined function returns. */

import { baseName } from '../base/paths.js';
import { identical, typeSetOf } from '../go/types/identity.js';
import { isExported, type Type } from '../go/types/model.js';
import { under } from '../go/types/predicates.js';
import type { ReturnedBy } from '../sites/evidence.js';
import { functionName } from '../sites/site-key.js';
import { F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { DeclarationContext } from './declaration-context.js';
import type { CompilerFact } from './facts.js';
import { factsOfFile } from './facts-index.js';
import { declaredName, isPrintedAt, placesOfInlined } from './inlined-callee.js';
import { costOf } from './inlining.js';

/** Undefined for what a closure returns, and where the compiler says nothing of the function. */
export function returningFunction(context: DeclarationContext, node: Node, own: readonly CompilerFact[]): ReturnedBy | undefined {
  const { tree, scopes, source, declaration, facts } = context;
  const kind = tree.kind(0);
  if ((kind !== K.FunctionDeclaration && kind !== K.MethodDeclaration) || scopes.functionOf(node) !== 0) return undefined;
  const receiver = tree.field(0, F.Receiver);
  const at = declaration.offset + tree.starts[receiver === NONE ? tree.field(0, F.Name) : receiver]!;
  const line = source.lines.position(at).line + 1;
  const said = factsOfFile(facts, baseName(source.path)).find(
    f =>
      (f.kind === 'inlinable' || f.kind === 'notInlinable') && f.line === line && source.lines.offsetOfByteColumn(f.line, f.column) === at,
  );
  if (!said) return undefined;
  const func = functionName(tree);
  const as = asInterface(context, node);
  if (said.kind === 'inlinable' && isOnHeapEverywhere(context, own)) return undefined;
  if (said.kind === 'inlinable') return { func, cost: '', budget: '', isInlined: true, ...(as && { as }) };
  return { func, cost: '', budget: '', ...costOf(said.detail), isInlined: false, ...(as && { as }) };
}

/** Only the package can call the function, and where it is inlined, the value leaves the caller too. */
function isOnHeapEverywhere({ tree, facts }: DeclarationContext, own: readonly CompilerFact[]): boolean {
  const name = declaredName(tree);
  const places = name === undefined || isExported(name.slice(name.lastIndexOf('.') + 1)) ? [] : placesOfInlined(facts, name);
  return places.length > 0 && places.every(p => own.some(f => isPrintedAt(facts, p, f)));
}

/** `return &sum{}` in a function whose result is an interface with methods; an `error` is one for good. */
function asInterface(context: DeclarationContext, value: Node): ReturnedBy['as'] {
  const { tree, typed } = context;
  const list = tree.parent(value);
  const literal = tree.first(value);
  const isAddress = tree.kind(value) === K.UnaryExpression && tree.op(value) === '&' && tree.kind(literal) === K.CompositeLiteral;
  // A method is called so because an interface wants it.
  if (
    !typed ||
    !isAddress ||
    tree.kind(0) !== K.FunctionDeclaration ||
    tree.kind(list) !== K.ExpressionList ||
    tree.parentKind(list) !== K.ReturnStatement
  )
    return undefined;
  const index = [...tree.children(list)].indexOf(value);
  if (!areAllOf(context, index, typed.typeOf(value))) return undefined;
  const result = resultAt(tree, index);
  const type = result === NONE ? undefined : typed.typeOf(result);
  const u = type && under(type);
  if (u?.kind !== 'interface' || typeSetOf(u).methods.size === 0 || tree.textOf(result) === 'error') return undefined;
  return { result: tree.textOf(result), type: `*${tree.textOf(tree.first(literal))}` };
}

/** Each `return` of the function gives a value of the type in that place. */
function areAllOf({ tree, typed, scopes }: DeclarationContext, index: number, type: Type | undefined): boolean {
  for (let n = 1; n < tree.count; n++) {
    if (tree.kind(n) !== K.ReturnStatement || scopes.functionOf(n) !== 0) continue;
    const value = [...tree.children(tree.first(n))][index];
    const other = value === undefined ? undefined : typed?.typeOf(value);
    if (!type || !other || !identical(type, other)) return false;
  }
  return true;
}

/** The type of one result, as it is written; NONE where one declaration has several names. */
function resultAt(tree: FlatTree, index: number): Node {
  const result = tree.field(0, F.Result);
  if (tree.kind(result) !== K.ParameterList) return index === 0 ? result : NONE;
  const declarations = [...tree.children(result)];
  const isPlain = declarations.every(d => [...tree.children(d)].filter(n => tree.fields[n] === F.Name).length <= 1);
  const one = isPlain ? declarations[index] : undefined;
  return one === undefined ? NONE : tree.field(one, F.Type);
}
