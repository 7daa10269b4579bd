/** Receivers of methods (Go spec, "Method declarations"). */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type Func, Pointer, type Type, type TypeName, TypeParameter, UNKNOWN } from './model.js';
import { isGeneric } from './predicates.js';
import { instantiate, laterSubstitution, substitute } from './substitute.js';

/** A method's receiver as it is written. */
export interface Receiver {
  readonly name: Node;
  readonly type: Node;
  readonly pointer: boolean;
  readonly base: Node;
  /** Names that it gives the type's parameters. */
  readonly parameters: readonly Node[];
}

export function receiverOf(tree: FlatTree): Receiver | undefined {
  const list = tree.field(0, F.Receiver);
  const declaration = tree.first(list);
  const type = tree.field(declaration, F.Type);
  if (type === NONE) return undefined;
  let base = type;
  let pointer = false;
  let parameters: Node[] = [];
  for (;;) {
    const kind = tree.kind(base);
    if (kind === K.PointerType) pointer = true;
    else if (kind === K.GenericType) {
      const args = tree.childOfKind(base, K.TypeArguments);
      parameters = args === NONE ? [] : [...tree.children(args)].map(a => (tree.kind(a) === K.TypeElem ? tree.first(a) : a));
    } else if (kind !== K.ParenthesizedType) break;
    base = tree.first(base);
  }
  return { name: tree.field(declaration, F.Name), type, pointer, base, parameters };
}

export interface ReceiverType {
  readonly type: Type;
  readonly parameters: readonly TypeParameter[];
}

/** The type of a receiver, and the names that it gives the type's parameters. */
export function receiverType(base: Type, names: readonly TypeName[], pointer: boolean): ReceiverType {
  if (base.kind !== 'named') return { type: UNKNOWN, parameters: [] };
  let type: Type = base;
  let parameters: TypeParameter[] = [];
  if (isGeneric(base)) {
    const by = laterSubstitution(base.parameters, () => parameters);
    parameters = base.parameters.map((p, i) => new TypeParameter(names[i] ?? p.object, i, () => substitute(p.constraint, by()), p.owner));
    parameters.forEach((p, i) => {
      if (names[i]) names[i].type = p;
    });
    type = instantiate(base, parameters);
  }
  return { type: pointer ? new Pointer(type) : type, parameters };
}

/** The receiver's type of a method as it is declared, without its pointer; undefined for a function. */
export function receiverBase(method: Func): Type | undefined {
  const { type } = method.origin ?? method;
  const receiver = type.kind === 'func' ? type.receiver?.type : undefined;
  return receiver?.kind === 'pointer' ? receiver.elem : receiver;
}
