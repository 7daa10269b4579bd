/** What a call calls, and with what. */
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Selection } from '../types/lookup.js';
import { type Func, Mode, type Signature } from '../types/model.js';
import { isInterface, isUnknown, signatureOf } from '../types/predicates.js';
import { through } from './expressions.js';
import type { Flow, Summary } from './flow.js';
import { methodInside } from './inner-methods.js';
import type { Frame } from './location.js';

/** What is called. `unseen`: nobody can tell what runs, so the worst is assumed. `unknown`: it is one function, and we do not know it. */
export type Callee =
  | { readonly kind: 'frame'; readonly frame: Frame; readonly receiver: Node; readonly inside?: Selection }
  | {
      readonly kind: 'summary';
      readonly summary: Summary;
      readonly receiver: Node;
      readonly func: Func;
      /** Of a method of what surely is in an interface. */
      readonly inside?: Selection;
    }
  | { readonly kind: 'unknown'; readonly receiver: Node }
  | { readonly kind: 'unseen'; readonly receiver: Node };

export function calleeOf(f: Flow, callee: Node): Callee {
  const { tree, types } = f;
  const n = tree.unparen(callee);
  if (tree.kind(n) === K.FuncLiteral) {
    f.closure(f.nowhere, n);
    const frame = f.literalOf(n);
    return frame ? { kind: 'frame', frame, receiver: NONE } : { kind: 'unseen', receiver: NONE };
  }
  const named = selectorOf(f, n);
  const selection = types.selections.get(named);
  if (selection?.object.kind === 'func') {
    const operand = tree.first(named);
    const receiver = types.modes[operand] === Mode.Type ? NONE : named;
    const { end } = through(f.typeOf(operand), selection.path);
    if (!end || isUnknown(end)) return { kind: 'unknown', receiver };
    const held = isInterface(end) ? f.concreteType(tree.first(named)) : undefined;
    if (held && isUnknown(held)) return { kind: 'unknown', receiver };
    const inside = isInterface(end) ? methodInside(types, n, operand => f.concreteType(operand)) : undefined;
    if (inside?.object.kind === 'func') {
      const seen = known(f, inside.object, receiver);
      return seen.kind === 'unknown' ? seen : { ...seen, inside };
    }
    if (isInterface(end) || end.kind === 'type parameter') return { kind: 'unseen', receiver };
    return known(f, selection.object, receiver);
  }
  const name = tree.kind(named) === K.SelectorExpression || tree.kind(named) === K.QualifiedType ? tree.last(named) : named;
  const object = types.objects.get(name);
  if (object?.kind === 'func') return known(f, object, NONE);
  const frame = f.literalOf(named);
  if (frame) return { kind: 'frame', frame, receiver: NONE };
  const held = functionHeld(f, named);
  if (held) return known(f, held, NONE);
  f.discard(n);
  return { kind: 'unseen', receiver: NONE };
}

/** The function that a variable stands for: `h := strings.ToUpper`. */
function functionHeld(f: Flow, variable: Node): Func | undefined {
  const { tree, types } = f;
  const value = f.steadyValue(variable);
  if (value === variable || types.selections.has(value)) return undefined;
  const object = types.objects.get(tree.kind(value) === K.SelectorExpression ? tree.last(value) : value);
  return object?.kind === 'func' && !object.isMethod ? object : undefined;
}

function known(f: Flow, func: Func, receiver: Node): Exclude<Callee, { kind: 'unseen' }> {
  const frame = f.functions.frameOf(func);
  if (frame) return { kind: 'frame', frame, receiver };
  const summary = f.functions.summaryOf(func);
  return summary ? { kind: 'summary', summary, receiver, func } : { kind: 'unknown', receiver };
}

export function calledNode({ tree }: Flow, n: Node): Node {
  return tree.kind(n) === K.TypeConversionExpression ? tree.field(n, F.Type) : tree.first(n);
}

/** Without type arguments and parentheses. */
export function selectorOf({ tree }: Flow, callee: Node): Node {
  let n = tree.unparen(callee);
  for (;;) {
    const kind = tree.kind(n);
    if (kind !== K.IndexExpression && kind !== K.GenericType && kind !== K.TypeInstantiationExpression) return n;
    n = tree.unparen(tree.first(n));
  }
}

export function isConversion({ tree, types }: Flow, n: Node): boolean {
  if (tree.kind(n) !== K.TypeConversionExpression) return false;
  const type = tree.field(n, F.Type);
  return types.typeOf(type)?.kind !== 'func' || types.modes[type] === Mode.Type || tree.kind(type) !== K.GenericType;
}

/** The type of what is called, instantiated. */
export function signatureFor(f: Flow, n: Node, callee: Node): Signature | undefined {
  const list = f.tree.childOfKind(n, K.TypeArguments);
  const type = (list !== NONE ? f.types.typeOf(list) : undefined) ?? f.typeOf(callee);
  return type && signatureOf(type);
}

export const lastArgument = ({ tree }: Flow, n: Node): Node => {
  const list = tree.childOfKind(n, K.ArgumentList);
  return list === NONE ? NONE : tree.last(list);
};

export function argumentsOf({ tree }: Flow, n: Node): Node[] {
  if (tree.kind(n) === K.TypeConversionExpression) return [tree.last(n)];
  const list = tree.childOfKind(n, K.ArgumentList);
  return list === NONE ? [] : [...tree.children(list)].map(a => (tree.kind(a) === K.VariadicArgument ? tree.first(a) : a));
}
