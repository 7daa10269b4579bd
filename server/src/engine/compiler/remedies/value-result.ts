/**
 * `func newT() *T { return &T{…} }`, and `(*T, error)`, -> a result by value, for small structs and unexported functions of which every call in the package
 * reads `x := newT()` and uses only fields and methods of `x`, or takes one field or method of the result at once.
 */

import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { isPartAddressed, isWritten } from '../../go/body/captures.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { type Named, type Type, UNKNOWN } from '../../go/types/model.js';
import { under } from '../../go/types/predicates.js';
import { sizeOf } from '../../go/types/sizes.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isPrivate } from './package-function.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { callersFit } from './value-callers.js';

const say = messages('remedy/value-result', {
  title: 'Return {type} by value',
  verified: '(verified: no longer allocates)',
});

/** Bytes; above this a copy may cost more than it saves. */
const MAX_SIZE = 64;

export function valueResult(context: RemedyContext): Remedy | undefined {
  const { tree, pkg, source, packageFiles } = context;
  const isMethod = tree.kind(0) === K.MethodDeclaration;
  if ((!isMethod && tree.kind(0) !== K.FunctionDeclaration) || tree.field(0, F.TypeParameters) !== NONE) return undefined;
  const name = tree.textOf(tree.field(0, F.Name));
  const result = resultOf(context);
  if (!isPrivate(context, tree) || tree.kind(result) !== K.PointerType) return undefined;
  const type = tree.first(result);
  if (tree.kind(type) !== K.TypeIdentifier || !isSmallValue(context, tree.textOf(type))) return undefined;
  const own = ownEdits(context, tree.textOf(type));
  const files = own && packageFiles(name);
  if (!own || !files || files.some(f => f.syntax.hasError || f.facts.directives.some(d => d.text.includes('go:linkname'))))
    return undefined;
  const edits = [context.edit(tree.span(result), tree.textOf(type)), ...own];
  for (const file of files) {
    for (const declaration of file.syntax.declarations) {
      if (file.path === source.path && declaration.offset === context.declaration.offset) continue;
      if (declaration.tree.text.includes(name) && !callersFit(declaration.tree, name, isMethod, pkg)) return undefined;
    }
  }
  return {
    title: say.title({ type: tree.textOf(type) }),
    safe: false,
    edits,
    proof: 'gone',
    verified: say.verified,
  };
}

/** A struct of the package that is small, and may be copied. */
export function isSmallValue({ source }: Pick<RemedyContext, 'source'>, name: string): boolean {
  const type = source.declared?.(name) ?? UNKNOWN;
  const struct = under(type);
  if (type.kind !== 'named' || type.object.name !== name || type.parameters.length > 0 || struct.kind !== 'struct') return false;
  const size = sizeOf(struct);
  return size !== undefined && size <= MAX_SIZE && !mustNotBeCopied(struct, type);
}

/** The pointer type of the only result, or of the first of two when the other is an error. */
function resultOf({ tree }: RemedyContext): Node {
  const result = tree.field(0, F.Result);
  if (tree.kind(result) !== K.ParameterList) return result;
  const [first, second, ...others] = tree.children(result);
  const isPair = second !== undefined && others.length === 0 && tree.textOf(second) === 'error';
  return isPair && tree.next(tree.first(first!)) === NONE ? tree.first(first!) : NONE;
}

/** Every return as one of a value; undefined when one returns something else. */
function ownEdits(context: RemedyContext, type: string): Edit[] | undefined {
  const { tree, scopes, nodes } = context;
  const edits: Edit[] = [];
  const variables = new Set<Variable>();
  let isAbout = false;
  for (let n = 1; n < tree.count; n++) {
    // The function calls itself, or a closure has returns of its own: left alone.
    const isName = tree.kind(n) === K.Identifier || tree.kind(n) === K.FieldIdentifier;
    if (tree.kind(n) === K.FuncLiteral || (isName && tree.fields[n] !== F.Name && tree.textOf(n) === tree.textOf(tree.field(0, F.Name))))
      return undefined;
    if (tree.kind(n) !== K.ReturnStatement) continue;
    const value = tree.first(tree.first(n));
    const v = scopes.variableOf(value);
    if (v) variables.add(v);
    else if (isFailure(context, value)) edits.push(context.edit(tree.span(value), `${type}{}`));
    else if (isAddressOf(context, value, type)) {
      isAbout ||= nodes.some(m => tree.within(m, value));
      edits.push(context.edit({ start: tree.starts[value]!, end: tree.starts[value]! + 1 }, ''));
    } else return undefined;
  }
  for (const v of variables) {
    const declared = declarationEdit(context, v, type);
    if (!declared || v.uses.some(u => !isOwnUse(context, u))) return undefined;
    isAbout ||= nodes.some(m => m === v.node || tree.within(m, v.init));
    edits.push(declared);
  }
  return isAbout ? edits : undefined;
}

/** The nil of `return nil, err`. */
function isFailure({ tree }: RemedyContext, value: Node): boolean {
  const error = tree.kind(value) === K.Nil ? tree.next(value) : NONE;
  return error !== NONE && tree.kind(error) !== K.Nil;
}

function isAddressOf({ tree }: RemedyContext, value: Node, type: string): boolean {
  const literal = tree.first(value);
  const isAddress = tree.kind(value) === K.UnaryExpression && tree.op(value) === '&' && tree.kind(literal) === K.CompositeLiteral;
  return isAddress && tree.textOf(tree.first(literal)) === type && tree.starts[literal] === tree.starts[value]! + 1;
}

/** `p := &T{…}` and `p := new(T)` as a value. */
function declarationEdit(context: RemedyContext, v: Variable, type: string): Edit | undefined {
  const { tree } = context;
  const statement = tree.parent(tree.parent(v.node));
  if (v.kind !== 'local' || tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== v.init)
    return undefined;
  if (isAddressOf(context, v.init, type)) return context.edit({ start: tree.starts[v.init]!, end: tree.starts[v.init]! + 1 }, '');
  const isNew = tree.kind(v.init) === K.CallExpression && tree.textOf(calleeOf(tree, v.init)) === 'new';
  return isNew && tree.textOf(argumentsOf(tree, v.init)[0] ?? NONE) === type ? context.edit(tree.span(v.init), `${type}{}`) : undefined;
}

/** It is returned, or its fields and methods are used. */
function isOwnUse({ tree }: RemedyContext, use: Node): boolean {
  const p = tree.parent(use);
  if (tree.kind(p) === K.ExpressionList && tree.parentKind(p) === K.ReturnStatement) return tree.first(p) === use;
  return tree.kind(p) === K.SelectorExpression && tree.first(p) === use && !isPartAddressed(tree, use) && !isWritten(tree, use);
}

/** Locks and what says so itself are used by address only, and of what other packages declare nobody knows. `of`: the struct that it is a part of. */
function mustNotBeCopied(type: Type, of: Named, depth = 0): boolean {
  if (depth > 5) return true;
  if (type.kind === 'named') {
    const { pkg, name } = type.object;
    if (pkg?.path === 'time' && (name === 'Time' || name === 'Duration')) return false;
    if (pkg !== undefined && pkg !== of.object.pkg) return true;
    return name === 'noCopy' || mustNotBeCopied(type.underlying, of, depth + 1);
  }
  if (type.kind === 'struct') return type.fields.some(f => mustNotBeCopied(f.type, of, depth + 1));
  return type.kind === 'array' && mustNotBeCopied(type.elem, of, depth + 1);
}
