/** What a call runs, as types tell: the compiler's text words all calls alike, and of some nobody can see where they lead. */
import { isWritten } from '../go/body/captures.js';
import type { Scopes } from '../go/names/scope.js';
import type { TreeTypes } from '../go/types/checking.js';
import type { Selection } from '../go/types/lookup.js';
import { type Func, Mode } from '../go/types/model.js';
import { isInterface, isTypeParameter, signatureOf } from '../go/types/predicates.js';
import type { UnseenCall } from '../sites/evidence.js';
import { calleeOf, type FlatTree, K, type Node } from '../syntax/flat-tree.js';

/** `func`: a function or a method, by its declaration. */
export type Called = { readonly kind: UnseenCall } | { readonly kind: 'function'; readonly func: Func };

/** Undefined: types do not tell, or the text does (a conversion, a builtin, a function literal, a variable that is one for good). */
export function calledBy(tree: FlatTree, scopes: Scopes, types: TreeTypes, call: Node): Called | undefined {
  const callee = withoutTypeArguments(tree, types, tree.unparen(calleeOf(tree, call)));
  const kind = tree.kind(callee);
  if (kind === K.FuncLiteral) return undefined;
  const selection = types.selections.get(callee);
  if (selection) return selected(selection);
  const object = types.objects.get(kind === K.SelectorExpression ? tree.last(callee) : callee);
  if (object?.kind === 'func') return { kind: 'function', func: object };
  if (object !== undefined && object.kind !== 'var') return undefined;
  const variable = kind === K.Identifier ? scopes.variableOf(callee) : undefined;
  if (variable && tree.kind(variable.init) === K.FuncLiteral && !variable.uses.some(u => isWritten(tree, u))) return undefined;
  const type = types.typeOf(callee);
  const isValue = types.modes[callee] !== Mode.Type && types.modes[callee] !== Mode.Builtin;
  return type && isValue && signatureOf(type) ? { kind: 'functionValue' } : undefined;
}

/** `f` of `f[int]`; an element of a slice or a map of functions is left as it is. */
function withoutTypeArguments(tree: FlatTree, types: TreeTypes, callee: Node): Node {
  if (tree.kind(callee) === K.TypeInstantiationExpression) return tree.unparen(tree.first(callee));
  if (tree.kind(callee) !== K.IndexExpression) return callee;
  const generic = tree.unparen(tree.first(callee));
  const name = tree.kind(generic) === K.SelectorExpression ? tree.last(generic) : generic;
  return (types.selections.get(generic)?.object ?? types.objects.get(name))?.kind === 'func' ? generic : callee;
}

function selected({ object, path, receiver }: Selection): Called {
  if (object.kind === 'var') return { kind: 'functionValue' };
  const owner = path.at(-1)?.type ?? receiver;
  if (isTypeParameter(owner) || (owner.kind === 'pointer' && isTypeParameter(owner.elem))) return { kind: 'typeParameter' };
  return isInterface(owner) ? { kind: 'interfaceCall' } : { kind: 'function', func: object };
}
