/** Selectors (Go spec, "Selectors"). */
import { K, type Node } from '../../syntax/flat-tree.js';
import type { Checker, Operand } from './checking.js';
import { inMethodSet, lookup } from './lookup.js';
import { Mode, Signature, type Type, UNKNOWN, Var } from './model.js';
import { isUnknown } from './predicates.js';

export function selector(c: Checker, x: Operand, node: Node): void {
  const { tree, types } = c.env.unit;
  const operand = tree.first(node);
  const last = tree.last(node);
  if (operand === last) return;
  const name = tree.textOf(last);
  if (isName(tree.kind(operand))) {
    const pkg = c.resolve(tree.textOf(operand));
    if (pkg?.kind === 'package') {
      types.objects.set(operand, pkg);
      const object = c.imported(pkg.path, name);
      if (!object) return;
      types.objects.set(last, object);
      c.ofObject(x, object);
      return;
    }
  }
  c.exprOrType(x, operand);
  if (!x.isKnown || x.mode === Mode.Builtin || x.mode === Mode.NoValue || x.type.kind === 'tuple') {
    x.forget();
    return;
  }
  const found = lookup(x.type, c.pkg, name);
  if (typeof found === 'string') {
    x.forget();
    return;
  }
  types.selections.set(node, found);
  types.objects.set(last, found.object);
  if (x.mode === Mode.Type) {
    methodExpression(x, found.object.kind === 'func' && inMethodSet(x.type, found) ? found.object.type : UNKNOWN);
    return;
  }
  const { object } = found;
  if (object.kind === 'var') {
    const variable = x.mode === Mode.Variable || found.indirect;
    if (isUnknown(object.type)) {
      x.forget();
      return;
    }
    x.set(variable ? Mode.Variable : Mode.Value, object.type);
    return;
  }
  if (object.type.kind !== 'func' || !(x.mode === Mode.Variable || inMethodSet(x.type, found))) {
    x.forget();
    return;
  }
  const { params, results, variadic, parameters } = object.type;
  x.set(Mode.Value, new Signature(params, results, variadic, parameters));
}

/** `T.Method`: a function whose first parameter is the receiver. */
function methodExpression(x: Operand, method: Type): void {
  if (method.kind !== 'func') {
    x.forget();
    return;
  }
  const receiver = new Var(undefined, method.receiver?.name ?? '_', x.type, 'parameter');
  x.set(Mode.Value, new Signature([receiver, ...method.params], method.results, method.variadic, method.parameters));
}

const isName = (kind: K): boolean => kind === K.Identifier || kind === K.PackageIdentifier || kind === K.TypeIdentifier;
